"""What a row tells of the timeline; an entry that several rows tell of is one, and so it stays the next time."""

from datetime import date, datetime, time

from accounts.models import User
from accounts.zones import resolve
from contacts.actions.bulk.writing import new_row
from contacts.actions.imports.keys import Keyed, day_of, instant_of
from contacts.actions.imports.known import Known
from contacts.actions.imports.people import Person
from contacts.importing.rows import Entry
from contacts.models import Interaction, InteractionPerson

NOON = time(12)


def add_entries(row: Keyed, person: Person, known: Known) -> None:
    """The person took part in what the row tells of."""
    for said in row.row.entries:
        if said.uid in person.entries:
            continue
        entry = known.entries.get(said.uid) or known.entries.setdefault(said.uid, entry_of(said, known))
        person.entries.add(said.uid)
        person.hang(new_row(InteractionPerson, known.owner, interaction=entry))
        if entry.is_touch:
            person.touches.append(entry.happened_at)


def entry_of(said: Entry, known: Known) -> Interaction:
    """The entry as the timeline keeps it."""
    return new_row(
        Interaction,
        known.owner,
        uid=said.uid,
        kind=said.kind if said.kind in Interaction.Kind else Interaction.Kind.NOTE,
        happened_at=happened_at(said.at, known.owner) or known.now,
        title=said.title,
        body=said.body,
        is_touch=said.is_touch,
        created_at=known.now,
    )


def happened_at(text: str, owner: User) -> datetime | None:
    """The instant that a day (at noon) or an instant says; None for neither."""
    day = day_of(text)
    return noon_of(day, owner) if day else instant_of(text)


def noon_of(day: date, owner: User) -> datetime:
    """Noon where the owner is."""
    return resolve(day, NOON, owner.zone)
