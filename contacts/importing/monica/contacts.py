"""One contact of Monica's JSON export as a row."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from contacts.importing import days, naming, normal
from contacts.importing.documents.walk import known, listed, words
from contacts.importing.monica.told import Elsewhere, Said, entries_of, facts_of, instant, labelled, lines_of, relations
from contacts.importing.rows import EMAIL, Address, Row

NAMES = {  # of fields, and what Monica calls them
    "given_name": "first_name",
    "middle_name": "middle_name",
    "family_name": "last_name",
    "nickname": "nickname",
    "organization_name": "company",
    "role": "job",
}
NUMBER = re.compile(r"\+?[\d\s().\-]+")
CADENCES = {"P2W": 14, "P1M": 30, "P3M": 91, "P6M": 182, "P1Y": 365}  # in days


def to_row(contact: Said, elsewhere: Elsewhere, *, line: int) -> Row:
    """The person; without any name the organization's, or "" if there is none either."""
    said, blocks = known(contact.get("properties")), blocks_of(contact)
    uuid, through = words(contact.get("uuid")), words(said.get("first_met_through"))
    birthday, born = special_day(said.get("birthdate"))
    met_on, met = special_day(said.get("first_met_date"))
    reach = Reach(blocks.get("contact_field", []), elsewhere.kinds)
    told = chain(
        (words(said.get("description")),),
        labelled("Born", born),
        labelled("Met", met or (days.birthday_in_words(met_on) if met_on.startswith("--") else "")),
        facts_of(said, elsewhere),
        relations(uuid, elsewhere),
        reach.left,
        lines_of(blocks, elsewhere),
    )
    return Row(
        line=line,
        uid=uuid,
        display_name=full_name(said) or words(said.get("company")),
        birthday=birthday,
        introducer_uid=through,
        introducer_name=elsewhere.names.get(through, ""),
        met_on="" if met_on.startswith("--") else met_on,
        how_met=". ".join(filter(None, map(words, map(said.get, ("first_met_where", "first_met_additional_info"))))),
        cadence=cadence(said.get("stay_in_touch_frequency")),
        favourite=said.get("is_starred") is True,
        archived_at=instant(contact.get("updated_at")) if said.get("is_active") is False else "",
        created_at=instant(contact.get("created_at")),
        tags=tuple(dict.fromkeys(filter(None, map(words, listed(said.get("tags")))))),
        addresses=tuple(addresses_of(blocks.get("address", []))),
        notes="\n".join(filter(None, told)),
        photo=photo_of(said, blocks, elsewhere),
        entries=tuple({one.uid: one for one in entries_of(uuid, full_name(said), blocks, elsewhere)}.values()),
        **{ours: words(said.get(theirs)) for ours, theirs in NAMES.items()},  # type: ignore[arg-type]
        **reach.said(),
    )


class Reach:
    """Monica's contact fields by what they are; `left` is what reaches nobody from here, in words."""

    def __init__(self, fields: Iterable[Any], kinds: dict[str, Said]) -> None:
        self.emails: dict[str, None] = {}  # in order, each once
        self.phones: dict[str, None] = {}
        self.links: dict[str, None] = {}
        self.labels: dict[str, str] = {}
        self.left: list[str] = []
        for one in fields:
            said = known(known(one).get("properties"))
            if value := normal.clean(words(said.get("data"))):
                self.add(value, kinds.get(words(said.get("type")), {}))

    def said(self) -> dict[str, Any]:
        """By the fields of a row."""
        ways = {name: tuple(getattr(self, name)) for name in ("emails", "phones", "links")}
        return ways | {"labels": self.labels}

    def add(self, value: str, kind: Said) -> None:
        """Put the value where it belongs: by its kind, which has a name in any language, else by how it looks."""
        name, sort, protocol = (words(kind.get(key)) for key in ("name", "type", "protocol"))
        if sort == "email" or (not sort and EMAIL.fullmatch(value)):
            self.emails[value] = None
        elif sort == "phone" or protocol == "tel:" or (name.casefold() == "whatsapp" and NUMBER.fullmatch(value)):
            self.phones[value] = None
            self.labels |= {value: name} if name.casefold() not in {"", "phone"} else {}
        elif normal.split(value) and ("://" in value or "/" in value):
            self.links[value] = None
        elif name.casefold() == "linkedin":
            self.links[f"https://www.linkedin.com/in/{value.removeprefix('@')}"] = None
        else:
            self.left.append(f"{name or 'Contact'}: {value}")


def full_name(said: Said) -> str:
    """What the person is called, "" if they have no name."""
    return naming.derive({ours: words(said.get(theirs)) for ours, theirs in NAMES.items()})


def blocks_of(contact: Said) -> dict[str, list[Any]]:
    """What hangs on the contact, by its kind."""
    blocks: dict[str, list[Any]] = {}
    for block in map(known, listed(contact.get("data"))):
        blocks.setdefault(words(block.get("type")), []).extend(listed(block.get("values")))
    return blocks


def special_day(value: Any) -> tuple[str, str]:
    """A day as Contact keeps birthdays, and what is said in its place where only an age is known."""
    said = known(value)
    day = instant(said.get("date"))[:10]
    if not day:
        return "", ""
    if said.get("is_age_based") is True:
        return "", f"about {day[:4]}"
    return (f"-{day[4:]}" if said.get("is_year_unknown") is True else day), ""


def cadence(value: Any) -> str:
    """The cadence that is nearest to so many days."""
    number = value if type(value) in (int, float) else 0
    if not 0 < number < 100_000:
        return ""
    return min(CADENCES, key=lambda code: abs(CADENCES[code] - number))


def addresses_of(values: Iterable[Any]) -> Iterator[Address]:
    """Postal addresses, with what Monica calls them as label."""
    for said in (known(known(one).get("properties")) for one in values):
        parts = {"street": "street", "locality": "city", "region": "province", "postcode": "postal_code"}
        made = Address(
            label=words(said.get("name")),
            country=words(said.get("country")),
            **{ours: words(said.get(theirs)) for ours, theirs in parts.items()},  # type: ignore[arg-type]
        )
        if made != Address(label=made.label):
            yield made


def photo_of(said: Said, blocks: dict[str, list[Any]], elsewhere: Elsewhere) -> bytes:
    """The picture that Monica shows, else the first photo of the person; none is fetched from a URL."""
    avatar = known(said.get("avatar"))
    for uuid in map(words, (avatar.get("avatar_photo"), *blocks.get("photo", []))):
        if photo := elsewhere.photo(uuid):
            return photo
    return b""
