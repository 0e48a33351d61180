"""Introductions: a connector is asked to introduce the user to a target, with the consent of both."""

from django.db import models
from django.db.models import F, Q

from accounts.ownership import Owned, owned_as, owner_key
from contacts.models import Contact, Interaction
from interviews.models import Interview
from outreach.querysets import IntroductionQuerySet


class Introduction(Owned):
    """A request to a connector to introduce the user to a target; double opt-in (practice.md).

    `note` is the separate, clean text that the connector can forward; the letter to the connector is a Message.
    """

    class State(models.TextChoices):
        """Where it stands; the order is that of a life in which everyone says yes."""

        DRAFT = "draft", "Draft"
        ASKED = "asked", "Asked the connector"
        SILENT = "silent", "No answer"
        DECLINED = "declined", "Connector declined"
        AGREED = "agreed", "Connector agreed"
        TARGET_DECLINED = "target_declined", "They declined"
        TARGET_AGREED = "target_agreed", "They agreed"
        INTRODUCED = "introduced", "Introduced"
        REPLIED = "replied", "I replied, connector in bcc"
        MET = "met", "Met"
        TOLD = "told", "Connector told and thanked"

    connector = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    target = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="introductions", db_constraint=False)
    interview = models.ForeignKey(
        Interview, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_constraint=False
    )
    why = models.CharField("why this person", max_length=300, blank=True)
    note = models.TextField("note to forward", max_length=5_000, blank=True)
    state = models.CharField(max_length=15, choices=State, default=State.DRAFT, editable=False)
    state_changed_at = models.DateTimeField(editable=False)
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    trashed_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    is_nudged: bool  # where read by with_people()

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        constraints = [
            owner_key("introduction"),
            models.CheckConstraint(condition=~Q(connector=F("target")), name="introduction_is_of_someone_else"),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        *("draft", "asked", "silent", "declined", "agreed", "target_declined", "target_agreed"),
                        *("introduced", "replied", "met", "told"),
                    ]
                ),
                name="introduction_state_known",
            ),
        ]
        indexes = [models.Index(fields=["owner", "connector", "asked_at"], name="introduction_asks")]

    def __str__(self) -> str:
        return f"introduction {self.pk}"


class IntroductionMove(Owned):
    """One change of an introduction's state; its words are the interaction on the timeline of both."""

    owner = owned_as("introduction_moves")
    introduction = models.ForeignKey(Introduction, on_delete=models.CASCADE, related_name="moves", db_constraint=False)
    interaction = models.OneToOneField(Interaction, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    from_state = models.CharField(max_length=15, choices=Introduction.State, blank=True)
    to_state = models.CharField(max_length=15, choices=Introduction.State)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
