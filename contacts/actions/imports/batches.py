"""The life of an import: a file is read, looked at, brought in by the chunk, stopped, taken back, forgotten.

Each chunk is one transaction: it writes the people, what became of each row, and how far the import has come. So a
worker that is killed has done a chunk or has not, and whoever comes next goes on behind it (docs/adr/0001).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.db.models.functions import Length

from accounts.jobs import start
from accounts.models import User
from contacts.actions.bulk.writing import gather_statistics
from contacts.actions.imports import reading, running, undoing
from contacts.actions.imports.layouts import content_of, known_columns, lay_out, locked, matched, start_over
from contacts.actions.merging.scan import begin_scan
from contacts.actions.working import do_next, find_stalled
from contacts.importing import files
from contacts.importing.layout import Layout
from contacts.models import ColumnMatch, Import, ImportFile, ImportRow
from contacts.querysets.imports import WORKING

AT_ONCE = 200  # rows that a request brings in itself
SMALL = 50_000  # bytes of a file that a request reads itself
FILE_KEPT = timedelta(days=7)  # how long the bytes of a file wait for somebody to decide
TROUBLE = "It was tried for a day without success."
TASK = "contacts.tasks.continue_import"
State = Import.State
UNREAD = (State.READING, State.MAPPING, State.READY)


class ImportBusyError(ValueError):
    """Another import is under way; the text is for the user."""


def begin_import(
    owner: User,
    *,
    content: bytes,
    file_name: str,
    format: str = "auto",  # noqa: A002
    dates_of_messages: bool = False,
    now: datetime,
) -> Import:
    """Take a file in: it is read next, unless the user has to say first what its columns are (MAPPING).

    A small file is read when this returns. Raises UnknownFormatError or TooLargeError, whose words are for the user.
    """
    how: dict[str, Any] = {"format": format, "dates_of_messages": dates_of_messages}
    return go_on(open_import(owner, content=content, file_name=file_name, **how, now=now), now=now)


@transaction.atomic
def open_import(
    owner: User,
    *,
    content: bytes,
    file_name: str,
    format: str = "auto",  # noqa: A002
    dates_of_messages: bool = False,
    now: datetime,
) -> Import:
    """The same, and nothing is read yet."""
    layout = known_columns(owner, files.recognise(content, format=format))
    layout = replace(layout, dates_of_messages=dates_of_messages)
    batch = Import(owner=owner, file_name=(file_name.replace("\0", "") or "pasted")[:255], created_at=now)
    lay_out(batch, layout)
    batch.save()
    ImportFile.objects.create(owner=owner, batch=batch, content=content)
    return batch


def read_again(
    batch: Import,
    *,
    format: str = "auto",  # noqa: A002
    encoding: str = "",
    delimiter: str = "",
    dates_of_messages: bool = False,
    now: datetime,
) -> Import:
    """The file is in another format, encoding or delimiter than was recognised. Raises as begin_import does.

    Only a file of which nothing is in, and whose bytes are there still, is read again; any other is left.
    """
    with transaction.atomic():
        row = locked(batch)
        content = content_of(row)
        may_read = row.state in (*UNREAD, State.FAILED) or row.is_cut_short
        if not may_read or content is None or row.rows.written().exists():
            return row
        layout = files.recognise(content, format=format, encoding=encoding, delimiter=delimiter)
        layout = replace(known_columns(row.owner, layout), dates_of_messages=dates_of_messages)
        start_over(row, layout, now=now)
    return go_on(row, now=now)


def match_columns(batch: Import, *, columns: Sequence[str], day_first: bool | None = None, now: datetime) -> Import:
    """The user says what each column holds (contacts.importing.tables.columns); kept for files with that header.

    Raises ValueError if there are not as many `columns` as the file has.
    """
    with transaction.atomic():
        row = locked(batch)
        layout = Layout.from_document(row.layout)
        if len(columns) != len(layout.columns):
            raise ValueError(f"The file has {len(layout.columns)} columns, not {len(columns)}.")
        if row.state not in UNREAD or content_of(row) is None:
            return row
        said = {"columns": list(columns), "day_first": day_first}
        if layout.signature:
            ColumnMatch.objects.update_or_create(owner=row.owner, signature=layout.signature, defaults=said)
        start_over(row, matched(layout, columns, day_first), now=now)
    return go_on(row, now=now)


def choose(rows: QuerySet[ImportRow], *, choice: str) -> int:
    """What the user wants to become of `rows`, one of ImportRow.Choice; how many rows take it.

    Rows that are done, or that nobody could read, are left.
    """
    if choice not in ImportRow.Choice:
        raise ValueError(f"There is no choice “{choice}”.")
    found = rows.filter(done=False).exclude(data=None)
    if choice == ImportRow.Choice.UPDATE:
        found = found.exclude(match=None)
    return found.update(choice=choice)


def run_import(batch: Import, *, now: datetime) -> Import:
    """Bring in all rows that are clear or decided; WAITING while another import of the owner runs.

    One that is over goes on with what was stopped or decided since; a file is read whole first. Up to AT_ONCE rows are
    in when this returns.
    """
    allow_run(batch, now=now)
    return go_on(batch, now=now)


@transaction.atomic
def allow_run(batch: Import, *, now: datetime) -> None:
    """The same, and nothing is brought in yet."""
    row = locked(batch)
    may_run = row.state in {State.READY, State.DONE, State.CANCELLED, State.FAILED}
    if may_run and not row.is_cut_short and (total := row.rows.waiting().count()):
        row.state, row.total, row.done = State.WAITING, total, 0
        row.started_at, row.finished_at, row.trouble = now, None, ""
        row.save()
        take_turn(row, now=now)
    batch.refresh_from_db()


def take_turn(batch: Import, *, now: datetime) -> bool:
    """Let a waiting import run, if no other one of its owner does; a constraint decides."""
    try:
        with transaction.atomic():
            waiting = Import.objects.filter(pk=batch.pk, state=State.WAITING)
            return bool(waiting.update(state=State.RUNNING, step_began_at=now))
    except IntegrityError:
        return False


@transaction.atomic
def stop_import(batch: Import, *, now: datetime) -> Import:
    """Bring no more in; what is in stays, and can be undone. What has not begun is called off."""
    row = locked(batch)
    if row.state in {State.RUNNING, State.WAITING, *UNREAD}:
        row.state, row.leased_until, row.finished_at = State.CANCELLED, None, now
        row.save(update_fields=["state", "leased_until", "finished_at"])
        start_next(row.owner_id, now=now)
    return row


def undo_import(batch: Import, *, now: datetime) -> Import:
    """Put everything back as it was before; what the user has changed since stays, and is listed (`rows.kept()`).

    Done again, it takes back who stayed, as far as what had changed them is taken back itself. Only what is over and
    began less than 30 days ago can be undone; anything else is left. Raises ImportBusyError while another import of the
    owner is under way.
    """
    allow_undo(batch, now=now)
    return go_on(batch, now=now)


@transaction.atomic
def allow_undo(batch: Import, *, now: datetime) -> None:
    """The same, and nothing is undone yet."""
    row = locked(batch)
    if row.can_be_undone(now):
        try:
            with transaction.atomic():
                undoing.take_up(row)
                row.state, row.total, row.done = State.UNDOING, row.rows.undoable().count(), 0
                row.step_began_at, row.finished_at = now, None
                row.save(update_fields=["state", "total", "done", "step_began_at", "finished_at"])
        except IntegrityError:
            raise ImportBusyError("Another import is under way. Undo this one when that is over.") from None
    batch.refresh_from_db()


def go_on(batch: Import, *, now: datetime) -> Import:
    """Do a small piece of work at once, and leave a great one to the workers."""
    small = batch.total <= AT_ONCE
    if batch.state == State.READING:
        small = ImportFile.objects.alias(size=Length("content")).filter(batch=batch, size__lte=SMALL).exists()
    if batch.is_open and small:
        try:
            while continue_import(batch.pk, now=now):
                pass
        except IntegrityError:  # somebody was added at this very moment: the workers look again
            start(TASK, batch.pk)
        batch.refresh_from_db()
    elif batch.is_open:
        start(TASK, batch.pk)
    return batch


def continue_import(pk: int, *, now: datetime) -> bool:
    """Do the next chunk of an import that nobody else has in hand; whether there is more to do."""
    batch = Import.objects.filter(pk=pk).first()
    if batch is None or (batch.state == State.WAITING and not take_turn(batch, now=now)):
        return False
    if batch.state == State.READING:
        return reading.read_on(pk, now=now)
    return do_next(Import, pk, do=do_chunk, now=now)


def do_chunk(batch: Import, now: datetime) -> bool:
    """Go on or back by one chunk; whether there is more to do. The import's row is locked."""
    if batch.state == State.UNDOING:
        is_over = not undoing.undo_chunk(batch, now=now)
    elif batch.state == State.RUNNING:
        is_over = not running.do_chunk(batch, now=now)
    else:
        return False
    if is_over:
        batch.state = State.UNDONE if batch.state == State.UNDOING else State.DONE
        batch.finished_at = now
        ImportFile.objects.filter(batch=batch).delete()
    batch.leased_until = None
    batch.save(update_fields=["state", "done", "leased_until", "finished_at"])
    gather_statistics()
    if is_over:
        start_next(batch.owner_id, now=now)
        begin_scan(batch.owner, now=now)
    return not is_over


def start_next(owner_id: int, *, now: datetime) -> None:
    """Let the import run that has waited longest."""
    for batch in Import.objects.filter(owner=owner_id).startable()[:1]:
        if take_turn(batch, now=now):
            start(TASK, batch.pk)


def stalled_imports(*, now: datetime) -> list[int]:
    """The ids of imports with work left that nobody has in hand; what cannot be done is given up."""
    for batch in Import.objects.startable()[:100]:
        take_turn(batch, now=now)
    return find_stalled(Import, now=now, trouble=TROUBLE)


def forget_imports(*, now: datetime) -> None:
    """Drop files that nobody decided about, and imports, with all that they kept, that can no longer be undone."""
    ImportFile.objects.filter(batch__created_at__lt=now - FILE_KEPT).exclude(batch__state__in=WORKING).delete()
    # One after the other, the many rows first: so nothing is read to be deleted.
    for pk in list(Import.objects.forgettable(now).values_list("pk", flat=True)[:100]):
        with transaction.atomic():
            ImportRow.objects.filter(batch=pk)._raw_delete("default")
            Import.objects.filter(pk=pk).delete()
