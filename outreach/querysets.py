"""Every read of reminders, deliveries and messages."""

from datetime import datetime, timedelta
from typing import Self

from allauth.account.models import EmailAddress
from django.db import models
from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, Value, When

from interviews.models import THANK_WITHIN, Interviewee

EARLY_AFTER = timedelta(hours=2)
OVERDUE_AT_MOST = timedelta(hours=72)  # what is due for longer is shown in the app and no longer mailed (T20, T26)


def _judged(condition: Q) -> Case:
    """The condition, as one that is judged row by row, after the rows were found by something else.

    Postgres would else look for an index that serves a part of it. Until it has counted a table anew it believes that
    few interviews are over, starts there, and looks through all reminders for each of 100,000 of them.
    """
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


class ReminderQuerySet(models.QuerySet):
    """Reminders; start at `user.reminders`, but for the scan, which sees everyone's."""

    def waiting(self) -> Self:
        """Planned and not yet handed to a delivery."""
        return self.filter(state="scheduled").order_by("due_at", "pk")

    def due(self, now: datetime) -> Self:
        """Waiting, due at `now`, and not held back by quiet hours."""
        return self.filter(state="scheduled", due_at__lte=now).exclude(held_until__gt=now)

    def fitting(self) -> Self:
        """Due by the interview's end as it is now, or when the user said; planning moves the others."""
        early = Q(kind="thank_early", due_at=F("interview__ends_at") + EARLY_AFTER)
        final = Q(kind="thank_final", due_at=F("interview__ends_at") + THANK_WITHIN)
        return self.filter(_judged(Q(snoozed=True) | early | final))

    def owing(self, now: datetime) -> Self:
        """Whose interview took place, as the occurrence they are about, and has somebody left to thank."""
        return self.filter(_somebody_unthanked(), _judged(_took_place(now)))

    def owed(self, now: datetime) -> Self:
        """Owing, wanted by the owner's present settings, and neither overtaken by the 24-hour one nor too old.

        planning.py says the same in SQL for rows that are not there yet.
        """
        return self.owing(now).filter(_judged(_wanted(now)))

    def unowed(self, now: datetime) -> Self:
        """The others."""
        return self.exclude(_somebody_unthanked() & Q(_judged(_took_place(now) & _wanted(now))))

    def mailable(self) -> Self:
        """Whose owner may be written to: active, at a verified address that has not refused mail."""
        verified = EmailAddress.objects.filter(user=OuterRef("owner"), email=OuterRef("owner__email"), verified=True)
        return self.filter(Exists(verified), owner__is_active=True, owner__mail_refused_at=None)


def _somebody_unthanked() -> Q:
    return Q(Exists(Interviewee.objects.unthanked().filter(interview=OuterRef("interview"))))


def _took_place(now: datetime) -> Q:
    return Q(
        interview__direction="outgoing",
        interview__state__in=["scheduled", "held"],
        interview__ends_at__lte=now,
        occurrence=F("interview__occurrence"),
    )


def _wanted(now: datetime) -> Q:
    before_deadline = Q(interview__ends_at__gt=now - THANK_WITHIN)
    early = Q(kind="thank_early", owner__remind_early=True) & (
        before_deadline | Q(snoozed=True) | Q(owner__remind_final=False)
    )
    final = Q(kind="thank_final", owner__remind_final=True)
    return (early | final) & Q(due_at__gt=now - OVERDUE_AT_MOST)


class DeliveryQuerySet(models.QuerySet):
    """Outgoing mails; start at `user.deliveries`, but for the senders, which see everyone's."""

    def claimable(self, now: datetime) -> Self:
        """Pending and due, or claimed by a sender whose lease has run out."""
        return self.ready(now) | self.abandoned(now)

    def ready(self, now: datetime) -> Self:
        """Pending and due."""
        return self.filter(state="pending", next_at__lte=now)

    def abandoned(self, now: datetime) -> Self:
        """Claimed by a sender whose lease has run out."""
        return self.filter(state="sending", lease_until__lte=now)
