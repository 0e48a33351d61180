"""Organizations: employers, schools, guilds, unions, associations, clubs; other names they go by; merges of two."""

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

from accounts.ownership import Owned, owned_as, owner_key
from contacts.models.folding import Folded
from contacts.querysets.organizations import OrganizationMergeQuerySet, OrganizationQuerySet


class Organization(Owned):
    """An employer, school, guild, union, association or club."""

    class Kind(models.TextChoices):
        """What it is to the people in it."""

        UNSAID = "", "Not said"
        EMPLOYER = "employer", "Employer"
        SCHOOL = "school", "School"
        ASSOCIATION = "association", "Guild, union or association"
        CLUB = "club", "Club"

    owner = owned_as("organizations", db_index=False)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.UNSAID, blank=True)
    website = models.URLField(max_length=500, blank=True)
    notes = models.TextField(blank=True, max_length=50_000)
    created_at = models.DateTimeField(auto_now_add=True)
    folded_name = models.GeneratedField(expression=Folded("name"), output_field=models.TextField(), db_persist=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            owner_key("organization"),
            models.UniqueConstraint("owner", Lower("name"), name="organization_name_once"),
        ]
        indexes = [models.Index(fields=["owner", "folded_name", "id"], name="organization_by_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The organization's page."""
        return reverse("interviews:organization", args=[self.pk])


class OrganizationAlias(Owned):
    """Another name of an organization, by which files and people may call it."""

    owner = owned_as("organizationaliases", db_index=False)
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="aliases", db_constraint=False
    )
    name = models.CharField(max_length=200)
    folded_name = models.GeneratedField(expression=Folded("name"), output_field=models.TextField(), db_persist=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "organization aliases"
        constraints = [models.UniqueConstraint("owner", Lower("name"), name="organization_alias_once")]

    def __str__(self) -> str:
        return self.name


class OrganizationMerge(Owned):
    """Two organizations that became one, with all that is needed to part them again.

    `former` is the row that went, by column; `moved` the ids of the rows that were handed over, by model label.
    """

    kept = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="merges", db_constraint=False)
    former = models.JSONField(editable=False)
    moved = models.JSONField(editable=False)
    merged_at = models.DateTimeField(editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)

    objects = OrganizationMergeQuerySet.as_manager()

    class Meta:
        ordering = ["-merged_at", "-id"]

    def __str__(self) -> str:
        return f"{self.former['name']} → {self.kept}"
