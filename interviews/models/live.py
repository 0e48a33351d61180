"""What is written while people talk: lines with the minute they were said in, and what was agreed to."""

from django.db import models
from django.db.models import Q

from accounts.ownership import Owned, owner_key
from interviews.models.preparing import PlannedQuestion
from interviews.models.talks import Interview

LINE_LENGTH = 20_000


class NoteLine(Owned):
    """One line of notes, as it was typed.

    `key` is made where the line is typed, so that one that is sent twice stays one. `second` is the clock's at that
    moment, null while it did not run. `version` rises with each change, so that an older text never overwrites.
    `settled_at` is when the wrap-up made something of it, or left it; until then a marked line is offered there.
    """

    class Tag(models.TextChoices):
        """What the line is."""

        NOTE = "", "Note"
        TAKEAWAY = "takeaway", "Takeaway"
        QUOTE = "quote", "Quote"
        FOLLOW_UP = "follow_up", "Follow-up"
        LEAD = "lead", "New lead"

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="lines")
    key = models.UUIDField()
    text = models.TextField(max_length=LINE_LENGTH)
    tag = models.CharField(max_length=9, choices=Tag, default=Tag.NOTE, blank=True)
    question = models.ForeignKey(
        PlannedQuestion, on_delete=models.SET_NULL, null=True, blank=True, related_name="lines"
    )
    second = models.PositiveIntegerField(null=True, blank=True)
    said_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["said_at", "id"]
        constraints = [
            owner_key("noteline"),
            models.UniqueConstraint(fields=["interview", "key"], name="note_line_once"),
            models.CheckConstraint(
                condition=Q(tag__in=["", "takeaway", "quote", "follow_up", "lead"]), name="note_line_tag_known"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Consent(Owned):
    """What they said when asked whether they may be recorded; without a row, or with a no, nothing is recorded."""

    interview = models.OneToOneField(Interview, on_delete=models.CASCADE, related_name="consent")
    said_yes = models.BooleanField("they said yes")
    wording = models.CharField("how I asked", max_length=500)
    asked_at = models.DateTimeField()
    may_quote_name = models.BooleanField("may be quoted by name", default=False)
    keep_until = models.DateField("keep recordings until", null=True, blank=True)

    def __str__(self) -> str:
        return f"{'yes' if self.said_yes else 'no'} at interview {self.interview_id}"
