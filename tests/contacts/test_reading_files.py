"""Files in, rows out: LinkedIn's connections and vCards, and the traps in real ones."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.importing.files import UnknownFormatError, read_file
from contacts.importing.linkedin import display_name, read_day, read_linkedin
from contacts.importing.rows import Row, RowError
from contacts.importing.vcard import read_vcards

FILES = Path(__file__).parent / "files"
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
JANE = "Jane,Doe,https://www.linkedin.com/in/jane,,Nordgrid,Analyst,12 Mar 2024\n"
LINKEDIN = "https://www.linkedin.com/in/"


PRIYA = Row(
    line=5,
    display_name="Priya Raman",
    given_name="Priya",
    family_name="Raman",
    organization_name="Nordgrid, Inc.",
    role="Lead analyst",
    links=(f"{LINKEDIN}priya-raman-1a2b3c",),
    how_met="Connected on LinkedIn, 12 Mar 2024",
    connected_on=date(2024, 3, 12),
)
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


def test_linkedin_connections() -> None:
    parsed = read_file((FILES / "Connections.csv").read_bytes())
    priya, tomas, jane, grace = parsed.rows
    assert priya == PRIYA
    assert (tomas.emails, tomas.connected_on) == (("tomas@example.org",), date(2022, 2, 7))
    assert (jane.display_name, jane.family_name, jane.connected_on) == ("Jane Doe", "Doe, PhD, 🚀", None)
    assert jane.how_met == "Connected on LinkedIn"
    assert (grace.line, grace.role) == (9, 'Learning lead, "digital"')
    assert (parsed.format, parsed.skipped) == ("LinkedIn connections", 1)
    assert parsed.errors == [RowError(10, "It has 8 values for 7 columns.")]


def test_linkedin_in_german() -> None:
    (row,) = read_file((FILES / "connections-german.csv").read_bytes()).rows
    assert (row.display_name, row.organization_name, row.role) == ("Jörg Süß", "Stadtwerke Beispiel", "Netzplaner")
    assert (row.links, row.connected_on) == (("https://de.linkedin.com/in/joerg-suess/",), date(2023, 3, 3))


LAYOUTS = [
    HEADER + JANE,
    "\ufeff" + HEADER + JANE,
    '"Notes:"\n"a\nb"\n\n' + HEADER + JANE,
    'Notes:\n"an open quotation mark\n\n' + HEADER + JANE,
    "\ufeffNotes:\na\nb\n\n" + HEADER.upper() + JANE,
    (HEADER + JANE).replace("\n", "\r\n"),
    (HEADER + JANE).replace(",", "\t"),
    HEADER.replace("Email", " E-mail ") + JANE.replace("\n", ",,,\n"),
    HEADER + "\n,,,,,,\n" + JANE,
    "Connected On,Position,Company,Last Name,First Name,URL\n12 Mar 2024,Analyst,Nordgrid,Doe,Jane,"
    "https://www.linkedin.com/in/jane",
]


@pytest.mark.parametrize("content", LAYOUTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_every_layout_of_linkedin_says_the_same(content: str, encoding: str) -> None:
    parsed = read_linkedin(content.encode(encoding))
    assert parsed is not None
    (row,) = parsed.rows
    said = (row.display_name, row.organization_name, row.role, row.links, row.connected_on, parsed.errors)
    assert said == ("Jane Doe", "Nordgrid", "Analyst", (f"{LINKEDIN}jane",), date(2024, 3, 12), [])


def test_an_open_quotation_mark_costs_one_row() -> None:
    parsed = read_linkedin((HEADER + 'Open,"Quote,,,,,\n' + JANE * 3).encode())
    assert parsed is not None
    assert [row.line for row in parsed.rows] == [3, 4, 5]
    assert parsed.errors == [RowError(2, "It has a quotation mark that is never closed.")]


def test_windows_letters_are_read() -> None:
    parsed = read_linkedin((HEADER + "René,Weiß,,,,,").encode("cp1252"))
    assert parsed is not None
    assert [row.display_name for row in parsed.rows] == ["René Weiß"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12 Mar 2024", date(2024, 3, 12)),
        ("15-Jan-24", date(2024, 1, 15)),
        ("5 September 2023", date(2023, 9, 5)),
        ("3. Dez. 2022", date(2022, 12, 3)),
        ("2024-02-29", date(2024, 2, 29)),
        ("31.01.2024", date(2024, 1, 31)),
        ("31 Feb 2024", None),
        ("12 Foo 2024", None),
        ("3/4/2024", None),
        ("", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Jane Doe, PhD, MBA", "Jane Doe"),
        ("Jane Doe, Baroness", "Jane Doe, Baroness"),
        ("🚀 Jane ✨ Doe", "Jane Doe"),
        ("李 娜", "李 娜"),
    ],
)
def test_names_without_ornament(raw: str, shown: str) -> None:
    assert display_name(raw) == shown


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


@pytest.mark.parametrize("content", [b"", b"hello", b"a,b\n1,2\n", b"\0\0\xff", b"First Name,Last Name\nJane,Doe\n"])
def test_other_files_are_refused(content: bytes) -> None:
    with pytest.raises(UnknownFormatError):
        read_file(content)


@given(st.binary())
def test_no_content_breaks_the_readers(content: bytes) -> None:
    read_vcards(b"BEGIN:VCARD\n" + content)
    read_linkedin(HEADER.encode() + content)


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
