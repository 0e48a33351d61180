"""An informational interview, who takes part, what it is about, and how it got where it stands."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib.postgres.functions import RandomUUID
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from accounts.ownership import Owned, owner_key
from accounts.zones import validate_zone
from contacts.models import CareerPath, Contact, Interaction
from contacts.models.folding import words_index
from interviews.querysets import IntervieweeQuerySet, InterviewQuerySet
from interviews.querysets.talks import TOOK_PLACE

THANK_WITHIN = timedelta(hours=24)  # the promise of the thank-you clock: exact hours, not a nominal day
MINUTES = [MinValueValidator(1), MaxValueValidator(480)]


class Interview(Owned):
    """One informational interview with one or more contacts.

    The plan is kept as the wall time that was meant (`day`, `wall_time`, `zone`, `fold`); `starts_at` and
    `ends_at` (UTC) are worked out from it by interviews.actions and are what everything else reads.
    """

    class Direction(models.TextChoices):
        """Who asks."""

        OUTGOING = "outgoing", "I ask"
        INCOMING = "incoming", "They ask me"

    class State(models.TextChoices):
        """Where it stands (PRODUCT.md, the life of an interview)."""

        IDEA = "idea", "To contact"
        REQUESTED = "requested", "Asked"
        AGREED = "agreed", "Replied"
        SCHEDULED = "scheduled", "Scheduled"
        HELD = "held", "Held"
        THANKED = "thanked", "Thanked"
        CLOSED = "closed", "Closed"
        DECLINED = "declined", "Declined"
        NO_REPLY = "no_reply", "No reply"
        CANCELLED = "cancelled", "Cancelled"
        NO_SHOW = "no_show", "No show"

    class Medium(models.TextChoices):
        """How they talk."""

        UNSAID = "", "Not said"
        VIDEO = "video", "Video"
        PHONE = "phone", "Phone"
        IN_PERSON = "in_person", "In person"

    class Feeling(models.IntegerChoices):
        """What the user felt after the talk, asked whether they would like doing this work."""

        NO = 1, "No"
        RATHER_NOT = 2, "Rather not"
        UNSURE = 3, "Unsure"
        RATHER_YES = 4, "Rather yes"
        YES = 5, "Yes"

    direction = models.CharField(max_length=8, choices=Direction, default=Direction.OUTGOING)
    state = models.CharField(max_length=10, choices=State, default=State.IDEA, editable=False)
    state_changed_at = models.DateTimeField(editable=False)
    requested_at = models.DateTimeField(null=True, blank=True, editable=False)
    purpose = models.CharField("what I want to learn", max_length=500, blank=True)
    promised_minutes = models.PositiveSmallIntegerField(
        "minutes I asked for", null=True, blank=True, validators=MINUTES
    )

    day = models.DateField(null=True, blank=True)
    wall_time = models.TimeField("time", null=True, blank=True, help_text="Leave it empty when the time is not known.")
    zone = models.CharField("time zone", max_length=64, blank=True, validators=[validate_zone])
    fold = models.PositiveSmallIntegerField(default=0, editable=False)
    planned_minutes = models.PositiveSmallIntegerField(null=True, blank=True, validators=MINUTES)
    medium = models.CharField(max_length=10, choices=Medium, default=Medium.UNSAID, blank=True)
    place = models.CharField("place or number", max_length=300, blank=True)
    link = models.URLField(max_length=500, blank=True)

    starts_at = models.DateTimeField(null=True, blank=True, editable=False)
    ends_at = models.DateTimeField(null=True, blank=True, editable=False)
    started_at = models.DateTimeField("really began", null=True, blank=True)
    ended_at = models.DateTimeField("really ended", null=True, blank=True)
    occurrence = models.PositiveSmallIntegerField(default=1, editable=False)

    paused_at = models.DateTimeField(null=True, blank=True, editable=False)
    paused_seconds = models.PositiveIntegerField(default=0, db_default=0, editable=False)  # of pauses that are over

    homework_begun = models.BooleanField(default=False, db_default=False, editable=False)  # it is written down

    is_let_go = models.BooleanField(default=False, db_default=False, editable=False)  # silent, and not offered again

    notes = models.TextField(blank=True, max_length=100_000)
    their_questions = models.TextField(
        "what they want to know", blank=True, max_length=10_000, db_default=""
    )  # where they ask me
    feeling = models.PositiveSmallIntegerField("would I like doing this work", choices=Feeling, null=True, blank=True)
    next_touch_on = models.DateField("in touch again on", null=True, blank=True)
    uid = models.UUIDField(db_default=RandomUUID(), editable=False)  # stable, for calendars
    sequence = models.PositiveIntegerField(
        default=0, db_default=0, editable=False
    )  # RFC 5545, 3.8.7.4: rises when the plan changes
    paths = models.ManyToManyField(CareerPath, through="InterviewPath", related_name="interviews", blank=True)
    people = models.ManyToManyField(Contact, through="Interviewee", related_name="interviews")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    is_nudged: bool  # where read by with_people()
    lane: str  # where read by laned(), as the next
    since: datetime

    objects = InterviewQuerySet.as_manager()

    class Meta:
        constraints = [
            owner_key("interview"),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "idea",
                        "requested",
                        "agreed",
                        "scheduled",
                        "held",
                        "thanked",
                        "closed",
                        "declined",
                        "no_reply",
                        "cancelled",
                        "no_show",
                    ]
                ),
                name="interview_state_known",
            ),
            models.CheckConstraint(
                condition=Q(direction__in=["outgoing", "incoming"]), name="interview_direction_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(day__isnull=False), name="interview_scheduled_has_day"
            ),
            models.CheckConstraint(
                condition=~Q(direction="incoming", state="thanked"), name="interview_incoming_owes_no_thanks"
            ),
            models.CheckConstraint(
                condition=Q(planned_minutes=None) | Q(planned_minutes__range=(1, 480)),
                name="interview_minutes_in_range",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="interview_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")), name="interview_ended_after_begin"
            ),
            models.CheckConstraint(
                condition=Q(feeling=None) | Q(feeling__range=(1, 5)), name="interview_feeling_known"
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "state", "starts_at"], name="interview_by_state"),
            models.Index(
                fields=["ends_at"], condition=Q(state__in=["scheduled", "held"]), name="interview_open_by_end"
            ),
            models.Index(
                fields=["ends_at"],
                condition=Q(state__in=list(TOOK_PLACE), direction="outgoing"),
                name="interview_past_by_end",
            ),
            models.Index(fields=["state_changed_at"], condition=Q(state="no_reply"), name="interview_silent"),
            words_index("purpose", "notes", name="interview_words"),
        ]

    def __str__(self) -> str:
        return f"interview {self.pk}"

    @property
    def is_incoming(self) -> bool:
        """Whether they ask me."""
        return self.direction == self.Direction.INCOMING

    def is_over(self, now: datetime) -> bool:
        """Whether its end, planned or real, has passed at `now`."""
        return self.ends_at is not None and self.ends_at <= now

    @property
    def thanks_due_at(self) -> datetime | None:
        """When the promise of a thank-you runs out."""
        return self.ends_at + THANK_WITHIN if self.ends_at else None

    @property
    def is_day_only(self) -> bool:
        """Whether it has a day but, so far, no time."""
        took_place = self.state in {self.State.HELD, self.State.THANKED, self.State.CLOSED}
        really = took_place and (self.started_at or self.ended_at)
        return self.day is not None and self.wall_time is None and not really

    @property
    def begins(self) -> datetime | date | None:
        """The start as it is said: an instant or, without a time, the calendar day, which no zone changes."""
        return self.day if self.is_day_only else self.starts_at

    def day_in(self, zone: ZoneInfo) -> date | None:
        """The calendar day on which it begins for whoever is in `zone`."""
        return self.day if self.is_day_only else self.starts_at and self.starts_at.astimezone(zone).date()

    @property
    def starts_local(self) -> datetime | None:
        """The start in the zone it was meant in."""
        return self.starts_at.astimezone(ZoneInfo(self.zone)) if self.starts_at and self.zone else self.starts_at


class Interviewee(Owned):
    """A contact who takes part in an interview, and when they were thanked."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="interviewees")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE)
    thanked_at = models.DateTimeField(null=True, blank=True, editable=False)

    nudged_at: datetime | None  # where read by with_nudges()

    objects = IntervieweeQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["interview", "contact"], name="interviewee_once")]
        indexes = [models.Index(fields=["owner", "contact"], name="interviewee_by_contact")]

    def __str__(self) -> str:
        return f"{self.interview_id} {self.contact_id}"


class InterviewPath(Owned):
    """A career path that an interview is about."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="interview_paths")
    path = models.ForeignKey(CareerPath, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["interview", "path"], name="interview_path_once")]

    def __str__(self) -> str:
        return f"interview {self.interview_id} is about path {self.path_id}"


class Move(Owned):
    """One change of an interview's state or time; its words are the interaction on the timeline."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="moves")
    interaction = models.OneToOneField(Interaction, on_delete=models.CASCADE, related_name="+")
    from_state = models.CharField(max_length=10, choices=Interview.State, blank=True)
    to_state = models.CharField(max_length=10, choices=Interview.State)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
