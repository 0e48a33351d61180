"""The state of the list of people: read from its address, never trusted, never refused."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Self
from urllib.parse import parse_qs, urlencode

from django.utils.datastructures import MultiValueDict

from accounts.paging import read_id
from contacts.forms.choosing import CHOICES, COLUMNS, HOWS, NOT_SAID, SORTS, USUAL
from contacts.importing.normal import clean
from contacts.querysets.listing import days_before
from contacts.querysets.people import ContactQuerySet

LONGEST = 200  # no name, employer or tag is longer
MOST_CONDITIONS = 10  # on properties
MOST_COLUMNS = 20
PLACES = {name: place for place, name in enumerate(COLUMNS)}
TYPED = ("q", "tag", "organization")
BY_ID = ("path", "import")
FILTERS = (*TYPED, *BY_ID, *CHOICES)
PROPERTY = re.compile(r"p(\d{1,18})", re.ASCII)
GREATEST = Decimal(10) ** 14  # of a property's number


@dataclass(frozen=True)
class Condition:
    """What is asked of a property: `how` is one of HOWS; a range may be open at one end."""

    pk: int
    how: str
    low: str = ""
    high: str = ""

    def apply(self, people: ContactQuerySet) -> ContactQuerySet:
        """Those of `people` who fulfil it."""
        if self.how == "has":
            return people.having(self.pk)
        if self.how == "lacks":
            return people.not_having(self.pk)
        if self.how == "range":
            return people.between(self.pk, read_bound(self.low), read_bound(self.high))
        return people.saying(self.pk, self.low, whole=self.how == "is")

    def pairs(self) -> list[tuple[str, str]]:
        """As an address says it."""
        pairs = [(f"p{self.pk}", self.how), (f"p{self.pk}a", self.low), (f"p{self.pk}b", self.high)]
        return [(name, value) for name, value in pairs if value]

    @property
    def words(self) -> str:
        """Such as "is known", "has in it gre", "is between 3 and 7", "is up to 7"."""
        if self.how == "range" and not (self.low and self.high):
            return f"is from {self.low}" if self.low else f"is up to {self.high}"
        return f"{HOWS[self.how]} {' and '.join(filter(None, (self.low, self.high)))}".strip()


@dataclass(frozen=True)
class PeopleFilter:
    """What the address of the list says; what makes no sense is as if it were not there."""

    values: Mapping[str, str] = field(default_factory=dict)  # by FILTERS, none of them empty
    conditions: tuple[Condition, ...] = ()
    sort: str = "name"
    columns: tuple[str, ...] = USUAL

    @classmethod
    def of(cls, query: "MultiValueDict[str, str]") -> Self:
        """Read from the query part of an address."""
        values = {name: clean(query.get(name, "")[:LONGEST]) for name in TYPED}
        values |= {name: str(read_id(query.get(name, "")) or "") for name in BY_ID}
        for name, (_, options) in CHOICES.items():
            values[name] = value if (value := query.get(name, "")) in options else ""
        sort = query.get("sort", "")
        return cls(
            values={name: value for name, value in values.items() if value},
            conditions=read_conditions(query),
            sort=sort if sort.removeprefix("-") in SORTS else "name",
            columns=read_columns(query.getlist("columns")),
        )

    @classmethod
    def read(cls, text: str) -> Self:
        """Read from the query part of an address as text, with or without question mark."""
        return cls.of(MultiValueDict(parse_qs(text.removeprefix("?"), errors="replace")))

    def apply(self, people: ContactQuerySet, *, now: datetime) -> ContactQuerySet:
        """Those of `people` who are asked for, in no order."""
        found = people.archived() if self.archived else people.active()
        for name, value in self.values.items():
            found = narrow(found, name, value, now)
        for condition in self.conditions:
            found = condition.apply(found)
        return found

    @property
    def q(self) -> str:
        """What is searched for."""
        return self.values.get("q", "")

    @property
    def archived(self) -> bool:
        """Whether the list is of those who were put aside."""
        return "shown" in self.values

    @property
    def narrows(self) -> bool:
        """Whether anything but the tab is chosen."""
        return bool(self.conditions or self.values.keys() - {"shown"})

    def asks_as(self, text: str) -> bool:
        """Whether `text`, the query part of an address, asks for the same people."""
        other = PeopleFilter.read(text)
        return (self.values, self.conditions) == (other.values, other.conditions)

    def put(self, name: str, value: str) -> Self:
        """The same list with the filter `name` set, or with "" not set."""
        rest = {key: old for key, old in self.values.items() if key != name}
        return replace(self, values=rest | ({name: value} if value else {}))

    def pairs(self) -> list[tuple[str, str]]:
        """Name and value of each part of the address."""
        pairs = [(name, self.values[name]) for name in FILTERS if name in self.values]
        pairs += [pair for condition in self.conditions for pair in condition.pairs()]
        if self.sort != "name":
            pairs.append(("sort", self.sort))
        if self.columns != USUAL:
            pairs += [("columns", name) for name in ("name", *self.columns)]
        return pairs

    @property
    def beside_q(self) -> list[tuple[str, str]]:
        """The parts of the address but what is searched for, for the form of the search."""
        return self.put("q", "").pairs()

    @property
    def cleared(self) -> str:
        """The address of the whole tab."""
        kept = {name: value for name, value in self.values.items() if name == "shown"}
        return replace(self, values=kept, conditions=()).query

    @property
    def text(self) -> str:
        """The query part of the address of this list, without question mark: what a saved view keeps."""
        return urlencode(self.pairs())

    @property
    def query(self) -> str:
        """The address of this list, beginning with the question mark."""
        return f"?{self.text}"

    def address(self, **more: str | int) -> str:
        """The address of this list with `more` in its query part."""
        return "?" + urlencode([*self.pairs(), *((name, value) for name, value in more.items() if value)])


def narrow(people: ContactQuerySet, name: str, value: str, now: datetime) -> ContactQuerySet:
    """Those of `people` whom the filter `name` with `value` leaves."""
    match name, value:
        case "q", _:
            return people.search(value)
        case "tag", _:
            return people.tagged(value)
        case "organization", _:
            return people.working_at(value)
        case "path", _:
            return people.on_path(int(value))
        case "import", _:
            return people.brought_in(int(value))
        case "missing", _:
            return people.lacking(value)
        case "last", _:
            return narrow_by_touch(people, value, now)
        case "next", _:
            return narrow_by_step(people, value, now)
        case "email", _:
            return people.filter(has_email=value == "yes")
        case "favourite", _:
            return people.filter(is_favourite=value == "yes")
        case "stage" | "source" | "warmth", _:
            return people.filter(**{name: "" if value == NOT_SAID else value})
    return people


def narrow_by_touch(people: ContactQuerySet, value: str, now: datetime) -> ContactQuerySet:
    """Those of `people` of whom TOUCHED says `value`."""
    if value == "never":
        return people.filter(last_touch_at=None)
    side, _, days = value.partition("-")
    then = days_before(now, int(days))
    return people.touched_since(then) if side == "within" else people.quiet_since(then)


def narrow_by_step(people: ContactQuerySet, value: str, now: datetime) -> ContactQuerySet:
    """Those of `people` of whom STEPS says `value`."""
    match value:
        case "waiting":
            return people.waiting()
        case "referral":
            return people.unmet_referrals()
        case "overdue":
            return people.overdue(now)
        case "quiet":
            return people.overdue(now, "keep_in_touch")
    return people.filter(next_step="" if value == NOT_SAID else value)


def read_columns(names: list[str]) -> tuple[str, ...]:
    """The columns that an address names, in their own order; the usual ones if it names none."""
    chosen = [name for name in names if name in COLUMNS or PROPERTY.fullmatch(name)]
    if not chosen and "name" not in names:
        return USUAL
    return tuple(sorted(set(chosen), key=lambda name: (PLACES.get(name, MOST_COLUMNS), chosen.index(name))))[
        :MOST_COLUMNS
    ]


def read_conditions(query: "MultiValueDict[str, str]") -> tuple[Condition, ...]:
    """What an address asks of properties."""
    return tuple(_conditions(query))[:MOST_CONDITIONS]


def _conditions(query: "MultiValueDict[str, str]") -> Iterator[Condition]:
    for name in query:
        match = PROPERTY.fullmatch(name)
        how = query.get(name, "") if match else ""
        if match is None or how not in HOWS:
            continue
        low, high = (clean(query.get(f"{name}{end}", "")[:LONGEST]) for end in "ab")
        if how in {"has", "lacks"}:
            yield Condition(int(match[1]), how)
        elif how == "range":
            low, high = (end if read_bound(end) is not None else "" for end in (low, high))
            if (low or high) and not (low and high and type(read_bound(low)) is not type(read_bound(high))):
                yield Condition(int(match[1]), how, low, high)
        elif low:
            yield Condition(int(match[1]), how, low)


def read_bound(text: str) -> Decimal | date | None:
    """A day such as 2026-11-24, or a number; None for anything else."""
    with suppress(ValueError):
        if "-" in text[1:]:
            return date.fromisoformat(text)
    with suppress(InvalidOperation):
        number = Decimal(text)
        return number if number.is_finite() and abs(number) < GREATEST else None
    return None
