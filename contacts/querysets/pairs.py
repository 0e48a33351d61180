"""Every read of pairs who may be the same, and of merges."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Count, Func, Value

from contacts.querysets.working import KEPT_FOR


class DuplicatePairQuerySet(models.QuerySet):
    """Pairs; start at `user.duplicatepairs`."""

    def open(self) -> Self:
        """Those that the user has not judged, and of whom nobody is in the trash."""
        return self.filter(dismissed_at=None, first__trashed_at=None, second__trashed_at=None)

    def counts(self) -> dict[str, int]:
        """How many there are in each lane that has any."""
        return dict(self.order_by().values_list("lane").annotate(n=Count("pk")))

    def between(self, one: models.Model, other: models.Model) -> Self:
        """The pair of these two people, if there is one."""
        return self.filter(first__in=[one, other], second__in=[one, other])

    def with_people(self) -> Self:
        """With both people, their organizations and how to reach them."""
        people = self.select_related("first__organization", "second__organization")
        return people.prefetch_related("first__channels", "second__channels")


class ContactMergeQuerySet(models.QuerySet):
    """Merges; start at `user.contactmerges`."""

    def standing(self) -> Self:
        """Those that were not taken back, the newest first."""
        return self.filter(undone_at=None).order_by("-merged_at", "-pk")

    def heir_of(self, pk: int) -> int:
        """The id of whoever the contact of that id became by merges; its own where it became nobody else."""
        return self.standing().filter(gone_pk=pk).values_list("kept", flat=True).first() or pk

    def pointed_at(self, columns: Iterable[str]) -> set[int]:
        """The numbers that stand in these columns of the rows that they would bring back."""
        paths = (Value(f"$.**.{column}") for column in columns)
        found = (Func("undo", path, function="jsonb_path_query", output_field=models.JSONField()) for path in paths)
        numbers = self.order_by().distinct()  # ten thousand merges point at few organizations and tags
        return {pk for one in found for pk in numbers.values_list(one, flat=True) if pk is not None}

    def recent(self, now: datetime) -> Self:
        """Those of the last KEPT_FOR, taken back or not, the newest first."""
        return self.filter(merged_at__gt=now - KEPT_FOR).order_by("-merged_at", "-pk")
