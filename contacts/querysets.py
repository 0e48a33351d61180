"""Every read of contacts and interactions."""

from datetime import datetime
from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Upper


class ContactQuerySet(models.QuerySet):
    """Contacts; start at `user.contacts`."""

    def active(self) -> Self:
        """Neither archived nor in the trash."""
        return self.filter(archived_at=None, trashed_at=None)

    def archived(self) -> Self:
        """Put aside by the user."""
        return self.exclude(archived_at=None).filter(trashed_at=None)

    def trashed(self) -> Self:
        """In the trash, from where they can come back for 30 days."""
        return self.exclude(trashed_at=None)

    def due(self, now: datetime) -> Self:
        """Whose next step is due at `now` and not snoozed beyond it."""
        return self.active().filter(next_step_due_at__lte=now).exclude(snoozed_until__gt=now)

    def search(self, term: str) -> Self:
        """Whose name, role, organization, tag or channel holds every word of `term`."""
        found = self
        tagged = apps.get_model("contacts", "ContactTag").objects.all()
        reached_at = apps.get_model("contacts", "Channel").objects.all()
        for word in term.replace("\0", "").split()[:8]:
            found = found.filter(
                Q(display_name__icontains=word)
                | Q(role__icontains=word)
                | Q(organization__name__icontains=word)
                | Exists(tagged.filter(contact=OuterRef("pk"), tag__name__icontains=word))
                | Exists(reached_at.filter(contact=OuterRef("pk"), value__icontains=word))
            )
        return found

    def by_name(self) -> Self:
        """In the order of names, capitals aside; the id settles ties."""
        return self.order_by(Upper("display_name"), "pk")


class InteractionQuerySet(models.QuerySet):
    """Timeline entries; start at `user.interactions`."""

    def newest_first(self) -> Self:
        """As a timeline shows them."""
        return self.order_by("-happened_at", "-pk")

    def touches(self) -> Self:
        """Those that were contact with the person."""
        return self.filter(is_touch=True)
