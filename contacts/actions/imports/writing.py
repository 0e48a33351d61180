"""Writes what a chunk of rows has come to, and beside it what Undo needs.

`did` of a row holds, where the row made somebody, `new`: a digest of them as they were left; where it changed
somebody, `old`: the columns as they were and as they are, which rows were made, and the digest. `entries` and `things`
are entries of the timeline, and organizations, tags, paths and properties that came with the row, each with its print.
What later rows of the same chunk add to a person is written with the first. Once the import is undone, `kept` has of
all this what had to stay.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import models

from contacts.actions.bulk.writing import insert_rows, number_rows, write_rows
from contacts.actions.freezing import digest_of
from contacts.actions.imports.bringing import FILLED
from contacts.actions.imports.known import Known
from contacts.actions.imports.people import Person
from contacts.actions.imports.prints import Did, print_of, to_json
from contacts.actions.progress import MONTHS, SETTLED, settle
from contacts.actions.properties import read_value
from contacts.models import (
    CardLines,
    Channel,
    Contact,
    ContactPath,
    ContactTag,
    Interaction,
    InteractionPerson,
    OtherUid,
    PastJob,
    Photo,
    PostalAddress,
    PropertyValue,
)

HUNG: tuple[type[models.Model], ...] = (
    *(Channel, ContactTag, ContactPath, PropertyValue, PostalAddress, PastJob, OtherUid, CardLines, Photo),
    InteractionPerson,
)
# The columns that an import writes on a contact that was there.
WRITTEN = (
    *(*FILLED, "organization", "role", "job_started_on", "introducer", "met_on", "notes", "is_favourite"),
    *("photo_digest", "has_email", *SETTLED, "updated_at"),
)
FIELDS: dict[str, Any] = {name: Contact._meta.get_field(name) for name in WRITTEN}


def write_people(known: Known, people: Sequence[Person]) -> dict[int, Did]:
    """Write everybody who was changed, and all that hangs on them anew; what Undo needs, by their number."""
    settle_all(known, people)
    things = list(first_users(people, things_of))
    entries = list(first_users(people, entries_of))
    known.names.write([thing for _, thing in things], known.batch)
    new = [person.contact for person in people if person.is_new]
    if new:
        number_rows(Contact, new)
    for person in people:
        if person.employer is not None:
            person.contact.organization_id = person.employer.pk
        if not person.is_new:
            person.set("updated_at", known.now)
    write_contacts(new, [person for person in people if not person.is_new])
    insert_rows(Interaction, [entry for _, entry in entries])
    write_hung(people)
    digests = digest_of([person.contact.pk for person in people])
    dids = {person.contact.pk: did_of(person, digests[person.contact.pk]) for person in people}
    for name, made in (("things", things), ("entries", entries)):
        for person, row in made:
            kept = dids[person.contact.pk].setdefault(name, {}).setdefault(row._meta.label_lower, {})
            kept[str(row.pk)] = print_of(row)
    return dids


def write_contacts(new: Sequence[Contact], changed: Iterable[Person]) -> None:
    """Write the rows of the contacts themselves."""
    insert_rows(Contact, new)
    rows = {
        person.contact.pk: {name: getattr(person.contact, FIELDS[name].attname) for name in WRITTEN}
        for person in changed
    }
    write_rows(Contact, rows)


def write_hung(people: Sequence[Person]) -> None:
    """Write what hangs on the people anew, and the lines of cards that have grown."""
    made: dict[type[models.Model], list[Any]] = {model: [] for model in HUNG}
    for person in people:
        for row in person.made:
            row.contact_id = person.contact.pk  # type: ignore[attr-defined]
            made[type(row)].append(row)
            if isinstance(row, CardLines):
                row.content = person.lines or b""
        if person.lines_before is not None:
            CardLines.objects.filter(contact=person.contact).update(content=person.lines)
    for value in made[PropertyValue]:
        if read := read_value(value.property, value.text):
            value.text, value.number, value.day = read.text, read.number, read.day
    for model, rows in made.items():
        point(model, rows)
        insert_rows(model, rows)


def point(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """Have rows point at what was written only after they were made."""
    links = [one for one in model._meta.concrete_fields if one.is_relation and one.name not in {"owner", "contact"}]
    for row in rows:
        for field in links:
            if (there := getattr(row, field.name)) is not None:
                setattr(row, field.attname, there.pk)


def first_users(
    people: Iterable[Person], used_by: Callable[[Person], Iterable[models.Model | None]]
) -> Iterator[tuple[Person, Any]]:
    """What is not written yet, each with the first person who needs it."""
    seen: set[int] = set()
    for person in people:
        for one in used_by(person):
            if one is not None and one.pk is None and id(one) not in seen:
                seen.add(id(one))
                yield person, one


def things_of(person: Person) -> Iterator[models.Model | None]:
    """The organizations, tags, paths and properties that the person needs."""
    yield person.employer
    for row in person.made:
        yield from (getattr(row, name) for name in ("tag", "path", "property", "organization") if hasattr(row, name))


def entries_of(person: Person) -> Iterator[models.Model]:
    """The entries of the timeline that the person newly took part in."""
    return (row.interaction for row in person.made if isinstance(row, InteractionPerson))


def settle_all(known: Known, people: Sequence[Person]) -> None:
    """Work out last touch and next step of those about whom something has changed that they follow from."""
    moved = [person for person in people if person.touches or person.must_settle]
    monthly = [p.contact.pk for p in moved if not p.is_new and p.contact.cadence in MONTHS]
    earlier: dict[int, list[datetime]] = {}
    took_part = InteractionPerson.objects.filter(contact__in=monthly, interaction__is_touch=True)
    for pk, instant in took_part.values_list("contact", "interaction__happened_at") if monthly else ():
        earlier.setdefault(pk, []).append(instant)
    for person in moved:
        contact = person.contact
        touches = sorted({*person.touches, *earlier.get(contact.pk or 0, ())}, reverse=True)
        was = {name: getattr(contact, name) for name in SETTLED}
        contact.last_touch_at = max(filter(None, (contact.last_touch_at, *touches)), default=None)
        if contact.cadence or contact.introducer_id or contact.stage:
            settle(contact, touches=touches)
        for name, value in was.items():
            if getattr(contact, name) != value:
                person.before.setdefault(name, value)


def did_of(person: Person, digest: str) -> Did:
    """What Undo needs to take back what was done to the person."""
    if person.is_new:
        return {"new": digest}
    old: Did = {
        "digest": digest,
        "before": {name: to_json(value) for name, value in person.before.items()},
        "after": {name: to_json(getattr(person.contact, name)) for name in person.before},
        "made": prints(person.made),
    }
    if person.lines_before is not None:
        old["lines"] = [person.lines_before.hex(), (person.lines or b"").hex()]
    return {"old": old}


def prints(rows: Iterable[models.Model]) -> dict[str, dict[str, str]]:
    """The print of each row by its number, by model."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        found.setdefault(row._meta.label_lower, {})[str(row.pk)] = print_of(row)
    return found
