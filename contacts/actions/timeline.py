"""Entries on the timeline."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import User
from contacts.actions.progress import record_progress
from contacts.models import Contact, Interaction, InteractionPerson

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


def log_touch(contact: Contact, *, now: datetime, title: str = "In touch") -> Interaction:
    """The user was in touch, by whatever means; the cadence counts from here."""
    kind = Interaction.Kind.MESSAGE
    return log_interaction(contact.owner, kind=kind, people=[contact], happened_at=now, title=title)


@transaction.atomic
def remove_interaction(entry: Interaction) -> None:
    """Take an entry off the timeline again; last touch goes back to what it was without it."""
    people = list(entry.people.order_by("pk"))
    entry.delete()
    for person in people:
        record_progress(person)
