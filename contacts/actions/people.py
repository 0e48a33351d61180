"""Making a contact, putting one aside and taking it back; its tags and organization."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Lower

from accounts.models import User
from contacts.actions.progress import record_progress
from contacts.importing import normal
from contacts.models import Contact, ContactTag, Organization, OrganizationAlias, Tag

Named = TypeVar("Named", Organization, OrganizationAlias, Tag)


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


def set_favourite(contact: Contact, *, on: bool) -> None:
    """Mark as one of the user's favourites, or not any more."""
    _set(contact, is_favourite=on)


@transaction.atomic
def set_cadence(contact: Contact, *, cadence: str) -> None:
    """How often to be in touch from now on, one of Contact.Cadence; the next step follows."""
    _set(contact, cadence=cadence)
    record_progress(contact)


@transaction.atomic
def put_off_touch(contact: Contact, *, on: date | None) -> None:
    """Not now: keeping in touch is due one interval after that day. None takes it back."""
    _set(contact, put_off_on=on)
    record_progress(contact)


@transaction.atomic
def set_introducer(contact: Contact, *, introducer: Contact | None) -> None:
    """Say through whom the user comes to `contact`, or that it is nobody; the next step may follow."""
    _set(contact, introducer=introducer)
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
    """The owner's organization of that name or alias, made if need be, capitals aside; None for no name."""
    if not normal.clean(name):
        return None
    rows = Organization.objects.filter(owner=owner)
    aliases = OrganizationAlias.objects.filter(owner=owner).select_related("organization")
    if _same(rows, name) is None and (alias := _same(aliases, name)) is not None:
        return alias.organization
    return _named(rows, owner, name)


def set_organization(contact: Contact, *, organization: Organization | None) -> None:
    """Say which organization the contact is with, as a correction; a new job is `jobs.change_job`'s."""
    _set(contact, organization=organization)


def set_role(contact: Contact, *, role: str) -> None:
    """What the person does; it was always so, and no past job is made of what stood there."""
    _set(contact, role=role)


def tag_named(owner: User, name: str) -> Tag | None:
    """The owner's tag of that name, made if need be; capitals make no difference; None for no name."""
    return _named(Tag.objects.filter(owner=owner), owner, name)


def _named(rows: QuerySet[Named], owner: User, name: str) -> Named | None:
    name = normal.clean(name)
    if not name:
        return None
    if (found := _same(rows, name)) is None:
        # Another request may make it at the same moment; the unique constraint decides, and both get that one.
        rows.model.objects.bulk_create([rows.model(owner=owner, name=name)], ignore_conflicts=True)
        found = _same(rows, name)
    return found


def _same(rows: QuerySet[Named], name: str) -> Named | None:
    return rows.alias(lower=Lower("name")).filter(lower=Lower(Value(normal.clean(name)))).first()


def _set(contact: Contact, **fields: datetime | date | str | bool | Contact | Organization | None) -> None:
    for name, value in fields.items():
        setattr(contact, name, value)
    contact.save(update_fields=[*fields, "updated_at"])
