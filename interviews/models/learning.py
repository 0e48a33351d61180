"""What came out of a talk: what was learned, who was named, what was promised."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.ownership import Owned, owned_as, owner_key
from contacts.models import CareerPath, Contact, Interaction
from contacts.models.folding import words_index
from interviews.models.gaps import InformationGap
from interviews.models.talks import Interview
from interviews.querysets import TakeawayQuerySet


def leave_unnamed(collector: Any, field: Any, rows: Any, using: str) -> None:
    """Where who said it is deleted: what they said stays, and is known to be of one who had a name."""
    models.SET_NULL(collector, field, rows, using)
    collector.add_field_update(field.model._meta.get_field("is_unnamed"), True, rows)


class Takeaway(Owned):
    """One thing learned, in the user's words; a piece of evidence where it speaks to a gap.

    It comes from an interview, from an entry of the timeline (a note, a reply by mail), or from neither. `said_by` is
    who said it; where several took part and nobody is named, all of them did, and where whoever was named has been
    deleted (`is_unnamed`), nobody can be told from anybody. `said_on` is the day where no interview
    has it. What it came from can be deleted, and it stays.
    """

    class Speaks(models.TextChoices):
        """What it says for the path."""

        UNSAID = "", "Not said"
        FOR = "for", "For it"
        AGAINST = "against", "Against it"
        NEUTRAL = "neutral", "Neither"

    class Strength(models.TextChoices):
        """Whence they know it (PRODUCT.md, how solid an answer is)."""

        UNSAID = "", "Not said"
        FIRST_HAND = "first", "First-hand"
        SECOND_HAND = "second", "Second-hand"
        HEARSAY = "hear", "Hearsay"

    interview = models.ForeignKey(Interview, on_delete=models.SET_NULL, null=True, blank=True, related_name="takeaways")
    entry = models.ForeignKey(
        Interaction, on_delete=models.SET_NULL, null=True, blank=True, db_constraint=False, related_name="+"
    )
    said_by = models.ForeignKey(
        Contact, on_delete=leave_unnamed, null=True, blank=True, db_constraint=False, related_name="+"
    )
    is_unnamed = models.BooleanField(default=False, db_default=False, editable=False)
    said_on = models.DateField("when", null=True, blank=True)
    text = models.CharField(max_length=1000)
    path = models.ForeignKey(CareerPath, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    gap = models.ForeignKey(InformationGap, on_delete=models.SET_NULL, null=True, blank=True, related_name="evidence")
    speaks = models.CharField(
        "for or against", max_length=7, choices=Speaks, default=Speaks.UNSAID, blank=True, db_default=""
    )
    strength = models.CharField(
        "how they know", max_length=6, choices=Strength, default=Strength.UNSAID, blank=True, db_default=""
    )
    is_quotable = models.BooleanField("may be quoted", default=False, db_default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    in_all: int  # where read by strongest()

    objects = TakeawayQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            owner_key("takeaway"),
            models.CheckConstraint(condition=~Q(text=""), name="takeaway_says_something"),
        ]
        indexes = [words_index("text", name="takeaway_words")]

    def __str__(self) -> str:
        return self.text

    @property
    def day(self) -> date:
        """When it was said: the day of its talk, else the one that the user named."""
        planned = self.interview.day if self.interview else None
        return planned or self.said_on or timezone.localdate(self.created_at)


class Referral(Owned):
    """A person whom an interviewee named; the contact is the new lead, its introducer the one who named it."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="referrals")
    named_by = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=300, blank=True)
    may_use_name = models.BooleanField("may I use your name", null=True, blank=True)  # null: not asked
    will_introduce = models.BooleanField("they will introduce me", null=True, blank=True)  # null: not said; no: I write
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["interview", "contact"], name="referral_once"),
            models.CheckConstraint(condition=~Q(named_by=F("contact")), name="referral_names_someone_else"),
        ]

    def __str__(self) -> str:
        return f"{self.named_by_id} named {self.contact_id}"


class Promise(Owned):
    """What the user promised in a talk, or was promised; open until it is done."""

    class By(models.TextChoices):
        """Who promised."""

        ME = "me", "I promised"
        THEM = "them", "They promised"

    owner = owned_as("promises")
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="promises")
    by = models.CharField(max_length=4, choices=By, default=By.ME)
    text = models.CharField(max_length=300)
    due_on = models.DateField("by when", null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(by__in=["me", "them"]), name="promise_by_known"),
            models.CheckConstraint(condition=~Q(text=""), name="promise_says_something"),
        ]
        indexes = [models.Index(fields=["owner", "due_on"], condition=Q(done_at=None), name="promise_open")]

    def __str__(self) -> str:
        return self.text
