"""Writes vCards, 3.0 (RFC 2426) and 4.0 (RFC 6350): UTF-8, CRLF, lines of at most 75 octets, one card after the other.

What vCard has no property for stands in X-RAPPORT-… ones, so that a card that comes back says the same.
"""

import binascii
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import count
from operator import attrgetter
from typing import Literal

from contacts.importing.cards.own import OWN_CODES, OWN_DAYS, OWN_INSTANTS, OWN_TEXTS
from contacts.importing.cards.properties import NAME_PARTS
from contacts.importing.rows import Address, Row

Version = Literal["3.0", "4.0"]
VERSIONS: tuple[Version, ...] = ("3.0", "4.0")
MAKER = "-//Rapport//vCard {version}//EN"  # by its beginning the reader knows a card of ours
LONGEST = 75  # octets of a line, its end not counted
SPECIAL = re.compile(r"[\\;,\n\r]")
LINE_END = re.compile(r"\r\n?|\n")
GROUP = re.compile(rb"([A-Za-z0-9-]+)\.")
# The types that say a label, by property; any other label stands in a line of its own, as Apple and Google write it.
TYPES = {
    "EMAIL": {"work": "WORK", "home": "HOME"},
    "URL": {"work": "WORK", "home": "HOME"},
    "ADR": {"work": "WORK", "home": "HOME"},
    "TEL": {
        "work": "WORK",
        "home": "HOME",
        "mobile": "CELL",
        "fax": "FAX",
        "work fax": "WORK,FAX",
        "home fax": "HOME,FAX",
        "pager": "PAGER",
    },
}
IDENTITY = [("NICKNAME", "nickname"), ("ORG", "organization_name"), ("TITLE", "role")]
OURS = list((OWN_TEXTS | OWN_CODES | OWN_DAYS | OWN_INSTANTS).items())
name_parts = attrgetter(*NAME_PARTS)
PICTURES = {b"\x89PNG": "PNG", b"RIFF": "WEBP"}  # any other is a JPEG


def write_cards(rows: Iterable[Row], *, version: Version) -> Iterator[bytes]:
    """The card of each row, byte for byte the same for the same row. `version` is one of VERSIONS."""
    if version not in VERSIONS:
        raise ValueError(f"vCard has no version {version}.")
    head = ["BEGIN:VCARD", f"VERSION:{version}", f"PRODID:{MAKER.format(version=version)}"]
    for row in rows:
        lines = [*head, *identity(row, version), *ways(row, version), *words(row, version), *our_own(row)]
        if row.photo:
            lines.append(photo(row.photo, version))
        said = "\r\n".join([line if len(line) <= LONGEST and line.isascii() else fold_text(line) for line in lines])
        yield b"\r\n".join([said.encode(), *map(fold, row.card_lines), b"END:VCARD", b""])


def identity(row: Row, version: Version) -> Iterator[str]:
    """Who it is. FN and N are always there, as both versions, or at least their readers, ask for them."""
    if row.uid:
        yield f"UID:{escape(row.uid)}"
    yield f"FN:{escape(row.display_name)}"
    yield f"N:{structured(*name_parts(row))}"
    yield from texts(row, IDENTITY)
    if row.birthday:
        yield f"BDAY{birthday(row.birthday, version)}"


def birthday(day: str, version: Version) -> str:
    """The day behind its parameters: 3.0 knows no day without a year, so Apple's way to say so stands for it."""
    if version == "4.0":
        return f":--{day[2:].replace('-', '')}" if day.startswith("--") else f":{day.replace('-', '')}"
    return f";X-APPLE-OMIT-YEAR=1604:1604-{day[2:]}" if day.startswith("--") else f":{day}"


def ways(row: Row, version: Version) -> Iterator[str]:
    """How to reach the person; a label that no TYPE says stands in a line of the same group."""
    taken = {found[1].lower() for line in row.card_lines if (found := GROUP.match(line))}
    groups = (f"item{number}" for number in count(1) if b"item%d" % number not in taken)

    def way(name: str, value: str, label: str, preferred: bool) -> Iterator[str]:
        types = TYPES[name].get(label, "")
        head = name + type_of(name, types, preferred, version)
        if not label or types:
            yield f"{head}:{value}"
        else:
            group = next(groups)
            yield f"{group}.{head}:{value}"
            yield f"{group}.X-ABLabel:{escape(label)}"

    for name, values in (("EMAIL", row.emails), ("TEL", row.phones), ("URL", row.links)):
        for value in values:
            said = escape_url(value) if name == "URL" else escape(value)
            yield from way(name, said, row.labels.get(value, ""), value in row.preferred)
    for address in row.addresses:
        yield from way("ADR", postal(address), address.label, address.preferred)


