"""Entries on the timeline."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from contacts.actions.progress import record_progress
from contacts.actions.undoing import remember
from contacts.models import Contact, Interaction, InteractionPerson, Undo

NO_TOUCH = {Interaction.Kind.NOTE, Interaction.Kind.JOB}  # they tell of a person without any contact with them


@transaction.atomic
def log_interaction(
    owner: User,
    *,
    kind: str,
    people: Iterable[Contact],
    happened_at: datetime,
    title: str = "",
    body: str = "",
    is_touch: bool | None = None,
) -> Interaction:
    """Put one entry on the timeline of all `people`; unless told, it is a touch if its kind is one."""
    if is_touch is None:
        is_touch = kind not in NO_TOUCH
    entry = Interaction.objects.create(
        owner=owner, kind=kind, happened_at=happened_at, title=title, body=body, is_touch=is_touch
    )
    # In the order of ids, so that two entries about the same people never wait for each other.
    everyone = sorted({person.pk: person for person in people}.values(), key=lambda person: person.pk)
    InteractionPerson.objects.bulk_create(
        InteractionPerson(owner=owner, interaction=entry, contact=person) for person in everyone
    )
    for person in everyone:
        record_progress(person)
    return entry


@transaction.atomic
def log_touch(contact: Contact, *, now: datetime, seen: datetime | None = None, title: str = "In touch") -> Interaction:
    """The user was in touch, by whatever means; the cadence counts from here.

    Said again on the page that was drawn at `seen`, it is as once.
    """
    wait_for(contact)
    if entry := said_since(seen, contact.interactions.filter(title=title)):
        return entry
    kind = Interaction.Kind.MESSAGE
    return log_interaction(contact.owner, kind=kind, people=[contact], happened_at=now, title=title)


def wait_for(contact: Contact) -> None:
    """Of two presses at the same moment the second finds what the first has written."""
    Contact.objects.select_for_update(of=("self",)).filter(pk=contact.pk).first()


def said_since(seen: datetime | None, entries: QuerySet[Interaction]) -> Interaction | None:
    """The newest of `entries` that was written since `seen`, when the page was drawn; None where nobody says when."""
    return entries.filter(created_at__gte=seen).order_by("pk").last() if seen else None


@transaction.atomic
def remove_interaction(entry: Interaction) -> None:
    """Take an entry off the timeline again; last touch goes back to what it was without it."""
    people = list(entry.people.order_by("pk"))
    entry.delete()
    for person in people:
        record_progress(person)


@transaction.atomic
def change_interaction(
    entry: Interaction, *, contact: Contact, people: Iterable[Contact], now: datetime, **columns: Any
) -> Undo:
    """Correct an entry, on the page of `contact`; a kind of its own says anew whether it was a touch."""
    step = remember(contact, rows=[entry], now=now)
    before = {person.pk: person for person in entry.people.all()}
    after = {person.pk: person for person in people}
    if columns.get("kind", entry.kind) != entry.kind:
        columns["is_touch"] = columns["kind"] not in NO_TOUCH
    for name, value in columns.items():
        setattr(entry, name, value)
    entry.save(update_fields=list(columns))
    InteractionPerson.objects.filter(interaction=entry).exclude(contact__in=after).delete()
    took_part = [InteractionPerson(owner_id=entry.owner_id, interaction=entry, contact_id=pk) for pk in sorted(after)]
    InteractionPerson.objects.bulk_create(took_part, ignore_conflicts=True)
    for _, person in sorted((before | after).items()):
        record_progress(person)
    return step


@transaction.atomic
def drop_interaction(entry: Interaction, *, contact: Contact, now: datetime) -> Undo:
    """Take an entry off the timeline, on the page of `contact`, so that it can be put back."""
    step = remember(contact, rows=[entry], now=now)
    remove_interaction(entry)
    return step
