"""People on their way out: every field of theirs, nobody else's, the same file each time, and the command."""

import os
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from accounts.models import User
from contacts.actions import leaving
from contacts.actions.formats import FORMATS, everyone, file_of
from contacts.actions.leaving import rows_of
from contacts.actions.people import trash_contact
from contacts.actions.photos import save_photo
from contacts.importing.documents.file import read_documents
from contacts.importing.pictures import card_of, is_our_card, remake
from contacts.importing.rows import Address, Fact, Job, Row
from contacts.models import (
    Contact,
    Photo,
)
from tests.contacts.whole import COLUMNS, JOBS, LINKEDIN, make_whole
from tests.factories import NOW, make_contact


@pytest.fixture
def grace(alice: User) -> Contact:
    """A contact of whom everything is known."""
    return make_whole(alice)


def test_a_row_says_all_that_is_known(alice: User, grace: Contact) -> None:
    said = COLUMNS | {"display_name": "Grace Mbeki", "uid": "grace", "organization_name": "Nordgrid"}
    said |= {"introducer_uid": "ada", "introducer_name": "Ada", "job_started_on": "2024-02-01", "met_on": "2020-09-01"}
    said |= {"created_at": "2025-01-02T03:04:05.000006+00:00", "archived_at": NOW.isoformat(), "favourite": True}
    (row,) = rows_of(alice, [grace.pk])
    assert {name: getattr(row, name) for name in said} == said


def test_a_row_says_all_that_hangs_on_the_person(alice: User, grace: Contact) -> None:
    (row,) = rows_of(alice, [grace.pk])
    assert (row.emails, row.links) == (("grace@example.com",), (LINKEDIN, "https://grace.example"))
    assert (row.labels, row.preferred) == ({"grace@example.com": "work"}, {LINKEDIN})
    assert row.addresses == (Address(label="home", preferred=True, street="Lane 1"),)
    assert (row.tags, row.paths) == (("A", "b"), ("Energy",))
    assert row.properties == (Fact(name="Shoe", value="44", kind="number"),)
    assert row.past_jobs == tuple(Job(role=role, started_on=start, ended_on=end) for role, start, end in JOBS)
    assert row.card_lines == (b"X-A:1", b"X-B:\xff")


def test_nobody_leaves_from_the_trash_nor_from_someone_else(alice: User, bob: User, grace: Contact) -> None:
    ada, stranger = alice.contacts.get(uid="ada"), make_contact(bob)
    trash_contact(ada, now=NOW)
    rows = list(rows_of(alice, [stranger.pk, ada.pk, grace.pk]))
    assert [(row.display_name, row.introducer_uid, row.introducer_name) for row in rows] == [("Grace Mbeki", "", "")]
    assert everyone(alice) == [grace.pk]


def test_people_leave_in_the_order_asked_for_whatever_the_parts(
    alice: User, grace: Contact, monkeypatch: pytest.MonkeyPatch
) -> None:
    pks = [grace.pk, *(make_contact(alice, f"Person {number}").pk for number in range(7))][::-1]
    whole = list(rows_of(alice, pks))
    monkeypatch.setattr(leaving, "PART", 3)
    monkeypatch.setattr(leaving, "PHOTOS", 2)
    assert (list(rows_of(alice, pks)), whole[-1].display_name, whole[0].display_name) == (
        *(whole, "Grace Mbeki", "Person 6"),
    )


def test_a_thousand_are_read_with_as_many_queries_as_one(alice: User, grace: Contact) -> None:
    asked = []
    for pks in ([grace.pk], [grace.pk, *(make_contact(alice).pk for _ in range(29))]):
        with CaptureQueriesContext(connection) as queries:
            list(rows_of(alice, pks))
        asked.append(len(queries))
    assert asked == [8, 8]


def test_a_photo_leaves_as_the_jpeg_that_came(alice: User, grace: Contact) -> None:
    out = BytesIO()
    Image.new("RGB", (600, 500), "teal").save(out, "PNG")
    save_photo(grace, picture=remake(out.getvalue()), now=NOW)
    photo = Photo.objects.get(contact=grace)
    (first,) = rows_of(alice, [grace.pk])
    assert (first.photo == card_of(bytes(photo.large)), is_our_card(first.photo)) == (True, True)
    Photo.objects.update(card=b"as it came")
    assert next(rows_of(alice, [grace.pk])).photo == b"as it came"
    save_photo(grace, picture=remake(out.getvalue()), now=NOW)
    assert next(rows_of(alice, [grace.pk])).photo == first.photo


def test_json_comes_back_as_the_same_rows_in_the_same_bytes(alice: User, grace: Contact) -> None:
    files = [b"".join(file_of(alice, everyone(alice), "json")) for _ in range(2)]
    read = list(read_documents(files[0]))
    assert files[0] == files[1]
    assert [row.display_name for row in read if isinstance(row, Row)] == ["Ada", "Grace Mbeki"]


def export(owner: str, path: Any, **options: Any) -> None:
    """Run the command."""
    call_command("export_contacts", owner=owner, output=str(path), **options)


@pytest.mark.parametrize("code", FORMATS)
def test_the_command_writes_each_format_whole(
    alice: User, grace: Contact, tmp_path: Path, code: str, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "people"
    path.write_text("before")
    export(alice.email.upper(), path, format=code)
    assert (path.read_bytes(), [*tmp_path.iterdir()]) == (b"".join(file_of(alice, everyone(alice), code)), [path])
    assert capfd.readouterr().out == f"2 people, {FORMATS[code].words}: {path}\n"


def test_the_command_writes_to_standard_output(
    alice: User, grace: Contact, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    export(alice.email, "-", format="json")
    assert capfdbinary.readouterr().out == b"".join(file_of(alice, everyone(alice), "json"))


def test_a_pipe_and_a_link_to_a_file_stay_what_they_are(alice: User, grace: Contact, tmp_path: Path) -> None:
    pipe, link, file = (tmp_path / name for name in ("pipe", "link", "file"))
    os.mkfifo(pipe)
    link.symlink_to(file)
    file.touch()
    with ThreadPoolExecutor() as pool:
        read = pool.submit(pipe.read_bytes)
        export(alice.email, pipe, format="json")
        export(alice.email, link, format="json")
        assert read.result(10) == file.read_bytes() == b"".join(file_of(alice, everyone(alice), "json"))
    assert (pipe.is_fifo(), link.is_symlink()) == (True, True)


def test_a_full_device_is_said_and_stays_there(alice: User, grace: Contact, tmp_path: Path) -> None:
    full = tmp_path / "full"
    full.symlink_to("/dev/full")
    with pytest.raises(CommandError, match=r"Cannot write .*full: No space left on device"):
        export(alice.email, full)
    assert full.is_char_device()


def test_the_command_says_what_is_wrong_and_leaves_nothing_behind(
    alice: User, grace: Contact, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(CommandError, match=r"Nobody signs in as eve@example\.com"):
        export("eve@example.com", tmp_path / "people")
    with pytest.raises(CommandError, match=r"Cannot write .*: No such file or directory"):
        export(alice.email, tmp_path / "nowhere" / "people")
    (tmp_path / "people").write_text("before")
    monkeypatch.setattr(leaving, "PART", 0)  # range() refuses it
    with pytest.raises(ValueError, match="must not be zero"):
        export(alice.email, tmp_path / "people", format="json")
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("people", "before")]
