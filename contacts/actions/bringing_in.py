"""Rows of a file become contacts, or add to those that are there; the same file twice changes nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Prefetch

from accounts.models import User
from contacts.actions.jobs import change_job
from contacts.actions.people import add_tags, organization_named, tag_named
from contacts.actions.reach import forget, keep_has_email
from contacts.importing import normal
from contacts.importing.rows import Row
from contacts.models import Channel, Contact, Organization

CHUNK = 500  # rows in one transaction
# Mailboxes that several people read: there the address alone does not say who it is.
SHARED = {"admin", "contact", "hello", "hi", "info", "jobs", "kontakt", "mail", "office", "sales", "support", "team"}
COLUMNS = {"role": 200, "how_met": 300, "birthday": 10}  # and how long they may be
COLUMNS |= {"given_name": 100, "middle_name": 100, "family_name": 100, "nickname": 100}
COLUMNS |= {"name_prefix": 60, "name_suffix": 60}
Key = tuple[str, str]  # kind and normal form of a channel
SAID = "said"  # the kind of key of a person without any channel
CERTAIN: dict[str, int] = {
    Channel.Kind.LINKEDIN: 0,
    Channel.Kind.EMAIL: 1,
    Channel.Kind.PHONE: 2,
}  # which key is asked first


@dataclass
class BroughtIn:
    """How many rows made a contact, changed one, changed nothing, or met one that is in the trash."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0


def import_rows(owner: User, rows: Sequence[Row], *, now: datetime) -> BroughtIn:
    """Bring `rows` in, CHUNK at a time.

    A row is the contact with the same LinkedIn profile, else the same e-mail address, else the same phone number
    or link and name; a name alone never says so. Nothing that is known is erased; a new job is kept, with the old
    one on the timeline.
    """
    brought = BroughtIn()
    for at in range(0, len(rows), CHUNK):
        with transaction.atomic():
            # Two imports of the same user wait for each other, so that neither makes what the other is making.
            User.objects.select_for_update(no_key=True).get(pk=owner.pk)
            known = Known(owner, rows[at : at + CHUNK])
            for row in rows[at : at + CHUNK]:
                outcome = bring_in(fit(row), known, now=now)
                setattr(brought, outcome, getattr(brought, outcome) + 1)
    return brought


class Known:
    """The owner's contacts that rows may be about, found by their channels."""

    def __init__(self, owner: User, rows: Iterable[Row]) -> None:
        self.owner = owner
        self.organizations: dict[str, Organization | None] = {}
        keys = {key for row in rows for key in self.channels(row)}
        self.by_key: dict[Key, list[Contact]] = {}
        people = Contact.objects.select_related("organization").prefetch_related("channels", "tags")
        reached = Channel.objects.filter(owner=owner, normal__in={value for _, value in keys}).order_by("contact_id")
        for channel in reached.prefetch_related(Prefetch("contact", people)):
            self.add(channel.contact, (channel.kind, channel.normal))
        names = {row.display_name for row in rows if not self.channels(row)}
        for contact in people.filter(owner=owner, display_name__in=names, channels=None).order_by("pk"):
            self.add(contact, said(contact.display_name, contact.job))

    def add(self, contact: Contact, *keys: Key) -> None:
        """Know `contact` by `keys`, too."""
        for key in keys:
            self.by_key.setdefault(key, []).append(contact)

    def organization(self, name: str) -> Organization | None:
        """The owner's organization of that name, made if need be."""
        if name not in self.organizations:
            self.organizations[name] = organization_named(self.owner, name)
        return self.organizations[name]

    def find(self, row: Row) -> Contact | None:
        """The contact that the row is about."""
        keys = sorted(self.identities(row), key=lambda key: CERTAIN.get(key[0], len(CERTAIN)))
        return next((found[0] for key in keys if (found := self.candidates(row, key))), None)

    def candidates(self, row: Row, key: Key) -> list[Contact]:
        """Who has `key` and may be the person of the row; what several people may share needs the same name, too."""
        kind, value = key
        found = self.by_key.get(key, [])
        if kind in {Channel.Kind.LINKEDIN, SAID}:
            return found
        # Two profiles are two people, whatever else they share.
        slugs = {same for kind, same in self.channels(row) if kind == Channel.Kind.LINKEDIN}
        found = [c for c in found if not slugs or not (theirs := profiles(c)) or slugs & theirs]
        if kind == Channel.Kind.EMAIL and len(found) == 1 and value.partition("@")[0] not in SHARED:
            return found
        return [c for c in found if c.display_name.casefold() == row.display_name.casefold()]

    def identities(self, row: Row) -> list[Key]:
        """By what the row's person is known: their channels, or if there are none, all that the row says of them."""
        keys = list(self.channels(row))
        return keys or [said(row.display_name, ", ".join(filter(None, (row.role, row.organization_name))))]

    def channels(self, row: Row) -> dict[Key, str]:
        """What the row says of how to reach the person: the value as written, by kind and normal form."""
        found: dict[Key, str] = {}
        for url in row.links:
            slug = normal.linkedin_slug(url)
            found.setdefault(("linkedin", slug) if slug else ("link", normal.link(url)), url)
        for address in row.emails:
            found.setdefault(("email", normal.email(address)), address)
        for number in row.phones:
            found.setdefault(("phone", normal.phone(number, self.owner.region)), number)
        return {key: value for key, value in found.items() if key[1]}


