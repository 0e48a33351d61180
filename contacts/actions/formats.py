"""The formats in which people leave Rapport, and whole files of them, made piece by piece."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from accounts.models import User
from contacts.actions import own_table
from contacts.actions.leaving import rows_of
from contacts.exporting import google, json_file
from contacts.exporting.vcard import write_cards
from contacts.importing.rows import Row
from contacts.models import BulkChange

Properties = Sequence[int]  # ids of the user's own properties that have a column, where the format has columns
DEFAULT = "vcard3"


@dataclass(frozen=True)
class Format:
    """A kind of file: its name for people, how its file is called, and what makes its beginning, people and end.

    `people` gets the owner, the contacts' ids, the properties, and whether nobody stands before them.
    """

    words: str
    suffix: str
    content_type: str
    people: Callable[[User, Sequence[int], Properties, bool], Iterator[bytes]]
    head: Callable[[User, Properties], bytes] = lambda owner, properties: b""
    tail: bytes = b""
    whole: Callable[[Iterable[Row]], Iterator[bytes]] | None = None  # where one who sees everybody makes a better file


def everyone(owner: User) -> list[int]:
    """All who are not in the trash, in an order that does not change when they come in elsewhere."""
    people = owner.contacts.filter(trashed_at=None).order_by("sort_name", "uid")
    return list(people.values_list("pk", flat=True))


def file_of(owner: User, pks: Sequence[int], code: str) -> Iterator[bytes]:
    """The whole file of these contacts, in that order."""
    made, properties = FORMATS[code], own_table.property_ids(owner)
    if made.whole:
        yield from made.whole(rows_of(owner, pks))
        return
    yield made.head(owner, properties)
    yield from made.people(owner, pks, properties, True)
    yield made.tail


def exported(change: BulkChange) -> Iterator[bytes]:
    """The whole file that a bulk export has made, one piece in memory at a time."""
    code, *properties = change.value.split()
    made = FORMATS[code]
    yield made.head(change.owner, [int(pk) for pk in properties])
    for pk in list(change.parts.values_list("pk", flat=True)):
        yield bytes(change.parts.values_list("content", flat=True).get(pk=pk))
    yield made.tail


def cards(version: Literal["3.0", "4.0"]) -> Format:
    """vCards of that version, which stand one after the other."""

    def people(owner: User, pks: Sequence[int], properties: Properties, is_first: bool) -> Iterator[bytes]:
        return write_cards(rows_of(owner, pks), version=version)

    return Format(words=f"vCard {version}", suffix=".vcf", content_type="text/vcard; charset=utf-8", people=people)


FORMATS = {
    "vcard3": cards("3.0"),
    "vcard4": cards("4.0"),
    "csv": Format(
        words="CSV",
        suffix=".csv",
        content_type="text/csv; charset=utf-8",
        people=lambda owner, pks, properties, is_first: own_table.lines_of(owner, pks, properties),
        head=own_table.head_of,
    ),
    "google": Format(
        words="Google CSV",
        suffix=".csv",
        content_type="text/csv; charset=utf-8",
        people=lambda owner, pks, properties, is_first: iter([google.write_people(rows_of(owner, pks), google.LEAST)]),
        head=lambda owner, properties: google.write_head(google.LEAST),
        whole=google.write_google,
    ),
    "json": Format(
        words="JSON",
        suffix=".json",
        content_type="application/json",
        people=lambda owner, pks, properties, is_first: json_file.write_people(rows_of(owner, pks), is_first=is_first),
        head=lambda owner, properties: json_file.HEAD,
        tail=json_file.TAIL,
    ),
}
