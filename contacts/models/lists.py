"""What belongs to the list of people: views that the user saved, and changes of many people at once."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from accounts.ownership import Owned, owner_key
from contacts.models.people import Contact
from contacts.models.working import LongJob


class SavedView(Owned):
    """A state of the list of people with a name; `query` is the query part of its address, without question mark."""

    name = models.CharField(max_length=60)
    query = models.CharField(max_length=2000, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint("owner", Lower("name"), name="saved_view_name_once")]

    def __str__(self) -> str:
        return self.name


class BulkChange(LongJob):
    """One change of many contacts; those that it is about are fixed when it is made, and hold what they were before."""

    class Verb(models.TextChoices):
        """What is done to each."""

        TAG = "tag", "Tag"
        UNTAG = "untag", "Take the tag off"
        CADENCE = "cadence", "Keep in touch"
        WARMTH = "warmth", "How well you know them"
        ARCHIVE = "archive", "Archive"
        TRASH = "trash", "Move to trash"
        EXPORT = "export", "Export"

    class State(models.TextChoices):
        """Where it stands."""

        RUNNING = "running", "Running"
        DONE = "done", "Done"
        CANCELLED = "cancelled", "Stopped"
        UNDOING = "undoing", "Being undone"
        UNDONE = "undone", "Undone"
        FAILED = "failed", "Failed"

    verb = models.CharField(max_length=7, choices=Verb)
    value = models.TextField(blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.RUNNING)
    changed = models.PositiveIntegerField("really changed", default=0)

    class Meta:
        ordering = ["-id"]
        constraints = [
            owner_key("bulkchange"),
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="bulk_change_done_within_total"),
        ]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(state__in=["running", "undoing"]), name="bulk_change_open")
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.value}".strip()

    def can_be_undone(self, now: datetime) -> bool:
        """Whether it is over and young, and has changed anything."""
        return self.changed > 0 and super().can_be_undone(now)


class BulkPart(Owned):
    """Some of those to whom a bulk change has yet to come, by their ids; whoever does them deletes it.

    Ids alone, because a hundred thousand rows with keys to check take seconds to write: the request would wait.
    """

    change = models.ForeignKey(BulkChange, on_delete=models.CASCADE, related_name="waiting", db_constraint=False)
    contacts = ArrayField(models.BigIntegerField())

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.change_id}: {len(self.contacts)}"


class BulkPerson(Owned):
    """A contact to whom a bulk change has come; `before` is what Undo writes back, empty where nothing changed."""

    # The keys that include the owner (migration 0006) hold both; one more check of 100,000 rows takes as long again.
    change = models.ForeignKey(BulkChange, on_delete=models.CASCADE, related_name="people", db_constraint=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, db_constraint=False)
    before = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "bulk people"
        constraints = [models.UniqueConstraint(fields=["change", "contact"], name="bulk_person_once")]

    def __str__(self) -> str:
        return f"{self.change_id} {self.contact_id}"


class ExportPart(Owned):
    """A piece of a file that a bulk export makes; the pieces in order of `number` are the file."""

    change = models.ForeignKey(BulkChange, on_delete=models.CASCADE, related_name="parts", db_constraint=False)
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["change", "number"], name="export_part_once")]

    def __str__(self) -> str:
        return f"{self.change_id} part {self.number}"
