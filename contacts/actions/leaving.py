"""People on their way out: rows as writers of files take them, read from the database part by part.

A hundred thousand people take no more memory than a thousand. What a row says does not depend on the database that it
comes from, only on the person: what an export says is said by the next one, too, after it has come in elsewhere.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL

from accounts.models import User
from contacts.actions.reach import FIELDS
from contacts.importing.pictures import card_of
from contacts.importing.rows import Address, Fact, Job, Row
from contacts.models import (
    CardLines,
    Channel,
    Contact,
    ContactPath,
    ContactTag,
    PastJob,
    Photo,
    PostalAddress,
    PropertyValue,
)

PART, PHOTOS = 1_000, 50  # people, and photos, that are read at once
TEXTS = (
    *("display_name", "uid", "name_prefix", "given_name", "middle_name", "family_name", "name_suffix", "nickname"),
    *("phonetic_name", "birthday", "pronouns", "role", "location", "time_zone", "how_met", "source", "relationship"),
    *("warmth", "cadence", "notes"),
)
RENAMED = {  # fields of a row whose column has another name, or belongs to another table
    "organization_name": "organization__name",
    "favourite": "is_favourite",
    "introducer_uid": "introducer__uid",
    "introducer_name": "introducer__display_name",
}
DAYS = ("job_started_on", "met_on", "archived_at", "created_at")
NAMES = (*TEXTS, *RENAMED, *DAYS)
BESIDE = ("pk", "photo_digest", "introducer__trashed_at")
COLUMNS = (*TEXTS, *RENAMED.values(), *DAYS, *BESIDE)
KINDS = {kind: name for name, kinds in FIELDS.items() for kind in kinds}
ADDRESS = ("label", "preferred", "street", "locality", "region", "postcode", "country")
Values = tuple[Any, ...]
Hung = Mapping[int, list[Values]]  # by contact


def rows_of(owner: User, pks: Sequence[int]) -> Iterator[Row]:
    """The owner's contacts with these ids, in that order; whoever is in the trash, or nobody's, is left out."""
    for row, _ in people_of(owner, pks):
        yield row


def people_of(owner: User, pks: Sequence[int], *also: str) -> Iterator[tuple[Row, Values]]:
    """The same, each with the values of the columns `also`."""
    for at in range(0, len(pks), PART):
        yield from part_of(owner, pks[at : at + PART], also)


def part_of(owner: User, pks: Sequence[int], also: Sequence[str]) -> Iterator[tuple[Row, Values]]:
    """The same of one part: as many queries for a thousand as for one."""
    people = Contact.objects.filter(owner=owner, pk__in=one_of(pks), trashed_at=None).values_list(*COLUMNS, *also)
    found = {values[len(NAMES)]: values for values in people}
    there = [pk for pk in pks if pk in found]
    hung = [(read(owner, there), put) for read, put in HANGING]
    for at in range(0, len(there), PHOTOS):
        some = there[at : at + PHOTOS]
        cards = cards_of(owner, [pk for pk in some if found[pk][len(NAMES) + 1]])
        for pk in some:
            said = said_of(found[pk])
            for rows, put in hung:
                if theirs := rows.get(pk):
                    put(said, theirs)
            yield Row(line=0, photo=cards.get(pk, b""), **said), found[pk][len(COLUMNS) :]


def said_of(values: Values) -> dict[str, Any]:
    """What the contact's own columns say, by the fields of a row."""
    said = {name: value for name, value in zip(NAMES, values, strict=False) if value}
    for name in DAYS:
        if name in said:
            said[name] = said[name].isoformat()
    if values[len(NAMES) + 2]:  # who is in the trash is not known to whoever reads the file
        del said["introducer_uid"], said["introducer_name"]
    return said


