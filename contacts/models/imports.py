"""Files on their way in: the bytes, each row with what became of it, and columns that the user matched by hand."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from accounts.ownership import Owned, owned_as, owner_key
from contacts.models.people import Contact
from contacts.models.working import LongJob
from contacts.querysets.imports import ImportQuerySet, ImportRowQuerySet
from contacts.querysets.working import KEPT_FOR, UNDOABLE


class Import(LongJob):
    """A file on its way in: read, looked at, brought in, and for 30 days taken back.

    `layout` is what was recognised (contacts.importing.layout.Layout by field). `total` counts rows that stand for
    somebody, `done` how many of them the step under way has come to; while a file is read, `total` is an estimate.
    """

    class State(models.TextChoices):
        """Where it stands."""

        READING = "reading", "Being read"
        MAPPING = "mapping", "Columns to match"
        READY = "ready", "To look at"
        WAITING = "waiting", "Waiting for another import"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        CANCELLED = "cancelled", "Stopped"
        UNDOING = "undoing", "Being undone"
        UNDONE = "undone", "Undone"
        FAILED = "failed", "Failed"

    state = models.CharField(max_length=9, choices=State, default=State.READING)
    file_name = models.CharField(max_length=255)
    layout = models.JSONField(default=dict)
    skipped = models.PositiveIntegerField("rows that name nobody", default=0)
    trouble = models.CharField("why it failed", max_length=500, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)

    objects = ImportQuerySet.as_manager()  # type: ignore[misc]  # a narrower one than that of LongJob

    class Meta:
        ordering = ["-id"]
        constraints = [
            owner_key("import"),
            # Two at once would each make the people whom the other is making: the second one waits.
            models.UniqueConstraint(
                fields=["owner"], condition=Q(state__in=["running", "undoing"]), name="import_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="import_done_within_total"),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_cut_short(self) -> bool:
        """Whether its reading was stopped or given up: there is more in the file than its rows say."""
        is_over = self.state in {self.State.CANCELLED, self.State.FAILED}
        return is_over and self.started_at is None and self.done > 0

    def can_be_undone(self, now: datetime) -> bool:
        """Whether it is over, began to bring people in less than KEPT_FOR ago, and changed anything that stands."""
        if self.started_at is None or self.started_at <= now - KEPT_FOR:
            return False
        if self.state == self.State.UNDONE:
            return self.rows.left().exists()
        return self.state in UNDOABLE and self.rows.undoable().exists()


class ImportFile(Owned):
    """The bytes of a file, until its rows are brought in."""

    batch = models.OneToOneField(Import, on_delete=models.CASCADE, related_name="file", db_constraint=False)
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"file of import {self.batch_id}"


class ImportRow(Owned):
    """One row of a file: what it says (`data`, of contacts.importing.documents.document), and what becomes of it.

    `match` is the contact that it may be about, `why` how that is known, `choice` what the user wants. `foreseen` says
    what it would write (contacts.actions.imports.telling), and `with` which row further up it is about somebody whom
    the file alone knows. Once it is `done`, `contact` is who came of it and `did` what Undo needs.
    """

    class Outcome(models.TextChoices):
        """What happens to the row, and in the end what has happened."""

        NEW = "new", "New"
        UPDATE = "update", "Updates"
        UNCHANGED = "unchanged", "Unchanged"
        REVIEW = "review", "Needs a look"
        REFUSED = "refused", "Refused"

    class Why(models.TextChoices):
        """By what a row is known to be about a contact; the surest first."""

        UNSAID = "", "–"
        UID = "uid", "same card"
        LINKEDIN = "linkedin", "same LinkedIn profile"
        EMAIL = "email", "same e-mail"
        PHONE = "phone", "same phone and name"
        SAME = "same", "same in every respect"
        MAILBOX = "mailbox", "same shared mailbox"
        WORK = "work", "same name and organization"

    class Choice(models.TextChoices):
        """What the user wants to become of a row."""

        SUGGESTED = "", "As suggested"
        ADD = "add", "Keep both"
        UPDATE = "update", "Merge"
        SKIP = "skip", "Skip"

    batch = models.ForeignKey(
        Import, on_delete=models.CASCADE, related_name="rows", db_constraint=False, db_index=False
    )
    number = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    name = models.CharField(max_length=200, blank=True)
    data = models.JSONField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    raw = models.TextField("as in the file", blank=True)
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True)
    why = models.CharField(max_length=8, choices=Why, default=Why.UNSAID, blank=True)
    match = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False)
    foreseen = models.JSONField(null=True, editable=False)
    choice = models.CharField(max_length=6, choices=Choice, default=Choice.SUGGESTED, blank=True)
    done = models.BooleanField(default=False)
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False)
    did = models.JSONField(null=True)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="import_row_once")]
        indexes = [
            models.Index(fields=["batch", "outcome", "number"], name="import_row_by_outcome"),
            models.Index(fields=["batch", "number"], condition=Q(done=False), name="import_row_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} line {self.line}"


class ColumnMatch(Owned):
    """Which column of a file fills which field, as the user matched them; kept for the next file with that header."""

    owner = owned_as("columnmatches")
    signature = models.CharField("digest of the header", max_length=64)
    columns = models.JSONField()  # a field of contacts.importing.tables.columns for each column, "" for none
    day_first = models.BooleanField(null=True)

    class Meta:
        verbose_name_plural = "column matches"
        constraints = [models.UniqueConstraint(fields=["owner", "signature"], name="column_match_once")]

    def __str__(self) -> str:
        return self.signature[:8]
