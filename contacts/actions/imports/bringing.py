"""What a row adds to a person; what is known stays, and nothing that is missing in the file is taken away."""

import re
from uuid import uuid4

from django.core.exceptions import ValidationError

from contacts.actions.bulk.writing import new_row
from contacts.actions.imports.entries import add_entries
from contacts.actions.imports.introducers import Said
from contacts.actions.imports.jobs import add_past_jobs, bring_job
from contacts.actions.imports.keys import CODES, LONGEST_NOTES, TEXTS, Keyed, day_of, instant_of
from contacts.actions.imports.known import ADDRESS, Known, same_address
from contacts.actions.imports.likeness import is_called
from contacts.actions.imports.naming import LONGEST_NAME
from contacts.actions.imports.people import Person
from contacts.actions.properties import LONGEST, read_value
from contacts.importing import normal
from contacts.importing.naming import PARTS
from contacts.importing.pictures import PictureError, is_our_card, remake
from contacts.importing.rows import Row
from contacts.models import (
    CardLines,
    CareerPath,
    Channel,
    Contact,
    ContactPath,
    ContactTag,
    CustomProperty,
    OtherUid,
    Photo,
    PostalAddress,
    PropertyValue,
    Tag,
)

TOO_LONG = f"The notes were cut at {LONGEST_NOTES:,} letters."
FACT = re.compile(r"[^:]{1,60}: .+")  # what has no field, as readers write it: "Department: Sales"
LONG_ENOUGH = 30  # letters by which a text is known again inside a line to which the user added something
FILLED = (*TEXTS, *CODES, "birthday", "time_zone")
SIZES = {name: getattr(PostalAddress._meta.get_field(name), "max_length", 0) for name in (*ADDRESS, "label")}


def make_person(row: Keyed, known: Known) -> Person:
    """Somebody new, of whom the database knows nothing yet."""
    uid = row.uid if row.uid and row.uid not in known.taken_uids else str(uuid4())
    known.taken_uids.add(uid)
    contact = new_row(
        Contact,
        known.owner,
        uid=uid,
        display_name=row.row.display_name,
        archived_at=instant_of(row.row.archived_at),
        created_at=instant_of(row.row.created_at) or known.now,
        updated_at=known.now,
    )
    person = Person(name=row.name, profiles=row.profiles, contact=contact, uids={uid}, is_new=True)
    known.new.append(person)
    return person


def adds(row: Keyed, person: Person, known: Known) -> bool:
    """Whether the row says anything that is not known of the person."""
    return tried(row, person, known).changes > person.changes


def tried(row: Keyed, person: Person, known: Known) -> Person:
    """The person as the row would leave them, with what it alone has changed; without a trace on `person`."""
    taken, twin = set(known.taken_uids), person.copy()
    twin.forget_changes()
    bring_in(row, twin, known)
    known.taken_uids = taken
    return twin


def bring_in(row: Keyed, person: Person, known: Known) -> tuple[bool, str]:
    """Add to the person what the row says and is not known; whether there was anything, and what could not be added."""
    before, said = person.changes, row.row
    fill(said, person)
    add_channels(row, person, known)
    add_words(said, person, known)
    add_addresses(said, person, known)
    add_past_jobs(said, person, known)
    bring_job(said, person, known)
    add_entries(row, person, known)
    notes = [said.notes, *add_properties(said, person, known)]
    was_long = add_notes(person, "\n\n".join(filter(None, notes)))
    add_uid(row, person, known)
    add_lines(said, person, known)
    if any(who := Said(said.introducer_uid, said.introducer_name)):
        person.said_who.append(who)
    trouble = (row.told, was_long, add_photo(said, person, known))
    return person.changes > before, " ".join(filter(None, trouble))


def fill(row: Row, person: Person) -> None:
    """Write the columns that say nothing yet."""
    contact, left_out = person.contact, set[str]()
    if any(getattr(row, name) for name in PARTS) and not is_called(row, contact.display_name):
        left_out = {*PARTS}  # of another name they would be wrong
    for name in FILLED:
        if (said := getattr(row, name)) and not getattr(contact, name) and name not in left_out:
            person.set(name, said)
            person.must_settle |= name == "cadence"
    if contact.birthday.startswith("-") and row.birthday.endswith(contact.birthday[1:]):
        person.set("birthday", row.birthday)  # the same day, with its year
    if (met_on := day_of(row.met_on)) and contact.met_on is None:
        person.set("met_on", met_on)
    if row.favourite:
        person.set("is_favourite", True)


def add_notes(person: Person, notes: str) -> str:
    """Add the paragraphs that do not stand in the notes yet; that they were too long, "" if they were not."""
    there = person.contact.notes.replace("\r\n", "\n")
    new = [left for part in notes.split("\n\n") if (left := unsaid(part, there))]
    if not new:
        return ""
    whole = notes if not there else "\n\n".join((there, *new))
    person.set("notes", whole[:LONGEST_NOTES])
    return TOO_LONG if len(whole) > LONGEST_NOTES else ""


