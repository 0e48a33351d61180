"""The step that reads a file: each row is kept with what would become of it.

One task reads on for as long as it may and keeps the rows by the chunk. The next one goes through the file from its
beginning, too, but knows of the kept rows what was found of them, without asking the database about each again.
"""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet

from contacts.actions.bulk.writing import insert_rows
from contacts.actions.imports.foreseeing import Above, foresee, remember
from contacts.actions.imports.keys import Keyed, keyed
from contacts.actions.imports.layouts import content_of
from contacts.actions.imports.people import Candidate
from contacts.actions.working import give_back, uncollected
from contacts.importing.documents.document import to_document
from contacts.importing.files import count_lines, read
from contacts.importing.layout import Layout
from contacts.importing.rows import Read, Row, RowError, Skipped
from contacts.models import Import, ImportRow

CHUNK = 1_000  # rows in one transaction
LONGEST_RAW = 5_000  # letters of a refused row that are kept
State, Outcome = Import.State, ImportRow.Outcome


class Reader:
    """Goes through a file for one task, counts, and knows who stands further up."""

    def __init__(self, batch: Import, content: bytes, *, now: datetime) -> None:
        self.batch, self.now, self.began = batch, now, time.monotonic()
        self.lease = now + timedelta(seconds=settings.LEASE_SECONDS)
        self.skipped, self.passed, self.above = 0, 0, Above()
        layout = Layout.from_document(batch.layout)
        self.lines, self.rows = count_lines(content, layout), self.numbered(read(content, layout))

    def numbered(self, rows: Iterator[Read]) -> Iterator[Row | RowError]:
        """The rows that stand for somebody."""
        for row in rows:
            if isinstance(row, Skipped):
                self.skipped += 1
            else:
                yield row

    @uncollected()
    def next_rows(self, most: int) -> dict[int, Row | RowError]:
        """The next rows, by their numbers."""
        found = dict(enumerate(islice(self.rows, most), start=self.passed + 1))
        self.passed += len(found)
        return found

    def keyed(self, part: Mapping[int, Row | RowError]) -> dict[int, Keyed]:
        """The people among them with their keys."""
        region = self.batch.owner.region
        return {number: keyed(row, region) for number, row in part.items() if isinstance(row, Row)}

    @property
    def mine(self) -> QuerySet[Import]:
        """The import, unless somebody else has taken it over, or stopped it."""
        return Import.objects.filter(pk=self.batch.pk, state=State.READING, leased_until=self.lease)

    def next_lease(self) -> datetime:
        """A lease from this very moment."""
        return self.now + timedelta(seconds=time.monotonic() - self.began + settings.LEASE_SECONDS)


def read_on(pk: int, *, now: datetime) -> bool:
    """Read the file of an import that nobody else has in hand, for as long as one task may; whether there is more."""
    lease = now + timedelta(seconds=settings.LEASE_SECONDS)
    if not Import.objects.stalled(now).filter(pk=pk, state=State.READING).update(leased_until=lease):
        return False
    batch = Import.objects.select_related("owner").get(pk=pk)
    reader = Reader(batch, content_of(batch) or b"", now=now)
    try:
        return pass_over(reader) and read_some(reader)
    except Exception:
        give_back(Import, pk, lease=reader.lease)
        raise


def pass_over(reader: Reader) -> bool:
    """Go through the rows that are kept; False if somebody else has taken the import over, or stopped it."""
    kept, firsts = reader.batch.rows.count(), dict[int, Candidate]()
    while reader.passed < kept and (part := reader.next_rows(min(CHUNK, kept - reader.passed))):
        found = reader.batch.rows.filter(number__in=part).order_by("number")
        found = found.only("batch", "number", "outcome", "match", "foreseen")
        remember(reader.above, reader.keyed(part), found, firsts)
        until = reader.next_lease()
        if not reader.mine.update(leased_until=until):
            return False
        reader.lease = until
    return True


def read_some(reader: Reader) -> bool:
    """Keep chunk after chunk until the file ends, or a third of a lease has gone by; whether there is more."""
    began = time.monotonic()
    while part := reader.next_rows(CHUNK):
        rows = preview(reader, part)
        must_stop = time.monotonic() - began > settings.LEASE_SECONDS / 3
        until = None if must_stop else reader.next_lease()
        if not keep(reader, rows, until) or until is None:
            return must_stop
        reader.lease = until
    reader.mine.update(state=State.READY, total=F("done"), done=0, skipped=reader.skipped, leased_until=None)
    return False


@uncollected()
def preview(reader: Reader, part: Mapping[int, Row | RowError]) -> list[ImportRow]:
    """The rows as they are kept, each with what would become of it."""
    batch = reader.batch
    made = {one.number: one for one in foresee(batch, reader.keyed(part), above=reader.above, now=reader.now)}
    for number, row in part.items():
        if isinstance(row, Row):
            made[number].name, made[number].data = plain(row.display_name)[:200], as_json(to_document(row))
            if told := made[number].foreseen:
                made[number].foreseen = as_json(told)
        else:
            reason, raw = plain(row.reason)[:500], plain(row.raw)[:LONGEST_RAW]
            made[number] = ImportRow(owner_id=batch.owner_id, batch=batch, number=number, line=row.line)
            made[number].outcome, made[number].reason, made[number].raw = Outcome.REFUSED, reason, raw
    return [made[number] for number in part]


def keep(reader: Reader, rows: Sequence[ImportRow], until: datetime | None) -> bool:
    """Keep a chunk, with how far the reading has come; False if somebody else has taken it over, or stopped it."""
    with transaction.atomic():
        batch = reader.mine.select_for_update().first()
        if batch is None:
            return False
        insert_rows(ImportRow, rows)
        batch.done += sum(1 for row in rows if row.outcome != Outcome.REFUSED)
        batch.total = max(batch.done, batch.done * reader.lines // max(rows[-1].line, 1))  # about as many, it seems
        batch.skipped, batch.leased_until = reader.skipped, until
        batch.save(update_fields=["total", "done", "skipped", "leased_until"])
        return True


def as_json(document: dict[str, Any]) -> str:
    """JSON that Postgres takes."""
    text = json.dumps(document, ensure_ascii=False)
    if "\\u0000" in text:
        text = json.dumps(without_nul(document), ensure_ascii=False)
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
