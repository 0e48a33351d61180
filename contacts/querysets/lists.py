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
