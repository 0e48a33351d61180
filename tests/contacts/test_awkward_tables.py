"""Tables as people's programs really leave them: every record is a person, or is refused by its own line."""

from dataclasses import replace
from pathlib import Path

import pytest

from contacts.importing.files import read, recognise
from contacts.importing.layout import TooLargeError
from contacts.importing.rows import Read, Row, RowError, Skipped
from contacts.importing.tables import recognising
from contacts.importing.tables.any_table import field_of
from contacts.importing.tables.columns import FIELDS, NAMING, plain

FILES = Path(__file__).parent / "files"
OPEN = "It has a quotation mark that is never closed."


def read_all(content: bytes) -> list[Read]:
    return list(read(content, recognise(content)))


def people(content: bytes) -> list[Row]:
    rows = [one for one in read_all(content) if isinstance(one, Row)]
    assert len(rows) == len(read_all(content))
    return rows


def test_a_note_of_several_lines_in_a_record_that_lacks_its_last_cells() -> None:
    ned, ann = people((FILES / "outlook-ragged.csv").read_bytes())
    assert (ned.display_name, ned.emails, ned.tags) == ("Ned Sampleton", ("ned@example.com",), ("Red", "VIP"))
    assert ned.notes == "says “hi”\n\nand – bye, really"
    assert (ann.display_name, ann.notes, ann.emails) == ("Ann Sampleton", "one\ntwo", ())


def test_a_record_with_too_many_cells_is_refused_whole() -> None:
    found = read_all(b'Name,Email,Notes\nAnn,ann@example.org,"a\nb",more\nBen,,\n')
    (refused, ben) = found
    assert refused == RowError(2, "It has 4 values for 3 columns.", 'Ann,ann@example.org,"a\nb",more')
    assert isinstance(ben, Row)
    assert ben.display_name == "Ben"


def test_what_follows_an_open_mark_is_nobody_unless_it_is_parted() -> None:
    found = read_all(b'Name,Email,Notes\nAnn,ann@example.org,"no end\nmore of it\n\nBen,ben@example.org,ok\n')
    refused, ben = found
    assert refused == RowError(2, OPEN, 'Ann,ann@example.org,"no end\nmore of it')
    assert isinstance(ben, Row)
    assert (ben.line, ben.display_name) == (5, "Ben")


def test_an_open_mark_does_not_cost_everybody_behind_it() -> None:
    found = read_all(b'Name,Email\n"Ann\n' + b"Ben\n" * 200)
    assert [type(one) for one in found] == [RowError, *[Row] * 171]


def test_a_header_that_comes_again_is_nobody() -> None:
    found = read_all(b"Name,Email\nAnn,ann@example.org\nName , Email\nBen,ben@example.org\n")
    assert [type(one) for one in found] == [Row, Skipped, Row]


def test_a_mailing_list_needs_no_header() -> None:
    content = b"ann@example.org\nben@example.org\n\ncyd@example.org\n"
    assert [row.emails for row in people(content)] == [("ann@example.org",), ("ben@example.org",), ("cyd@example.org",)]
    assert (recognise(content).header_line, recognise(content).is_sure) == (0, False)


@pytest.mark.parametrize("address", ["'ann@example.org'", "\u202aann@example.org\u202c", "\ufeffann@example.org\u200b"])
def test_marks_around_an_address_are_not_of_it(address: str) -> None:
    (ann,) = people(f"Name,Email,Phone\nAnn,{address},\u202a+972 50 000 0054\u202c\n".encode())
    assert (ann.emails, ann.phones, ann.notes) == (("ann@example.org",), ("+972 50 000 0054",), "")


def test_two_days_and_two_codes_are_both_kept() -> None:
    content = b"Name,Birthday,Birthday 2,Warmth,Warmth\nAnn,1990-05-06,1991-07-08,warm,close\n"
    (ann,) = people(content)
    assert (ann.birthday, ann.warmth, ann.notes) == ("1990-05-06", "warm", "Birthday 2: 1991-07-08\nWarmth: close")


