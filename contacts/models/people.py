"""People and what is known of them: contacts, channels, organizations, tags, and the timeline of interactions."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Upper
from django.urls import reverse

from accounts.ownership import Owned, owner_key
from accounts.zones import validate_zone
from contacts.querysets import ContactQuerySet, InteractionQuerySet, TagQuerySet


class Organization(Owned):
    """An employer, school, guild, union, association or club."""

    name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            owner_key("organization"),
            models.UniqueConstraint("owner", Lower("name"), name="organization_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Tag(Owned):
    """A word of the user's own for some of their contacts."""

    name = models.CharField(max_length=60)

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [owner_key("tag"), models.UniqueConstraint("owner", Lower("name"), name="tag_name_once")]

    def __str__(self) -> str:
        return self.name


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
        REPLY = "reply", "Offer times"
        NUDGE = "nudge", "Nudge"
        REQUEST = "request", "Write the request"
        KEEP_IN_TOUCH = "keep_in_touch", "Keep in touch"

    display_name = models.CharField("name", max_length=200)
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    organization = models.ForeignKey(
        Organization, on_delete=models.SET_NULL, null=True, blank=True, related_name="people"
    )
    role = models.CharField(max_length=200, blank=True)
    time_zone = models.CharField(max_length=64, blank=True, validators=[validate_zone])
    introducer = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="introduced")
    how_met = models.CharField(max_length=300, blank=True)
    warmth = models.CharField(max_length=10, choices=Warmth, default=Warmth.UNSAID, blank=True)
    cadence = models.CharField(max_length=3, choices=Cadence, default=Cadence.NEVER, blank=True)
    notes = models.TextField(blank=True, max_length=50_000)
    tags = models.ManyToManyField(Tag, through="ContactTag", related_name="contacts", blank=True)

    # Kept for lists; contacts.actions.record_progress alone writes them.
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.NONE, blank=True, editable=False)
    next_step = models.CharField(max_length=15, choices=NextStep, default=NextStep.NONE, blank=True, editable=False)
    next_step_due_at = models.DateTimeField(null=True, blank=True, editable=False)
    waiting_since = models.DateTimeField(null=True, blank=True, editable=False)
    last_touch_at = models.DateTimeField(null=True, blank=True, editable=False)

    snoozed_until = models.DateTimeField(null=True, blank=True, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    trashed_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            owner_key("contact"),
            models.CheckConstraint(condition=~Q(display_name=""), name="contact_has_a_name"),
            models.CheckConstraint(condition=~Q(introducer=F("id")), name="contact_is_not_own_introducer"),
        ]
        indexes = [
            models.Index("owner", Upper("display_name"), "id", name="contact_by_name"),
            models.Index(
                fields=["owner", "next_step_due_at"],
                condition=Q(archived_at=None, trashed_at=None, next_step_due_at__isnull=False),
                name="contact_by_due",
            ),
            models.Index(
                fields=["owner"],
                condition=Q(next_step__in=["reply", "request"]) | Q(waiting_since__isnull=False),
                name="contact_asked",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    def get_absolute_url(self) -> str:
        """The person's page."""
        return reverse("outreach:person", args=[self.pk])

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

    def shown(self, name: str) -> str:
        """The field `name`, a column or one of `written`, in words; "" when nothing is said."""
        if name in {"warmth", "cadence"}:
            choices = {"warmth": self.get_warmth_display, "cadence": self.get_cadence_display}
            return choices[name]() if getattr(self, name) else ""
        return getattr(self, name) if hasattr(self, name) else self.written()[name]


class Channel(Owned):
    """One way to reach a contact: an e-mail address, a phone number, a LinkedIn profile, another link."""

    class Kind(models.TextChoices):
        """What the value is."""

        EMAIL = "email", "E-mail"
        PHONE = "phone", "Phone"
        LINKEDIN = "linkedin", "LinkedIn"
        LINK = "link", "Link"

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="channels")
    kind = models.CharField(max_length=8, choices=Kind)
    value = models.CharField(max_length=500)
    normal = models.CharField("value for comparing", max_length=500, editable=False)
    label = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["contact", "kind", "normal"], name="channel_once"),
            models.UniqueConstraint(fields=["owner", "normal"], condition=Q(kind="linkedin"), name="linkedin_once"),
        ]
        indexes = [models.Index(fields=["owner", "kind", "normal"], name="channel_by_value")]

    def __str__(self) -> str:
        return self.value


class ContactTag(Owned):
    """A tag on a contact."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE)
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "tag"], name="contact_tag_once")]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.tag_id}"


class Interaction(Owned):
    """One entry on the timeline; a touch when it was contact with the person, not only a note about them."""

    class Kind(models.TextChoices):
        """What happened."""

        NOTE = "note", "Note"
        CALL = "call", "Call"
        MEETING = "meeting", "Meeting"
        MAIL = "mail", "E-mail"
        MESSAGE = "message", "Message"
        INTERVIEW = "interview", "Interview"

    kind = models.CharField(max_length=10, choices=Kind)
    happened_at = models.DateTimeField()
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True, max_length=50_000)
    is_touch = models.BooleanField("contact with the person")
    people = models.ManyToManyField(Contact, through="InteractionPerson", related_name="interactions")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = InteractionQuerySet.as_manager()

    class Meta:
        constraints = [owner_key("interaction")]
        ordering = ["-happened_at", "-id"]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()


class InteractionPerson(Owned):
    """A person who took part in an interaction."""

    interaction = models.ForeignKey(Interaction, on_delete=models.CASCADE)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interaction", "contact"], name="interaction_person_once")]

    def __str__(self) -> str:
        return f"{self.interaction_id} {self.contact_id}"