@lru_cache
def type_of(name: str, types: str, preferred: bool, version: Version) -> str:
    """The parameters of a way to reach somebody: ";TYPE=INTERNET;TYPE=WORK;TYPE=PREF", or ";TYPE=work;PREF=1"."""
    said = types.split(",") if types else []
    if version == "4.0":
        return "".join(f";TYPE={one.lower()}" for one in said) + (";PREF=1" if preferred else "")
    said = [*(["INTERNET"] if name == "EMAIL" else []), *said, *(["PREF"] if preferred else [])]
    return "".join(f";TYPE={one}" for one in said)


def words(row: Row, version: Version) -> Iterator[str]:
    """Tags, time zone and notes."""
    if row.tags:
        yield f"CATEGORIES:{','.join(map(escape, row.tags))}"
    if row.time_zone:
        yield f"TZ{';VALUE=text' if version == '3.0' else ''}:{escape(row.time_zone)}"
    if row.notes:
        yield f"NOTE:{escape(row.notes)}"


def our_own(row: Row) -> Iterator[str]:
    """What vCard has no property for."""
    yield from texts(row, OURS)
    if row.favourite:
        yield "X-RAPPORT-FAVOURITE:1"
    if row.paths:
        yield f"X-RAPPORT-PATHS:{','.join(map(escape, row.paths))}"
    for fact in row.properties:
        yield f"X-RAPPORT-PROPERTY:{structured(fact.name, fact.value, fact.kind)}"
    for job in row.past_jobs:
        yield f"X-RAPPORT-PAST-JOB:{structured(job.organization, job.role, job.started_on, job.ended_on)}"


def photo(picture: bytes, version: Version) -> str:
    """The picture in base64."""
    kind = PICTURES.get(picture[:4], "JPEG")
    encoded = binascii.b2a_base64(picture, newline=False).decode()
    if version == "4.0":
        return f"PHOTO:data:image/{kind.lower()};base64,{encoded}"
    return f"PHOTO;ENCODING=b;TYPE={kind}:{encoded}"


def postal(address: Address) -> str:
    """The value of ADR: box and extension are empty, as they are part of the street here."""
    return structured("", "", address.street, address.locality, address.region, address.postcode, address.country)


def texts(row: Row, names: Iterable[tuple[str, str]]) -> list[str]:
    """A line for each of those (property, field) that the row says."""
    return [f"{name}:{escape(value)}" for name, field in names if (value := getattr(row, field))]


def structured(*parts: str) -> str:
    """The parts of a value, semicolons between them."""
    return ";".join(map(escape, parts))


def escape(value: str) -> str:
    r"""The value as text of vCard: what separates is escaped, line ends are \n."""
    if not SPECIAL.search(value):
        return value
    return escape_url(value).replace(";", "\\;").replace(",", "\\,")


def escape_url(value: str) -> str:
    """The value as an address: commas and semicolons mean nothing there and stay as they are."""
    return LINE_END.sub("\\\\n", value.replace("\\", "\\\\"))


def fold_text(line: str) -> str:
    """The line, folded."""
    return fold(line.encode()).decode()


def fold(line: bytes) -> bytes:
    """The line broken so that no part is longer than 75 octets; never inside a character."""
    if len(line) <= LONGEST:
        return line
    if line.isascii():
        return b"\r\n ".join([line[:LONGEST], *(line[at : at + 74] for at in range(LONGEST, len(line), 74))])
    parts, at, room = [], 0, LONGEST
    while len(line) - at > room:
        end = at + room
        while line[end] & 0xC0 == 0x80 and end > at + room - 3:  # in the middle of a letter
            end -= 1
        parts.append(line[at:end])
        at, room = end, LONGEST - 1
    return b"\r\n ".join([*parts, line[at:]])
