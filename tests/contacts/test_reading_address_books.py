"""CSV of Google, Outlook and Thunderbird in, rows out, and the traps in real ones."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from contacts.importing.files import read, recognise
from contacts.importing.rows import Address, Read, Row, RowError, Skipped

FILES = Path(__file__).parent / "files"
EMPTY = Row(line=0, display_name="")
LINKEDIN = "https://www.linkedin.com/in/"


def said(one: Read) -> dict[str, Any]:
    """What a row says, without what is empty."""
    assert isinstance(one, Row)
    mine = {field.name: getattr(one, field.name) for field in fields(one)}
    return {name: value for name, value in mine.items() if value != getattr(EMPTY, name)}


GRACE: dict[str, Any] = {
    "line": 2,
    "display_name": "Grace A. Mbeki",
    "given_name": "Grace",
    "middle_name": "A.",
    "family_name": "Mbeki",
    "name_prefix": "Dr.",
    "name_suffix": "PhD",
    "nickname": "Gracie",
    "phonetic_name": "Greis Mbeki",
    "birthday": "--03-01",
    "organization_name": "Brightpath",
    "role": "Learning lead",
    "emails": ("grace@example.org", "g.mbeki@example.org", "grace@example.com"),
    "phones": ("+46 70 000 00 01", "+46 70 000 00 02"),
    "links": ("https://grace.example.org",),
    "labels": {
        "grace@example.org": "work",
        "g.mbeki@example.org": "work",
        "grace@example.com": "home",
        "+46 70 000 00 01": "mobile",
        "+46 70 000 00 02": "mobile",
        "https://grace.example.org": "Blog",
    },
    "preferred": frozenset({"grace@example.org"}),
    "addresses": (
        Address(
            label="home",
            street="Long Lane 1\nFloor 3\nPO Box 12",
            locality="Malmö",
            postcode="211 20",
            country="Sweden",
        ),
    ),
    "favourite": True,
    "tags": ("Book club",),
    "notes": "Likes tea\nand cake\n\nDepartment: Research\nAnniversary: 2010-05-01\nSpouse: Sam Example\nShoe size: 42",
}
CODECRAFT: dict[str, Any] = {
    "line": 6,
    "display_name": "Codecraft",
    "organization_name": "Codecraft",
    "phones": ("08 123 45 67",),
    "labels": {"08 123 45 67": "main"},
    "addresses": (Address(label="work", street="Harbour 5\nOslo"),),
    "introducer_name": "Noor Haddad",
}
LUKASZ: dict[str, Any] = {
    "line": 2,
    "display_name": "Łukasz Nowak",
    "given_name": "Łukasz",
    "family_name": "Nowak",
    "birthday": "1990-04-15",
    "location": "Gdańsk",
    "organization_name": "Fjord Health",
    "role": "UX researcher",
    "emails": ("lukasz@example.org",),
    "phones": ("+48 600 000 001",),
    "links": (f"{LINKEDIN}lukasz-nowak",),
    "labels": {"lukasz@example.org": "home", "+48 600 000 001": "mobile", f"{LINKEDIN}lukasz-nowak": "Profile"},
    "preferred": frozenset({"lukasz@example.org"}),
    "addresses": (
        Address(label="work", street="Quay 1", locality="Gdańsk"),
        Address(label="home", street="Hill 2", locality="Sopot"),
    ),
    "favourite": True,
    "tags": ("Guild",),
    "notes": "Met at the fair\n\nOccupation: Teacher\n"
    "Language: pl\nJabber: lukasz@chat.example.org\nDepartment: Design",
}
INGRID: dict[str, Any] = {
    "line": 2,
    "display_name": "Ingrid Solheim",
    "given_name": "Ingrid",
    "family_name": "Solheim",
    "name_prefix": "Dr.",
    "name_suffix": "Jr.",
    "birthday": "1985-03-25",
    "organization_name": "Nordgrid",
    "role": "Grid planner",
    "emails": ("ingrid@example.org",),
    "phones": ("555 0100", "+47 900 00 001", "555 0199", "555 0101", "555 0102", "555 0103"),
    "links": ("www.example.org/ingrid",),
    "labels": {
        "555 0100": "home",
        "+47 900 00 001": "mobile",
        "555 0199": "main",
        "555 0101": "work",
        "555 0102": "work",
        "555 0103": "work fax",
    },
    "addresses": (
        Address(label="home", street="Hill Road 1\nFloor 2", locality="Bergen", postcode="5003", country="Norway"),
        Address(label="work", street="Dock 7", locality="Oslo", country="Norway"),
    ),
    "introducer_name": "Noor Haddad",
    "tags": ("Energy", "Book club"),
    "notes": "Met on the ferry.\nLikes maps.\n\nE-mail 2 Address: /o=Example/cn=Recipients/cn=ingrid\n"
    "Spouse: Sam Example\nChildren: Kim; Lou\nAssistant's Phone: 555 0104\nDepartment: Analysis",
}
TOM: dict[str, Any] = {
    "line": 4,
    "display_name": "Tom Example",
    "given_name": "Tom",
    "family_name": "Example",
    "name_prefix": "Mr.",
    "birthday": "1990-04-03",
    "notes": "Anniversary: 4/5/2010\nSensitivity: Confidential\nPriority: High\nPrivate: True",
}
JOERG: dict[str, Any] = {
    "line": 2,
    "display_name": "Jörg Süß",
    "given_name": "Jörg",
    "family_name": "Süß",
    "name_prefix": "Frau",
    "birthday": "1990-04-03",
    "organization_name": "Stadtwerke Beispiel",
    "role": "Netzplaner",
    "emails": ("joerg@example.org", "j.suess@example.org"),
    "phones": ("0221 1000", "0228 1000", "0170 1000"),
    "links": ("www.example.org",),
    "labels": {"0221 1000": "work", "0228 1000": "home", "0170 1000": "mobile"},
    "addresses": (
        Address(label="work", street="Hafenstraße 1\nHaus 2", locality="Köln", postcode="50667", country="Deutschland"),
        Address(label="home", street="Hügelweg 3", locality="Bonn"),
    ),
    "introducer_name": "Noor Haddad",
    "tags": ("Energie", "Lesekreis"),
    "notes": "Tee, kein Kaffee\n\nAbteilung: Netz",
}
ZOE: dict[str, Any] = {
    "line": 2,
    "display_name": "Zoé Lefèvre",
    "given_name": "Zoé",
    "family_name": "Lefèvre",
    "name_prefix": "Mme",
    "birthday": "1980-12-25",
    "organization_name": "Lycée Exemple",
    "role": "Enseignante",
    "emails": ("zoe@example.org",),
    "phones": ("04 00 00 00 01", "04 00 00 00 02", "06 00 00 00 01"),
    "links": ("https://example.org/zoe",),
    "labels": {"04 00 00 00 01": "work", "04 00 00 00 02": "home", "06 00 00 00 01": "mobile"},
    "addresses": (Address(label="work", street="Quai 1", locality="Lyon", postcode="69001", country="France"),),
    "tags": ("Amis", "École"),
    "notes": "À rappeler\n\nService: Langues",
}
BEGONA: dict[str, Any] = {
    "line": 2,
    "display_name": "Begoña Ibáñez Peña",
    "given_name": "Begoña",
    "family_name": "Ibáñez Peña",
    "name_prefix": "Dra.",
    "birthday": "1979-02-01",
    "organization_name": "Clínica Ejemplo",
    "role": "Médica",
    "emails": ("begona@example.org", "b.ibanez@example.org"),
    "phones": ("952 000 001", "952 000 002", "600 000 001"),
    "links": ("example.org/begona",),
    "labels": {"952 000 001": "work", "952 000 002": "home", "600 000 001": "mobile"},
    "addresses": (
        Address(label="work", street="Calle Mayor 1", locality="Málaga", postcode="29001", country="España"),
    ),
    "tags": ("Amigos", "Salud"),
    "notes": "Café\n\nDepartment: Pediatría",
}
WEI: dict[str, Any] = {
    "line": 2,
    "display_name": "Wei Tanaka",
    "given_name": "Wei",
    "family_name": "Tanaka",
    "nickname": "Wei-Wei",
    "phonetic_name": "ウェイ タナカ",
    "birthday": "1988-07-09",
    "organization_name": "Codecraft",
    "role": "Designer",
    "emails": ("wei@example.org",),
    "phones": ("+81 3 0000 0001", "+81 90 0000 0001"),
    "links": ("https://example.org/wei",),
    "labels": {"+81 3 0000 0001": "work", "+81 90 0000 0001": "mobile"},
    "addresses": (Address(label="home", street="Garden 1", locality="Osaka", postcode="530-0001", country="Japan"),),
    "notes": "IMAddress: wei@chat.example.org\nOffice Location: Tower 3\nHobby: Go",
}
SAM: dict[str, Any] = {
    "line": 2,
    "display_name": "Sam Okafor",
    "given_name": "Samuel",
    "family_name": "Okafor",
    "nickname": "Sammy",
    "birthday": "--04-01",
    "organization_name": "Daily Example",
    "role": "Editor",
    "emails": ("sam@example.org", "s.okafor@example.com"),
    "phones": ("+44 20 7000 0001", "+44 7700 900001"),
    "links": ("https://example.org/sam",),
    "labels": {"+44 20 7000 0001": "work", "+44 7700 900001": "mobile"},
    "addresses": (Address(label="home", street="Mill 1\nFlat 2", locality="Leeds", postcode="LS1 1AA", country="UK"),),
    "notes": "Two\nlines\n\nScreen Name: sammy1\nDepartment: News\nCustom 1: Chess",
}
CLUB: dict[str, Any] = {"line": 4, "display_name": "Club", "emails": ("club@example.org",)}

NAMELESS = "It has no name, organization, e-mail address or phone number."
BOOKS: list[tuple[str, tuple[object, ...], list[dict[str, Any]]]] = [
    ("google.csv", ("google", "utf-8", ",", None, True), [GRACE, CODECRAFT]),
    ("google-old.csv", ("google", "utf-16", ",", None, True), [LUKASZ]),
    ("outlook.csv", ("outlook", "utf-8", ",", False, True), [INGRID, TOM]),
    ("outlook-german.csv", ("outlook", "cp1252", ";", True, True), [JOERG]),
    ("outlook-french.csv", ("outlook", "cp1252", ",", True, True), [ZOE]),
    ("outlook-spanish.csv", ("outlook", "cp1252", ",", True, True), [BEGONA]),
    ("outlook-new.csv", ("outlook", "utf-8", ",", None, True), [WEI]),
    ("thunderbird.csv", ("thunderbird", "utf-8", ",", None, True), [SAM, CLUB]),
]


@pytest.mark.parametrize(("name", "told", "people"), BOOKS, ids=[book[0] for book in BOOKS])
def test_address_books(name: str, told: tuple[object, ...], people: list[dict[str, Any]]) -> None:
    content = (FILES / name).read_bytes()
    layout = recognise(content)
    assert (layout.format, layout.encoding, layout.delimiter, layout.day_first, layout.is_sure) == told
    assert [said(one) for one in read(content, layout) if isinstance(one, Row)] == people


def test_what_names_nobody_is_refused_with_its_text() -> None:
    content = (FILES / "google.csv").read_bytes()
    (refused,) = (one for one in read(content, recognise(content)) if isinstance(one, RowError))
    assert (refused.line, refused.reason, refused.raw[:30]) == (8, NAMELESS, ",,,,,,,,,,,,,,Nobody at all,,,")


def test_null_dates_alone_name_nobody() -> None:
    content = (FILES / "outlook.csv").read_bytes()
    assert list(read(content, recognise(content)))[-1] == Skipped(5)


HEAD = "First Name,Last Name,E-mail Address,Home Phone,Business Phone,Home City,Home Street,Birthday"


@pytest.mark.parametrize(
    ("days", "order", "is_sure", "read_as"),
    [
        (["3/4/1990", "13/4/1990"], True, True, "1990-04-03"),
        (["3/4/1990", "4/13/1990"], False, True, "1990-03-04"),
        (["3/4/1990", "0/0/00"], None, False, ""),
        (["4/4/1990", "1990-05-06"], None, True, "1990-04-04"),
        (["3.4.1990"], None, True, "1990-04-03"),
        (["3/4/1990 00:00:00", "25/12/1990 00:00:00"], True, True, "1990-04-03"),
    ],
)
def test_the_order_of_days_is_asked_only_if_no_day_settles_it(
    days: list[str], order: bool | None, is_sure: bool, read_as: str
) -> None:
    content = "\n".join([HEAD, *(f"Jane,Doe,,,,,,{day}" for day in days)]).encode()
    layout = recognise(content)
    row = next(read(content, layout))
    assert isinstance(row, Row)
    assert (layout.format, layout.day_first, layout.is_sure, row.birthday) == ("outlook", order, is_sure, read_as)
    assert row.notes == ("" if read_as else f"Birthday: {days[0]}")
