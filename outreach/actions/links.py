"""What the signed links of a reminder mail mean when someone comes back with one, and what they do."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.core import signing
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from contacts.models import Contact
from interviews.actions.refusals import MoveError
from outreach.actions.snoozing import NothingOwedError, PutOff, snooze_reminder
from outreach.actions.thanking import draft_thank_you, send_marked
from outreach.emails import LINK_SALT, PREFERENCES_SALT, LinkAction, join_names, owed_people
from outreach.models import Reminder

GOOD_FOR = timedelta(days=30)
SWITCHES = {
    Reminder.Kind.THANK_EARLY: "remind_early",
    Reminder.Kind.THANK_FINAL: "remind_final",
    Reminder.Kind.BRIEF: "brief_daily",
    Reminder.Kind.PLAN: "plan_weekly",
}


class LinkError(Exception):
    """The link cannot be followed; `expired` tells an old one from one that never was."""

    def __init__(self, *, expired: bool = False) -> None:
        super().__init__("expired" if expired else "unknown")
        self.expired = expired


class Standing(StrEnum):
    """How things stand for a link: still to do, or why there is nothing left to do."""

    OPEN = "open"
    THANKED = "thanked"
    SNOOZED = "snoozed"
    REPLACED = "replaced"
    OVER = "over"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Link:
    """A link whose signature holds: its reminder, the action, and the person where it is about one."""

    reminder: Reminder
    version: int
    action: LinkAction
    contact: Contact | None

    @property
    def title(self) -> str:
        """The reminder's title, the only private detail that a signed page shows."""
        if self.reminder.interview is None:
            return self.reminder.get_kind_display()
        people = [self.contact] if self.contact else owed_people(self.reminder.talk)
        return f"Thank {join_names([person.display_name for person in people])}" if people else "Thank-you"


def read_link(token: str, *, now: datetime, only: Container[LinkAction] = frozenset(LinkAction)) -> Link:
    """The link in `token`; LinkError when forged, not one of `only`, older than 30 days, or about what is gone."""
    link = _read(token, Reminder.objects.all(), now=now)
    if link.action not in only:
        raise LinkError
    return link


def reader_of(token: str, *, now: datetime) -> User:
    """Whose mails the preferences behind this token are about; LinkError as for other links."""
    pk, _ = _unsigned(token, PREFERENCES_SALT, now=now)
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is None:
        raise LinkError
    return user


@transaction.atomic
def follow_link(token: str, *, now: datetime) -> Standing:
    """Do what the link says if it is still to be done; twice is once. Returns how things stood before."""
    link = _read(token, Reminder.objects.select_for_update(of=("self",)), now=now)
    found = standing(link, now=now)
    if found is not Standing.OPEN:
        return found
    try:
        _do(link, now=now)
    except (MoveError, NothingOwedError):
        return Standing.OVER  # the talk was called off at the same moment
    return found


def standing(link: Link, *, now: datetime) -> Standing:
    """Whether the link still has something to do. Reads only, so that a mail scanner's GET changes nothing."""
    reminder = link.reminder
    if link.action is LinkAction.STOP:
        return Standing.OPEN if getattr(reminder.owner, SWITCHES[Reminder.Kind(reminder.kind)]) else Standing.STOPPED
    interview = reminder.talk
    seats = [seat for seat in interview.interviewees.all() if link.contact in {None, seat.contact}]
    if all(seat.thanked_at for seat in seats):
        return Standing.THANKED
    if not _is_owed(link, now=now):
        return Standing.OVER
    if link.action is LinkAction.SENT or link.version == reminder.version:
        return Standing.OPEN  # "I have sent it" stays good when the reminder was put off in between
    return Standing.SNOOZED if reminder.snoozed and reminder.state == Reminder.State.SCHEDULED else Standing.REPLACED


def put_off_until(link: Link, *, now: datetime) -> datetime:
    """When a put-off reminder comes back, by its owner's clock."""
    how = PutOff.HOURS if link.action is LinkAction.LATER else PutOff.TOMORROW
    return how.end(zone=link.reminder.owner.zone, now=now)


def _read(token: str, reminders: QuerySet[Reminder], *, now: datetime) -> Link:
    pk, version, action, contact_pk, *whose, _ = _unsigned(token, LINK_SALT, now=now)
    found = reminders.filter(pk=pk, owner__is_active=True).select_related("owner", "interview__owner")
    reminder = found.prefetch_related("interview__interviewees__contact").first() or _gone(*whose)
    if reminder is None or (reminder.interview is None and action != LinkAction.STOP):
        raise LinkError
    seats = {seat.contact_id: seat.contact for seat in reminder.talk.interviewees.all()} if reminder.interview else {}
    if contact_pk and contact_pk not in seats:
        contact_pk = reminder.owner.contactmerges.heir_of(contact_pk)
        if contact_pk not in seats:
            raise LinkError
    return Link(reminder, version, LinkAction(action), seats.get(contact_pk))


def _gone(owner_pk: int = 0, kind: str = "") -> Reminder | None:
    """In place of a reminder that went with its interview: whose it was and of what kind, where the link says so."""
    owner = User.objects.filter(pk=owner_pk, is_active=True).first()
    return Reminder(owner=owner, kind=kind) if owner else None


def _unsigned(token: str, salt: str, *, now: datetime) -> list[Any]:
    """What was signed; the last of it is when. LinkError when forged or older than 30 days."""
    try:
        said: list[Any] = signing.Signer(sep=".", salt=salt).unsign_object(token)
    except (signing.BadSignature, ValueError) as error:
        raise LinkError from error
    if now - datetime.fromtimestamp(said[-1], UTC) > GOOD_FOR:
        raise LinkError(expired=True)
    return said


def _is_owed(link: Link, *, now: datetime) -> bool:
    """Whether the talk took place, as the occurrence that the reminder is about, and someone is left to thank."""
    interview = link.reminder.talk
    states = {"scheduled", "held", "closed"} if link.action is LinkAction.SENT else {"scheduled", "held"}
    took_place = interview.state in states and interview.is_over(now) and not interview.is_incoming
    return took_place and link.reminder.occurrence == interview.occurrence and bool(owed_people(interview))


def _do(link: Link, *, now: datetime) -> None:
    if link.action is LinkAction.STOP:
        _stop(link.reminder)
    elif link.action is LinkAction.SENT and link.contact:
        send_marked(draft_thank_you(link.reminder.talk, link.contact, now=now), now=now)
    else:
        snooze_reminder(link.reminder, until=put_off_until(link, now=now), now=now)


def _stop(reminder: Reminder) -> None:
    switch = SWITCHES[Reminder.Kind(reminder.kind)]
    setattr(reminder.owner, switch, False)
    reminder.owner.save(update_fields=[switch])
