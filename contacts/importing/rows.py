"""What every reader of files makes: rows, and for what it could not read the line and the reason."""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where post reaches a person; the parts are those of PostalAddress."""

    label: str = ""
    preferred: bool = False
    street: str = ""
    locality: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""


@dataclass(frozen=True, kw_only=True)
class Job:
    """A role that a person had before; the days are ISO 8601, "" where they are not known."""

    organization: str = ""
    role: str = ""
    started_on: str = ""
    ended_on: str = ""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What a property of the user's own says of a person; `kind` is one of CustomProperty.Kind."""

    name: str
    value: str
    kind: str = "text"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Something on the timeline; `kind` is one of Interaction.Kind.

    `uid` names it in the file it comes from, so that the file twice doubles nothing (where it has none, what it says
    does that); people whose rows hold the same uid took part in the same thing. `at` is an instant (ISO 8601, UTC) or
    a day.
    """

    kind: str
    at: str
    uid: str = ""
    title: str = ""
    body: str = ""
    is_touch: bool = True


@dataclass(frozen=True, kw_only=True)
class Row:
    """One person of a file, `line` being where they begin; what the file does not say is empty.

    Dates are ISO 8601 text. Codes (source, relationship, warmth, cadence) are those of Contact.
    """

    line: int
    display_name: str
    uid: str = ""  # the file's own name for the person: vCard's UID, Monica's uuid
    given_name: str = ""
    family_name: str = ""
    name_prefix: str = ""
    middle_name: str = ""
    name_suffix: str = ""
    nickname: str = ""
    phonetic_name: str = ""
    birthday: str = ""  # as Contact keeps it: 1990-04-15, or --04-15
    pronouns: str = ""
    organization_name: str = ""
    role: str = ""
    job_started_on: str = ""
    past_jobs: tuple[Job, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()  # LinkedIn profiles among them
    labels: Mapping[str, str] = field(default_factory=dict)  # of addresses, numbers and links, such as "work"
    preferred: frozenset[str] = frozenset()  # those of them that are
    addresses: tuple[Address, ...] = ()
    location: str = ""
    time_zone: str = ""  # an IANA name
    introducer_uid: str = ""
    introducer_name: str = ""
    how_met: str = ""
    met_on: str = ""
    source: str = ""
    relationship: str = ""
    warmth: str = ""
    cadence: str = ""
    favourite: bool = False
    archived_at: str = ""  # an instant
    created_at: str = ""  # an instant
    tags: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    properties: tuple[Fact, ...] = ()
    notes: str = ""
    photo: bytes = b""  # as it stands in the file
    card_lines: tuple[bytes, ...] = ()  # lines of a vCard that mean nothing here, unfolded, kept for the next export
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class RowError:
    """A person who could not be read; `raw` is how they stand in the file."""

    line: int
    reason: str
    raw: str = ""


@dataclass(frozen=True)
class Skipped:
    """A row that names nobody, such as that of a member who closed the account."""

    line: int


Read = Row | RowError | Skipped


def decode(content: bytes, *, charset: str = "") -> str:
    """The text of `content`: by its BOM, as UTF-16 if there are NULs, by `charset`, as UTF-8, else Windows-1252."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace").removeprefix("\ufeff")
    if len(content) > 1 and 0 in content[:2]:
        return content.decode("utf-16-le" if content[1] == 0 else "utf-16-be", "replace")
    content = content.removeprefix(codecs.BOM_UTF8)
    for name in filter(None, (charset, "utf-8")):
        try:
            return content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("cp1252", "replace")
