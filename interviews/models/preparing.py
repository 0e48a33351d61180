"""What is prepared before a talk: questions of one's own, those chosen for it, homework, and what they may ask me."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from accounts.ownership import Owned, owner_key
from contacts.models import CareerPath
from interviews.models.gaps import InformationGap, Kind
from interviews.models.talks import Interview
from interviews.querysets import OwnAnswerQuerySet

QUESTION_MINUTES = [MinValueValidator(1), MaxValueValidator(60)]


class Topic(models.TextChoices):
    """What a question is about, in the order of a talk; the same as in the files in interviews/builtin."""

    PATH_IN = "path_in", "Path in"
    DAILY_WORK = "daily_work", "Daily work"
    REWARDS_DRAINS = "rewards_drains", "Rewards and drains"
    SKILLS_TRAINING = "skills_training", "Skills and training"
    ENVIRONMENT_PEOPLE = "environment_people", "Environment and people"
    LIFE_FIT = "life_fit", "Life fit"
    MONEY_SECURITY = "money_security", "Money and security"
    PROGRESSION = "progression", "Progression"
    FIELD_FUTURE = "field_future", "Field and future"
    ORGANIZATION = "organization", "Organization"
    MY_FIT = "my_fit", "My fit"
    ENTERING_SWITCHING = "entering_switching", "Entering and switching"
    RESOURCES = "resources", "Resources"
    ADVICE_ASSIGNMENT = "advice_assignment", "Advice and assignment"
    REFERRALS = "referrals", "Referrals"
    CLOSE = "close", "Close"
    MENTORING = "mentoring", "Mentoring"


class Question(Owned):
    """A question of the user's own in the bank, or what they made of a built-in one.

    `builtin` is the key of the built-in question that this row stands for (interviews.importing.builtin), so that an
    upgrade never touches the user's text; where it is empty, the question is the user's own. A row without text says
    of a built-in question only that it is hidden: shown again, it is the program's once more.
    """

    class Sensitivity(models.TextChoices):
        """How to ask."""

        NONE = "none", "Ask freely"
        PERSONAL = "personal", "Personal"
        MONEY = "money", "About money: ask for ranges, late"
        LATE = "late", "Ask late"

    text = models.CharField("question", max_length=300)
    topic = models.CharField(max_length=40, choices=Topic)
    minutes = models.PositiveSmallIntegerField(default=2, validators=QUESTION_MINUTES)
    is_default = models.BooleanField("in the standard set", default=False)
    can_look_up = models.BooleanField("a search could answer it", default=False)
    sensitivity = models.CharField(max_length=8, choices=Sensitivity, default=Sensitivity.NONE)
    gap_kind = models.CharField("helps to find out about", max_length=12, choices=Kind, blank=True)
    is_hidden = models.BooleanField(default=False, editable=False)
    builtin = models.CharField(max_length=80, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            owner_key("question"),
            models.UniqueConstraint(fields=["owner", "builtin"], condition=~Q(builtin=""), name="question_once"),
            models.CheckConstraint(
                condition=~Q(text="") | (~Q(builtin="") & Q(is_hidden=True)), name="question_says_something"
            ),
            models.CheckConstraint(condition=Q(minutes__range=(1, 60)), name="question_minutes_in_range"),
        ]

    def __str__(self) -> str:
        return self.text or self.builtin


class PlannedQuestion(Owned):
    """A question chosen for one interview, with its own copy of the words; note lines under it answer it."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField("question", max_length=300)
    topic = models.CharField(max_length=40, choices=Topic, blank=True)
    minutes = models.PositiveSmallIntegerField(default=2, validators=QUESTION_MINUTES)
    is_must = models.BooleanField("ask this first", default=False)
    position = models.PositiveIntegerField(default=0, editable=False)
    source = models.ForeignKey(Question, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    builtin = models.CharField(max_length=80, blank=True, editable=False)
    gap = models.ForeignKey(InformationGap, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            owner_key("plannedquestion"),
            models.CheckConstraint(condition=~Q(text=""), name="planned_question_says_something"),
            models.CheckConstraint(condition=Q(minutes__range=(1, 60)), name="planned_question_minutes_in_range"),
        ]

    def __str__(self) -> str:
        return self.text


class HomeworkItem(Owned):
    """One thing to do before a talk; `builtin` is its key where it came with the program."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="homework")
    text = models.CharField(max_length=300)
    note = models.TextField(max_length=5_000, blank=True)
    link = models.URLField(max_length=500, blank=True)
    builtin = models.CharField(max_length=80, blank=True, editable=False)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "builtin"], condition=~Q(builtin=""), name="homework_builtin_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="homework_says_something"),
        ]

    def __str__(self) -> str:
        return self.text


class OwnAnswer(Owned):
    """What the user says when asked: one version of the answer to a prompt, for one path or for all; the newest counts.

    `prompt` is a key of interviews.importing.builtin.prompts().
    """

    prompt = models.CharField(max_length=40)
    path = models.ForeignKey(CareerPath, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    text = models.TextField(max_length=10_000)
    created_at = models.DateTimeField()

    objects = OwnAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["owner", "prompt", "path", "-created_at"], name="own_answer_newest")]

    def __str__(self) -> str:
        return f"{self.prompt}: {self.text[:40]}"
