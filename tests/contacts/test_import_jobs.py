"""Imports as jobs: killed at any point, two at once, stopped, left and taken up, forgotten."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from threading import Barrier, Thread
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts import tasks
from contacts.actions.imports import batches, introducing, reading, running, undoing
from contacts.actions.leaving import rows_of
from contacts.exporting.json_file import write_documents
from contacts.importing.rows import Row
from contacts.models import DuplicateScan, Import, ImportFile, ImportRow
from tests.contacts.bringing import ROWS, everything, open_rows, run, undo
from tests.factories import NOW, make_contact

LEASE = timedelta(seconds=settings.LEASE_SECONDS)


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Chunks of two rows, none in the request; the hints that were sent."""
    sent: list[Any] = []
    for module in (reading, running, introducing, undoing):
        monkeypatch.setattr(module, "CHUNK", 2)
    monkeypatch.setattr(batches, "AT_ONCE", 0)
    monkeypatch.setattr(batches, "SMALL", 0)
    for module in (batches, tasks):
        monkeypatch.setattr(module, "start", lambda *words: sent.append(words))
    return sent


@contextmanager
def dying(after: int) -> Iterator[list[str]]:
    """A process that is killed at its statement number `after`; what it asked until then."""
    asked: list[str] = []

    def die(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        asked.append(sql)
        if len(asked) == after:
            raise KeyboardInterrupt
        return execute(sql, *rest)

    with connection.execute_wrapper(die):
        yield asked


def known_of(owner: User) -> list[Any]:
    """All that is known of the owner's people, without numbers."""
    pks = owner.contacts.order_by("uid").values_list("pk", flat=True)
    steps = owner.contacts.order_by("uid").values_list("uid", "next_step", "next_step_due_at", "updated_at")
    names = [sorted(map(str, rows.all())) for rows in (owner.organizations, owner.tags, owner.interactions)]
    return [b"".join(write_documents(rows_of(owner, list(pks)))), list(steps), names]


def work(batch: Import) -> None:
    """All that workers do."""
    while batches.continue_import(batch.pk, now=NOW):
        pass


def work_and_die(batch: Import, at: int) -> int:
    """The same, killed at a statement, taken up when the lease is over; how many statements there were until then."""
    with dying(at) as asked:
        try:
            work(batch)
        except KeyboardInterrupt:
            Import.objects.filter(pk=batch.pk).update(leased_until=NOW)
    work(batch)
    return len(asked)


def test_killed_at_any_statement_it_comes_to_the_same_and_is_undone_the_same(
    alice: User, bob: User, small_chunks: list[Any]
) -> None:
    make_contact(bob)
    ends: list[Any] = []
    for at in [10_000, *range(2, 160, 17)]:
        before = everything()
        content = b"".join(write_documents(ROWS))
        batch = batches.begin_import(alice, content=content, file_name="a.json", now=NOW)
        work_and_die(batch, at)
        batches.run_import(batch, now=NOW)
        work_and_die(batch, at)
        batch.refresh_from_db()
        ends.append((batch.state, batch.done, batch.rows.counts(), known_of(alice)))
        batches.undo_import(batch, now=NOW)
        work_and_die(batch, at)
        assert everything() == before, at
    assert ends[0][:3] == ("done", 6, {"new": 5, "update": 1})
    assert ends == [ends[0]] * len(ends)


def test_each_chunk_is_a_task_and_a_killed_worker_is_followed_by_the_next_tick(
    alice: User, small_chunks: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = open_rows(alice, *ROWS)
    batches.run_import(batch, now=NOW)
    assert small_chunks == [(batches.TASK, batch.pk)]
    Import.objects.filter(pk=batch.pk).update(leased_until=NOW + LEASE)
    assert (batches.continue_import(batch.pk, now=NOW), batches.stalled_imports(now=NOW)) == (False, [])
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + LEASE)
    small_chunks.clear()
    tasks.resume_imports()
    count = 0
    while small_chunks:
        tasks.continue_import(small_chunks.pop()[1])
        count += 1
    batch.refresh_from_db()
    assert (batch.state, batch.done, batch.total, count, alice.contacts.count()) == ("done", 6, 6, 7, 5)
    assert DuplicateScan.objects.get(owner=alice).state == "done"


def many(*numbers: int) -> list[Row]:
    """People of whom all is said that can be."""
    entries = ROWS[0].entries
    return [
        replace(
            ROWS[0],
            uid=f"u{n}",
            display_name=f"P{n}",
            emails=(f"p{n}@example.org",),
            links=(f"https://www.linkedin.com/in/p{n}",),
            entries=tuple(replace(entry, uid=f"{entry.uid}-{n}") for entry in entries),
            tags=(f"t{n}",),
            organization_name=f"O{n}",
        )
        for n in numbers
    ]


def count(queries: CaptureQueriesContext) -> int:
    """How many statements they are, but for those by which Postgres looks at a table that has grown."""
    return sum(not query["sql"].startswith("ANALYZE") for query in queries)


def test_statements_of_a_chunk_do_not_grow_with_its_rows(alice: User) -> None:
    run(open_rows(alice, *many(0)))
    asked: dict[str, list[int]] = {"new": [], "known": [], "more": [], "undone": []}
    for numbers in ([1], range(2, 32)):
        others = [replace(row, phones=("+46 70 2",), notes="More.", role="Cook") for row in many(*numbers)]
        for step, rows in {"new": many(*numbers), "known": many(*numbers), "more": others}.items():
            with CaptureQueriesContext(connection) as queries:
                batch = run(open_rows(alice, *rows))
            asked[step].append(count(queries))
        with CaptureQueriesContext(connection) as queries:
            undo(batch)
        asked["undone"].append(count(queries))
    assert {step: few for step, (few, _) in asked.items()} == {step: more for step, (_, more) in asked.items()}


def test_a_stopped_import_keeps_what_is_done_and_can_be_undone_or_finished(
    alice: User, small_chunks: list[Any]
) -> None:
    before, batch = everything(), open_rows(alice, *ROWS)
    batches.run_import(batch, now=NOW)
    batches.continue_import(batch.pk, now=NOW)
    stopped = batches.stop_import(batch, now=NOW)
    work(batch)
    assert (stopped.state, stopped.done, stopped.total, alice.contacts.count()) == ("cancelled", 2, 6, 1)
    assert run(batch).state == "done"
    assert (batch.done, alice.contacts.count()) == (4, 5)
    undo(batch)
    assert everything() == before


def test_a_second_import_waits_and_begins_when_the_first_is_over(alice: User, small_chunks: list[Any]) -> None:
    earlier = run(open_rows(alice, Row(line=1, display_name="Ida Berg")))
    first, second = open_rows(alice, *ROWS), open_rows(alice, *ROWS)
    for batch in (first, second):
        batches.run_import(batch, now=NOW)
    assert (first.state, second.state, batches.continue_import(second.pk, now=NOW)) == ("running", "waiting", False)
    with pytest.raises(batches.ImportBusyError, match="Another import is under way"):
        batches.undo_import(earlier, now=NOW)
    small_chunks.clear()
    work(first)
    assert small_chunks == [(batches.TASK, second.pk)]
    work(second)
    second.refresh_from_db()
    assert (second.state, second.rows.counts(), alice.contacts.count()) == ("done", {"unchanged": 6}, 6)


def test_one_that_waits_begins_by_the_tick_when_the_other_was_given_up(alice: User, small_chunks: list[Any]) -> None:
    first, second = open_rows(alice, *ROWS), open_rows(alice, *ROWS)
    for batch in (first, second):
        batches.run_import(batch, now=NOW)
    Import.objects.filter(pk=first.pk).update(state="failed")
    assert batches.stalled_imports(now=NOW) == [second.pk]
    assert Import.objects.get(pk=second.pk).state == "running"


DAYS = timedelta(days=2)


def test_each_step_is_tried_for_a_day_from_its_own_beginning(alice: User, small_chunks: list[Any]) -> None:
    make_contact(alice, "Jane Doe", uid="jane")
    batch = open_rows(alice, *ROWS)
    steps = {
        "reading": lambda at: batches.read_again(batch, now=at),
        "running": lambda at: batches.run_import(batch, now=at),
        "undoing": lambda at: batches.undo_import(batch, now=at),
    }
    for step, (state, begin) in enumerate(steps.items(), start=1):
        begin(NOW + step * DAYS)
        assert batches.stalled_imports(now=NOW + step * DAYS + LEASE) == [batch.pk], state
        assert Import.objects.get().state == state
        work(batch)
    assert Import.objects.get().state == "undone"


def test_one_that_waited_for_days_has_a_day_of_its_own(alice: User, small_chunks: list[Any]) -> None:
    first, second = open_rows(alice, *ROWS), open_rows(alice, *ROWS)
    for batch in (first, second):
        batches.run_import(batch, now=NOW)
    assert batches.stalled_imports(now=NOW + DAYS) == []
    assert batches.stalled_imports(now=NOW + DAYS) == [second.pk]
    assert batches.stalled_imports(now=NOW + 2 * DAYS) == []
    said = list(Import.objects.order_by("pk").values_list("state", "trouble"))
    assert said == [("failed", batches.TROUBLE)] * 2


def at_once(*acts: Callable[[], Any]) -> None:
    """Do all of them at the same time, each with a connection of its own."""
    together = Barrier(len(acts))

    def begin(act: Callable[[], Any]) -> None:
        together.wait()
        act()
        connections.close_all()

    threads = [Thread(target=begin, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_double_nobody(alice: User) -> None:
    imports = [open_rows(alice, *ROWS) for _ in range(2)]
    at_once(*(partial(run, batch) for batch in imports))
    for batch in imports:  # the one that had to wait
        run(batch)
    states = list(Import.objects.order_by("pk").values_list("state", flat=True))
    found = sorted(str(sorted(batch.rows.counts().items())) for batch in imports)
    assert (states, alice.contacts.count()) == (["done"] * 2, 5)
    assert found == ["[('new', 5), ('update', 1)]", "[('unchanged', 6)]"]


def test_bytes_and_batches_are_forgotten_in_time(alice: User) -> None:
    done, waiting = run(open_rows(alice, ROWS[3])), open_rows(alice, ROWS[4])
    assert list(ImportFile.objects.values_list("batch", flat=True)) == [waiting.pk]
    batches.forget_imports(now=NOW + timedelta(days=8))
    assert (ImportFile.objects.count(), Import.objects.count()) == (0, 2)
    batches.forget_imports(now=NOW + timedelta(days=31))
    assert (Import.objects.count(), ImportRow.objects.count(), alice.contacts.count(), done.state) == (0, 0, 1, "done")


def test_somebody_added_at_the_same_moment_leaves_it_to_the_workers(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(batches, "start", lambda *words: sent.append(words))
    batch = open_rows(alice, replace(ROWS[3], uid="ada"))
    with monkeypatch.context() as blind:
        blind.setattr("contacts.actions.imports.known.Known.by_uid", lambda *_: set())
        blind.setattr("contacts.actions.imports.known.Known.by_name", lambda *_: set())
        make_contact(alice, "Ada", uid="ada")
        batches.run_import(batch, now=NOW)
    assert (batch.state, sent, alice.contacts.count()) == ("running", [(batches.TASK, batch.pk)], 1)
    work(batch)
    assert (Import.objects.get().state, alice.contacts.count()) == ("done", 1)


@pytest.mark.parametrize("step", ["foresee", "bring_rows"])
def test_a_chunk_that_fails_leaves_the_import_to_whoever_comes_next(
    alice: User, small_chunks: list[Any], monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    content = b"".join(write_documents(ROWS))
    batch = batches.begin_import(alice, content=content, file_name="a.json", now=NOW)
    if step == "bring_rows":
        work(batch)
        batches.run_import(batch, now=NOW)
    with monkeypatch.context() as broken, pytest.raises(ZeroDivisionError):
        broken.setattr(reading if step == "foresee" else running, step, lambda *_, **__: 1 / 0)
        batches.continue_import(batch.pk, now=NOW)
    assert batches.stalled_imports(now=NOW) == [batch.pk]
    work(batch)
    assert Import.objects.get().state == {"foresee": "ready", "bring_rows": "done"}[step]
