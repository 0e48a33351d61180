"""Every read of bulk changes."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q


class BulkChangeQuerySet(models.QuerySet):
    """Bulk changes; start at `user.bulkchanges`."""

    def stalled(self, now: datetime) -> Self:
        """Those with work left that nobody has in hand."""
        return self.filter(Q(leased_until=None) | Q(leased_until__lte=now), state__in=["running", "undoing"])

    def open(self) -> Self:
        """Those with work left."""
        return self.filter(state__in=["running", "undoing"])

    def recent(self, since: datetime) -> Self:
        """Those that began after `since`, the newest first."""
        return self.filter(created_at__gt=since).order_by("-pk")
