"""Reminders (why and when), deliveries (the outbox), and the heartbeat of the scan."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.ownership import Owned, owner_key
from interviews.models import Interview
from outreach.models.letters import Message
from outreach.querysets import DeliveryQuerySet, ReminderQuerySet


class Delivery(Owned):
    """One mail on its way: the outbox row, claimed under a lease by one sender at a time.

    It carries reminders to its owner, through the installation's server; or one `letter` to a contact,
    through the owner's own account (MailAccount), and then at most once.
    """

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
    letter = models.OneToOneField(
        Message,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="delivery",
        editable=False,
        db_constraint=False,
    )
    to_addr = models.EmailField()
    message_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    sent_as = models.CharField(  # the whole Message-ID that a letter was handed over with
        max_length=320, blank=True, db_default="", default="", editable=False
    )
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
    """Why and when a user is to be reminded; one row for each kind, subject and occurrence, for ever.

    What it is about is an interview, or for the brief and the weekly plan a `day` of the user's.
    """

    class Kind(models.TextChoices):
        """What it reminds of."""

        THANK_EARLY = "thank_early", "Thank-you, two hours after"
        THANK_FINAL = "thank_final", "Thank-you, 24 hours after"
        BRIEF = "brief", "Daily brief"
        PLAN = "plan", "Weekly plan"

    class State(models.TextChoices):
        """Where it stands."""

        SCHEDULED = "scheduled", "Waiting"
        QUEUED = "queued", "In the outbox"
        SENT = "sent", "Sent"
        CANCELLED = "cancelled", "Not needed any more"
        FAILED = "failed", "Failed"

    OF_A_DAY = (Kind.BRIEF, Kind.PLAN)

    kind = models.CharField(max_length=12, choices=Kind)
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    day = models.DateField(null=True, blank=True)
    occurrence = models.PositiveSmallIntegerField(default=1)
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
            models.UniqueConstraint(fields=["owner", "kind", "day"], name="reminder_once_a_day"),
            models.CheckConstraint(
                condition=Q(kind__in=["thank_early", "thank_final"], interview__isnull=False, day=None)
                | Q(kind__in=["brief", "plan"], interview=None, day__isnull=False),
                name="reminder_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["queued", "sent"]) | Q(delivery__isnull=False),
                name="reminder_queued_has_delivery",
            ),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(state="scheduled"), name="reminder_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def talk(self) -> Interview:
        """The interview of a reminder that is about one; ValueError where it is about a day."""
        if self.interview is None:
            raise ValueError(f"reminder {self.pk} is about a day")
        return self.interview


class Heartbeat(models.Model):
    """When the scan last ran, and how it went; one row, nobody's."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
