"""What the user must find out before deciding, and what is known of it on each path."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.ownership import Owned, owner_key
from contacts.models import CareerPath, Contact
from interviews.models.talks import Interview
from interviews.querysets import InformationGapQuerySet


class Kind(models.TextChoices):
    """What a gap is about; the values are those of the files in interviews/builtin."""

    ENTRY = "entry", "Getting in"
    WORK = "work", "The work itself"
    REWARDS = "rewards", "Rewards and drains"
    SKILLS = "skills", "Skills and training"
    PEOPLE = "people", "People and surroundings"
    LIFE = "life", "Life beside it"
    MONEY = "money", "Pay and security"
    PROGRESS = "progress", "Getting on"
    FUTURE = "future", "The field and its future"
    ORGANIZATION = "organization", "The organization"
    FIT = "fit", "My fit"


class InformationGap(Owned):
    """Something to find out before deciding; "Question to answer" on the screen.

    `builtin` is the key of the built-in gap that it was taken from.
    """

    class Importance(models.TextChoices):
        """How much hangs on it."""

        MUST = "must", "Must know"
        GOOD = "good", "Good to know"

    text = models.CharField("question to answer", max_length=300)
    kind = models.CharField("about", max_length=12, choices=Kind, blank=True)
    importance = models.CharField(max_length=4, choices=Importance, default=Importance.MUST)
    builtin = models.CharField(max_length=80, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    trashed_at = models.DateTimeField(null=True, blank=True, editable=False)

    answer_here: "GapAnswer | None" = None  # where read by with_answer()

    objects = InformationGapQuerySet.as_manager()

    class Meta:
        ordering = ["-importance", "id"]  # "must" comes after "good" in the alphabet
        constraints = [
            owner_key("informationgap"),
            models.UniqueConstraint("owner", Lower("text"), condition=Q(trashed_at=None), name="gap_once"),
            models.CheckConstraint(condition=Q(importance__in=["must", "good"]), name="gap_importance_known"),
            models.CheckConstraint(condition=~Q(text=""), name="gap_says_something"),
        ]

    def __str__(self) -> str:
        return self.text


class GapAnswer(Owned):
    """How far a gap is closed on one path, and the answer so far, in the user's words; no row is "open".

    `closed_by` is the talk that closed it, where one did. `is_reopened`: it was answered, until sources disagreed.
    """

    class State(models.TextChoices):
        """How far."""

        OPEN = "open", "Open"
        PARTLY = "partly", "Partly answered"
        ANSWERED = "answered", "Answered"

    gap = models.ForeignKey(InformationGap, on_delete=models.CASCADE, related_name="answers")
    path = models.ForeignKey(CareerPath, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    answer = models.TextField(max_length=5_000, blank=True)
    closed_by = models.ForeignKey(Interview, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_reopened = models.BooleanField(default=False, db_default=False, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["gap", "path"], name="gap_answer_once"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "partly", "answered"]), name="gap_answer_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()}: gap {self.gap_id}, path {self.path_id}"


class MayKnow(Owned):
    """A contact who, the user thinks, could tell them about a gap."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, db_constraint=False, related_name="+")
    gap = models.ForeignKey(InformationGap, on_delete=models.CASCADE, db_constraint=False, related_name="who_may_know")

    class Meta:
        verbose_name = "who may know"
        verbose_name_plural = "who may know"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["contact", "gap"], name="may_know_once")]

    def __str__(self) -> str:
        return f"contact {self.contact_id} may know about gap {self.gap_id}"
