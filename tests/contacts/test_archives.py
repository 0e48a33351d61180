"""ZIPs and limits: the one file of contacts is found, what is too large or damaged is refused before it is read."""

import io
import zipfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.importing import files, recognising
from contacts.importing.files import FileError, TooLargeError, read, recognise
from contacts.importing.refusing import SHEET
from contacts.importing.rows import Row, RowError
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
        (zipped(("a.vcf", CARDS), ("b.vcf", CARDS)), "The ZIP holds several files of contacts (a.vcf, b.vcf)."),
        (zipped(("x.zip", zipped(("Connections.csv", LINKEDIN)))), "The ZIP holds no file of contacts."),
        (zipped(("messages.csv", b"FROM,TO\nx,y\n")), "This archive of LinkedIn’s holds no Connections.csv."),
        (zipped(("[Content_Types].xml", b"x"), ("xl/workbook.xml", b"x")), SHEET),
        (zipped(("Connections.csv", LINKEDIN))[:-30], "The ZIP is damaged"),
    ],
)
def test_zips_that_are_refused(content: bytes, reason: str) -> None:
    assert why_refused(content).startswith(reason)


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
        (many, "more than 200 files"),
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
