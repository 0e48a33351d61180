"""Every read of timeline entries."""

from datetime import UTC, datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.ownership import owner_of
from contacts.querysets.folding import Holds, KeptWords
from contacts.querysets.search import MANY, words_query
from contacts.querysets.words import read_words

NEWEST = 5000  # entries
EVER = Value(datetime(1, 1, 1, tzinfo=UTC), output_field=models.DateTimeField())
UNDO_WITHIN = timedelta(days=1)


class InteractionQuerySet(models.QuerySet):
    """Timeline entries; start at `user.interactions`."""

    def newest_first(self) -> Self:
        """As a timeline shows them."""
        return self.order_by("-happened_at", "-pk")

    def before(self, happened_at: datetime, pk: int) -> Self:
        """Those that a timeline shows after the entry with that time and id."""
        return self.filter(Q(happened_at__lt=happened_at) | Q(happened_at=happened_at, pk__lt=pk))

    def fresh(self, now: datetime) -> Self:
        """Those written so lately that Undo may take them back."""
        return self.filter(created_at__gt=now - UNDO_WITHIN)

    def search(self, term: str, most: int) -> list[Any]:
        """At most `most` of those in which every word of `term` stands, the newest first.

        Of words that stand in many entries only the newest entries are looked through.
        """
        owner, words = owner_of(self), read_words(term)
        if not words:
            return []
        holding = self.filter(Holds(KeptWords("pk"), words_query(owner, words)))
        found = list(holding.values_list("pk", flat=True)[: MANY + 1])
        if len(found) <= MANY:
            return list(self.filter(pk__in=found).newest_first()[:most])
        place = self.newest_first().values("happened_at")[NEWEST : NEWEST + 1]
        return list(holding.filter(happened_at__gte=Coalesce(Subquery(place), EVER)).newest_first()[:most])

    def touches(self) -> Self:
        """Those that were contact with the person."""
        return self.filter(is_touch=True)


class PastJobQuerySet(models.QuerySet):
    """Jobs that people had before; start at `user.pastjobs`."""

    def at(self, organization: models.Model) -> Self:
        """Those at that organization, of people who are not in the trash; the latest first."""
        return self.filter(organization=organization, contact__trashed_at=None)