def cards_of(owner: User, pks: Sequence[int]) -> dict[int, bytes]:
    """Photos as the JPEG that files carry: the one that came in a file of ours, else one made of the photo."""
    photos = Photo.objects.filter(owner=owner, contact__in=pks).values_list("contact", "card", "large") if pks else ()
    return {pk: bytes(card) if card else card_of(bytes(large)) for pk, card, large in photos}


def reads(model: type[Model], *columns: str) -> Callable[[User, Sequence[int]], Hung]:
    """What reads `columns` of the rows of `model` that hang on contacts."""

    def read(owner: User, pks: Sequence[int]) -> Hung:
        found: dict[int, list[Values]] = defaultdict(list)
        rows: QuerySet[Any] = model._default_manager.filter(owner=owner, contact__in=one_of(pks)).order_by("pk")
        for pk, *values in rows.values_list("contact", *columns):
            found[pk].append(tuple(values))
        return found

    return read


def put_channels(said: dict[str, Any], channels: list[Values]) -> None:
    """E-mail addresses, phone numbers and links, LinkedIn's first, with their labels."""
    ways: dict[str, list[str]] = {}
    labels, preferred = {}, set()
    for kind, value, label, is_preferred in channels:
        ways.setdefault(kind, []).append(value)
        if label:
            labels[value] = label
        if is_preferred:
            preferred.add(value)
    for kind, name in KINDS.items():
        if kind in ways:
            said[name] = (*said.get(name, ()), *ways[kind])
    said["labels"], said["preferred"] = labels, frozenset(preferred)


def put_addresses(said: dict[str, Any], addresses: list[Values]) -> None:
    """Postal addresses."""
    said["addresses"] = tuple(Address(**dict(zip(ADDRESS, values, strict=True))) for values in addresses)


def put_names(field: str) -> Callable[[dict[str, Any], list[Values]], None]:
    """What puts names, of tags or paths, into `field`."""

    def put(said: dict[str, Any], names: list[Values]) -> None:
        said[field] = tuple(sorted((name for (name,) in names), key=alphabetic))

    return put


def put_properties(said: dict[str, Any], values: list[Values]) -> None:
    """What the user's own properties say."""
    facts = [Fact(name=name, kind=kind, value=text) for name, kind, text in values]
    said["properties"] = tuple(sorted(facts, key=lambda fact: alphabetic(fact.name)))


def put_jobs(said: dict[str, Any], jobs: list[Values]) -> None:
    """Past jobs, the newest first, as far as that is known."""
    written = [[str(part) if part else "" for part in job] for job in jobs]
    made = [Job(organization=name, role=role, started_on=start, ended_on=end) for name, role, start, end in written]
    made.sort(key=lambda job: (job.organization, job.role))
    made.sort(key=lambda job: (job.ended_on, job.started_on), reverse=True)
    said["past_jobs"] = tuple(made)


def put_card_lines(said: dict[str, Any], lines: list[Values]) -> None:
    """What a vCard said that means nothing here."""
    said["card_lines"] = tuple(bytes(lines[0][0]).split(b"\n"))


def one_of(pks: Sequence[int]) -> RawSQL:
    """The ids, for __in: one parameter, where a list has a thousand, each of which is taken through ORM and driver."""
    return RawSQL("SELECT unnest(%s::bigint[])", [f"{{{','.join(map(str, pks))}}}"])


def alphabetic(name: str) -> tuple[str, str]:
    """Orders names as people do, the same on every server."""
    return name.casefold(), name


HANGING = (
    (reads(Channel, "kind", "value", "label", "is_preferred"), put_channels),
    (reads(PostalAddress, "label", "is_preferred", *ADDRESS[2:]), put_addresses),
    (reads(ContactTag, "tag__name"), put_names("tags")),
    (reads(ContactPath, "path__name"), put_names("paths")),
    (reads(PropertyValue, "property__name", "property__kind", "text"), put_properties),
    (reads(PastJob, "organization__name", "role", "started_on", "ended_on"), put_jobs),
    (reads(CardLines, "content"), put_card_lines),
)
