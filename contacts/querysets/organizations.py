"""Every read of organizations."""

from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat, Lower

from contacts.querysets.folding import Folded, Like
from contacts.querysets.words import escaped, read_words


class OrganizationQuerySet(models.QuerySet):
    """Organizations; start at `user.organizations`."""

    def search(self, term: str, most: int) -> list[Any]:
        """At most `most` of those whose name, or another name they go by, holds every word of `term`.

        First the one of that name, then those whose name begins with the term.
        """
        words = read_words(term)
        if not words:
            return []
        aliases = apps.get_model("contacts", "OrganizationAlias").objects.filter(organization=OuterRef("pk"))
        found = self
        for word in words:
            pattern = Folded(Value(word.in_names))
            named = Like(Concat(Value(" "), "folded_name"), pattern)
            found = found.filter(Q(named) | Q(Exists(aliases.filter(named))))
        text = " ".join(word.text for word in words)
        begins = Like("folded_name", Folded(Value(f"{escaped(text)}%")))
        rank = Case(When(folded_name=Folded(Value(text)), then=0), When(begins, then=1), default=2)
        return list(found.alias(rank=rank).order_by("rank", "folded_name", "pk")[:most])

    def by_name(self) -> Self:
        """In the order of names, capitals and accents aside; the id settles ties."""
        return self.order_by("folded_name", "pk")

    def named_like(self, typed: str) -> Self:
        """Whose name holds `typed`, accents and capitals aside, in the order of names."""
        return self.filter(Like("folded_name", Folded(Value(f"%{escaped(typed)}%")))).by_name()

    def called(self, name: str) -> Self:
        """The one of that name or alias, capitals aside."""
        aliases = apps.get_model("contacts", "OrganizationAlias").objects.alias(lower=Lower("name"))
        also = aliases.filter(organization=OuterRef("pk"), lower=Lower(Value(name)))
        return self.alias(lower=Lower("name")).filter(Q(lower=Lower(Value(name))) | Exists(also))

    def after(self, name: str, pk: int) -> Self:
        """Those that follow the organization of that folded name and id in the order of names."""
        return self.filter(folded_name__gte=name).filter(Q(folded_name__gt=name) | Q(pk__gt=pk))

    def with_people_count(self) -> Self:
        """Know of each how many active contacts are with it, as `people_count`."""
        here = apps.get_model("contacts", "Contact").objects.active().filter(organization=OuterRef("pk"))
        counted = here.order_by().values("organization").annotate(n=Count("pk")).values("n")
        return self.annotate(people_count=Coalesce(Subquery(counted, output_field=IntegerField()), 0))


class OrganizationMergeQuerySet(models.QuerySet):
    """Merges of two organizations; start at `user.organizationmerges`."""

    def standing(self) -> Self:
        """Those that were not taken back, the newest first."""
        return self.filter(undone_at=None).select_related("kept").order_by("-merged_at", "-pk")
