"""People who stand in the list twice: who may be the same, and those who became one."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from accounts.ownership import Owned, owned_as, owner_key
from contacts.models.people import Contact
from contacts.models.working import LongJob
from contacts.querysets.pairs import ContactMergeQuerySet, DuplicatePairQuerySet


class DuplicateScan(LongJob):
    """One look for pairs among all of a user's people."""

    class State(models.TextChoices):
        """Where it stands."""

        RUNNING = "running", "Looking"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    state = models.CharField(max_length=9, choices=State, default=State.RUNNING)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["owner"], condition=Q(state="running"), name="duplicate_scan_one_at_a_time")
        ]

    def __str__(self) -> str:
        return f"scan {self.pk}"


class DuplicatePair(Owned):
    """Two contacts who may be the same person; `first` is the older row. `dismissed_at`: the user says they are not."""

    class Lane(models.TextChoices):
        """How sure it is."""

        CERTAIN = "certain", "Certain"
        CONFLICT = "conflict", "Conflict"
        MAYBE = "maybe", "Maybe"

    first = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    second = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    lane = models.CharField(max_length=8, choices=Lane)
    reasons = models.JSONField(default=list)  # codes of contacts.querysets.doubles
    found_at = models.DateTimeField()
    dismissed_at = models.DateTimeField(null=True, blank=True)

    objects = DuplicatePairQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="duplicate_pair_in_order"),
        ]
        indexes = [
            models.Index(fields=["owner", "lane", "id"], condition=Q(dismissed_at=None), name="duplicate_pair_by_lane")
        ]

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}"


class MergeRun(LongJob):
    """Many merges at once, undone together; `total` counts pairs, `done` those that the step under way has come to."""

    class State(models.TextChoices):
        """Where it stands."""

        RUNNING = "running", "Merging"
        DONE = "done", "Done"
        CANCELLED = "cancelled", "Stopped"
        UNDOING = "undoing", "Being undone"
        UNDONE = "undone", "Undone"
        FAILED = "failed", "Failed"

    state = models.CharField(max_length=9, choices=State, default=State.RUNNING)

    class Meta:
        ordering = ["-id"]
        constraints = [owner_key("mergerun")]

    def __str__(self) -> str:
        return f"merge run {self.pk}"

    def can_be_undone(self, now: datetime) -> bool:
        """Whether it is over and young, and any of its merges stands."""
        return super().can_be_undone(now) and self.merges.standing().exists()


class ContactMerge(Owned):
    """Two contacts who became one, with all that is needed to part them again; the old address leads to `kept`.

    `undo` holds the row that went, the rows that were handed over and those that both had, by table.
    """

    owner = owned_as("contactmerges")
    kept = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="merges", db_constraint=False)
    gone_pk = models.BigIntegerField("former number", db_index=True, editable=False)
    gone_name = models.CharField(max_length=200, editable=False)
    undo = models.JSONField(editable=False)
    run = models.ForeignKey(
        MergeRun, on_delete=models.CASCADE, null=True, related_name="merges", editable=False, db_constraint=False
    )
    merged_at = models.DateTimeField(editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)

    objects = ContactMergeQuerySet.as_manager()

    class Meta:
        ordering = ["-merged_at", "-id"]

    def __str__(self) -> str:
        return f"{self.gone_name} → {self.kept_id}"
