"""The orders of the list of people, and one page of each: what has no value comes last, the id settles ties."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q

from accounts.paging import read_cursor, read_instant_cursor, write_cursor

if TYPE_CHECKING:
    from contacts.querysets.people import ContactQuerySet

NOTHING, SOMETHING = "", "="  # how the value begins in a cursor, so that "" is not taken for none


@dataclass(frozen=True)
class Place:
    """Where a page ended: at this value, or with `value` None among those who have none, and at this id."""

    value: Any
    pk: int


@dataclass(frozen=True)
class Order:
    """What people are put in order by."""

    field: str
    is_instant: bool = False
    empty: str = ""  # the column that is null for those who come last

    def read(self, cursor: str) -> Place | None:
        """The place that `write` wrote; None for anything else."""
        value, pk = read_cursor(cursor) or ("", 0)
        if not pk:
            return None
        if value == NOTHING:
            return Place(None, pk) if self.empty else None
        if not self.is_instant:
            return Place(value[1:], pk) if value.startswith(SOMETHING) else None
        instant = read_instant_cursor(cursor)
        return Place(*instant) if instant else None

    def write(self, contact: Any) -> str:
        """The cursor of the page that follows `contact`."""
        value = contact
        for name in self.field.split("__"):
            value = getattr(value, name) if value is not None else None
        if value is None:
            return write_cursor(NOTHING, contact.pk)
        return write_cursor(value if self.is_instant else f"{SOMETHING}{value}", contact.pk)

    def parts(self, people: "ContactQuerySet", *, down: bool, place: Place | None) -> Iterator["ContactQuerySet"]:
        """Those of `people` who follow `place`, in order: first who have a value, then who have none."""
        sign, beyond, from_here = ("-", "lt", "lte") if down else ("", "gt", "gte")
        past = Q(**{f"pk__{beyond}": place.pk}) if place else Q()
        if not (place and place.value is None):
            yield self.valued(people, place, beyond, from_here).order_by(f"{sign}{self.field}", f"{sign}pk")
            past = Q()
        if self.empty:
            # By the empty column too, or Postgres walks the ids of all owners.
            nulls = people.filter(past, **{f"{self.empty}__isnull": True})
            yield nulls.order_by(F(self.empty).desc() if down else F(self.empty).asc(), f"{sign}pk")

    def valued(self, people: "ContactQuerySet", place: Place | None, beyond: str, from_here: str) -> "ContactQuerySet":
        """Those of `people` who have a value, from `place` on."""
        found = people.filter(**{f"{self.empty}__isnull": False}) if self.empty else people
        if self.field.startswith("organization__"):
            found = found.filter(organization__owner=F("owner"))  # so that the organizations' own order is an index
        if place is None:
            return found
        found = found.filter(**{f"{self.field}__{from_here}": place.value})
        return found.filter(Q(**{f"{self.field}__{beyond}": place.value}) | Q(**{f"pk__{beyond}": place.pk}))


ORDERS = {
    "name": Order("sort_name"),
    "due": Order("next_step_due_at", is_instant=True, empty="next_step_due_at"),
    "last": Order("last_touch_at", is_instant=True, empty="last_touch_at"),
    "added": Order("created_at", is_instant=True),
    "organization": Order("organization__folded_name", empty="organization_id"),
}


def take_page(people: "ContactQuerySet", *, sort: str, after: str, size: int) -> tuple[list[Any], str]:
    """So many of `people` in the order `sort` (a key of ORDERS, with a minus the other way round), and the cursor of
    the next page, "" if there is none; `after` is such a cursor, and ignored if it is none of this order.
    """
    order, down = ORDERS[sort.removeprefix("-")], sort.startswith("-")
    rows: list[Any] = []
    for part in order.parts(people, down=down, place=order.read(after)):
        rows += part[: size + 1 - len(rows)]
        if len(rows) > size:
            return rows[:size], order.write(rows[size - 1])
    return rows, ""
