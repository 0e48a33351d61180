"""vCards in, rows out, and the traps in real ones."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.importing.files import UnknownFormatError, read_file
from contacts.importing.rows import Row, RowError
from contacts.importing.vcard import read_vcards

FILES = Path(__file__).parent / "files"
LINKEDIN = "https://www.linkedin.com/in/"


WEI = Row(
    line=1,
    display_name="Wei-Ling Chen",
    given_name="Wei-Ling",
    family_name="Chen",
    organization_name="Codecraft",
    role="Learning designer",
    emails=("wei-ling@example.org",),
    phones=("+46 70 000 00 01",),
    links=(f"{LINKEDIN}wei-ling-chen",),
    tags=("design, digital", "alumni"),
    labels={"wei-ling@example.org": "work", "+46 70 000 00 01": "mobile"},
    notes="Met at the fair; likes tea.\nAsk about cafés.",
)


def test_vcards() -> None:
    parsed = read_file((FILES / "people.vcf").read_bytes())
    wei, lukasz, ingrid, noor = parsed.rows
    assert wei == WEI
    assert (lukasz.display_name, lukasz.phones) == ("Łukasz Nowak", ("0700 000 002",))
    assert (ingrid.display_name, ingrid.emails) == ("Ingrid Solberg, Jr.", ())
    assert ingrid.notes == "René says hello\nand a second line"
    assert (noor.display_name, noor.phones) == ("Noor Haddad", ("+46-70-000-00-03",))
    assert parsed.errors == [RowError(24, "The card has no name, organization or address.")]
    assert (parsed.format, parsed.skipped) == ("vCard", 1)


@pytest.mark.parametrize(
    ("card", "names"),
    [
        ("FN:Doe, John", ["Doe, John"]),
        ("ORG:Guild\\, Old;Unit", ["Guild, Old"]),
        ("EMAIL:jane@example.org", ["jane@example.org"]),
        ("FN:A\nAGENT:BEGIN:VCARD\nFN:B\nEND:VCARD\nTITLE:x", ["A"]),
        ("FN:A\nAGENT:\nBEGIN:VCARD\nFN:B\nEND:VCARD\nTITLE:x", ["A"]),
        ('FN;X="a:b;c":Jane', ["Jane"]),
        ("FN;CHARSET=nonsense:Jane", ["Jane"]),
        ("FN:ends in \\", ["ends in \\"]),
        ("FN:A\nEND:VCARD\njunk\nBEGIN:VCARD\nFN:B", ["A", "B"]),
    ],
)
def test_odd_cards(card: str, names: list[str]) -> None:
    parsed = read_vcards(f"BEGIN:VCARD\n{card}\nEND:VCARD".encode())
    assert parsed is not None
    assert [row.display_name for row in parsed.rows] == names


def test_utf_16_cards() -> None:
    parsed = read_vcards("BEGIN:VCARD\r\nFN:Łukasz\r\nEND:VCARD\r\n".encode("utf-16"))
    assert parsed is not None
    assert [row.display_name for row in parsed.rows] == ["Łukasz"]


@pytest.mark.parametrize("content", [b"", b"hello", b"\0\0\xff", b"{}"])
def test_other_files_are_refused(content: bytes) -> None:
    with pytest.raises(UnknownFormatError):
        read_file(content)


@given(st.binary())
def test_no_content_breaks_the_readers(content: bytes) -> None:
    read_vcards(b"BEGIN:VCARD\n" + content)


def test_a_card_says_the_parts_of_a_name_a_birthday_and_labels() -> None:
    card = """BEGIN:VCARD
VERSION:3.0
N:Mbeki;Grace;A.;Dr.;PhD
FN:Dr. Grace A. Mbeki, PhD
NICKNAME:Gracie
BDAY:--0415
EMAIL;TYPE=INTERNET,HOME,PREF:g@example.org
item1.TEL;PREF=1:+46 70 174 06 05
item1.X-ABLabel:_$!<Mobile>!$_
item2.URL:https://example.org/grace
item2.X-ABLabel:Blog
TEL;CELL;FAX:+46 8 123 45 67
END:VCARD"""
    row = read_file(card.encode()).rows[0]
    parts = (row.name_prefix, row.given_name, row.middle_name, row.family_name, row.name_suffix, row.nickname)
    assert parts == ("Dr.", "Grace", "A.", "Mbeki", "PhD", "Gracie")
    labels = {"g@example.org": "home", "+46 70 174 06 05": "mobile", "https://example.org/grace": "Blog"}
    assert (row.birthday, row.labels) == ("--04-15", labels | {"+46 8 123 45 67": "mobile"})
    assert row.preferred == {"g@example.org", "+46 70 174 06 05"}
