"""What is written as vCard 3.0 or 4.0 comes back as it was, and is written the same again."""

from dataclasses import fields

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contacts.exporting.vcard import VERSIONS, Version, write_cards
from contacts.importing.cards.vcard import read_vcards
from contacts.importing.codes import CODES
from contacts.importing.rows import Address, Fact, Job, Row

JPEG = b"\xff\xd8\xff\xe0 not much of a picture"
NOT_IN_A_CARD = {"line", "entries"}
GRACE = Row(
    line=1,
    uid="5f0c1a52-9a3e-4a57-8d0b-3c1f6b7a9e10",
    display_name="Grace Mbeki; née Olsén",
    given_name="Grace",
    family_name="Mbeki",
    name_prefix="Dr.",
    middle_name="A., B.",
    name_suffix="Jr., PhD",
    nickname="Gracie, Gra",
    phonetic_name="Grayss",
    birthday="--04-15",
    pronouns="she/her",
    organization_name="Nordgrid; Inc.",
    role="Lead analyst, grids",
    job_started_on="2024-02-29",
    past_jobs=(
        Job(organization="Guild; Old", role="Clerk", started_on="2020-01-01", ended_on="2024-02-28"),
        Job(role="Cook"),
    ),
    emails=("grace@example.org", "g@example.org"),
    phones=("+46 70 174 06 05;ext=5", "tel:123"),
    links=("https://www.linkedin.com/in/grace", "https://example.org/a,b;c"),
    labels={
        "grace@example.org": "work",
        "+46 70 174 06 05;ext=5": "work fax",
        "https://example.org/a,b;c": "Blog, old",
    },
    preferred=frozenset({"grace@example.org", "https://example.org/a,b;c"}),
    addresses=(
        Address(label="home", preferred=True, street="Main St. 1\nBack", country="Sweden"),
        Address(label="Barn"),
    ),
    location="Umeå",
    time_zone="Europe/Stockholm",
    introducer_uid="urn:uuid:1",
    introducer_name="Bo Ek",
    how_met="At the fair, by chance",
    met_on="2023-05-01",
    source="event",
    relationship="mentor",
    warmth="warm",
    cadence="P3M",
    favourite=True,
    archived_at="2026-01-01T10:00:00+00:00",
    created_at="2025-01-01T10:00:00.123456+00:00",
    tags=("a,b", "starred", "School,Work"),
    paths=("Grids; storage", "Teaching"),
    properties=(Fact(name="Team; now", value="Blue\nand red"), Fact(name="Size", value="5", kind="number")),
    notes="# Met\n\n- likes tea; no milk\\\nRemember: call\nEND:VCARD\n " + "é" * 200 + " ",
    photo=JPEG * 9,
    card_lines=(
        b"item1.X-A;ENCODING=QUOTED-PRINTABLE:a=",
        b"item1.X-ABLabel:Mine",
        b"X-B:" + b"\xe9" * 100,
        b"PHOTO;VALUE=uri:https://example.org/grace.jpg",
        b"TZ:-0500",
    ),
)
CARD = """BEGIN:VCARD
VERSION:3.0
PRODID:-//Rapport//vCard 3.0//EN
UID:1
FN:Jane Doe
N:Doe;Jane;;;
ORG:Nordgrid\\, Inc.
BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-15
EMAIL;TYPE=INTERNET;TYPE=WORK;TYPE=PREF:jane@example.org
item2.URL:https://example.org/a,b
item2.X-ABLabel:Blog
ADR;TYPE=HOME:;;Main St. 1;Umeå;;901 00;Sweden
CATEGORIES:grids,a\\,b
TZ;VALUE=text:Europe/Stockholm
NOTE:One line\\nand another
X-RAPPORT-WARMTH:warm
X-RAPPORT-FAVOURITE:1
PHOTO;ENCODING=b;TYPE=JPEG:/9j/
item1.X-A:1
END:VCARD
""".replace("\n", "\r\n").encode()


def written(row: Row, version: Version) -> bytes:
    """The card of a row."""
    return b"".join(write_cards([row], version=version))


def said(row: object) -> dict[str, object]:
    """What a card can say of a row."""
    assert isinstance(row, Row), row
    return {one.name: getattr(row, one.name) for one in fields(Row) if one.name not in NOT_IN_A_CARD}


def test_a_card_as_it_stands() -> None:
    (row,) = read_vcards(CARD)
    assert isinstance(row, Row)
    assert written(row, "3.0") == CARD


