"""What a row says that the database can hold, and by what its person is known: channels, names, uids."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from hashlib import sha256
from re import compile as pattern
from typing import Any

from django.core.exceptions import ValidationError

from accounts.zones import is_likely, validate_zone
from contacts.importing import normal
from contacts.importing.long_entries import LONGEST_BODY, in_parts, pieces
from contacts.importing.rows import Entry, Row
from contacts.models import Channel, Contact

# Columns that a row fills as they stand, and how long they may be.
TEXTS = {
    **dict.fromkeys(("given_name", "middle_name", "family_name", "nickname"), 100),
    **dict.fromkeys(("name_prefix", "name_suffix"), 60),
    **dict.fromkeys(("phonetic_name", "location"), 200),
    "pronouns": 40,
    "how_met": 300,
}
CUT = {"display_name": 200, "organization_name": 200, "role": 200} | TEXTS
VALUES = {"emails": 500, "phones": 500, "links": 500, "tags": 60, "paths": 100}
CODES: dict[str, set[str]] = {
    "source": set(Contact.Source.values),
    "relationship": set(Contact.Relationship.values),
    "warmth": set(Contact.Warmth.values),
    "cadence": set(Contact.Cadence.values),
}
LINE_END = pattern(r"\r\n?")
BIRTHDAY = pattern(r"(\d{4}|-)-\d\d-\d\d")
LONGEST_NOTES, LONGEST_UID = 50_000, 255
IN_PARTS = f"What was longer than {LONGEST_BODY:,} letters goes on in further entries of the timeline."
REST = "Notes, continued"
Way = tuple[str, str]  # kind of a channel, and its normal form


@dataclass(frozen=True, slots=True)
class Keyed:
    """A row as it can be kept, with the ways to reach its person as it writes them, by kind and normal form."""

    row: Row
    uid: str
    ways: dict[Way, str]
    name: str  # without regard to capitals
    told: str = ""  # what had to be kept otherwise than in the file, in words
    slugs: frozenset[str] = field(init=False)  # looked for once, as they are asked for with each of the ways

    def __post_init__(self) -> None:
        """Look for the slugs."""
        slugs = frozenset(same for kind, same in self.ways if kind == Channel.Kind.LINKEDIN)
        object.__setattr__(self, "slugs", slugs)

    @property
    def profiles(self) -> set[str]:
        """The slugs of its LinkedIn profiles."""
        return {*self.slugs}

    def known_by(self) -> Iterator[str]:
        """By what the person is looked up, and found again by later rows."""
        if self.uid:
            yield key_of("uid", self.uid)
        for kind, same in self.ways:
            yield key_of(kind, same)
        yield key_of("name", self.name)


def key_of(kind: str, value: str) -> str:
    """A kind of key and its value in one word."""
    return f"{kind}:{value}"


def keyed(row: Row, region: str) -> Keyed:
    """The row with its keys; `region` is where phone numbers without a country code are from."""
    kept = fit(row)
    told = IN_PARTS if len(kept.entries) > len(row.entries) else ""
    return Keyed(kept, short_uid(kept.uid), ways_of(kept, region), kept.display_name.casefold(), told)


def ways_of(row: Row, region: str) -> dict[Way, str]:
    """What the row says of how to reach the person: the value as written, by kind and normal form."""
    found: dict[Way, str] = {}
    for url in row.links:
        slug = normal.linkedin_slug(url)
        found.setdefault(("linkedin", slug) if slug else ("link", normal.link(url)), url)
    for address in row.emails:
        found.setdefault(("email", normal.email(address)), address)
    for number in row.phones:
        found.setdefault(("phone", normal.phone(number, region)), number)
    return {(kind, same): normal.clean(value) for (kind, same), value in found.items() if same and len(same) <= 500}


def short_uid(uid: str) -> str:
    """The uid as long as its column; of a longer one its digest."""
    uid = normal.clean(uid)
    return uid if len(uid) <= LONGEST_UID else f"sha256:{sha256(uid.encode()).hexdigest()}"


def fit(row: Row) -> Row:
    """The row with every value as long as its column and of its kind; what had to go is whole in the notes.

    Its lines end as they do here: programs that save a file again end them their own way.
    """
    if "\r" in row.notes or "\r" in row.how_met:
        row = replace(row, notes=LINE_END.sub("\n", row.notes), how_met=LINE_END.sub("\n", row.how_met))
    cut: dict[str, Any] = {}
    lost: list[str] = []
    for name, most in CUT.items():
        value = getattr(row, name)
        if len(value) > most:
            cut[name] = value[: most - 1] + "…"
            lost.append(value)
    for name, most in VALUES.items():
        values = getattr(row, name)
        if any(len(value) > most for value in values):
            cut[name] = tuple(value for value in values if len(value) <= most)
            lost += [value for value in values if len(value) > most]
    for name, said in strange(row):
        cut[name] = ""
        lost.append(f"{name.replace('_', ' ').capitalize()}: {said}")
    if lost:
        cut["notes"] = "\n\n".join(filter(None, (row.notes, *lost)))
    return whole(replace(row, **cut) if cut else row)


def whole(row: Row) -> Row:
    """The row with entries that can be kept, and with the rest of its notes as one, where they are too long."""
    entries, notes = row.entries, row.notes
    if len(notes) > LONGEST_NOTES:
        notes, *rest = pieces(notes)
        entries = (*entries, Entry(kind="note", at="", title=REST, body="".join(rest), is_touch=False))
    # By the whole, not by its parts: so they were called before there were parts, and no file doubles what is there.
    named = (with_uid(entry, row) for entry in entries)
    parts = tuple(with_uid(part, row) for entry in named for part in in_parts(entry))
    return row if parts == row.entries else replace(row, notes=notes, entries=parts)


def with_uid(entry: Entry, row: Row) -> Entry:
    """The entry with a uid that fits its column; one without a name in the file is known again by what it says."""
    uid = short_uid(entry.uid)
    if not uid:
        who = short_uid(row.uid) or row.display_name.casefold()
        said = "\n".join((who, entry.kind, entry.at, entry.title, entry.body))
        uid = f"sha256:{sha256(said.encode('utf-8', 'replace')).hexdigest()}"
    return entry if uid == entry.uid else replace(entry, uid=uid)


def strange(row: Row) -> Iterator[tuple[str, str]]:
    """The values, by name, that are none of their kind."""
    if row.birthday and not BIRTHDAY.fullmatch(row.birthday):
        yield "birthday", row.birthday
    if row.time_zone and not is_zone(row.time_zone):
        yield "time_zone", row.time_zone
    for name, codes in CODES.items():
        if (said := getattr(row, name)) and said not in codes:
            yield name, said
    for name in ("met_on", "job_started_on"):
        if (said := getattr(row, name)) and day_of(said) is None:
            yield name, said


@lru_cache(maxsize=512)
def is_zone(name: str) -> bool:
    """Whether it is an IANA zone that fits its column."""
    try:
        validate_zone(name)
    except ValidationError:
        return False
    return len(name) <= 64


def day_of(text: str) -> date | None:
    """The day that ISO 8601 text says, None for what is none or cannot be meant."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if is_likely(day) else None


def instant_of(text: str) -> datetime | None:
    """The instant that ISO 8601 text says (UTC unless it says another zone), None for what is none."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    instant = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return instant.astimezone(UTC) if is_likely(instant) else None
