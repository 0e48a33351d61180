"""What each verb does to a part of a change, and how that is undone.

What someone was before is an object of JSON, empty where the verb changed nothing about them. Undo asks first whether
they still are as the change left them: what the user has done since, by hand or by another change, is not overwritten.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from accounts.models import User
from contacts.actions.bulk.writing import write_rows
from contacts.actions.formats import FORMATS
from contacts.actions.imports.prints import to_json
from contacts.actions.own_table import property_ids
from contacts.actions.people import tag_named
from contacts.actions.progress import SETTLED, settle
from contacts.importing.normal import clean
from contacts.models import BulkChange, Contact, ContactTag, ExportPart, Tag
from contacts.querysets.people import ContactQuerySet

Before = dict[str, Any]
STEP = ("stage", "next_step", "snoozed_until")  # what Undo needs beside the column from which the next step follows
LONG = ("notes", "sort_name", "search_name")  # columns that no verb reads


class Verb(Protocol):
    """What a change may do to people."""

    def prepare(self, owner: User, value: str) -> str:
        """What the change keeps as its value. Raises ValueError, its words for the user."""

    def do(self, change: BulkChange, part: list[int], now: datetime) -> dict[int, Before]:
        """Do it to the contacts with these ids, in ascending order; what they were before."""

    def undo(self, change: BulkChange, befores: dict[int, Before], now: datetime) -> int:
        """Put the contacts back to what they were; how many of them it were."""


@dataclass(frozen=True)
class Column:
    """Sets the column `name` to what `target` says; with `settles` the next step follows from it."""

    name: str
    target: Callable[[Contact, BulkChange], Any]
    values: tuple[str, ...] = ()
    settles: bool = False

    def prepare(self, owner: User, value: str) -> str:
        """One of the values that there are."""
        if self.values and value not in self.values:
            raise ValueError(f"There is no {self.name} “{value}”.")
        return value

    def do(self, change: BulkChange, part: list[int], now: datetime) -> dict[int, Before]:
        """Set the column where it is another."""
        befores, rows = {}, {}
        kept = (self.name, *(STEP if self.settles else ()))
        for contact in held(change, part):
            target = self.target(contact, change)
            if target == getattr(contact, self.name):
                continue
            befores[contact.pk] = {name: to_json(getattr(contact, name)) for name in kept}
            setattr(contact, self.name, target)
            if self.settles:
                settle(contact)
            rows[contact.pk] = self.row(contact, now)
        write_rows(Contact, rows)
        return befores

    def undo(self, change: BulkChange, befores: dict[int, Before], now: datetime) -> int:
        """Set the column back where it still is what the change has set."""
        rows = {}
        for contact in held(change, list(befores)):
            before = from_json(befores[contact.pk])
            if getattr(contact, self.name) != self.target(before, change):
                continue
            setattr(contact, self.name, getattr(before, self.name))
            if self.settles:
                settle_back(contact, before)
            rows[contact.pk] = self.row(contact, now)
        write_rows(Contact, rows)
        return len(rows)

    def row(self, contact: Contact, now: datetime) -> dict[str, Any]:
        """What is written of the contact."""
        columns = (self.name, *(SETTLED if self.settles else ()))
        return {name: getattr(contact, name) for name in columns} | {"updated_at": now}


@dataclass(frozen=True)
class Tagging:
    """Puts a tag on, or takes it off."""

    puts_on: bool

    def prepare(self, owner: User, value: str) -> str:
        """The name of the tag, which is made if it is to be put on."""
        name = clean(value)
        tag = tag_named(owner, name) if self.puts_on else tag_called(owner, name)
        if tag is None:
            raise ValueError(f"There is no tag “{name}”.")
        return tag.name

    def do(self, change: BulkChange, part: list[int], now: datetime) -> dict[int, Before]:
        """Put it on those who lack it, or take it off those who have it."""
        name = change.value
        tag = tag_named(change.owner, name) if self.puts_on else tag_called(change.owner, name)
        return {pk: {"tag": tag.pk} for pk in turn(tag, change, part, on=self.puts_on)} if tag else {}

    def undo(self, change: BulkChange, befores: dict[int, Before], now: datetime) -> int:
        """The other way round for those alone; a tag that was deleted since stays so."""
        turned = 0
        for tag in Tag.objects.filter(owner=change.owner, pk__in={before["tag"] for before in befores.values()}):
            theirs = [pk for pk, before in befores.items() if before["tag"] == tag.pk]
            turned += len(turn(tag, change, theirs, on=not self.puts_on))
        return turned


class Exporting:
    """Writes a piece of the file."""

    def prepare(self, owner: User, value: str) -> str:
        """The code of the format, and the ids of the properties that have a column, the same in each piece."""
        if value not in FORMATS:
            raise ValueError(f"There is no format “{value}”.")
        return " ".join(map(str, [value, *property_ids(owner)]))

    def do(self, change: BulkChange, part: list[int], now: datetime) -> dict[int, Before]:
        """Append a piece; head and end of the file are added when it is read."""
        code, *properties = change.value.split()
        number = change.parts.count()
        pieces = FORMATS[code].people(change.owner, part, [int(pk) for pk in properties], not number)
        if content := b"".join(pieces):
            ExportPart.objects.create(owner=change.owner, change=change, number=number, content=content)
        return {}

    def undo(self, change: BulkChange, befores: dict[int, Before], now: datetime) -> int:
        """There is nothing to undo."""
        return 0


def locked(change: BulkChange, part: list[int]) -> ContactQuerySet:
    """The contacts with these ids, locked in the order of ids, as all who lock several do."""
    rows = Contact.objects.select_for_update(no_key=True)
    return rows.filter(owner=change.owner_id, pk__in=part).order_by("pk")


def held(change: BulkChange, part: list[int]) -> Iterator[Contact]:
    """The same, ready for their next step to be worked out."""
    for contact in locked(change, part).defer(*LONG):
        contact.owner = change.owner  # whose zone the cadence is counted in
        yield contact


def settle_back(contact: Contact, before: Contact) -> None:
    """Work out the next step anew; if it is what it was before, so is the snooze, unless there is another since."""
    snoozed_until = contact.snoozed_until or before.snoozed_until
    settle(contact)
    if (contact.stage, contact.next_step) == (before.stage, before.next_step):
        contact.snoozed_until = snoozed_until


def turn(tag: Tag, change: BulkChange, part: list[int], *, on: bool) -> list[int]:
    """Put the tag on those who lack it, or take it off those who have it; who they are."""
    there = list(locked(change, part).values_list("pk", flat=True))
    carried = ContactTag.objects.filter(tag=tag, contact__in=there)
    having = set(carried.values_list("contact_id", flat=True))
    if not on:
        carried.delete()
        return sorted(having)
    lacking = [pk for pk in there if pk not in having]
    rows = [ContactTag(owner_id=change.owner_id, contact_id=pk, tag=tag) for pk in lacking]
    ContactTag.objects.bulk_create(rows, ignore_conflicts=True)
    return lacking


def tag_called(owner: User, name: str) -> Tag | None:
    """The owner's tag of that name, capitals aside."""
    return Tag.objects.filter(owner=owner, name__iexact=name).first()


def from_json(before: Before) -> Contact:
    """The columns that `to_json` wrote, on a contact that is nobody."""
    fields: Any = {field.name: field for field in Contact._meta.concrete_fields}
    return Contact(**{name: fields[name].to_python(value) for name, value in before.items()})


VERBS: dict[str, Verb] = {
    BulkChange.Verb.TAG: Tagging(puts_on=True),
    BulkChange.Verb.UNTAG: Tagging(puts_on=False),
    BulkChange.Verb.CADENCE: Column("cadence", lambda _, change: change.value, tuple(Contact.Cadence), settles=True),
    BulkChange.Verb.WARMTH: Column("warmth", lambda _, change: change.value, tuple(Contact.Warmth)),
    BulkChange.Verb.ARCHIVE: Column("archived_at", lambda contact, change: contact.archived_at or change.created_at),
    BulkChange.Verb.TRASH: Column("trashed_at", lambda contact, change: contact.trashed_at or change.created_at),
    BulkChange.Verb.EXPORT: Exporting(),
}
