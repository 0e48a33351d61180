"""The rows of an exported file, read part by part from the database: a hundred thousand people take no more memory.

It writes nothing, but it needs models, and the writer (contacts.exporting) has none.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from contacts.exporting import table
from contacts.exporting.table import Entry
from contacts.models import (
    Channel,
    Contact,
    ContactPath,
    ContactTag,
    CustomProperty,
    PostalAddress,
    PropertyValue,
)

PART = 1_000  # people that are read at once
NAMES = ["display_name", "name_prefix", "given_name", "middle_name", "family_name", "name_suffix", "nickname"]
# In the order of table.COLUMNS, as far as they are columns of the contact.
FIELDS = [
    *("uid", *NAMES, "phonetic_name", "pronouns", "organization__name", "role", "job_started_on", "location"),
    *("birthday", "time_zone", "introducer__uid", "introducer__display_name", "how_met", "met_on", "source"),
    *("relationship", "warmth", "cadence", "is_favourite", "stage", "next_step", "next_step_due_at"),
    *("waiting_since", "last_touch_at", "created_at", "updated_at", "archived_at", "notes"),
]
WORDS: dict[str, dict[Any, str]] = {
    "source": dict(Contact.Source.choices),
    "relationship": dict(Contact.Relationship.choices),
    "warmth": dict(Contact.Warmth.choices),
    "cadence": dict(Contact.Cadence.choices),
    "stage": dict(Contact.Stage.choices),
    "next_step": dict(Contact.NextStep.choices),
    "is_favourite": {True: "yes", False: ""},
}
REACHED = (["email"], ["phone"], ["linkedin", "link"])  # kinds of channel that share a cell
ADDRESS = ("street", "locality", "region", "postcode", "country")


def file_of(owner: User, pks: Sequence[int]) -> Iterator[bytes]:
    """The whole file of these contacts, in that order, piece by piece."""
    properties = property_ids(owner)
    yield head_of(owner, properties)
    for at in range(0, len(pks), PART):
        yield part_of(owner, pks[at : at + PART], properties)


def property_ids(owner: User) -> list[int]:
    """The properties that have a column, archived ones too, for they keep their values."""
    return list(CustomProperty.objects.filter(owner=owner).values_list("pk", flat=True))


def head_of(owner: User, properties: Sequence[int]) -> bytes:
    """How the file begins: the names of the columns."""
    names = dict(CustomProperty.objects.filter(owner=owner, pk__in=properties).values_list("pk", "name"))
    return table.BOM + table.write_rows([table.header(names.get(pk, "") for pk in properties)])


def part_of(owner: User, pks: Sequence[int], properties: Sequence[int]) -> bytes:
    """The lines of these contacts, in that order; whoever is not there any more has none."""
    mine = {"owner": owner, "contact__in": pks}
    channels = grouped(Channel.objects.filter(**mine), "kind", "value", "label", "is_preferred")
    addresses = grouped(PostalAddress.objects.filter(**mine), "label", "is_preferred", *ADDRESS)
    tags = grouped(ContactTag.objects.filter(**mine).order_by("tag__name"), "tag__name")
    paths = grouped(ContactPath.objects.filter(**mine).order_by("path__name"), "path__name")
    values = grouped(PropertyValue.objects.filter(**mine), "property", "text")
    found = {row["pk"]: row for row in Contact.objects.filter(owner=owner, pk__in=pks).values("pk", *FIELDS)}
    rows = []
    for pk in filter(found.__contains__, pks):
        texts = dict(values[pk])
        rows.append(
            [
                *(written(name, found[pk][name]) for name in FIELDS),
                *reached(channels[pk]),
                *placed(addresses[pk]),
                *(table.several(name for (name,) in hung) for hung in (tags[pk], paths[pk])),
                *(texts.get(number, "") for number in properties),
            ]
        )
    return table.write_rows(rows)


def grouped(rows: QuerySet[Any], *columns: str) -> dict[int, list[tuple[Any, ...]]]:
    """`columns` of the rows by contact."""
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for pk, *values in rows.values_list("contact", *columns):
        found[pk].append(tuple(values))
    return found


def written(name: str, value: Any) -> str:
    """A column's value as the file says it: words for choices, ISO 8601 for dates and instants (UTC)."""
    if name in WORDS:
        return WORDS[name].get(value, "") if value else ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return "" if value is None else str(value)


def reached(channels: Iterable[tuple[str, str, str, bool]]) -> Iterator[str]:
    """The cells of e-mail addresses, phone numbers and links, each with that of its labels."""
    for kinds in REACHED:
        entries: list[Entry] = [
            (value, label, preferred) for kind, value, label, preferred in channels if kind in kinds
        ]
        yield from table.labelled(entries)


def placed(addresses: Iterable[tuple[Any, ...]]) -> tuple[str, str]:
    """The cells of postal addresses and their labels."""
    return table.labelled([(table.address(parts), label, preferred) for label, preferred, *parts in addresses])
