"""Adding somebody who was typed or pasted into one box."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from contacts.actions.people import create_contact, organization_named, set_tags
from contacts.actions.reach import Entry, save_channels, save_links
from contacts.models import Channel, Contact


@transaction.atomic
def add_person(
    owner: User,
    *,
    organization_name: str = "",
    emails: Iterable[str] = (),
    phones: Iterable[str] = (),
    links: Iterable[str] = (),
    tags: Iterable[str] = (),
    **columns: Any,
) -> Contact:
    """A new contact with `columns` of the model and ways to reach it. Raises LinkedInTakenError."""
    contact = create_contact(owner, organization=organization_named(owner, organization_name), **columns)
    reach: Mapping[str, Iterable[str]] = {Channel.Kind.EMAIL: emails, Channel.Kind.PHONE: phones}
    for kind, values in reach.items():
        if entries := [Entry(value) for value in values]:
            save_channels(contact, kind=kind, entries=entries)
    if entries := [Entry(url) for url in links]:
        save_links(contact, entries=entries)
    if tags:
        set_tags(contact, names=tags)
    return contact
