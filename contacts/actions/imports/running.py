"""The step that brings rows in: who they are about is found anew, for somebody may have come since the preview."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Func, IntegerField
from django.db.models.functions import Coalesce

from accounts.models import User
from contacts.actions.bulk.writing import write_rows
from contacts.actions.imports.bringing import bring_in, make_person, tried
from contacts.actions.imports.introducing import introduce
from contacts.actions.imports.keys import Keyed, keyed
from contacts.actions.imports.known import Known
from contacts.actions.imports.matching import TRASHED, Finding, identify
from contacts.actions.imports.people import Person
from contacts.actions.imports.prints import Did
from contacts.actions.imports.telling import tell
from contacts.actions.imports.writing import write_people
from contacts.importing.documents.document import from_document
from contacts.models import Import, ImportRow

CHUNK = 1_000  # rows in one transaction
MOST_BYTES = 8_000_000  # of them as they are kept, for photos come along
Outcome, Choice = ImportRow.Outcome, ImportRow.Choice


def do_chunk(batch: Import, *, now: datetime) -> bool:
    """Bring in the next rows, then say who introduced whom; whether there is more to do."""
    # Two of the same user wait for each other, so that neither makes what the other is making.
    User.objects.select_for_update(no_key=True).get(pk=batch.owner_id)
    part = next_rows(batch)
    if not part:
        return introduce(batch, now=now)
    bring_rows(batch, part, now=now)
    batch.done += len(part)
    batch.total = max(batch.total, batch.done)  # more may have been decided meanwhile
    batch.save(update_fields=["total", "done"])
    return True


def next_rows(batch: Import) -> list[ImportRow]:
    """The next rows that wait, in the order of the file: as many as are brought in at once."""
    size = Coalesce(Func("data", function="pg_column_size", output_field=IntegerField()), 0)
    waiting = batch.rows.waiting().order_by("number")
    found, taken = list[int](), 0
    for number, bytes_kept in waiting.values_list("number", size)[:CHUNK]:
        taken += bytes_kept
        if found and taken > MOST_BYTES:
            break
        found.append(number)
    return list(waiting.filter(number__lte=found[-1])) if found else []


def bring_rows(batch: Import, part: Sequence[ImportRow], *, now: datetime) -> None:
    """Bring these rows in, and write what became of each."""
    known = Known(batch, now=now)
    rows = [keyed(from_document(row.data or {}, line=row.line), batch.owner.region) for row in part]
    decided = {row.match_id for row in part if row.choice == Choice.UPDATE and row.match_id}
    known.load(rows, also=decided, lock=True)
    came: dict[int, Person] = {}
    for row, said in zip(part, rows, strict=True):
        if person := bring_row(row, said, known):
            came[row.pk] = person
    changed = list({id(person): person for person in came.values() if person.first is not None}.values())
    dids = write_people(known, changed) if changed else {}
    for person in changed:
        if person.first is not None and (person.is_new or person.is_before):
            person.first.did = dids[person.contact.pk]
    seal_again(batch, {p.contact.pk: dids[p.contact.pk] for p in changed if not p.is_new and not p.is_before})
    written = {row.pk: written_of(row, came.get(row.pk)) for row in part}
    write_rows(ImportRow, written)


def bring_row(row: ImportRow, said: Keyed, known: Known) -> Person | None:
    """Decide and do what becomes of one row, in memory; who came of it, None if the user has to decide."""
    found = Finding() if row.choice == Choice.ADD else find(row, said, known)
    person = found.who
    if person is not None and not (found.is_sure and isinstance(person, Person)):
        row.outcome, row.why, row.match_id, row.reason = Outcome.REVIEW, found.why, person.number, found.reason
        row.choice = Choice.SUGGESTED
        row.foreseen = tell(said, tried(said, known.whole(person), known), known)
        return None
    is_new = not isinstance(person, Person)
    if not isinstance(person, Person):
        person = make_person(said, known)
    has_more, row.reason = bring_in(said, person, known)
    if person.first is None and (is_new or has_more):
        person.first = row
    known.add(person, said.known_by())
    row.outcome = Outcome.NEW if is_new else Outcome.UPDATE if has_more else Outcome.UNCHANGED
    row.why, row.match_id, row.done = found.why, None if is_new else person.number, True
    return person


def find(row: ImportRow, said: Keyed, known: Known) -> Finding:
    """Whom the row is about, as the user says or as it is known."""
    chosen = known.people.get(row.match_id or 0) if row.choice == Choice.UPDATE else None
    if chosen is not None:
        return Finding(chosen, row.why, is_sure=not chosen.is_trashed, reason=TRASHED if chosen.is_trashed else "")
    return identify(said, known)


def written_of(row: ImportRow, person: Person | None) -> dict[str, Any]:
    """What is written of a row that was come to."""
    row.contact_id = person.contact.pk if person else None
    values = {name: getattr(row, name) for name in ("outcome", "why", "done", "reason", "did", "choice", "foreseen")}
    return values | {"match": row.match_id, "contact": row.contact_id}


def seal_again(batch: Import, dids: dict[int, Did]) -> None:
    """Note with the rows that made these people that later rows have added to them."""
    makers = batch.rows.filter(contact__in=list(dids), did__has_key="new") if dids else ()
    rows = {}
    for row in makers:
        later, did = dids[row.contact_id or 0], row.did or {}
        seal = did["then"] if did.get("then") else did
        seal["digest" if seal is not did else "new"] = later["old"]["digest"]
        for name in ("things", "entries"):
            for label, made in later.get(name, {}).items():
                did.setdefault(name, {}).setdefault(label, {}).update(made)
        rows[row.pk] = {"did": did}
    write_rows(ImportRow, rows)
