"""Every read of long jobs."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

OPEN = ("reading", "running", "undoing")  # the states in which a worker has something to do


class LongJobQuerySet(models.QuerySet):
    """Long jobs of one model; start at `user.<plural>`."""

    def open(self) -> Self:
        """Those with work left."""
        return self.filter(state__in=OPEN)

    def stalled(self, now: datetime) -> Self:
        """Those with work left that nobody has in hand."""
        return self.open().filter(Q(leased_until=None) | Q(leased_until__lte=now))

    def recent(self, since: datetime) -> Self:
        """Those that began after `since`, the newest first."""
        return self.filter(created_at__gt=since).order_by("-pk")
