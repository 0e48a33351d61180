"""Reminders (why and when), deliveries (the outbox), messages to contacts, and the heartbeat of the scan."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.ownership import Owned, owner_key
from contacts.models import Contact
from interviews.models import Interview
from outreach.querysets import DeliveryQuerySet, ReminderQuerySet


class Delivery(Owned):
    """One mail on its way to a user: the outbox row, claimed under a lease by one sender at a time."""

    class State(models.TextChoices):
        """Where it stands; `unknown` is for mail to third parties, which is never sent again by itself."""

        PENDING = "pending", "Waiting"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        DEAD = "dead", "Failed"
        UNKNOWN = "unknown", "Unknown"
        CANCELLED = "cancelled", "Not needed any more"

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="deliveries", editable=False
    )
    to_addr = models.EmailField()
    message_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    state = models.CharField(max_length=9, choices=State, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    ambiguous = models.BooleanField("an answer was lost after DATA", default=False)
    next_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_token = models.UUIDField(null=True, blank=True)
    data_started_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    smtp_code = models.PositiveSmallIntegerField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            owner_key("delivery"),
            models.CheckConstraint(
                condition=Q(state="sending", lease_until__isnull=False, lease_token__isnull=False)
                | (~Q(state="sending") & Q(lease_until=None, lease_token=None)),
                name="delivery_sending_has_lease",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at=None)),
                name="delivery_sent_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state="pending"), name="delivery_pending"),
            models.Index(fields=["lease_until"], condition=Q(state="sending"), name="delivery_leased"),
            models.Index(fields=["owner", "-id"], name="delivery_by_owner"),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk}"


class Reminder(Owned):
    """Why and when a user is to be reminded; one row for each kind, subject and occurrence, for ever."""

    class Kind(models.TextChoices):
        """What it reminds of."""

        THANK_EARLY = "thank_early", "Thank-you, two hours after"
        THANK_FINAL = "thank_final", "Thank-you, 24 hours after"

    class State(models.TextChoices):
        """Where it stands."""

        SCHEDULED = "scheduled", "Waiting"
        QUEUED = "queued", "In the outbox"
        SENT = "sent", "Sent"
        CANCELLED = "cancelled", "Not needed any more"
        FAILED = "failed", "Failed"

    kind = models.CharField(max_length=12, choices=Kind)
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="+")
    occurrence = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    held_until = models.DateTimeField(null=True, blank=True, editable=False)  # quiet hours; looked at again each time
    snoozed = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=State, default=State.SCHEDULED)
    version = models.PositiveSmallIntegerField(default=1, editable=False)  # a signed link is good for one version
    delivery = models.ForeignKey(Delivery, on_delete=models.RESTRICT, null=True, blank=True, related_name="reminders")

    objects = ReminderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "kind", "interview", "occurrence"], name="reminder_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["queued", "sent"]) | Q(delivery__isnull=False),
                name="reminder_queued_has_delivery",
            ),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(state="scheduled"), name="reminder_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Message(Owned):
    """What the user writes to a contact; Rapport keeps the draft, the user's own mail program sends it."""

    class Kind(models.TextChoices):
        """What it is for."""

        THANK_YOU = "thank_you", "Thank-you"

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.THANK_YOU)
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="messages")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="messages")
    subject = models.CharField(max_length=200)
    body = models.TextField(max_length=20_000)
    sent_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "interview", "contact"], name="message_once")]

    def __str__(self) -> str:
        return self.subject


class Heartbeat(models.Model):
    """When the scan last ran, and how it went; one row, nobody's."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
