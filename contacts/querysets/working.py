"""Every read of long jobs."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

OPEN = ("reading", "running", "undoing")  # the states in which a worker has something to do
UNDOABLE = ("done", "cancelled", "failed")
KEPT_FOR = timedelta(days=30)  # how long what a job did is listed, and can be taken back
GIVEN_UP_AFTER = timedelta(days=1)  # what cannot be done does not try for ever


class LongJobQuerySet(models.QuerySet):
    """Long jobs of one model; start at `user.<plural>`."""

    def open(self) -> Self:
        """Those with work left."""
        return self.filter(state__in=OPEN)

    def stalled(self, now: datetime) -> Self:
        """Those with work left that nobody has in hand."""
        return self.open().filter(Q(leased_until=None) | Q(leased_until__lte=now))

    def given_up(self, now: datetime) -> Self:
        """Those that nobody has in hand, and whose step under way was tried for a day."""
        began = Coalesce("step_began_at", "created_at")
        return self.stalled(now).alias(began=began).filter(began__lte=now - GIVEN_UP_AFTER)

    def recent(self, now: datetime) -> Self:
        """Those that began less than KEPT_FOR ago, the newest first."""
        return self.filter(created_at__gt=now - KEPT_FOR).order_by("-pk")
