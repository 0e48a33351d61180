"""What a row tells of the timeline; an entry that several rows tell of is one, and so it stays the next time."""

from datetime import date, datetime, time
from hashlib import sha256

from accounts.models import User
from accounts.zones import resolve
from contacts.actions.imports.keys import LONGEST_NOTES, Keyed, day_of, instant_of, short_uid
from contacts.actions.imports.known import Known
from contacts.actions.imports.people import Person
from contacts.importing.rows import Entry
from contacts.models import Interaction, InteractionPerson

NOON = time(12)
LONGEST_TITLE = 200


def add_entries(row: Keyed, person: Person, known: Known) -> None:
    """The person took part in what the row tells of."""
    for said in row.row.entries:
        uid = uid_of(said, row)
        if uid in person.entries:
            continue
        entry = known.entries.get(uid) or known.entries.setdefault(uid, entry_of(said, uid, known))
        person.entries.add(uid)
        person.hang(InteractionPerson(owner=known.owner, interaction=entry))
        if entry.is_touch:
            person.touches.append(entry.happened_at)


def uid_of(said: Entry, row: Keyed) -> str:
    """By what the entry is known again; of one without a name in the file, what it says."""
    if said.uid:
        return short_uid(said.uid)
    whole = "\n".join((row.uid or row.name, said.kind, said.at, said.title, said.body))
    return f"sha256:{sha256(whole.encode('utf-8', 'replace')).hexdigest()}"


def entry_of(said: Entry, uid: str, known: Known) -> Interaction:
    """The entry as the timeline keeps it."""
    title, body = said.title, said.body
    if len(title) > LONGEST_TITLE:
        title, body = f"{title[: LONGEST_TITLE - 1]}…", "\n\n".join(filter(None, (title, body)))
    return Interaction(
        owner=known.owner,
        uid=uid,
        kind=said.kind if said.kind in Interaction.Kind else Interaction.Kind.NOTE,
        happened_at=happened_at(said.at, known.owner) or known.now,
        title=title,
        body=body[:LONGEST_NOTES],
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
