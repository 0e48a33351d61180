"""What a person does about a reminder: put it off, or send a failed mail again."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.db.models import F

from accounts.models import User
from accounts.zones import resolve
from interviews.models import THANK_WITHIN, Interview
from outreach.models import Delivery, Reminder
from outreach.querysets import EARLY_AFTER

MORNING = time(9)


class PutOff(models.TextChoices):
    """For how long something is put off."""

    HOURS = "3h", "In 3 hours"
    TOMORROW = "tomorrow", "Tomorrow morning"
    WEEK = "week", "Next week"

    def end(self, *, zone: ZoneInfo, now: datetime) -> datetime:
        """Three exact hours on, nine o'clock on the next day in `zone`, or nine on the coming Monday."""
        if self is PutOff.HOURS:
            return now + timedelta(hours=3)
        today = now.astimezone(zone).date()
        days = 1 if self is PutOff.TOMORROW else 7 - today.weekday()
        return resolve(today + timedelta(days=days), MORNING, zone)


class NothingOwedError(Exception):
    """Nobody is left to thank in that interview; the text is for the user."""


@transaction.atomic
def snooze_reminder(reminder: Reminder, *, until: datetime, now: datetime) -> bool:
    """Remind again at `until`, whatever was sent before; False when this version was put off already.

    Others about the same interview that would come before `until` wait as long. Raises NothingOwedError.
    """
    row = Reminder.objects.filter(pk=reminder.pk, version=reminder.version)
    if not row.select_for_update().exists():
        return False
    if not row.owing(now).exists():
        raise NothingOwedError("Nothing to put off: the thank-you is done, or no longer owed.")
    later = {
        "state": Reminder.State.SCHEDULED,
        "snoozed": True,
        "due_at": until,
        "held_until": None,
        "version": F("version") + 1,
    }
    row.update(**later)
    siblings = Reminder.objects.filter(interview=reminder.interview_id, occurrence=reminder.occurrence)
    waiting = [Reminder.State.SCHEDULED, Reminder.State.QUEUED]  # also one whose mail is tried again meanwhile
    siblings.filter(state__in=waiting, due_at__lt=until).update(**later)
    reminder.refresh_from_db()
    return True


@transaction.atomic
def snooze_thank_you(interview: Interview, *, until: datetime, now: datetime) -> Reminder:
    """As snooze_reminder, from the app, where perhaps no reminder has been planned yet. Raises NothingOwedError."""
    if interview.ends_at is None or not interview.is_over(now):
        raise NothingOwedError("Nothing to put off: the interview is not over.")
    final = now >= interview.ends_at + THANK_WITHIN
    reminder, _ = Reminder.objects.get_or_create(
        owner=interview.owner,
        interview=interview,
        occurrence=interview.occurrence,
        kind=Reminder.Kind.THANK_FINAL if final else Reminder.Kind.THANK_EARLY,
        defaults={"due_at": interview.ends_at + (THANK_WITHIN if final else EARLY_AFTER)},
    )
    snooze_reminder(reminder, until=until, now=now)
    return reminder


@transaction.atomic
def wake_thank_you(interview: Interview) -> int:
    """Undo of a snooze: what was sent stays sent, the rest is due when it was; returns how many were put off."""
    snoozed = Reminder.objects.select_for_update(of=("self",)).filter(
        interview=interview, occurrence=interview.occurrence, state=Reminder.State.SCHEDULED, snoozed=True
    )
    rows = list(snoozed.select_related("delivery"))
    delay = {Reminder.Kind.THANK_EARLY: EARLY_AFTER, Reminder.Kind.THANK_FINAL: THANK_WITHIN}
    for row in rows:
        was_sent = row.delivery is not None and row.delivery.state == Delivery.State.SENT
        row.state = Reminder.State.SENT if was_sent else Reminder.State.SCHEDULED
        row.snoozed, row.held_until, row.version = False, None, row.version + 1
        if interview.ends_at is not None:
            row.due_at = interview.ends_at + delay[Reminder.Kind(row.kind)]
    Reminder.objects.bulk_update(rows, ["state", "snoozed", "held_until", "version", "due_at"])
    return len(rows)


@transaction.atomic
def resend_failed(delivery: Delivery, *, now: datetime) -> bool:
    """Try a failed mail again from the start, and believe in the address again; False when it has not failed.

    Someone who asks for it after two lost answers may get a third copy; nothing but a person does this.
    """
    dead = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.DEAD, letter=None)  # a letter is a draft again
    fresh = {"attempts": 0, "ambiguous": False, "data_started_at": None, "smtp_code": None, "last_error": ""}
    if not dead.update(state=Delivery.State.PENDING, next_at=now, **fresh):
        return False
    failed = Reminder.objects.filter(delivery=delivery, state=Reminder.State.FAILED)
    failed.update(state=Reminder.State.QUEUED)
    User.objects.filter(pk=delivery.owner_id).update(mail_refused_at=None, mail_refused_reason="")
    delivery.refresh_from_db()
    return True
