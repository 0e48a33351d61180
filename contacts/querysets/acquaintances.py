"""Reads of who knows whom."""

from typing import Self

from django.db import models
from django.db.models import Q


class AcquaintanceQuerySet(models.QuerySet):
    """Ties between two contacts; start at `user.acquaintances`."""

    def of(self, contact: models.Model) -> Self:
        """Those of this contact with people who are not in the trash, the strongest first."""
        rows = self.filter(Q(one=contact) | Q(other=contact), one__trashed_at=None, other__trashed_at=None)
        return rows.select_related("one", "other", "told_by").order_by("-strength", "pk")
