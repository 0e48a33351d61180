"""vCard files as a whole: where cards begin and end, that none takes another with it, and that time stays linear."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.importing.cards.vcard import BROKEN, NOBODY, is_vcard, read_vcards
from contacts.importing.rows import Read, Row, RowError, Skipped
from tests.growth import AS_ITS_SQUARE, growth

FILES = Path(__file__).parent / "files"
WEI = Row(
    line=1,
    display_name="Wei-Ling Chen",
    given_name="Wei-Ling",
    family_name="Chen",
    organization_name="Codecraft",
    role="Learning designer",
    emails=("wei-ling@example.org",),
    phones=("+46 70 000 00 01",),
    links=("https://www.linkedin.com/in/wei-ling-chen",),
    tags=("design, digital", "alumni"),
    labels={"wei-ling@example.org": "work", "+46 70 000 00 01": "mobile"},
    notes="Met at the fair; likes tea.\nAsk about cafés.\n\nDepartment: Learning",
)
ONE = b"BEGIN:VCARD\nFN:A\nEND:VCARD\n"
LENGTH = 250_000  # where time grows with the square, this takes minutes
TOKENS = [
    *("BEGIN:VCARD", "END:VCARD", "begin:vcard", "AGENT:", "AGENT:BEGIN:VCARD", "VERSION:2.1", "VERSION:4.0"),
    *(
        "PRODID:-//Rapport//",
        "FN:Jane",
        "N:Doe;Jane",
        "item1.",
        "X-ABLabel:Blog",
        "EMAIL:",
        "a@b.org",
        "TEL:",
        "+46 70",
    ),
    *("BDAY:", "19723101", "--0612", ";X-APPLE-OMIT-YEAR=1604", "PHOTO;ENCODING=b:", "PHOTO:data:image/jpeg;base64,"),
    *(
        ";ENCODING=QUOTED-PRINTABLE:",
        "=\r\n",
        "=C3=A9",
        "=",
        ";CHARSET=shift_jis:",
        ";CHARSET=utf-7:",
        '"',
        ";",
        ",",
        "\\",
    ),
    *("ADR:", "ORG:", "CATEGORIES:a\\,b", "IMPP:", "X-SOCIALPROFILE:", "URL:http\\://[", "TZ:", "KIND:group", "NOTE:"),
    *(
        "RELATED:",
        "X-RAPPORT-PAST-JOB:",
        "X-RAPPORT-PROPERTY:",
        "X-RAPPORT-MET-ON:",
        "UID:",
        "\n",
        "\r\n",
        "\r",
        " ",
        "\t",
    ),
    *("\0", "é", "王", "\ufeff", "\u2028", ":"),
]


def read(content: bytes) -> list[Read]:
    """All that a file says."""
    return list(read_vcards(content))


def names(content: bytes) -> list[str]:
    """Who is in a file."""
    return [row.display_name for row in read(content) if isinstance(row, Row)]


def test_a_file_of_several_programs() -> None:
    wei, lukasz, refused, ingrid, group, noor = read((FILES / "people.vcf").read_bytes())
    assert wei == WEI
    assert isinstance(lukasz, Row)
    assert (lukasz.display_name, lukasz.phones) == ("Łukasz Nowak", ("0700 000 002",))
    assert isinstance(ingrid, Row)
    assert (ingrid.display_name, ingrid.emails) == ("Ingrid Solberg, Jr.", ())
    assert ingrid.notes == "René says hello\nand a second line\n\nE-mail: not an address"
    assert isinstance(noor, Row)
    assert (noor.display_name, noor.phones) == ("Noor Haddad", ("+46-70-000-00-03",))
    assert isinstance(refused, RowError)
    assert (refused.line, refused.reason) == (24, NOBODY)
    assert isinstance(group, Skipped)


def test_a_card_says_the_parts_of_a_name() -> None:
    (row,) = read(b"BEGIN:VCARD\nN:Mbeki;Grace;A.;Dr.;PhD\nFN:Dr. Grace Mbeki\nNICKNAME:Gracie\nEND:VCARD")
    assert isinstance(row, Row)
    parts = (row.name_prefix, row.given_name, row.middle_name, row.family_name, row.name_suffix, row.nickname)
    assert parts == ("Dr.", "Grace", "A.", "Mbeki", "PhD", "Gracie")


BOUNDS = {
    "text before, between and behind": (b"Hello\n\n" + ONE + b"junk\n" + ONE + b"bye", ["A", "A"]),
    "no end": (b"BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\n", ["A", "B"]),
    "no end, and an agent": (b"BEGIN:VCARD\nFN:A\nAGENT:\nBEGIN:VCARD\nFN:X\n" + ONE, ["A", "A"]),
    "an agent that never ends": (b"BEGIN:VCARD\nFN:B\nAGENT:BEGIN:VCARD\nFN:X\nEND:VCARD\n" + ONE, ["B", "A"]),
    "an end without beginning": (b"FN:X\nEND:VCARD\n" + ONE, ["A"]),
    "any case, blanks": (b" Begin : vCard \n FN:A\n End:vCard\t\n", ["A"]),
    "put together without a line end": (ONE.rstrip() + ONE, ["A", "A"]),
    "put together with a BOM": (b"\xef\xbb\xbf" + ONE + b"\xef\xbb\xbf" + ONE, ["A", "A"]),
    "an end inside a folded text": (b"BEGIN:VCARD\nNOTE:a\n END:VCARD\nFN:A\nEND:VCARD", ["A"]),
    "a bad card between good ones": (ONE + b"BEGIN:VCARD\n\xff\xfe\nEND:VCARD\n" + ONE, ["A", "A"]),
    "nothing at all": (b"", []),
}


@pytest.mark.parametrize("bounds", BOUNDS)
def test_where_cards_begin_and_end(bounds: str) -> None:
    content, found = BOUNDS[bounds]
    assert names(content) == found
    assert names(content.replace(b"\n", b"\r\n")) == found


def test_lines_are_counted() -> None:
    rows = read(b"Hello\r\n\r\n" + ONE.replace(b"\n", b"\r\n") * 2 + b"BEGIN:VCARD\r\nEND:VCARD")
    assert [row.line for row in rows] == [3, 6, 9]


@pytest.mark.parametrize(
    ("content", "is_one"),
    [
        (ONE, True),
        (b"\xef\xbb\xbf" + ONE, True),
        (ONE.decode().encode("utf-16"), True),
        (b"Subject: hello\n\n" + ONE.lower(), True),
        (b"", False),
        (b"a,b\n1,BEGIN:VCARD\n", False),
        (b"END:VCARD\n", False),
        (b"\0\0\xff", False),
    ],
)
def test_which_files_are_vcards(content: bytes, is_one: bool) -> None:
    assert is_vcard(content) is is_one


def refusals(content: bytes) -> list[Read]:
    """The cards on which the reader itself broke."""
    return [row for row in read_vcards(content) if isinstance(row, RowError) and row.reason == BROKEN]


@given(st.binary())
def test_no_bytes_break_the_reader(content: bytes) -> None:
    is_vcard(content)
    assert refusals(content) + refusals(b"BEGIN:VCARD\nFN:A\n" + content) == []


@given(st.lists(st.sampled_from(TOKENS), max_size=60))
def test_no_card_breaks_the_reader(tokens: list[str]) -> None:
    content = "BEGIN:VCARD\n" + "".join(tokens)
    assert refusals(content.encode()) + refusals(content.encode("cp1252", "replace")) == []


@given(st.data())
def test_no_mutation_breaks_the_reader(data: st.DataObject) -> None:
    content = bytearray((FILES / "people.vcf").read_bytes())
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=20)):
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    assert refusals(bytes(content)) == []


LONG = {
    "empty cards": b"BEGIN:VCARD\nEND:VCARD\n",
    "cards without end": b"BEGIN:VCARD\n",
    "agents in agents": b"AGENT:BEGIN:VCARD\n",
    "agents without cards": b"AGENT:\n",
    "agents with parameters": b"AGENT;",
    "folds": b"\n ",
    "lines": b"\nX",
    "blank lines": b"\r\r\n",
    "soft breaks": b"=\n",
    "quoted-printable": b"\nNOTE;ENCODING=QUOTED-PRINTABLE:=C3=A9=\n=C3=A9",
    "quotation marks": b'"',
    "quotation marks and colons": b'";:',
    "parameters": b";A=B",
    "groups": b"a.",
    "backslashes": b"\\",
    "semicolons": b"\nN:;;;;;;",
    "addresses": b"\nEMAIL:a@b.c",
    "an address": b"a@b.",
    "labels": b"\nitem1.X-ABLabel:a\nitem1.URL:a.b",
    "photos": b"\nPHOTO;ENCODING=b:/9j/",
    "letters of Windows": b"\xe9",
    "letters of Windows in lines": b"\nNOTE:Ren\xe9",
    "Shift_JIS": b"\x8eR",
    "junk": b"\njunk",
    "zeros": b"\0",
    "blanks": b" ",
    "days": b"\nBDAY:19723101",
    "tags": b"\nCATEGORIES:a\\,b",
}


@pytest.mark.parametrize("piece", LONG)
@pytest.mark.parametrize("head", ["FN:A", "NOTE;ENCODING=QUOTED-PRINTABLE:a"])
def test_a_long_file_takes_no_long_time(piece: str, head: str) -> None:
    def read(size: int) -> None:
        assert refusals(f"BEGIN:VCARD\n{head}".encode() + LONG[piece] * (size // len(LONG[piece]))) == []

    assert growth(read, LENGTH) < AS_ITS_SQUARE
