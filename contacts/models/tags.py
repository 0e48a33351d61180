"""Words of the user's own for their contacts: tags, career paths, and properties."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.ownership import Owned, owned_as, owner_key
from contacts.models.people import Contact
from contacts.querysets.tags import CareerPathQuerySet, PropertyQuerySet, TagQuerySet


class Tag(Owned):
    """A word of the user's own for some of their contacts."""

    owner = owned_as("tags", db_index=False)
    name = models.CharField(max_length=60)

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [owner_key("tag"), models.UniqueConstraint("owner", Lower("name"), name="tag_name_once")]

    def __str__(self) -> str:
        return self.name


class ContactTag(Owned):
    """A tag on a contact."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, db_constraint=False, db_index=False)
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, db_constraint=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "tag"], name="contact_tag_once")]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.tag_id}"


class CareerPath(Owned):
    """A field or role under exploration; "Path" on the screen."""

    class Stance(models.TextChoices):
        """Where the user stands on it today."""

        LEANING_IN = "leaning", "Leaning in"
        UNDECIDED = "undecided", "Undecided"
        TOO_EARLY = "early", "Too early to say"
        PLAN_B = "plan_b", "Plan B"
        DROPPED = "dropped", "Dropped"

    class Gut(models.IntegerChoices):
        """The first thought, before any table."""

        NO = 1, "No"
        RATHER_NOT = 2, "Rather not"
        UNSURE = 3, "Unsure"
        RATHER_YES = 4, "Rather yes"
        YES = 5, "Yes"

    COLOURS = [(1, "Green"), (2, "Blue"), (3, "Heather"), (4, "Brick"), (5, "Marigold")]

    owner = owned_as("careerpaths", db_index=False)
    name = models.CharField(max_length=100)
    colour = models.PositiveSmallIntegerField(choices=COLOURS, default=1)
    draws = models.TextField("what draws me", max_length=5_000, blank=True, db_default="")
    worries = models.TextField("what worries me", max_length=5_000, blank=True, db_default="")
    stance = models.CharField(
        "where I stand", max_length=9, choices=Stance, default=Stance.UNDECIDED, db_default="undecided"
    )
    small_test = models.CharField(
        "one small test to try",
        max_length=300,
        blank=True,
        db_default="",
        help_text="Two weekends at most: a course’s first lesson, a day beside somebody, one piece of the work itself.",
    )
    gut = models.PositiveSmallIntegerField("what my gut says", choices=Gut, null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CareerPathQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            owner_key("careerpath"),
            models.UniqueConstraint("owner", Lower("name"), name="career_path_name_once"),
            models.CheckConstraint(condition=Q(colour__range=(1, 5)), name="career_path_colour_known"),
            models.CheckConstraint(
                condition=Q(stance__in=["leaning", "undecided", "early", "plan_b", "dropped"]),
                name="career_path_stance_known",
            ),
            models.CheckConstraint(condition=Q(gut=None) | Q(gut__range=(1, 5)), name="career_path_gut_known"),
        ]

    def __str__(self) -> str:
        return self.name


class ContactPath(Owned):
    """A contact who is, or was, on a career path; who `has_left` it knows why people do."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, db_constraint=False, db_index=False)
    path = models.ForeignKey(CareerPath, on_delete=models.CASCADE, db_constraint=False)
    has_left = models.BooleanField("has left it", default=False, db_default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "path"], name="contact_path_once")]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.path_id}"


class CustomProperty(Owned):
    """A field that the user defines on contacts; "Property" on the screen. Archived, it keeps its values."""

    class Kind(models.TextChoices):
        """What its values are."""

        TEXT = "text", "Text"
        NUMBER = "number", "Number"
        DATE = "date", "Date"
        CHOICE = "choice", "Choice"
        LINK = "link", "Link"

    owner = owned_as("properties", db_index=False)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.TEXT)
    choices = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PropertyQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "custom properties"
        constraints = [
            owner_key("customproperty"),
            models.UniqueConstraint("owner", Lower("name"), name="property_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class PropertyValue(Owned):
    """What a property says of a contact: `text` always, as it is shown; `number` or `day` beside it for sorting."""

    contact = models.ForeignKey(
        Contact, on_delete=models.CASCADE, related_name="property_values", db_constraint=False, db_index=False
    )
    property = models.ForeignKey(
        CustomProperty, on_delete=models.CASCADE, related_name="values", db_constraint=False, db_index=False
    )
    text = models.CharField(max_length=1000)
    number = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    day = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "property"], name="property_value_once")]
        indexes = [models.Index(fields=["property", "text"], name="property_value_by_text")]

    def __str__(self) -> str:
        return self.text
