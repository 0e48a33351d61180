"""Every read of reminders, deliveries and messages."""

from datetime import datetime
from typing import Self

from django.db import models


class ReminderQuerySet(models.QuerySet):
    """Reminders; start at `user.reminders`, but for the scan, which sees everyone's."""

    def waiting(self) -> Self:
        """Planned and not yet handed to a delivery."""
        return self.filter(state="scheduled").order_by("due_at", "pk")

    def due(self, now: datetime) -> Self:
        """Waiting, due at `now`, and not held back by quiet hours."""
        return self.filter(state="scheduled", due_at__lte=now).exclude(held_until__gt=now)


class DeliveryQuerySet(models.QuerySet):
    """Outgoing mails; start at `user.deliveries`, but for the senders, which see everyone's."""

    def claimable(self, now: datetime) -> Self:
        """Pending and due, or claimed by a sender whose lease has run out."""
        return self.filter(
            models.Q(state="pending", next_at__lte=now) | models.Q(state="sending", lease_until__lte=now)
        )
