"""ZIPs and limits: the one file of contacts is found, what is too large or damaged is refused before it is read."""

import io
import zipfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.importing import files
from contacts.importing.archive import BROKEN
from contacts.importing.files import FileError, TooLargeError, read, recognise
from contacts.importing.refusing import SHEET
from contacts.importing.rows import Row, RowError
from contacts.importing.tables import recognising
from tests.contacts.reading import why_refused

FILES = Path(__file__).parent / "files"
JANE = Row(line=2, display_name="Jane Doe", emails=("jane@example.org",))
PEOPLE = "Name,E-mail\nJane Doe,jane@example.org\n"


def zipped(*members: tuple[str, bytes]) -> bytes:
    """A ZIP of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


LINKEDIN = (FILES / "Connections.csv").read_bytes()
CARDS = (FILES / "people.vcf").read_bytes()


@pytest.mark.parametrize(
    ("members", "format_", "member"),
    [
        ([("Connections.csv", LINKEDIN)], "linkedin", "Connections.csv"),
        ([("a/Profile.csv", PEOPLE.encode()), ("a/data.csv", LINKEDIN)], "linkedin", "a/data.csv"),
        ([("x.bin", b"\0"), ("all.vcf", CARDS), ("__MACOSX/._all.vcf", CARDS)], "vcard", "all.vcf"),
        ([("photo.jpg", b"\xff\xd8\xff"), ("people.csv", PEOPLE.encode())], "csv", "people.csv"),
    ],
)
def test_the_file_of_contacts_in_a_zip_is_found(members: list[tuple[str, bytes]], format_: str, member: str) -> None:
    found = recognise(zipped(*members))
    assert (found.format, found.member) == (format_, member)
    alone = dict(members)[member]
    assert list(read(zipped(*members), found)) == list(read(alone, recognise(alone)))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (zipped(), "The ZIP holds no file of contacts."),
        (
            zipped(("a.vcf", CARDS), ("b.csv", PEOPLE.encode())),
            "The ZIP holds several files of contacts (a.vcf, b.csv).",
        ),
        (
            zipped(("a.csv", PEOPLE.encode()), ("b.csv", PEOPLE.encode())),
            "The ZIP holds several files of contacts (a.csv, b.csv).",
        ),
        (zipped(("x.zip", zipped(("Connections.csv", LINKEDIN)))), "The ZIP holds no file of contacts."),
        (zipped(("messages.csv", b"FROM,TO\nx,y\n")), "This archive of LinkedIn’s holds no Connections.csv."),
        (zipped(("[Content_Types].xml", b"x"), ("xl/workbook.xml", b"x")), SHEET),
        (zipped(("Connections.csv", LINKEDIN))[:-30], "The ZIP is damaged"),
    ],
)
def test_zips_that_are_refused(content: bytes, reason: str) -> None:
    assert why_refused(content).startswith(reason)


def card(name: str) -> bytes:
    """A file with the card of one person, and a card of nobody in line 5."""
    return f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEND:VCARD\nBEGIN:VCARD\nX-A:b\nEND:VCARD\n".encode()


def damaged(content: bytes) -> bytes:
    """The ZIP with another letter in the card of Bo, so that the sum no longer fits."""
    assert content.count(b"FN:Bo") == 1
    return content.replace(b"FN:Bo", b"FN:Bu")


def test_a_zip_of_cards_is_read_as_one_file_and_errors_name_the_file_and_the_line() -> None:
    grace, noor = ("all/Grace.vcf", card("Grace")), ("all/more/Noor.VCF", card("Noor"))
    noise = [("__MACOSX/all/._Grace.vcf", CARDS), ("all/._x.vcf", CARDS), ("all/grace.jpg", b"\xff\xd8\xff")]
    content = zipped(grace, *noise, noor, ("all/empty.vcf", b""), ("read me.txt", b"Cards of mine."))
    found = recognise(content)
    assert (found.format, found.member, found.card_files, found.is_sure) == ("vcard", "", 3, True)
    nobody = "The card has no name, organization or address."
    told = [
        (one.line, one.display_name if isinstance(one, Row) else getattr(one, "reason", ""))
        for one in read(content, found)
    ]
    assert told == [
        (1, "Grace"),
        (5, f"all/Grace.vcf: {nobody}"),
        (1, "Noor"),
        (5, f"all/more/Noor.VCF: {nobody}"),
        (0, "all/empty.vcf: There is no card in it."),
    ]


def test_two_files_of_one_name_are_both_read() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = zipped(("Jane.vcf", card("Jane A.")), ("Jane.vcf", card("Jane B.")))
    people = [one.display_name for one in read(content, recognise(content)) if isinstance(one, Row)]
    assert people == ["Jane A.", "Jane B."]


def test_a_damaged_card_file_costs_no_other() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("Bo.vcf", card("Bo"))
        archive.writestr("Jane.vcf", card("Jane"))
    content = damaged(out.getvalue())
    broken, jane, _ = read(content, recognise(content))
    assert (broken, getattr(jane, "display_name", "")) == (RowError(0, f"Bo.vcf: {BROKEN}"), "Jane")


def test_the_cards_of_a_zip_are_together_no_larger_than_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    content = zipped(*((f"{name}.vcf", card(name * 1_000)) for name in ("Grace", "Noor")))
    monkeypatch.setattr(files, "MOST_BYTES", len(card("Grace" * 1_000)) + 10)
    with pytest.raises(TooLargeError, match="larger than 50 MB"):
        recognise(content)


def test_the_one_table_of_a_zip_is_read_whatever_stands_beside_it() -> None:
    table = "Wer;Wo\nJane Doe;Malmö\n".encode()
    beside = [
        ("Read me.txt", b"Hello, you.\nThis is from us.\n"),
        ("__MACOSX/a/._t.csv", table),
        ("a/x.png", b"\x89PNG"),
    ]
    content = zipped(*beside, ("desktop.ini", b"[.ShellClassInfo]\r\nIconResource=x.dll,3\r\n"), ("a/t.csv", table))
    found = recognise(content)
    assert (found.member, found.header, found.is_sure) == ("a/t.csv", ("Wer", "Wo"), False)


def locked(content: bytes) -> bytes:
    """The ZIP with the mark of a password on every file."""
    return content.replace(b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\1\0")


def test_a_locked_zip_says_so() -> None:
    assert "protected with a password" in why_refused(locked(zipped(("Connections.csv", LINKEDIN))))


def test_what_is_too_large_is_refused_before_anything_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    many = zipped(*((f"{number}.txt", b"") for number in range(201)))
    bomb = zipped(("Connections.csv", LINKEDIN), ("zeros", bytes(201 * 1024 * 1024)))
    monkeypatch.setattr(files, "MOST_BYTES", 1_000_000)
    for content, reason in (
        (bytes(1_000_001), "larger than 50 MB"),
        (many, "more than 200 files.*If each person has a file, make ZIPs of up to 200 files"),
        (bomb, "larger than 200 MB"),
    ):
        with pytest.raises(TooLargeError, match=reason):
            recognise(content)


def test_too_many_rows_are_refused_or_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    content = PEOPLE.encode() + b"Noor,\n"
    found = recognise(content)
    monkeypatch.setattr(recognising, "MOST_ROWS", 1)
    monkeypatch.setattr(files, "MOST_ROWS", 1)
    with pytest.raises(TooLargeError, match="100,000 rows"):
        recognise(content)
    assert list(read(content, found)) == [JANE, RowError(3, recognising.TOO_MANY)]


def told(row: Row) -> list[tuple[str, str, str]]:
    """What the entries of a row say."""
    assert all((entry.kind, entry.is_touch, entry.body) == ("message", True, "") for entry in row.entries)
    return [(entry.uid, entry.at, entry.title) for entry in row.entries]


def test_dates_of_messages_are_told_if_asked_for_and_nothing_else() -> None:
    names = ("Connections.csv", "messages.csv", "Invitations.csv")
    content = zipped(*((f"export/{name}", (FILES / name).read_bytes()) for name in names))
    found = recognise(content)
    wanted = replace(found, dates_of_messages=True)
    people = {row.given_name: row for row in read(content, wanted) if isinstance(row, Row)}
    connected = ("linkedin:grace-mbeki", "2024-03-05", "Connected on LinkedIn")
    assert told(people["Grace"]) == [
        connected,
        ("linkedin:message:grace-mbeki:2026-07-02", "2026-07-02T09:30:00+00:00", "Last message on LinkedIn"),
    ]
    invited = ("linkedin:invitation:priya-raman-1a2b3c:2026-07-08", "2026-07-08", "Invitation on LinkedIn")
    assert told(people["Priya"])[1:] == [invited]
    assert "Secret" not in repr(people)
    plain = {row.given_name: row for row in read(content, found) if isinstance(row, Row)}
    assert told(plain["Grace"]) == [connected]


def test_a_damaged_zip_never_raises_while_it_is_read() -> None:
    content = zipped(("Connections.csv", LINKEDIN))
    found = recognise(content)
    assert [type(one) for one in read(content[:200], found)] == [RowError]


@given(st.binary(max_size=100), st.integers(0, 200))
def test_no_damaged_zip_raises_anything_else(noise: bytes, at: int) -> None:
    content = zipped(("Connections.csv", LINKEDIN[:300]))
    damaged = content[: at % len(content)] + noise + content[at % len(content) + len(noise) :]
    with suppress(FileError):
        list(read(damaged, recognise(damaged)))
