"""Closing the loop: whom to tell, after a talk, what came of it."""

from django.db import models

from accounts.ownership import Owned, owned_as
from contacts.models import Contact
from interviews.models import Interview


class FollowUp(Owned):
    """A word that is owed after a talk; planned by the scan, done when a letter was sent or the user says so."""

    class Kind(models.TextChoices):
        """To whom, and what (practice.md, nurture)."""

        TELL_INTRODUCER = "introducer", "Tell the introducer how it went"
        PROGRESS = "progress", "Tell what came of the advice"

    owner = owned_as("follow_ups")
    kind = models.CharField(max_length=10, choices=Kind)
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    due_on = models.DateField()
    snoozed_until = models.DateTimeField(null=True, blank=True, editable=False)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    dropped_at = models.DateTimeField(null=True, blank=True, editable=False)  # the user will not tell them
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "interview", "contact"], name="follow_up_once")]
        indexes = [
            models.Index(
                fields=["owner", "due_on"],
                condition=models.Q(done_at=None, dropped_at=None),
                name="follow_up_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.contact_id}"
