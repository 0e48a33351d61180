"""Files as tests bring them in: rows as our own JSON, and what came of them."""

from typing import Any

from django.db import connection

from accounts.models import User
from contacts.actions.imports import batches
from contacts.exporting.json_file import write_documents
from contacts.importing.rows import Row
from contacts.models import Import
from tests.factories import NOW


def open_rows(owner: User, *rows: Row) -> Import:
    """An import of `rows`, read and ready."""
    content = b"".join(write_documents(rows))
    batch = batches.open_import(owner, content=content, file_name="people.json", now=NOW)
    while batches.continue_import(batch.pk, now=NOW):
        pass
    batch.refresh_from_db()
    assert batch.state == "ready", batch.trouble
    return batch


def run(batch: Import) -> Import:
    """Bring in what is clear, as workers do."""
    batches.allow_run(batch, now=NOW)
    while batches.continue_import(batch.pk, now=NOW):
        pass
    batch.refresh_from_db()
    return batch


def undo(batch: Import) -> Import:
    """Take it back, as workers do."""
    batches.allow_undo(batch, now=NOW)
    while batches.continue_import(batch.pk, now=NOW):
        pass
    batch.refresh_from_db()
    return batch


def bring(owner: User, *rows: Row) -> tuple[int, int, int, int]:
    """How many are new, updated, unchanged, to look at; the preview says the same as what comes of it."""
    batch = open_rows(owner, *rows)
    before = batch.rows.counts()
    after = run(batch).rows.counts()
    assert before == after
    new, updated, unchanged, review = (after.get(name, 0) for name in ("new", "update", "unchanged", "review"))
    return new, updated, unchanged, review


BESIDE = (
    *("contacts_import", "contacts_importfile", "contacts_importrow", "contacts_columnmatch"),
    *("contacts_duplicatescan", "contacts_duplicatepair"),
)


def everything(*, beside: tuple[str, ...] = BESIDE) -> dict[str, list[Any]]:
    """Every row of every table of contacts, byte for byte, but for what imports themselves keep."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE tablename ~ '^(contacts|interviews|outreach)_' ORDER BY 1"
        )
        for (table,) in cursor.fetchall():
            if table not in beside:
                cursor.execute(f'SELECT to_jsonb(one)::text FROM "{table}" AS one ORDER BY 1')  # noqa: S608
                found[table] = cursor.fetchall()
    return found
