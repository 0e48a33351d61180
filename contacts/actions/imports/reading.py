"""The step that reads a file: each row is kept with what would become of it.

One task reads on from the beginning for as long as it may and keeps the rows by the chunk; the next one passes over
what is kept. So a worker that is killed costs the time that it had, and what rows say of one another is known anew.
"""

import json
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import transaction

from contacts.actions.bulk.writing import insert_rows
from contacts.actions.imports.foreseeing import Above, foresee
from contacts.actions.imports.keys import keyed
from contacts.actions.imports.layouts import content_of
from contacts.actions.working import give_back
from contacts.importing.documents import to_document
from contacts.importing.files import read
from contacts.importing.layout import Layout
from contacts.importing.rows import Read, Row, RowError, Skipped
from contacts.models import Import, ImportRow

CHUNK = 500  # rows in one transaction
LONGEST_RAW = 5_000  # letters of a refused row that are kept
State, Outcome = Import.State, ImportRow.Outcome


class Reader:
    """Goes through a file, counts, and knows who stands further up."""

    def __init__(self, batch: Import, content: bytes, lease: datetime) -> None:
        self.batch, self.lease, self.skipped, self.above = batch, lease, 0, Above()
        layout = Layout.from_document(batch.layout)
        self.rows = self.numbered(read(content, layout, dates_of_messages=layout.dates_of_messages))
        self.passed = 0

    def numbered(self, rows: Iterator[Read]) -> Iterator[Row | RowError]:
        """The rows that stand for somebody."""
        for row in rows:
            if isinstance(row, Skipped):
                self.skipped += 1
            else:
                yield row

    def next_rows(self) -> list[Row | RowError]:
        """The next chunk."""
        return list(islice(self.rows, CHUNK))


def read_on(pk: int, *, now: datetime) -> bool:
    """Read the file of an import that nobody else has in hand, for as long as one task may; whether there is more."""
    began, lease = time.monotonic(), now + timedelta(seconds=settings.LEASE_SECONDS)
    if not Import.objects.stalled(now).filter(pk=pk, state=State.READING).update(leased_until=lease):
        return False
    batch = Import.objects.select_related("owner").get(pk=pk)
    reader = Reader(batch, content_of(batch) or b"", lease)
    try:
        return read_some(reader, began, now=now)
    except Exception:
        give_back(Import, pk, lease=reader.lease)
        raise


def read_some(reader: Reader, began: float, *, now: datetime) -> bool:
    """Keep chunk after chunk until the file ends, or a third of a lease has gone by since `began`."""
    kept = reader.batch.rows.count()
    while part := reader.next_rows():
        rows = preview(reader, part, now=now)
        reader.passed += len(part)
        if reader.passed <= kept:
            continue
        spent = time.monotonic() - began
        must_stop = spent > settings.LEASE_SECONDS / 3
        until = None if must_stop else now + timedelta(seconds=spent + settings.LEASE_SECONDS)
        if not keep(reader, rows, until) or until is None:
            return must_stop
        reader.lease = until
    mine = Import.objects.filter(pk=reader.batch.pk, state=State.READING, leased_until=reader.lease)
    mine.update(state=State.READY, done=0, skipped=reader.skipped, leased_until=None)
    return False


def preview(reader: Reader, part: Sequence[Row | RowError], *, now: datetime) -> list[ImportRow]:
    """The rows as they are kept, each with what would become of it."""
    batch, numbered = reader.batch, dict(enumerate(part, start=reader.passed + 1))
    people = {number: row for number, row in numbered.items() if isinstance(row, Row)}
    rows = {number: keyed(row, batch.owner.region) for number, row in people.items()}
    made = {one.number: one for one in foresee(batch, rows, above=reader.above, now=now)}
    for number, row in numbered.items():
        if isinstance(row, Row):
            made[number].name, made[number].data = plain(row.display_name)[:200], written(row)
        else:
            reason, raw = plain(row.reason)[:500], plain(row.raw)[:LONGEST_RAW]
            made[number] = ImportRow(owner_id=batch.owner_id, batch=batch, number=number, line=row.line)
            made[number].outcome, made[number].reason, made[number].raw = Outcome.REFUSED, reason, raw
    return [made[number] for number in numbered]


def keep(reader: Reader, rows: Sequence[ImportRow], until: datetime | None) -> bool:
    """Keep a chunk, with how far the reading has come; False if somebody else has taken it over, or stopped it."""
    with transaction.atomic():
        mine = Import.objects.select_for_update().filter(pk=reader.batch.pk, state=State.READING)
        batch = mine.filter(leased_until=reader.lease).first()
        if batch is None:
            return False
        insert_rows(ImportRow, rows)
        batch.total += sum(1 for row in rows if row.outcome != Outcome.REFUSED)
        batch.done, batch.skipped, batch.leased_until = batch.total, reader.skipped, until
        batch.save(update_fields=["total", "done", "skipped", "leased_until"])
        return True


def written(row: Row) -> str:
    """The row as JSON that Postgres takes."""
    text = json.dumps(to_document(row), ensure_ascii=False)
    if "\\u0000" in text:
        text = json.dumps(without_nul(to_document(row)), ensure_ascii=False)
    return text.encode("utf-8", "replace").decode()


def without_nul(value: Any) -> Any:
    """The same, no text in it having a NUL."""
    if isinstance(value, dict):
        return {key: without_nul(one) for key, one in value.items()}
    if isinstance(value, list):
        return [without_nul(one) for one in value]
    return value.replace("\0", "") if isinstance(value, str) else value


def plain(text: str) -> str:
    """Text that Postgres takes."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()
