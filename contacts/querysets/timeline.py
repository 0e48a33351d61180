"""Every read of timeline entries."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

UNDO_WITHIN = timedelta(days=1)


class InteractionQuerySet(models.QuerySet):
    """Timeline entries; start at `user.interactions`."""

    def newest_first(self) -> Self:
        """As a timeline shows them."""
        return self.order_by("-happened_at", "-pk")

    def before(self, happened_at: datetime, pk: int) -> Self:
        """Those that a timeline shows after the entry with that time and id."""
        return self.filter(Q(happened_at__lt=happened_at) | Q(happened_at=happened_at, pk__lt=pk))

    def fresh(self, now: datetime) -> Self:
        """Those written so lately that Undo may take them back."""
        return self.filter(created_at__gt=now - UNDO_WITHIN)

    def touches(self) -> Self:
        """Those that were contact with the person."""
        return self.filter(is_touch=True)


class PastJobQuerySet(models.QuerySet):
    """Jobs that people had before; start at `user.pastjobs`."""

    def at(self, organization: models.Model) -> Self:
        """Those at that organization, of people who are not in the trash; the latest first."""
        return self.filter(organization=organization, contact__trashed_at=None)