def unsaid(part: str, there: str) -> str:
    """What of a paragraph does not stand in the notes yet: facts line by line, other words all or none of them."""
    lines = part.split("\n")
    if all(map(FACT.fullmatch, lines)):
        known = set(there.split("\n"))
        return "\n".join(line for line in lines if line not in known)
    is_there = f"\n{part}\n" in f"\n{there}\n" or (len(part) >= LONG_ENOUGH and part in there)
    return "" if is_there or not part.strip() else part


def add_channels(row: Keyed, person: Person, known: Known) -> None:
    """Add the ways to reach the person that are not there yet; a profile that is somebody else's stays there."""
    for (kind, same), value in row.ways.items():
        if (kind, same) in person.ways:
            continue
        if kind == Channel.Kind.LINKEDIN and any(not known.is_one(who, person) for who in known.look(kind, same)):
            continue
        is_preferred = value in row.row.preferred and kind not in person.preferred
        label = normal.clean(row.row.labels.get(value, ""))[:60]
        person.ways.add((kind, same))
        person.hang(
            new_row(Channel, known.owner, kind=kind, normal=same, value=value, label=label, is_preferred=is_preferred)
        )
        if is_preferred:
            person.preferred.add(kind)
        if kind == Channel.Kind.EMAIL:
            person.set("has_email", True)
        if kind == Channel.Kind.LINKEDIN:
            person.profiles.add(same)


def add_words(row: Row, person: Person, known: Known) -> None:
    """Add tags and career paths."""
    for name in row.tags:
        if (tag := known.names.named(Tag, name)) and tag.name.lower() not in person.tags:
            person.tags.add(tag.name.lower())
            person.hang(new_row(ContactTag, known.owner, tag=tag))
    for name in row.paths:
        if (path := known.names.named(CareerPath, name)) and path.name.lower() not in person.paths:
            person.paths.add(path.name.lower())
            person.hang(new_row(ContactPath, known.owner, path=path))


def add_addresses(row: Row, person: Person, known: Known) -> None:
    """Add postal addresses; one with the same parts is there already, whatever it is called."""
    for address in row.addresses:
        whole = {name: normal.clean(getattr(address, name)) for name in SIZES}
        parts = {name: value[: SIZES[name]] for name, value in whole.items()}
        same = same_address(parts[name] for name in ADDRESS)
        if not any(same) or same in person.addresses:
            continue
        is_preferred = address.preferred and not person.has_preferred_address
        person.addresses.add(same)
        person.has_preferred_address |= is_preferred
        person.hang(new_row(PostalAddress, known.owner, is_preferred=is_preferred, **parts))
        if parts != whole:
            add_notes(person, ", ".join(filter(None, whole.values())))


def add_properties(row: Row, person: Person, known: Known) -> list[str]:
    """Say what properties say that say nothing yet; what cannot be said so comes back, for the notes."""
    notes: list[str] = []
    for fact in row.properties:
        name, value = normal.clean(fact.name), normal.clean(fact.value)
        if not name or not value:
            continue
        if len(name) > LONGEST_NAME or len(value) > LONGEST:
            notes.append(f"{name}: {value}")
            continue
        found = known.names.named(CustomProperty, name)
        if found.name.lower() in person.properties:
            continue
        try:
            read = found.pk is None or read_value(found, value)
        except ValidationError:
            notes.append(f"{name}: {value}")
            continue
        if read:
            person.properties.add(found.name.lower())
            person.hang(new_row(PropertyValue, known.owner, property=found, text=value))
    return notes


def add_uid(row: Keyed, person: Person, known: Known) -> None:
    """Keep by what else a file calls the person."""
    if row.uid and row.uid not in person.uids and row.uid not in known.taken_uids:
        known.taken_uids.add(row.uid)
        person.uids.add(row.uid)
        person.hang(new_row(OtherUid, known.owner, value=row.uid))


def add_lines(row: Row, person: Person, known: Known) -> None:
    """Keep the lines of a card that mean nothing here, beside those that are kept."""
    there = person.lines.split(b"\n") if person.lines else []
    new = [line for line in row.card_lines if line not in there]
    if not new:
        return
    if person.lines is None:
        person.hang(new_row(CardLines, known.owner))
    elif person.lines_before is None and not any(isinstance(one, CardLines) for one in person.made):
        person.lines_before = person.lines
    person.changes += 1
    person.lines = b"\n".join((*there, *new))  # written in the end


def add_photo(row: Row, person: Person, known: Known) -> str:
    """Make the picture of the file the person's photo if there is none; why it was left out, "" if it was not."""
    if not row.photo or person.contact.photo_digest:
        return ""
    if known.is_preview:
        person.set("photo_digest", "to be made")
        return ""
    try:
        picture = remake(row.photo)
    except PictureError as error:
        return f"The photo was left out. {error}"
    card = row.photo if is_our_card(row.photo) else None
    person.hang(Photo(owner=known.owner, large=picture.large, small=picture.small, card=card))
    person.set("photo_digest", picture.digest)
    return ""
