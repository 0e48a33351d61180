"""How the file of an import is read: in several tasks, with columns that are asked for once, in another encoding."""

from dataclasses import replace
from typing import Any

import pytest

from accounts.models import User
from contacts.actions.imports import batches, reading
from contacts.exporting.json_file import write_documents
from contacts.importing.rows import Row
from contacts.models import ColumnMatch, Import, Organization
from tests.contacts.bringing import ROWS
from tests.factories import NOW, make_contact

TABLE = b"Aa;Bb\nJane Doe;jane@example.org\nWei Tanaka;wei@example.org\n"


def test_columns_are_asked_for_once(alice: User, bob: User) -> None:
    first = batches.begin_import(alice, content=TABLE, file_name="t.csv", now=NOW)
    assert (first.state, first.rows.count()) == ("mapping", 0)
    with pytest.raises(ValueError, match="2 columns, not 1"):
        batches.match_columns(first, columns=["display_name"], now=NOW)
    batches.match_columns(first, columns=["display_name", "email"], now=NOW)
    first.refresh_from_db()
    again = batches.begin_import(alice, content=TABLE, file_name="t.csv", now=NOW)
    others = batches.begin_import(bob, content=TABLE, file_name="t.csv", now=NOW)
    assert (first.state, again.state, others.state) == ("ready", "ready", "mapping")
    assert [row.name for row in again.rows.all()] == ["Jane Doe", "Wei Tanaka"]
    assert ColumnMatch.objects.get().owner == alice


def test_a_file_is_read_again_in_another_encoding(alice: User) -> None:
    content = "Name,E-mail\nJos\u00e9,jose@example.org\n".encode("cp1252")
    batch = batches.begin_import(alice, content=content, file_name="t.csv", now=NOW)
    read = [batches.read_again(batch, encoding=name, now=NOW).rows.get().name for name in ("cp1251", "cp1252")]
    assert read == ["Jos\u0439", "Jos\u00e9"]


PLAIN = Row(line=1, display_name="Ida Berg", emails=("ida@example.org",))
MORE = (
    *ROWS,
    PLAIN,
    replace(PLAIN, emails=("i@example.org",), links=("https://www.linkedin.com/in/ida",)),
    replace(PLAIN, links=("https://www.linkedin.com/in/ida",), tags=("tea",)),
    replace(PLAIN, emails=("i@example.org",), tags=("coffee",)),
    Row(line=1, display_name="Lena Park", organization_name="Nordgrid", emails=("l@example.org",)),
    Row(line=1, display_name="Lena Park", uid="lena", phones=("+46 70 9",)),
    Row(line=1, display_name="Lena Park", uid="lena", phones=("+46 70 9",), tags=("alumni",)),
    replace(ROWS[0], tags=("tea", "more tea")),
    PLAIN,
)


def read_in(owner: User, chunk: int, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int, list[Any]]:
    """The same file; how many tasks that took, how many rows they looked at, and what was found of each."""
    looked_at: list[int] = []
    foresee = reading.foresee

    def look(batch: Import, rows: dict[int, Any], **more: Any) -> Any:
        looked_at.extend(rows)
        return foresee(batch, rows, **more)

    with monkeypatch.context() as counting:
        counting.setattr(reading, "foresee", look)
        counting.setattr(reading, "CHUNK", chunk)
        batch = batches.open_import(owner, content=b"".join(write_documents(MORE)), file_name="a.json", now=NOW)
        tasks = 1
        while batches.continue_import(batch.pk, now=NOW):
            tasks += 1
    found = batch.rows.order_by("number").values("number", "outcome", "why", "match", "reason", "data", "foreseen")
    return tasks, len(looked_at), list(found)


def test_rows_are_passed_over_by_the_chunk(alice: User, settings: Any, django_assert_num_queries: Any) -> None:
    settings.LEASE_SECONDS = 0
    batch = batches.open_import(alice, content=b"".join(write_documents(MORE)), file_name="a.json", now=NOW)
    assert batches.continue_import(batch.pk, now=NOW)
    with django_assert_num_queries(8):
        batches.continue_import(batch.pk, now=NOW)
    assert Import.objects.get().state == "ready"


def test_how_many_rows_there_are_is_estimated_by_the_lines(
    alice: User, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LEASE_SECONDS = 0
    monkeypatch.setattr(reading, "CHUNK", 6)
    batch = batches.open_import(alice, content=b"".join(write_documents(MORE)), file_name="a.json", now=NOW)
    seen: list[Any] = []
    while batches.continue_import(batch.pk, now=NOW):
        seen += Import.objects.values_list("done", "total")
    seen += Import.objects.values_list("done", "total")
    assert seen == [(6, 14), (12, 15), (15, 15), (0, 15)]


def test_what_is_kept_is_not_looked_at_again(alice: User, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    make_contact(alice, "Jane Doe", uid="jane")
    make_contact(alice, "Lena Park", organization=Organization.objects.create(owner=alice, name="Nordgrid"))
    *once, whole = read_in(alice, 99, monkeypatch)
    settings.LEASE_SECONDS = 0
    *often, parts = read_in(alice, 2, monkeypatch)
    assert (once, often) == ([1, len(MORE)], [9, len(MORE)])
    assert [row["outcome"] for row in whole][6:] == [
        "new",
        "new",
        "update",
        "update",
        "review",
        "new",
        "update",
        "update",
        "unchanged",
    ]
    assert parts == whole