def test_4_0_says_it_in_its_own_way() -> None:
    (row,) = read_vcards(CARD)
    assert isinstance(row, Row)
    lines = written(row, "4.0").decode().split("\r\n")
    new = {
        *("VERSION:4.0", "PRODID:-//Rapport//vCard 4.0//EN", "BDAY:--0415", "TZ:Europe/Stockholm"),
        *("EMAIL;TYPE=work;PREF=1:jane@example.org", "ADR;TYPE=home:;;Main St. 1;Umeå;;901 00;Sweden"),
        "PHOTO:data:image/jpeg;base64,/9j/",
    }
    assert set(lines) - set(CARD.decode().split("\r\n")) == new


def test_there_are_no_other_versions() -> None:
    with pytest.raises(ValueError, match=r"no version 2\.1"):
        list(write_cards([], version="2.1"))  # type: ignore[arg-type]


def test_a_name_is_enough() -> None:
    card = written(Row(line=1, display_name="Madonna"), "3.0")
    assert card.decode().split("\r\n")[3:] == ["FN:Madonna", "N:;;;;", "END:VCARD", ""]


SIGNS = st.characters(codec="utf-8", exclude_characters="\r\0")
TEXT = st.text(st.one_of(SIGNS, st.sampled_from(';,:\\"= \tné\n')), max_size=90)
SOME = TEXT.filter(bool)
DAY = st.dates().map(str)
INSTANT = st.datetimes(timezones=st.timezones()).map(lambda at: at.isoformat())
WAYS = st.lists(SOME, unique=True, max_size=3).map(tuple)
LABEL = st.one_of(st.sampled_from(["work", "home", "mobile", "fax", "work fax", "pager"]), SOME)
LINE = st.tuples(
    st.sampled_from([b"X-A:", b"x-b;A=\xe9:", b"item1.X-C:", b"X-D;ENCODING=QUOTED-PRINTABLE:", b"LOGO:", b"KIND:org"]),
    st.binary(max_size=200).map(lambda raw: raw.translate(None, b"\r\n\0")),
).map(b"".join)
BIRTHDAYS = st.one_of(DAY, st.dates().map(lambda day: f"--{day:%m-%d}"))
FREE = {
    *("uid", "given_name", "family_name", "name_prefix", "middle_name", "name_suffix", "nickname", "phonetic_name"),
    *("pronouns", "organization_name", "role", "location", "introducer_uid", "introducer_name", "how_met", "notes"),
}


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """Any row that contacts may make."""
    ways = {field: draw(WAYS) for field in ("emails", "phones", "links")}
    values = sorted({value for field in ways.values() for value in field})
    some = st.sets(st.sampled_from(values)) if values else st.just(set())
    return Row(
        line=1,
        **{name: draw(TEXT) for name in FREE},  # type: ignore[arg-type]
        **{name: draw(st.sampled_from(["", *codes])) for name, codes in CODES.items()},  # type: ignore[arg-type]
        **ways,  # type: ignore[arg-type]
        display_name=draw(SOME),
        labels={value: draw(LABEL) for value in sorted(draw(some))},
        preferred=frozenset(draw(some)),
        birthday=draw(st.just("") | BIRTHDAYS),
        time_zone=draw(st.sampled_from(["", "Europe/Stockholm", "UTC"])),
        favourite=draw(st.booleans()),
        photo=draw(st.just(b"") | st.binary().map(b"\xff\xd8\xff".__add__)),
        card_lines=tuple(draw(st.lists(LINE, max_size=3))),
        **{name: draw(st.just("") | DAY) for name in ("met_on", "job_started_on")},  # type: ignore[arg-type]
        **{name: draw(st.just("") | INSTANT) for name in ("created_at", "archived_at")},  # type: ignore[arg-type]
        **{name: tuple(draw(st.lists(SOME, max_size=3))) for name in ("tags", "paths")},  # type: ignore[arg-type]
        properties=tuple(draw(st.lists(st.builds(Fact, name=TEXT, value=TEXT, kind=SOME), max_size=2))),
        past_jobs=tuple(draw(st.lists(st.builds(Job, organization=TEXT, role=TEXT, started_on=DAY), max_size=2))),
        addresses=tuple(
            draw(st.lists(st.builds(Address, label=st.just("") | LABEL, street=TEXT, country=TEXT), max_size=2))
        ),
    )


@pytest.mark.parametrize("version", VERSIONS)
@given(row=rows())
@example(row=GRACE)
def test_what_is_written_comes_back(version: Version, row: Row) -> None:
    card = written(row, version)
    (back,) = read_vcards(card)
    assert said(back) == said(row)
    assert isinstance(back, Row)
    assert written(back, version) == card


@given(row=rows())
@example(row=GRACE)
def test_lines_are_short_and_hold_whole_letters(row: Row) -> None:
    for line in written(Row(**vars(row) | {"card_lines": ()}), "3.0").split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