def said(name: str, job: str) -> Key:
    """The key of a person of whom only this is known, so that the same file twice does not double them."""
    return SAID, f"{name}\n{job}".casefold()


def profiles(contact: Contact) -> set[str]:
    """The slugs of the contact's LinkedIn profiles."""
    return {channel.normal for channel in contact.channels.all() if channel.kind == Channel.Kind.LINKEDIN}


def bring_in(row: Row, known: Known, *, now: datetime) -> str:
    """Make or change the contact that the row is about; the name of the count in BroughtIn that it adds to."""
    contact = known.find(row)
    if contact is None:
        known.add(create(row, known), *known.identities(row))
        return "new"
    if contact.trashed_at is not None:
        return "skipped"
    reached, tagged = add_channels(contact, row, known), add_new_tags(contact, row, known.owner)
    known.add(contact, *reached)
    changed = fill(contact, row, known)
    moved = has_new_job(contact, row, known, now=now)
    return "updated" if reached or tagged or changed or moved else "unchanged"


def create(row: Row, known: Known) -> Contact:
    """A new contact; a connection made long ago is no touch, so nothing is asked yet."""
    columns = {name: getattr(row, name) for name in (*COLUMNS, "display_name", "notes")}
    organization = known.organization(row.organization_name)
    has_email = any(kind == Channel.Kind.EMAIL for kind, _ in known.channels(row))
    contact = Contact.objects.create(owner=known.owner, organization=organization, has_email=has_email, **columns)
    add_channels(contact, row, known, is_new=True)
    add_new_tags(contact, row, known.owner)
    return contact


def fill(contact: Contact, row: Row, known: Known) -> bool:
    """Write what the row says and the contact does not; notes are added to, once."""
    before = {name: getattr(contact, name) for name in (*COLUMNS, "notes")}
    organization = None if contact.organization else known.organization(row.organization_name)
    for name in COLUMNS:
        setattr(contact, name, getattr(contact, name) or getattr(row, name))
    if row.notes not in contact.notes:
        contact.notes = "\n\n".join(filter(None, (contact.notes, row.notes)))
    contact.organization = contact.organization or organization
    changed = organization is not None or any(getattr(contact, name) != value for name, value in before.items())
    if changed:
        contact.save()
    return changed


def has_new_job(contact: Contact, row: Row, known: Known, *, now: datetime) -> bool:
    """Whether the row names another role or organization; since when, no file says."""
    role = row.role or contact.role
    organization = known.organization(row.organization_name) or contact.organization
    if (role, organization) == (contact.role, contact.organization):
        return False
    change_job(contact, role=role, organization=organization, started_on=None, now=now)
    return True


def add_channels(contact: Contact, row: Row, known: Known, *, is_new: bool = False) -> list[Key]:
    """Add the ways to reach the person that are not there yet; which those are."""
    kept = [] if is_new else list(contact.channels.all())
    there = {(channel.kind, channel.normal) for channel in kept}
    # Numbers from before the user named their country are the same ones still.
    phones = [channel.value for channel in kept if channel.kind == Channel.Kind.PHONE]
    there |= {(Channel.Kind.PHONE.value, normal.phone(value, known.owner.region)) for value in phones}
    # A profile that belongs to someone else stays there.
    there |= {key for key in known.by_key if key[0] == Channel.Kind.LINKEDIN}
    has_preferred = {channel.kind for channel in kept if channel.is_preferred}
    new = {key: value for key, value in known.channels(row).items() if key not in there}
    made: list[Channel] = []
    for (kind, same), value in new.items():
        one = Channel(owner_id=contact.owner_id, contact=contact, kind=kind, normal=same, value=value)
        one.label, one.is_preferred = row.labels.get(value, ""), value in row.preferred and kind not in has_preferred
        has_preferred |= {kind} if one.is_preferred else set()
        made.append(one)
    Channel.objects.bulk_create(made, ignore_conflicts=True)
    if made:
        forget(contact)
    if any(kind == Channel.Kind.EMAIL for kind, _ in new):
        keep_has_email(contact, has_email=True)
    return list(new)


def add_new_tags(contact: Contact, row: Row, owner: User) -> bool:
    """Add the row's tags; whether one of them is new on the contact."""
    there = {tag.pk for tag in contact.tags.all()} if row.tags else set()
    tags = {tag.pk: tag for name in row.tags if (tag := tag_named(owner, name))}
    new = [tag for pk, tag in tags.items() if pk not in there]
    if new:
        add_tags(contact, tags=new)
        forget(contact)
    return bool(new)


def fit(row: Row) -> Row:
    """The row with every value as long as its column; what had to be cut is whole in the notes."""
    columns = {"display_name": 200, "organization_name": 200} | COLUMNS
    long = {name: value for name, size in columns.items() if len(value := getattr(row, name)) > size}
    kept = {name: tuple(v for v in getattr(row, name) if len(v) <= 500) for name in ("emails", "phones", "links")}
    kept["tags"] = tuple(tag for tag in row.tags if len(tag) <= 60)
    lost = [v for name, values in kept.items() for v in getattr(row, name) if v not in values]
    cut: dict[str, Any] = {name: value[: columns[name] - 1] + "…" for name, value in long.items()}
    notes = "\n\n".join(filter(None, (row.notes, *long.values(), *lost)))[:50_000]
    return replace(row, notes=notes, **cut | kept)