@pytest.mark.parametrize(
    ("cell", "tags"),
    [
        ('["Energy", "Oslo, Norway"]', ("Energy", "Oslo, Norway")),
        ('["alumni"]', ("alumni",)),
        ("[]", ()),
        (r'["\ud83d", "\ud83c\udf75"]', ("\ufffd", "\U0001f375")),
        ("[Energy], alumni", ("[Energy]", "alumni")),
        ('["Energy", 7]', ('["Energy"', "7]")),
        ("[" * 5_000, ("[" * 5_000,)),
    ],
)
def test_tags_as_a_list_of_json_are_several(cell: str, tags: tuple[str, ...]) -> None:
    quoted = cell.replace('"', '""')
    (ann,) = people(f'Name,Tags\nAnn,"{quoted}"\n'.encode())
    assert ann.tags == tags


@pytest.mark.parametrize("encoding", ["mac-roman", "cp850"])
def test_bytes_that_windows_has_no_letters_for_are_not_of_windows(encoding: str) -> None:
    content = "Prénom,Nom,Courriel\rÇédille,Façade,zoe@example.org\rGünther,Brûlé,\r".encode(encoding)
    assert "\ufffd" not in "".join(row.display_name for row in people(content))


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Telefon 4", "phone"),
        ("Phone Numbers", "phone"),
        ("Mobile Phone Number", "phone:mobile"),
        ("Phone (Work)", "phone:work"),
        ("E-mail(s)", "email"),
        ("Contact Email", "email"),
        ("Associated Company", "organization_name"),
        ("Company/Organisation", "organization_name"),
        ("Kennengelernt durch", "introducer_name"),
        ("Company Number", ""),
        ("Contact Owner", ""),
        ("Associated Company IDs", ""),
        ("Street Number", ""),
    ],
)
def test_columns_with_words_around_their_names(name: str, field: str) -> None:
    assert field_of(plain(name)) == field


def test_a_table_is_somebodys_where_one_of_its_columns_can_name_them() -> None:
    names = set()
    for code in FIELDS:
        layout = replace(recognise(b"Aa,Bb\nx,y\n"), columns=(code, "-"))
        for value in ("+46 70 174 06 05", "ann@example.org", "https://ann.example"):
            if any(isinstance(one, Row) for one in read(f"Aa,Bb\n{value},y\n".encode(), layout)):
                names.add(code.partition(":")[0])
    assert names == NAMING


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("| Name | E-mail |\n|---|:---:|\n| Jane Doe | jane@example.org |\n", 3),
        ("Name | E-mail\n--- | ---\nJane Doe | jane@example.org\n", 3),
        ("| Name | E-mail |\r\n|------+--------|\r\n| Jane Doe | jane@example.org |\r\n", 3),
        ("+---+---+\n| Name | E-mail |\n+===+===+\n| Jane Doe | jane@example.org |\n+---+---+\n", 4),
        ("| Wer | Woran |\n| --- | - |\n| Jane Doe | jane@example.org |\n", 3),
    ],
)
def test_a_rule_in_a_table_of_bars_is_nobody(text: str, line: int) -> None:
    assert people(text.encode()) == [Row(line=line, display_name="Jane Doe", emails=("jane@example.org",))]


def test_a_rule_between_other_marks_is_a_record() -> None:
    assert [one.line for one in read_all(b"Name,E-mail\n---,-\nJane,jane@example.org\n")] == [2, 3]


def test_rows_without_any_value_are_none_of_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognising, "MOST_ROWS", 2)
    blank = b",,\n , ,\n" * 3
    assert [row.display_name for row in people(b"Name,Email,Notes\nAnn,,\n\n")] == ["Ann"]
    found = read_all(b"Name,Email,Notes\nAnn,,\n" + blank + b"Ben,,\n" + blank)
    assert [one.display_name for one in found if isinstance(one, Row)] == ["Ann", "Ben"]
    with pytest.raises(TooLargeError):
        recognise(b"Name,Email,Notes\nAnn,,\n" + blank + b"Ben,,\nCyd,,\n")


@pytest.mark.parametrize("text", ["x" * 1_000_001, f"{'x' * 99}\n" * 10_001])
@pytest.mark.parametrize("header", ["Name,Notes", "Rapport ID,Name"])
def test_a_cell_that_is_too_long_is_called_so(header: str, text: str) -> None:
    found = read_all(f'{header}\nAnn,"{text}"\nBen,ok\n'.encode())
    first, last = found[0], found[-1]
    assert isinstance(first, RowError)
    assert isinstance(last, Row)
    assert (first.line, first.reason) == (2, "A cell is longer than 1,000,000 characters.")
