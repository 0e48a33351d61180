"""Making a contact, putting one aside and taking it back, and what hangs on one: tags, channels, organization."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Lower

from accounts.models import User
from contacts.actions.progress import record_progress
from contacts.importing import normal
from contacts.models import Channel, Contact, ContactTag, Organization, Tag

Named = TypeVar("Named", Organization, Tag)

NORMAL = {
    Channel.Kind.EMAIL: normal.email,
    Channel.Kind.PHONE: normal.phone,
    Channel.Kind.LINKEDIN: normal.linkedin_slug,
    Channel.Kind.LINK: normal.link,
}


class LinkedInTakenError(ValueError):
    """Another contact of the same owner has that LinkedIn profile; `contact` is the other one."""

    def __init__(self, contact: Contact) -> None:
        super().__init__(f"“{contact}” already has this LinkedIn profile.")
        self.contact = contact


@transaction.atomic
def create_contact(
    owner: User, *, display_name: str, introducer: Contact | None = None, how_met: str = "", **fields: Any
) -> Contact:
    """A new contact; the name is enough. `fields` are further columns of the model."""
    contact = Contact.objects.create(
        owner=owner, display_name=display_name, introducer=introducer, how_met=how_met, **fields
    )
    record_progress(contact)
    return contact


def archive_contact(contact: Contact, *, now: datetime) -> None:
    """Put aside; nothing is asked about this person until they are taken back."""
    _set(contact, archived_at=contact.archived_at or now)


def unarchive_contact(contact: Contact) -> None:
    """Take back from the archive."""
    _set(contact, archived_at=None)


def trash_contact(contact: Contact, *, now: datetime) -> None:
    """Put into the trash; everything that hangs on the contact stays."""
    _set(contact, trashed_at=contact.trashed_at or now)


def restore_contact(contact: Contact) -> None:
    """Take back from the trash, to where it was: an archived contact is archived still."""
    _set(contact, trashed_at=None)


def snooze_contact(contact: Contact, *, until: datetime) -> None:
    """Ask nothing that can wait about this person before `until`."""
    _set(contact, snoozed_until=until)


def wake_contact(contact: Contact) -> None:
    """End a snooze."""
    _set(contact, snoozed_until=None)


@transaction.atomic
def set_cadence(contact: Contact, *, cadence: str) -> None:
    """How often to be in touch from now on, one of Contact.Cadence; the next step follows."""
    _set(contact, cadence=cadence)
    record_progress(contact)


@transaction.atomic
def set_tags(contact: Contact, *, names: Iterable[str]) -> None:
    """Make `names` the contact's tags, making those that do not exist; capitals make no difference."""
    wanted = {tag.pk: tag for name in names if (tag := tag_named(contact.owner, name))}
    ContactTag.objects.filter(contact=contact).exclude(tag__in=wanted).delete()
    add_tags(contact, tags=wanted.values())


def add_tags(contact: Contact, *, tags: Iterable[Tag]) -> None:
    """Put `tags` on the contact beside those that are there."""
    rows = [ContactTag(owner_id=contact.owner_id, contact=contact, tag=tag) for tag in tags]
    ContactTag.objects.bulk_create(rows, ignore_conflicts=True)


def remove_tags(contact: Contact, *, tags: Iterable[Tag]) -> None:
    """Take `tags` off the contact."""
    ContactTag.objects.filter(contact=contact, tag__in=list(tags)).delete()


def organization_named(owner: User, name: str) -> Organization | None:
    """The owner's organization of that name, made if need be; capitals make no difference; None for no name."""
    return _named(Organization.objects.filter(owner=owner), owner, name)


def tag_named(owner: User, name: str) -> Tag | None:
    """The owner's tag of that name, made if need be; capitals make no difference; None for no name."""
    return _named(Tag.objects.filter(owner=owner), owner, name)


@transaction.atomic
def save_channels(contact: Contact, *, kind: str, values: Iterable[str]) -> None:
    """Make `values` the contact's channels of `kind`, in that order; those that stay keep their labels.

    Values with the same normal form are one. Raises LinkedInTakenError.
    """
    wanted: dict[str, str] = {}
    for value in map(normal.clean, values):
        if key := NORMAL[Channel.Kind(kind)](value):
            wanted.setdefault(key, value)
    if kind == Channel.Kind.LINKEDIN:
        refuse_taken(contact, wanted)
    there = {channel.normal: channel for channel in contact.channels.filter(kind=kind)}
    contact.channels.filter(kind=kind).exclude(normal__in=wanted).delete()
    for key, value in wanted.items():
        channel = there.get(key) or Channel(owner_id=contact.owner_id, contact=contact, kind=kind, normal=key)
        if channel.value != value:
            channel.value = value
            channel.save()


@transaction.atomic
def save_links(contact: Contact, *, urls: Iterable[str]) -> None:
    """Make `urls` the contact's links; those that name a LinkedIn profile are kept as such."""
    urls = list(urls)
    profiles = [url for url in urls if normal.linkedin_slug(url)]
    save_channels(contact, kind=Channel.Kind.LINKEDIN, values=profiles)
    save_channels(contact, kind=Channel.Kind.LINK, values=[url for url in urls if url not in profiles])


def refuse_taken(contact: Contact, slugs: Iterable[str]) -> None:
    """Raise LinkedInTakenError if another contact of the same owner, even one in the trash, has one of the slugs."""
    linkedin = Channel.objects.filter(owner_id=contact.owner_id, kind=Channel.Kind.LINKEDIN)
    others = linkedin.filter(normal__in=[*filter(None, slugs)]).exclude(contact_id=contact.pk)
    taken = others.select_related("contact").first()
    if taken is not None:
        raise LinkedInTakenError(taken.contact)


def _named(rows: QuerySet[Named], owner: User, name: str) -> Named | None:
    name = normal.clean(name)
    if not name:
        return None
    same = rows.alias(lower=Lower("name")).filter(lower=Lower(Value(name)))
    if (found := same.first()) is None:
        # Another request may make it at the same moment; the unique constraint decides, and both get that one.
        rows.model.objects.bulk_create([rows.model(owner=owner, name=name)], ignore_conflicts=True)
        found = same.get()
    return found


def _set(contact: Contact, **fields: datetime | str | None) -> None:
    for name, value in fields.items():
        setattr(contact, name, value)
    contact.save(update_fields=[*fields, "updated_at"])
