"""What a file is, by its content alone: tables of any program, their encodings, and what is refused in one sentence."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contacts.importing.files import FORMATS, FileError, Layout, UnknownFormatError, read, recognise
from contacts.importing.refusing import EMPTY, NO_TABLE, PICTURE, SHEET
from contacts.importing.rows import Address, Read, Row, RowError, Skipped
from contacts.importing.tables import recognising
from contacts.importing.tables.columns import FIELDS
from contacts.importing.tables.delimited import DELIMITERS, find_delimiter
from contacts.importing.tables.encoding import ENCODINGS, encoding_of
from contacts.importing.tables.table import NAMELESS
from tests.contacts.reading import why_refused

FILES = Path(__file__).parent / "files"
JANE = Row(line=2, display_name="Jane Doe", emails=("jane@example.org",))
PEOPLE = "Name,E-mail\nJane Doe,jane@example.org\n"


def rows_of(content: str | bytes) -> list[Read]:
    """What is read of a file."""
    content = content.encode() if isinstance(content, str) else content
    return list(read(content, recognise(content)))


TABLES = [
    (PEOPLE, ",", 1, True),
    (PEOPLE.replace(",", ";"), ";", 1, True),
    (PEOPLE.replace(",", "\t"), "\t", 1, True),
    (PEOPLE.replace(",", "|"), "|", 1, True),
    ("sep=;\n" + PEOPLE.replace(",", ";"), ";", 2, True),
    ('"sep=,"\n' + PEOPLE, ",", 2, True),
    ("My friends, 2026\n\n" + PEOPLE, ",", 3, True),
    ("\ufeff" + PEOPLE, ",", 1, True),
    (PEOPLE.replace("\n", "\r\n"), ",", 1, True),
    (PEOPLE.replace("\n", "\r"), ",", 1, True),
    (PEOPLE.replace(",", ", "), ",", 1, True),
    (PEOPLE.replace("Name", '"Name"').replace("Jane Doe", '"Jane Doe"'), ",", 1, True),
    (PEOPLE.replace("\n", ",\n"), ",", 1, True),
    ("E-mail,Name\njane@example.org,Jane Doe\n", ",", 1, True),
    ("E_MAIL ,  name:\njane@example.org,Jane Doe\n", ",", 1, True),
    ("emailAddress,displayName\njane@example.org,Jane Doe\n", ",", 1, True),
    ("Kontaktdaten,Wer\njane@example.org,Jane Doe\n", ",", 1, False),
]


@pytest.mark.parametrize(("text", "delimiter", "line", "is_sure"), TABLES)
def test_a_table_of_any_program(text: str, delimiter: str, line: int, is_sure: bool) -> None:
    found = recognise(text.encode())
    assert (found.format, found.delimiter, found.header_line, found.is_sure) == ("csv", delimiter, line, is_sure)
    (row,) = read(text.encode(), found)
    assert isinstance(row, Row)
    assert (row.display_name, row.emails, row.notes) == ("Jane Doe", ("jane@example.org",), "")


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("Vorname,Name,Titel,Firma,Ort", ("given_name", "family_name", "role", "organization_name", "location")),
        ("Prénom,Nom,Société,Poste", ("given_name", "family_name", "organization_name", "role")),
        ("Nombre,Apellidos,Empresa", ("given_name", "family_name", "organization_name")),
        ("Nombre,Empresa", ("display_name", "organization_name")),
        ("Name,Job Title,Title", ("display_name", "role", "name_prefix")),
        ("Name,Street,City,Zip,Country", ("display_name", "street", "locality", "postcode", "country")),
        ("first_name,last_name,linkedin,twitter", ("given_name", "family_name", "linkedin", "")),
        ("Ad,Soyad,Telefon", ("given_name", "family_name", "phone")),
        ("姓,名,会社", ("family_name", "given_name", "organization_name")),
        ("Name,Mobile,Work phone,Introduced by", ("display_name", "phone:mobile", "phone:work", "introducer_name")),
    ],
)
def test_columns_are_known_by_name(header: str, columns: tuple[str, ...]) -> None:
    assert recognise(f"{header}\n{'x,' * header.count(',')}x\n".encode()).columns == columns


@pytest.mark.parametrize(("value", "code"), [("Dr.", "name_prefix"), ("Head of data", "role")])
def test_a_title_is_told_by_its_values(value: str, code: str) -> None:
    assert recognise(f"Name,Title\nJane,{value}\nNoor,{value}\n".encode()).columns == ("display_name", code)


def test_a_column_of_pictures_holds_no_links() -> None:
    content = b"Name,image_url,Where\nJane,https://example.org/a.png,https://example.org/jane\n"
    (row,) = rows_of(content)
    assert isinstance(row, Row)
    assert (row.links, row.notes) == (("https://example.org/jane",), "image_url: https://example.org/a.png")


def test_many_columns_are_no_table_and_cost_no_time() -> None:
    with pytest.raises(UnknownFormatError):
        recognise(b"Name," * 200_000)


def test_people_without_a_header_are_read_from_the_first_line() -> None:
    content = b"jane@example.org;Jane Doe;+46 70 000 00 01\nnoor@example.org;Noor Haddad;+46 70 000 00 02\n"
    found = recognise(content)
    assert (found.header, found.header_line, found.is_sure) == (("Column 1", "Column 2", "Column 3"), 0, False)
    assert found.columns == ("email", "display_name", "phone")
    assert [(one.line, one.display_name) for one in read(content, found) if isinstance(one, Row)] == [
        (1, "Jane Doe"),
        (2, "Noor Haddad"),
    ]


RICH = """Full name,E-mail,Phone,LinkedIn,Website,Address,Tags,Notes,Met on,Source,Starred,Shoe,Secret
Jane Doe,"jane@example.org, Jane <j@example.com>","+46 70 1; +46 70 2",jane-doe,"example.org and more","Lane 1
Malmö",energy; grids,Hi,12/31/2023,Event,yes,42,x
,,,,,,,,,,,,
,,,,,,,,,,,,x
,,,,,,,"Only
notes",,Somewhere,,,
"""


RICH_JANE = Row(
    line=2,
    display_name="Jane Doe",
    emails=("jane@example.org", "j@example.com"),
    phones=("+46 70 1", "+46 70 2"),
    links=("https://www.linkedin.com/in/jane-doe", "example.org"),
    addresses=(Address(street="Lane 1\nMalmö"),),
    tags=("energy", "grids"),
    met_on="2023-12-31",
    source="event",
    favourite=True,
    notes="Hi\n\nWebsite: example.org and more\nShoe: 42",
)


def test_every_cell_of_a_table_goes_somewhere() -> None:
    content = RICH.encode()
    found = recognise(content)
    assert (found.day_first, found.columns[-2:]) == (False, ("", ""))
    left_out = Layout(**vars(found) | {"columns": (*found.columns[:-1], "-")})
    jane, blank, secret, noted = read(content, left_out)
    assert jane == RICH_JANE
    assert (blank, secret) == (Skipped(4), Skipped(5))
    assert noted == RowError(6, NAMELESS, ',,,,,,,"Only\nnotes",,Somewhere,,,')


def test_columns_are_read_as_the_user_matched_them() -> None:
    content = b"a;b;c\nDoe;Jane;42\n"
    found = recognise(content)
    matched = Layout(**vars(found) | {"columns": ("family_name", "given_name", "property")})
    (row,) = read(content, matched)
    assert isinstance(row, Row)
    assert (row.display_name, row.properties[0].name, row.properties[0].value) == ("Jane Doe", "c", "42")


def test_format_encoding_and_delimiter_can_be_said() -> None:
    content = "Name|Ort, Land\nJörg|Köln, D\n".encode("mac-roman")
    found = recognise(content, format="csv", encoding="mac-roman", delimiter="|")
    assert (found.format, found.encoding, found.delimiter) == ("csv", "mac-roman", "|")
    (row,) = read(content, found)
    assert isinstance(row, Row)
    assert row.display_name == "Jörg"
    google = (FILES / "google.csv").read_bytes()
    assert recognise(google, format="csv").format == "csv"
    with pytest.raises(UnknownFormatError, match="not a vCard file"):
        recognise(google, format="vcard")
    with pytest.raises(UnknownFormatError, match="not a Rapport CSV"):
        recognise(google, format="rapport")


NAMES = {
    "cp1252": "Jörg Süß,Renée Lefèvre,José Muñoz,Søren Ærø",
    "cp1250": "Łukasz Żółć,Jiří Dvořák,Zoltán Erdős",
    "cp1251": "Иван Петров,Олена Шевченко",
    "cp1253": "Γιώργος Παπαδόπουλος",
    "cp1254": "Ayşe Yılmaz,Gökçe Işık",
    "cp932": "山田太郎,佐藤花子",
    "gb18030": "李娜,王伟",
    "cp949": "김민수,이영희",
    "mac-roman": "Jörg Süß",
    "utf-16": "Łukasz 山田",
    "utf-16-le": "Jane Łukasz",
    "utf-16-be": "Jane Łukasz",
    "utf-8": "Łukasz 山田 🚀",
}


@pytest.mark.parametrize(("encoding", "names"), NAMES.items())
def test_the_encoding_is_found(encoding: str, names: str) -> None:
    content = ("First Name,Last Name,Company\n" + "".join(f"{name},,\n" for name in names.split(","))).encode(encoding)
    found = recognise(content)
    assert (found.encoding, found.encoding in ENCODINGS) == (encoding, True)
    assert [one.display_name for one in read(content, found) if isinstance(one, Row)] == names.split(",")


def test_an_odd_byte_in_utf_8_costs_nothing() -> None:
    content = "Name,Notes\nŁukasz Żółć,x\nRenée,x\n".encode() + "René,x\n".encode("cp1252")
    assert [one.display_name for one in rows_of(content) if isinstance(one, Row)] == ["Łukasz Żółć", "Renée", "René"]


REFUSED = [
    (b"", EMPTY),
    (b"\xef\xbb\xbf \r\n\0", EMPTY),
    (b"\x89PNG\r\n\x1a\n0000", PICTURE),
    (b"\xff\xd8\xff\xe0\0\x10JFIF", PICTURE),
    (b"\0\0\0\x18ftypheic", PICTURE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", SHEET),
    (b"%PDF-1.7\n", "This is a PDF."),
    (b"<!DOCTYPE html>\n<html>", "This is a web page"),
    (b"\n<!-- x -->\n<HTML lang=en>", "This is a web page"),
    (b"<?xml version='1.0'?>\n<contacts/>", "This is XML"),
    (b"dn: cn=Jane Doe\ncn: Jane Doe\n", "This is LDIF"),
    (b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", "This is a calendar"),
    (b"!BDN\0\0", "This is an Outlook data file."),
    (b"Rar!\x1a\x07\0", "This archive is not read."),
    (b"{\\rtf1 x}", "This is a text document."),
    (b'{"a": [1, 2]}', "This is a JSON file"),
    (b"hello", NO_TABLE),
    (b"Dear Jane, how are you?\nAll the best,\nNoor\n", NO_TABLE),
    (bytes(range(256)) * 4, NO_TABLE),
]


@pytest.mark.parametrize(("content", "reason"), REFUSED)
def test_what_holds_no_people_is_refused_in_one_sentence(content: bytes, reason: str) -> None:
    assert why_refused(content).startswith(reason)


def test_every_code_of_a_column_has_words() -> None:
    for name in (
        "google.csv",
        "outlook.csv",
        "outlook-new.csv",
        "thunderbird.csv",
        "google-old.csv",
        "Connections.csv",
    ):
        assert {*recognise((FILES / name).read_bytes()).columns} <= {*FIELDS}
    assert {*recognising.TABLES} <= {*FORMATS}


TEXT = st.text(st.sampled_from('",;\t\n\r\0 aé|=-/123@.Ł'), max_size=60)
HEADERS = [path.read_bytes().splitlines()[0] for path in FILES.glob("*.csv")] + [
    b"Rapport ID,Name,Birthday",
    b"",
    b"a,b",
]


@settings(max_examples=300)
@given(st.sampled_from(HEADERS), TEXT | st.binary(max_size=60), st.sampled_from([*FORMATS, "auto"]))
def test_no_table_breaks_the_readers(header: bytes, body: str | bytes, format_: str) -> None:
    content = header + b"\r\n" + (body.encode() if isinstance(body, str) else body)
    with suppress(FileError):
        found = recognise(content, format=format_)
        assert all(isinstance(one, Row | RowError | Skipped) for one in read(content, found))


@given(st.binary(max_size=200))
def test_no_bytes_break_the_guesses(content: bytes) -> None:
    assert encoding_of(content) in ENCODINGS
    assert find_delimiter(["a", *content.decode("latin-1").splitlines(keepends=True)]) in {"", *DELIMITERS}
