"""Reads for the pages of an import: its rows by what becomes of them, and without what is heavy in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Count, Func, Q
from django.db.models.functions import Substr

from contacts.querysets.imports import BECOMES, COUNTS_AS, ImportRowQuerySet

Counts = Mapping[tuple[str, bool], int]  # how many rows become what, by whether they are done
BROUGHT = ("new", "update")
LONGEST_RAW = 200  # characters
SAID = Func(  # what a row says, without what is heavy in it
    "data", template="(%(expressions)s - '{photo,card_lines,entries}'::text[])", output_field=models.JSONField()
)


@dataclass(frozen=True)
class Kind:
    """Rows of which the same becomes; `tally` says it behind their number, `heading` over them."""

    name: str
    tally: str
    heading: str
    becomes: tuple[str, ...]
    is_done: bool | None = None

    @property
    def is_of(self) -> Q:
        """The condition of these rows, which `lean` has read."""
        return Q(becomes__in=self.becomes) & (Q() if self.is_done is None else Q(done=self.is_done))

    def counted(self, counts: Counts) -> int:
        """How many they are."""
        return sum(
            count
            for (becomes, done), count in counts.items()
            if becomes in self.becomes and self.is_done in {None, done}
        )


REVIEW = Kind("review", "like someone you have", "Same person?", ("review",))
REFUSED = Kind("refused", "can’t be read", "Can’t be read", ("refused",))
UNCHANGED = Kind("unchanged", "unchanged", "Unchanged", ("unchanged",))
SKIPPED = Kind("skip", "skipped", "Skipped", ("skip",))
ADDED = Kind("new", "added", "Added", ("new",), is_done=True)
UPDATED = Kind("update", "updated", "Updated", ("update",), is_done=True)
GONE = Kind("gone", "no longer there", "No longer there", ("gone",))  # of an import that is undone
BEFORE = (
    Kind("new", "new", "New", ("new",)),
    Kind("update", "to update", "Updates of people you have", ("update",)),
    *(REVIEW, UNCHANGED, SKIPPED, REFUSED),
)
AFTER = (
    ADDED,
    UPDATED,
    UNCHANGED,
    REVIEW,
    Kind("left", "not yet in", "Not yet in", BROUGHT, is_done=False),
    SKIPPED,
    REFUSED,
)


def count_batches(rows: ImportRowQuerySet, pks: Iterable[int]) -> dict[int, Counts]:
    """How many of `rows` become what in several imports, by their ids, in one statement."""
    found: dict[int, dict[tuple[str, bool], int]] = {pk: {} for pk in pks}
    mine = rows.filter(batch__in=found).order_by().annotate(becomes=COUNTS_AS)
    for pk, becomes, done, count in mine.values_list("batch", "becomes", "done").annotate(Count("pk")):
        found[pk][becomes, done] = count
    return dict(found)


def rows_in(counts: Counts) -> int:
    """How many rows are brought in if the import runs now."""
    return sum(counts.get((becomes, False), 0) for becomes in BROUGHT)


def first_said(rows: ImportRowQuerySet, count: int) -> list[tuple[int, str, Mapping[str, Any] | None, str]]:
    """Of the first `count` rows: line, name, what they say, and of refused ones how they stand in the file."""
    shown = rows.order_by("number").annotate(said=SAID, text=Substr("raw", 1, LONGEST_RAW))
    return list(shown.values_list("line", "name", "said", "text")[:count])


def lean(rows: ImportRowQuerySet) -> ImportRowQuerySet:
    """The rows, in the order of the file, with what they become, `said`, what they say without what is heavy,
    and whom they are about.
    """
    people = ("match__organization", "contact__organization")
    with_people = rows.select_related(*people).prefetch_related("match__channels")
    known = with_people.annotate(becomes=BECOMES, said=SAID)
    return known.defer("data", "did").order_by("number")
