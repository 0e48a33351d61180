"""The timeline: interactions with the people who took part, and the jobs that people had before."""

from django.db import models
from django.db.models import F, Q

from accounts.ownership import Owned, owned_as, owner_key
from contacts.models.organizations import Organization
from contacts.models.people import Contact
from contacts.querysets.timeline import InteractionQuerySet, PastJobQuerySet


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
        JOB = "job", "Job change"

    owner = owned_as("interactions", db_index=False)
    uid = models.CharField("name in the file it came from", max_length=255, blank=True, db_default="", editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    happened_at = models.DateTimeField()
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True, max_length=50_000)
    is_touch = models.BooleanField("contact with the person")
    people = models.ManyToManyField(Contact, through="InteractionPerson", related_name="interactions")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = InteractionQuerySet.as_manager()

    class Meta:
        constraints = [
            owner_key("interaction"),
            models.UniqueConstraint(fields=["owner", "uid"], condition=~Q(uid=""), name="interaction_uid_once"),
        ]
        indexes = [models.Index(fields=["owner", "happened_at", "id"], name="interaction_by_time")]
        ordering = ["-happened_at", "-id"]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()


class InteractionPerson(Owned):
    """A person who took part in an interaction."""

    interaction = models.ForeignKey(Interaction, on_delete=models.CASCADE, db_constraint=False, db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, db_constraint=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interaction", "contact"], name="interaction_person_once")]

    def __str__(self) -> str:
        return f"{self.interaction_id} {self.contact_id}"


class PastJob(Owned):
    """A role that a contact had before the one that stands on the contact itself."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="past_jobs", db_constraint=False)
    organization = models.ForeignKey(
        Organization, on_delete=models.SET_NULL, null=True, blank=True, related_name="past_jobs", db_constraint=False
    )
    role = models.CharField(max_length=200, blank=True)
    started_on = models.DateField("from", null=True, blank=True)
    ended_on = models.DateField("until", null=True, blank=True)

    objects = PastJobQuerySet.as_manager()

    class Meta:
        ordering = [F("ended_on").desc(nulls_last=True), "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(started_on=None) | Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="past_job_ends_after_start",
            ),
            models.CheckConstraint(condition=~Q(role="") | Q(organization__isnull=False), name="past_job_says_what"),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.role, self.organization.name if self.organization else "")))
