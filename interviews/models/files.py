"""Files that belong to a talk, and the secret address of a calendar."""

from django.db import models
from django.db.models import Q

from accounts.ownership import Owned, owner_key
from interviews.models.talks import Interview


class Attachment(Owned):
    """A file of an interview: a résumé for when they ask, a recording that they agreed to, any document.

    `size` is in bytes, `media_type` what the content shows it to be (not its name), `digest` its SHA-256.
    """

    class Kind(models.TextChoices):
        """What it is."""

        RESUME = "resume", "Résumé, only if they ask"
        RECORDING = "recording", "Recording"
        DOCUMENT = "document", "Document"

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.DOCUMENT)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100, editable=False)
    size = models.PositiveBigIntegerField(editable=False)
    digest = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    trashed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            owner_key("attachment"),
            models.CheckConstraint(
                condition=Q(kind__in=["resume", "recording", "document"]), name="attachment_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AttachmentPart(Owned):
    """A piece of a file's bytes, so that neither writing nor serving it needs the whole in memory."""

    attachment = models.ForeignKey(Attachment, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["attachment", "number"], name="attachment_part_once")]

    def __str__(self) -> str:
        return f"part {self.number} of attachment {self.attachment_id}"


class CalendarFeed(Owned):
    """The secret address of a user's calendar; a new token makes the old address end."""

    token = models.CharField(max_length=64, unique=True)
    is_busy_only = models.BooleanField("show only that I am busy", default=False)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField("last read by a calendar", null=True, blank=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner"], name="calendar_feed_one_a_user")]

    def __str__(self) -> str:
        return f"calendar of {self.owner_id}"
