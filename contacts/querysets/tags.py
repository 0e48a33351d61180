"""Every read of tags, career paths and properties."""

from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Value

from contacts.querysets.folding import Folded, Like
from contacts.querysets.words import escaped


class TagQuerySet(models.QuerySet):
    """Tags; start at `user.tags`."""

    def in_use(self) -> Self:
        """Those that some active contact carries."""
        carried = apps.get_model("contacts", "ContactTag").objects.filter(
            tag=OuterRef("pk"), contact__archived_at=None, contact__trashed_at=None
        )
        return self.filter(Exists(carried))

    def named_like(self, typed: str) -> Self:
        """Whose name holds `typed`, accents and capitals aside, in the order of names."""
        return self.filter(Like(Folded("name"), Folded(Value(f"%{escaped(typed)}%")))).order_by("name")


class CareerPathQuerySet(models.QuerySet):
    """Career paths; start at `user.careerpaths`."""

    def active(self) -> Self:
        """Those under exploration."""
        return self.filter(archived_at=None)

    def rarest_colour(self) -> int:
        """The colour that fewest of them have."""
        used = dict(self.order_by().values_list("colour").annotate(n=Count("pk")))
        return min(range(1, 6), key=lambda colour: used.get(colour, 0))

    def with_people_count(self) -> Self:
        """Those under exploration first; of each how many active contacts are on it, as `people_count`."""
        on = Q(contacts__archived_at=None, contacts__trashed_at=None)
        return self.annotate(people_count=Count("contacts", filter=on)).order_by(
            F("archived_at").asc(nulls_first=True), "name", "pk"
        )


class PropertyQuerySet(models.QuerySet):
    """Properties; start at `user.properties`."""

    def active(self) -> Self:
        """Those that show on the form."""
        return self.filter(archived_at=None)

    def with_use(self) -> Self:
        """Those that show on the form first; of each how many people it says something of, as `use_count`."""
        return self.annotate(use_count=Count("values")).order_by(
            F("archived_at").asc(nulls_first=True), "position", "pk"
        )
