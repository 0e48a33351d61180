"""What a decision is weighed by: criteria, each path's scores, the table as it was, and what changed one's mind."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.ownership import Owned, owned_as, owner_key
from contacts.models import CareerPath
from interviews.models.gaps import Kind
from interviews.models.learning import Takeaway
from interviews.models.talks import Interview
from interviews.querysets import ChangeOfMindQuerySet, CriterionQuerySet, ScoreEvidenceQuerySet


class Criterion(Owned):
    """Something that paths are compared by; `weight` is its share of 100.

    Evidence about gaps of its `kind` is offered first when a path is scored by it. `builtin` is the key of the
    built-in criterion that it was taken from.
    """

    owner = owned_as("criteria")
    name = models.CharField("what matters", max_length=60)
    weight = models.PositiveSmallIntegerField(default=0, validators=[MinValueValidator(0), MaxValueValidator(100)])
    kind = models.CharField("goes by what I learn about", max_length=12, choices=Kind, blank=True)
    builtin = models.CharField(max_length=80, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    trashed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "criteria"
        ordering = ["id"]
        constraints = [
            owner_key("criterion"),
            models.UniqueConstraint("owner", Lower("name"), condition=Q(trashed_at=None), name="criterion_once"),
            models.CheckConstraint(condition=Q(weight__range=(0, 100)), name="criterion_weight_in_range"),
            models.CheckConstraint(condition=~Q(name=""), name="criterion_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Score(Owned):
    """How well a path does by a criterion, from 1 (badly) to 5 (very well), and the evidence that it rests on."""

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="scores")
    path = models.ForeignKey(CareerPath, on_delete=models.CASCADE, related_name="+")
    value = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    why = models.CharField(max_length=300, blank=True)
    evidence = models.ManyToManyField(Takeaway, through="ScoreEvidence", related_name="+", blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            owner_key("score"),
            models.UniqueConstraint(fields=["criterion", "path"], name="score_once"),
            models.CheckConstraint(condition=Q(value__range=(1, 5)), name="score_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.value} of 5: criterion {self.criterion_id}, path {self.path_id}"


class ScoreEvidence(Owned):
    """A piece of evidence that a score rests on."""

    owner = owned_as("score_evidence")
    score = models.ForeignKey(Score, on_delete=models.CASCADE, related_name="links")
    takeaway = models.ForeignKey(Takeaway, on_delete=models.CASCADE, related_name="+")

    objects = ScoreEvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "evidence of a score"
        verbose_name_plural = "evidence of scores"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["score", "takeaway"], name="score_evidence_once")]

    def __str__(self) -> str:
        return f"score {self.score_id} rests on takeaway {self.takeaway_id}"


class Snapshot(Owned):
    """The decision table as it was one day, so that a person sees how their mind changed.

    `table`: {"criteria": [{"id", "name", "weight"}], "paths": [{"id", "name", "colour", "stance", "gut", "scores",
    "total"}]}; older ones have no ids. "scores" stand in the order of the criteria (null: not scored), "total" is text
    with two decimals, or null.
    """

    name = models.CharField("name it", max_length=100, blank=True)
    table = models.JSONField(editable=False)
    taken_at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["-taken_at", "-id"]

    def __str__(self) -> str:
        return self.name or f"{self.taken_at:%Y-%m-%d}"


class ChangeOfMind(Owned):
    """A stance, a gut feeling or a score that changed, in words before and after, and the talk that caused it."""

    class Of(models.TextChoices):
        """What changed."""

        STANCE = "stance", "Where I stand"
        GUT = "gut", "What my gut says"
        SCORE = "score", "Score"

    owner = owned_as("changes_of_mind")
    of = models.CharField(max_length=6, choices=Of)
    path = models.ForeignKey(CareerPath, on_delete=models.CASCADE, related_name="+")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    because_of = models.ForeignKey(
        Interview,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="the talk that did it",
    )
    why = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField()

    objects = ChangeOfMindQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "changes of mind"
        ordering = ["-changed_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(of__in=["stance", "gut", "score"]), name="change_of_mind_known"),
            models.CheckConstraint(
                condition=Q(of="score", criterion__isnull=False) | (~Q(of="score") & Q(criterion=None)),
                name="change_of_mind_score_has_criterion",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_of_display()}: {self.before or 'nothing'} → {self.after or 'nothing'}"
