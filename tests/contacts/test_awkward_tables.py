"""Tables as people's programs really leave them: every record is a person, or is refused by its own line."""

from pathlib import Path

from contacts.importing.files import read, recognise
from contacts.importing.rows import Read, Row, RowError, Skipped

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


def test_a_header_that_comes_again_is_nobody() -> None:
    found = read_all(b"Name,Email\nAnn,ann@example.org\nName , Email\nBen,ben@example.org\n")
    assert [type(one) for one in found] == [Row, Skipped, Row]
