"""Long jobs: work on many rows that workers do chunk by chunk, which may be left, stopped and taken up again."""

from datetime import datetime

from django.db import models

from accounts.ownership import Owned
from contacts.querysets.working import KEPT_FOR, OPEN, UNDOABLE, LongJobQuerySet


class LongJob(Owned):
    """Work that is kept in the database; whoever does the next chunk leases it, so that nobody else does."""

    state: models.CharField

    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField()
    step_began_at = models.DateTimeField(null=True, editable=False)  # the step under way; the first one with the job
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = LongJobQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        """Whether there is work left."""
        return self.state in OPEN

    def can_be_undone(self, now: datetime) -> bool:
        """Whether it is over, and began less than KEPT_FOR ago; models that can tell say whether it did anything."""
        return self.state in UNDOABLE and self.created_at > now - KEPT_FOR
