"""How to reach a contact: channels, postal addresses, and the column that says whether an e-mail address is known."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db import transaction

from contacts.importing import normal
from contacts.models import Channel, Contact, PostalAddress

FIELDS: dict[str, tuple[str, ...]] = {  # where people write channels, and of what kinds; the last is the plain one
    "emails": (Channel.Kind.EMAIL,),
    "phones": (Channel.Kind.PHONE,),
    "links": (Channel.Kind.LINKEDIN, Channel.Kind.LINK),
}
PARTS = ("street", "postcode", "locality", "region", "country")


class Entry(NamedTuple):
    """A channel as somebody writes it."""

    value: str
    label: str = ""
    is_preferred: bool = False


class LinkedInTakenError(ValueError):
    """Another contact of the same owner has that LinkedIn profile; `contact` is the other one."""

    def __init__(self, contact: Contact) -> None:
        super().__init__(f"“{contact}” already has this LinkedIn profile.")
        self.contact = contact


def normal_form(kind: str, value: str, *, region: str = "") -> str:
    """What two values of `kind` are compared by; `region` is where phone numbers without a country code are from."""
    if kind == Channel.Kind.PHONE:
        return normal.phone(value, region)
    forms = {
        Channel.Kind.EMAIL: normal.email,
        Channel.Kind.LINKEDIN: normal.linkedin_slug,
        Channel.Kind.LINK: normal.link,
    }
    return forms[Channel.Kind(kind)](value)


def save_channels(contact: Contact, *, kind: str, entries: Iterable[tuple[str, str, bool]]) -> None:
    """Make `entries` (value, label, preferred) the contact's channels of `kind`; new ones follow those that stay.

    Entries with the same normal form are one; of several that are preferred the first is. Raises LinkedInTakenError.
    """
    wanted: dict[str, Entry] = {}
    for value, label, is_preferred in entries:
        if key := normal_form(kind, value, region=contact.owner.region):
            first = is_preferred and not any(entry.is_preferred for entry in wanted.values())
            wanted.setdefault(key, Entry(normal.clean(value), normal.clean(label), first))
    if kind == Channel.Kind.LINKEDIN:
        refuse_taken(contact, wanted)
    write_channels(contact, kind=kind, wanted=wanted)
    if kind == Channel.Kind.EMAIL:
        keep_has_email(contact, has_email=bool(wanted))


@transaction.atomic(savepoint=False)
def write_channels(contact: Contact, *, kind: str, wanted: Mapping[str, Entry]) -> None:
    """Make `wanted`, by normal form, the channels of `kind`; only what differs is written."""
    there = {channel.normal: channel for channel in contact.channels.all() if channel.kind == kind}
    if gone := [channel.pk for key, channel in there.items() if key not in wanted]:
        contact.channels.filter(pk__in=gone).delete()
    new: list[Channel] = []
    changed: list[Channel] = []
    for key, entry in wanted.items():
        channel = there.get(key) or Channel(owner_id=contact.owner_id, contact=contact, kind=kind, normal=key)
        if (channel.value, channel.label, channel.is_preferred) != entry:
            channel.value, channel.label, channel.is_preferred = entry
            (changed if channel.pk else new).append(channel)
    for channel in sorted(changed, key=lambda one: one.is_preferred):  # never two preferred ones, not for a moment
        channel.save(update_fields=["value", "label", "is_preferred"])
    Channel.objects.bulk_create(new)
    if gone or new:
        forget(contact)


def save_links(contact: Contact, *, entries: Iterable[tuple[str, str, bool]]) -> None:
    """Make `entries` the contact's links; those that name a LinkedIn profile are kept as such."""
    profiles: list[tuple[str, str, bool]] = []
    links: list[tuple[str, str, bool]] = []
    for entry in entries:
        (profiles if normal.linkedin_slug(entry[0]) else links).append(entry)
    save_channels(contact, kind=Channel.Kind.LINKEDIN, entries=profiles)
    save_channels(contact, kind=Channel.Kind.LINK, entries=links)


def refuse_taken(contact: Contact, slugs: Iterable[str]) -> None:
    """Raise LinkedInTakenError if another contact of the same owner, even one in the trash, has one of the slugs."""
    if not (asked := [*filter(None, slugs)]):
        return
    linkedin = Channel.objects.filter(owner_id=contact.owner_id, kind=Channel.Kind.LINKEDIN, normal__in=asked)
    taken = linkedin.exclude(contact_id=contact.pk).select_related("contact").first()
    if taken is not None:
        raise LinkedInTakenError(taken.contact)


@transaction.atomic(savepoint=False)
def save_addresses(contact: Contact, *, entries: Iterable[Mapping[str, str | bool]]) -> None:
    """Make `entries`, by the names of PostalAddress's columns, the contact's postal addresses in that order."""
    wanted: list[PostalAddress] = []
    for entry in entries:
        parts = {name: normal.clean(str(entry.get(name, ""))) for name in (*PARTS, "label")}
        if not any(parts[name] for name in PARTS):
            continue
        first = bool(entry.get("is_preferred")) and not any(one.is_preferred for one in wanted)
        wanted.append(PostalAddress(owner_id=contact.owner_id, contact=contact, is_preferred=first, **parts))
    there = list(contact.addresses.all())
    if [address_parts(one) for one in there] == [address_parts(one) for one in wanted]:
        return
    contact.addresses.all().delete()
    PostalAddress.objects.bulk_create(wanted)
    forget(contact)


def address_parts(address: PostalAddress) -> dict[str, str | bool]:
    """The address by column."""
    return {name: getattr(address, name) for name in (*PARTS, "label", "is_preferred")}


def keep_has_email(contact: Contact, *, has_email: bool | None = None) -> None:
    """Write whether there is an e-mail address, on the row and on the object; None looks."""
    if has_email is None:
        has_email = contact.channels.filter(kind=Channel.Kind.EMAIL).exists()
        contact.refresh_from_db(fields=["has_email"])
    if contact.has_email != has_email:
        contact.has_email = has_email
        contact.save(update_fields=["has_email"])


def forget(contact: Contact) -> None:
    """Read what hangs on the contact anew next time."""
    getattr(contact, "_prefetched_objects_cache", {}).clear()
