"""Who introduced whom: said when everybody is in, for a file may name somebody before they come."""

from datetime import datetime

from django.db.models import Q

from contacts.actions.bulk.writing import write_rows
from contacts.actions.imports.bringing import add_notes
from contacts.actions.imports.introducers import Introducers, Said, said_by
from contacts.actions.imports.known import Known
from contacts.actions.imports.people import Person
from contacts.actions.imports.writing import write_people
from contacts.importing import normal
from contacts.models import Import, ImportRow

CHUNK = 1_000  # rows in one transaction
LONGEST = 300  # letters of Contact.how_met
Outcome = ImportRow.Outcome


def introduce(batch: Import, *, now: datetime) -> bool:
    """Say of the next people who introduced them; whether there may be more to do.

    `did` of a row that was come to holds `then`: what Undo needs, as `old` has it, or nothing.
    """
    named = Q(data__has_key="introducer_uid") | Q(data__has_key="introducer")
    waiting = batch.rows.filter(named, Q(did=None) | ~Q(did__has_key="then"), done=True, contact__isnull=False)
    part = list(waiting.order_by("number")[:CHUNK])
    if not part:
        return False
    known = Known(batch, now=now)
    known.load([], also={row.contact_id for row in part if row.contact_id}, lock=True)
    introducers = Introducers(batch.owner, [said_by(row.data or {}) for row in part])
    for row in part:
        person = known.people.get(row.contact_id or 0)
        if person is not None and say_who(said_by(row.data or {}), person, introducers):
            person.first = person.first or row
            row.outcome = Outcome.UPDATE if row.outcome == Outcome.UNCHANGED else row.outcome
    changed = list({id(p): p for p in known.people.values() if p.changes}.values())
    dids = write_people(known, changed) if changed else {}
    firsts = {id(person.first): person for person in changed}
    for row in part:
        person = firsts.get(id(row))
        row.did = (row.did or {}) | {"then": dids[person.contact.pk]["old"] if person else {}}
    write_rows(ImportRow, {row.pk: {"did": row.did, "outcome": row.outcome} for row in part})
    return True


def referred(name: str) -> str:
    """The introducer as words, for nobody is sure to be meant."""
    return f"Referred by {name}"


def would_say_who(person: Person, introducers: Introducers) -> bool:
    """Whether the last of the rows about the person (`person.said_who`) adds to who introduced them.

    So far as it is known before everybody is in; without a trace on `person`.
    """
    twin, before = person.copy(), person.changes
    for said in person.said_who:
        before = twin.changes
        say_who(said, twin, introducers)
    return twin.changes > before


def say_who(said: Said, person: Person, introducers: Introducers) -> bool:
    """Write the introducer, whether there was anything; where it is not clear who is meant, the name is kept."""
    before, found, name = person.changes, introducers.of(said), normal.clean(said.name)
    if person.contact.introducer_id is not None or (found is not None and found == person.contact.pk):
        return False
    if found is not None:
        person.set("introducer_id", found)
        person.must_settle = True
    elif name:
        words = referred(name)
        if not person.contact.how_met and len(words) <= LONGEST:
            person.set("how_met", words)
        elif person.contact.how_met != words:
            add_notes(person, words)
    return person.changes > before
