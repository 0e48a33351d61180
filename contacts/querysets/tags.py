"""Every read of tags, career paths and properties."""

from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef


class TagQuerySet(models.QuerySet):
    """Tags; start at `user.tags`."""

    def in_use(self) -> Self:
        """Those that some active contact carries."""
        carried = apps.get_model("contacts", "ContactTag").objects.filter(
            tag=OuterRef("pk"), contact__archived_at=None, contact__trashed_at=None
        )
        return self.filter(Exists(carried))


class CareerPathQuerySet(models.QuerySet):
    """Career paths; start at `user.careerpaths`."""

    def active(self) -> Self:
        """Those under exploration."""
        return self.filter(archived_at=None)


class PropertyQuerySet(models.QuerySet):
    """Properties; start at `user.properties`."""

    def active(self) -> Self:
        """Those that show on the form."""
        return self.filter(archived_at=None)
