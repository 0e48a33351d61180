"""Every read of what can be undone."""

from datetime import datetime
from typing import Self

from django.db import models

from contacts.querysets.timeline import UNDO_WITHIN


class UndoQuerySet(models.QuerySet):
    """Changes that can be put back; start at `user.undos`."""

    def fresh(self, now: datetime) -> Self:
        """Those that Undo still offers."""
        return self.filter(created_at__gt=now - UNDO_WITHIN)

    def stale(self, now: datetime) -> Self:
        """Those that nobody can put back any more."""
        return self.filter(created_at__lte=now - UNDO_WITHIN)
