"""Every read of reminders, deliveries and messages."""

from datetime import datetime, timedelta
from typing import Self

from allauth.account.models import EmailAddress
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from interviews.models import THANK_WITHIN, Interviewee

OVERDUE_AT_MOST = timedelta(hours=72)  # what is due for longer is shown in the app and no longer mailed (T20, T26)


class ReminderQuerySet(models.QuerySet):
    """Reminders; start at `user.reminders`, but for the scan, which sees everyone's."""

    def waiting(self) -> Self:
        """Planned and not yet handed to a delivery."""
        return self.filter(state="scheduled").order_by("due_at", "pk")

    def due(self, now: datetime) -> Self:
        """Waiting, due at `now`, and not held back by quiet hours."""
        return self.filter(state="scheduled", due_at__lte=now).exclude(held_until__gt=now)

    def owing(self, now: datetime) -> Self:
        """Whose interview took place, as the occurrence they are about, and has somebody left to thank."""
        unthanked = Interviewee.objects.unthanked().filter(interview=OuterRef("interview"))
        return self.filter(
            Exists(unthanked),
            interview__direction="outgoing",
            interview__state__in=["scheduled", "held"],
            interview__ends_at__lte=now,
            occurrence=F("interview__occurrence"),
        )

    def owed(self, now: datetime) -> Self:
        """Owing, wanted by the owner's present settings, and neither overtaken by the 24-hour one nor too old.

        planning.py says the same in SQL for rows that are not there yet.
        """
        before_deadline = Q(interview__ends_at__gt=now - THANK_WITHIN)
        early = Q(kind="thank_early", owner__remind_early=True) & (
            before_deadline | Q(snoozed=True) | Q(owner__remind_final=False)
        )
        final = Q(kind="thank_final", owner__remind_final=True)
        return self.owing(now).filter(early | final, due_at__gt=now - OVERDUE_AT_MOST)

    def mailable(self) -> Self:
        """Whose owner may be written to: active, at a verified address that has not refused mail."""
        verified = EmailAddress.objects.filter(user=OuterRef("owner"), email=OuterRef("owner__email"), verified=True)
        return self.filter(Exists(verified), owner__is_active=True, owner__mail_refused_at=None)


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
