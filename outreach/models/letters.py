"""Letters: what the user writes to a contact, and the templates, with their versions, that it is written from."""

from django.db import models
from django.db.models import Q

from accounts.ownership import Owned, owned_as, owner_key
from contacts.models import Contact, Interaction
from interviews.models import Interview
from outreach.models.introductions import Introduction


class Kind(models.TextChoices):
    """What a letter is for (issue of outreach; practice.md)."""

    REQUEST = "request", "Request"
    INTRO_REQUEST = "intro_request", "Introduction request"
    TIMES = "times", "Reply with times"
    CONFIRM = "confirm", "Confirmation"
    THANK_YOU = "thank_you", "Thank-you"
    NUDGE = "nudge", "Nudge"
    UPDATE = "update", "Progress update"
    RECONNECT = "reconnect", "Reconnect"
    ANSWER = "answer", "Answer to someone who asks me"


class Via(models.TextChoices):
    """By what channel a letter goes."""

    EMAIL = "email", "E-mail"
    LINKEDIN = "linkedin", "LinkedIn message"


class Template(Owned):
    """A letter of the user's to begin with; the newest version's text, with merge fields such as {first_name}.

    The built-in ones are files (outreach/builtin/); using one copies nothing, editing one makes a row that carries
    its key.
    """

    kind = models.CharField(max_length=13, choices=Kind)
    via = models.CharField("send with", max_length=8, choices=Via, default=Via.EMAIL)
    name = models.CharField(max_length=120)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(max_length=20_000)
    builtin = models.CharField(max_length=80, blank=True, editable=False)  # key and version, "request/cold@1"
    version = models.PositiveIntegerField(default=1, editable=False)
    trashed_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["kind", "name", "id"]
        constraints = [
            owner_key("template"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(body=""), name="template_says_something"),
        ]

    def __str__(self) -> str:
        return self.name


class TemplateVersion(Owned):
    """What a template said before it was changed."""

    owner = owned_as("template_versions")
    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="versions", db_constraint=False)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(max_length=20_000)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["template", "number"], name="template_version_once")]

    def __str__(self) -> str:
        return f"{self.name}, version {self.number}"


class Message(Owned):
    """What the user writes to a contact: a draft as typed, with its merge fields, and once sent what really went.

    The user's own mail program sends it, or the user's own account (MailAccount) by way of a Delivery.
    """

    Kind, Via = Kind, Via

    class Way(models.TextChoices):
        """How it left, or was opened to leave."""

        UNSAID = "", "Not said"
        MAIL = "mail", "Mail program"
        GMAIL = "gmail", "Gmail"
        OUTLOOK = "outlook", "Outlook"
        COPY = "copy", "Copied"
        HERE = "here", "Sent from here"

    kind = models.CharField(max_length=13, choices=Kind, default=Kind.THANK_YOU)
    via = models.CharField("send with", max_length=8, choices=Via, default=Via.EMAIL, db_default="email")
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, null=True, blank=True, related_name="messages")
    introduction = models.ForeignKey(
        Introduction, on_delete=models.SET_NULL, null=True, blank=True, related_name="messages", db_constraint=False
    )
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="messages")
    template = models.ForeignKey(
        Template, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_constraint=False
    )
    builtin = models.CharField(max_length=80, blank=True, db_default="", editable=False)  # "request/cold@1"
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(max_length=20_000, blank=True)
    fields = models.JSONField(default=dict, db_default={}, editable=False)  # what the user gave: {"why_you": "…"}
    way = models.CharField(max_length=7, choices=Way, default=Way.UNSAID, db_default="", blank=True, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)  # in a mail program: "Did you send it?"
    sent_subject = models.CharField(max_length=200, blank=True, db_default="", editable=False)
    sent_body = models.TextField(max_length=20_000, blank=True, db_default="", editable=False)
    sent_at = models.DateTimeField(null=True, blank=True)
    entry = models.ForeignKey(  # on the timeline, from when it was sent
        Interaction,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        db_constraint=False,
    )
    replied_at = models.DateTimeField(null=True, blank=True, editable=False)
    reply = models.ForeignKey(
        Interaction,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        db_constraint=False,
    )
    trashed_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            owner_key("message"),
            models.UniqueConstraint(
                fields=["interview", "contact"],
                condition=Q(kind="thank_you", trashed_at=None),
                name="message_one_thank_you",
            ),
        ]
        indexes = [models.Index(fields=["owner", "-sent_at"], name="message_by_sending")]

    def __str__(self) -> str:
        return self.subject

    @property
    def talk(self) -> Interview:
        """The interview of a letter that has one; ValueError where it has none."""
        if self.interview is None:
            raise ValueError(f"message {self.pk} is about no interview")
        return self.interview
