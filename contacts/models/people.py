"""A person in the user's network, or one they hope to meet."""

from datetime import datetime
from typing import Any

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast
from django.urls import reverse

from accounts.ownership import Owned, owned_as, owner_key
from accounts.zones import validate_zone
from contacts.models.folding import Folded, JoinedTrigrams, parts_index
from contacts.models.organizations import Organization
from contacts.querysets.people import TRASH_KEPT, ContactQuerySet

LISTED = Q(archived_at=None, trashed_at=None)  # as ContactQuerySet.active() says


class Contact(Owned):
    """A person in the user's network, or one they hope to meet. The display name is enough."""

    class Warmth(models.TextChoices):
        """How well the user knows the person, in the user's own judgement; nobody is scored."""

        UNSAID = "", "Not said"
        NEW = "new", "New"
        ACQUAINTED = "acquainted", "Acquainted"
        WARM = "warm", "Warm"
        CLOSE = "close", "Close"

    class Cadence(models.TextChoices):
        """How often to be in touch, as ISO 8601 durations."""

        NEVER = "", "No reminder"
        P2W = "P2W", "Every 2 weeks"
        P1M = "P1M", "Every month"
        P3M = "P3M", "Every 3 months"
        P6M = "P6M", "Every 6 months"
        P1Y = "P1Y", "Every year"

    class Weekend(models.TextChoices):
        """Their days off, for the clocks that count business days; unsaid means Saturday and Sunday."""

        UNSAID = "", "Saturday and Sunday"
        FRI_SAT = "fri_sat", "Friday and Saturday"
        THU_FRI = "thu_fri", "Thursday and Friday"
        SUNDAY = "sun", "Sunday only"

    class Source(models.TextChoices):
        """By what way the user came to the person."""

        UNSAID = "", "Not said"
        FRIEND = "friend", "Friend"
        FAMILY = "family", "Family"
        ALUMNI = "alumni", "Alumni"
        COLLEAGUE = "colleague", "Colleague"
        LINKEDIN = "linkedin", "LinkedIn"
        EVENT = "event", "Event"
        ASSOCIATION = "association", "Guild or association"
        REFERRAL = "referral", "Referral"
        COLD = "cold", "Cold"

    class Relationship(models.TextChoices):
        """What the person is to the user."""

        UNSAID = "", "Not said"
        FRIEND = "friend", "Friend"
        FAMILY = "family", "Family"
        COLLEAGUE = "colleague", "Colleague"
        FORMER_COLLEAGUE = "former", "Former colleague"
        CLASSMATE = "classmate", "Fellow student"
        TEACHER = "teacher", "Teacher"
        MENTOR = "mentor", "Mentor"
        PROFESSIONAL = "professional", "Professional contact"

    class Stage(models.TextChoices):
        """The state of the newest interview under way with this person."""

        NONE = "", "–"
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

    class NextStep(models.TextChoices):
        """The one next action, in order of urgency."""

        NONE = "", "Nothing planned"
        THANK = "thank", "Say thank you"
        TALK = "talk", "Talk"
        WRAP_UP = "wrap_up", "Wrap up the talk"
        REPLY = "reply", "Offer times"
        PROMISE = "promise", "Keep a promise"
        NUDGE = "nudge", "Nudge"
        REQUEST = "request", "Write the request"
        KEEP_IN_TOUCH = "keep_in_touch", "Keep in touch"

    owner = owned_as("contacts", db_index=False)
    # Stable, in every export, and what an import asks first; a contact from a file keeps the file's own.
    uid = models.CharField(max_length=255, db_default=Cast(RandomUUID(), models.CharField()), editable=False)
    display_name = models.CharField("name", max_length=200)
    name_prefix = models.CharField("prefix", max_length=60, blank=True)
    given_name = models.CharField(max_length=100, blank=True)
    middle_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    name_suffix = models.CharField("suffix", max_length=60, blank=True)
    nickname = models.CharField(max_length=100, blank=True)
    phonetic_name = models.CharField("how it sounds", max_length=200, blank=True)
    pronouns = models.CharField(max_length=40, blank=True)
    organization = models.ForeignKey(
        Organization, on_delete=models.SET_NULL, null=True, blank=True, related_name="people", db_constraint=False
    )
    role = models.CharField(max_length=200, blank=True)
    job_started_on = models.DateField("in this role since", null=True, blank=True)
    location = models.CharField(max_length=200, blank=True)
    birthday = models.CharField(max_length=10, blank=True)  # 1990-04-15, or --04-15 without the year (RFC 6350, 4.3.1)
    time_zone = models.CharField(max_length=64, blank=True, validators=[validate_zone])
    introducer = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="introduced", db_constraint=False
    )
    how_met = models.CharField(max_length=300, blank=True)
    met_on = models.DateField("met on", null=True, blank=True)
    source = models.CharField(max_length=11, choices=Source, default=Source.UNSAID, blank=True)
    relationship = models.CharField(max_length=12, choices=Relationship, default=Relationship.UNSAID, blank=True)
    warmth = models.CharField(max_length=10, choices=Warmth, default=Warmth.UNSAID, blank=True)
    cadence = models.CharField(max_length=3, choices=Cadence, default=Cadence.NEVER, blank=True)
    cadence_most = models.CharField(
        "at the latest", max_length=3, choices=Cadence, default=Cadence.NEVER, db_default="", blank=True
    )
    paused_until = models.DateField("not before", null=True, blank=True)  # keep in touch pauses
    put_off_on = models.DateField(null=True, blank=True, editable=False)  # "not now": one interval from that day
    wants_birthday = models.BooleanField("remind me of the birthday", default=False, db_default=False)
    weekend = models.CharField(max_length=7, choices=Weekend, default=Weekend.UNSAID, db_default="", blank=True)
    notes = models.TextField(blank=True, max_length=50_000)  # Markdown
    tags: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(
        "Tag", through="ContactTag", related_name="contacts", blank=True
    )
    paths: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(
        "CareerPath", through="ContactPath", related_name="contacts", blank=True
    )
    is_favourite = models.BooleanField("favourite", default=False)
    photo_digest = models.CharField(max_length=16, blank=True, editable=False)

    # Kept for lists; contacts.actions.progress alone writes them.
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.NONE, blank=True, editable=False)
    told_step = models.CharField(
        "step of interviews", max_length=15, choices=NextStep, default="", db_default="", blank=True, editable=False
    )  # what interviews ask, also where keeping in touch is due before it
    told_due_at = models.DateTimeField("when that is due", null=True, blank=True, editable=False)
    told_is_due = models.BooleanField("it was due when they said so", default=False, db_default=False, editable=False)
    next_step = models.CharField(max_length=15, choices=NextStep, default=NextStep.NONE, blank=True, editable=False)
    next_step_due_at = models.DateTimeField(null=True, blank=True, editable=False)
    waiting_since = models.DateTimeField(null=True, blank=True, editable=False)
    last_touch_at = models.DateTimeField(null=True, blank=True, editable=False)
    touch_on = models.DateField(null=True, blank=True, editable=False)  # what a wrap-up said: in touch again that day
    has_email = models.BooleanField(default=False, editable=False)  # contacts.actions that write channels keep it
    cadence_day = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)  # of the month, 1 to 31

    sort_name = models.GeneratedField(
        expression=Folded("display_name"), output_field=models.TextField(), db_persist=True
    )
    search_name = models.GeneratedField(
        expression=JoinedTrigrams(
            "display_name", "nickname", "given_name", "middle_name", "family_name", "phonetic_name"
        ),
        output_field=models.TextField(),
        db_persist=True,
    )

    snoozed_until = models.DateTimeField(null=True, blank=True, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    trashed_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            owner_key("contact"),
            models.UniqueConstraint(fields=["owner", "uid"], name="contact_uid_once"),
            models.CheckConstraint(condition=~Q(uid=""), name="contact_has_a_uid"),
            models.CheckConstraint(condition=~Q(display_name=""), name="contact_has_a_name"),
            models.CheckConstraint(condition=~Q(introducer=F("id")), name="contact_is_not_own_introducer"),
            models.CheckConstraint(
                condition=Q(birthday="") | Q(birthday__regex=r"^(\d{4}|-)-\d\d-\d\d$"), name="contact_birthday_form"
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "sort_name", "id"], name="contact_by_sort_name"),
            parts_index("search_name", name="contact_name_parts"),
            models.Index(
                fields=["owner", "next_step_due_at"],
                condition=Q(archived_at=None, trashed_at=None, next_step_due_at__isnull=False),
                name="contact_by_due",
            ),
            models.Index(  # whom the user knows where somebody works (outreach.actions.ties)
                fields=["organization"], condition=~Q(last_touch_at=None, warmth=""), name="contact_known"
            ),
            models.Index(  # what falls due while keeping in touch is shown, for the scan
                fields=["told_due_at"],
                condition=Q(next_step="keep_in_touch", told_is_due=False, told_due_at__isnull=False),
                name="contact_falls_due",
            ),
            # The list: one for each order and each filter of few values; among equals the order of names.
            *(
                models.Index(fields=["owner", *fields], condition=LISTED, name=f"contact_listed_by_{name}")
                for name, fields in {
                    "age": ["created_at", "id"],
                    "due": ["next_step_due_at", "id"],
                    "touch": ["last_touch_at", "id"],
                    "job": ["organization", "id"],
                    "stage": ["stage", "sort_name", "id"],
                    "step": ["next_step", "sort_name", "id"],
                    "source": ["source", "sort_name", "id"],
                    "warmth": ["warmth", "sort_name", "id"],
                    "mail": ["has_email", "sort_name", "id"],
                }.items()
            ),
            models.Index(
                fields=["owner", "sort_name", "id"],
                condition=LISTED & Q(is_favourite=True),
                name="contact_favourite",
            ),
            models.Index(
                fields=["owner", "sort_name", "id"],
                condition=Q(archived_at__isnull=False, trashed_at=None),
                name="contact_archived",
            ),
            models.Index(
                fields=["owner", "trashed_at"], condition=Q(trashed_at__isnull=False), name="contact_trash_of_owner"
            ),
            models.Index(
                fields=["owner"],
                condition=Q(next_step__in=["reply", "request"]) | Q(waiting_since__isnull=False),
                name="contact_asked",
            ),
            models.Index(fields=["trashed_at"], condition=Q(trashed_at__isnull=False), name="contact_trashed"),
            models.Index(fields=["owner"], condition=Q(wants_birthday=True), name="contact_birthday_wanted"),
        ]

    def __str__(self) -> str:
        return self.display_name

    def get_absolute_url(self) -> str:
        """The person's page."""
        return reverse("outreach:person", args=[self.pk])

    @property
    def leaves_at(self) -> datetime | None:
        """When a contact in the trash is deleted for good."""
        return self.trashed_at and self.trashed_at + TRASH_KEPT

    @property
    def job(self) -> str:
        """Role and employer, such as "Lead analyst, Nordgrid"; "" where neither is known."""
        return ", ".join(filter(None, (self.role, self.organization.name if self.organization else "")))

    def named_apart(self) -> str:
        """The name, with the id if another active contact of the owner has the same name."""
        namesakes = Contact.objects.active().filter(owner_id=self.owner_id, display_name__iexact=self.display_name)
        return f"{self} #{self.pk}" if namesakes.exclude(pk=self.pk).exists() else str(self)

    def written(self) -> dict[str, str]:
        """What hangs on the contact, as people write it: one value a line, tags with commas."""
        channels = list(self.channels.all())
        emails, phones = ([c.value for c in channels if c.kind == kind] for kind in ("email", "phone"))
        return {
            "organization_name": self.organization.name if self.organization else "",
            "introducer_name": self.introducer.named_apart() if self.introducer else "",
            "emails": "\n".join(emails),
            "phones": "\n".join(phones),
            "links": "\n".join(c.value for c in channels if c.kind in {"linkedin", "link"}),
            "tag_names": ", ".join(tag.name for tag in self.tags.all()),
        }

    def shown(self, name: str) -> Any:
        """A column, or one of `written`, in words but for dates; "" for nothing said."""
        if not hasattr(self, name):
            return self.written()[name]
        value = getattr(self, name)
        if isinstance(value, bool):
            return "Yes" if value else ""
        return getattr(self, f"get_{name}_display")() if value and hasattr(self, f"get_{name}_display") else value or ""
