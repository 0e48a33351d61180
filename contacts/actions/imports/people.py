"""Whom a row may be about: people of the database with all that hangs on them, and people further up in the file."""

from collections.abc import Collection, Iterator
from copy import copy
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

from django.db import models

from contacts.actions.imports.introducers import Said
from contacts.actions.imports.keys import Way, key_of
from contacts.models import Contact, ImportRow, Organization

PastJobKey = tuple[int | str | None, str, date | None, date | None]


@dataclass(slots=True, eq=False)
class Candidate:
    """Somebody whom a row may be about; `rows` are the numbers of the rows of the file that are about them."""

    name: str  # without regard to capitals
    profiles: set[str]
    number: int | None = None  # of the contact, None for whom the database does not know yet
    rows: tuple[int, ...] = ()
    is_before: bool = False  # known before this import
    is_trashed: bool = False
    uids: Collection[str] = ()  # by which files and we call them


@dataclass(slots=True, eq=False)
class Person(Candidate):
    """A contact with what hangs on it, as rows change it; what is written of it in the end."""

    contact: Contact = field(default_factory=Contact)
    ways: set[Way] = field(default_factory=set)
    preferred: set[str] = field(default_factory=set)  # kinds of channel of which one is
    tags: set[str] = field(default_factory=set)  # names in lower case, as paths
    paths: set[str] = field(default_factory=set)
    properties: set[str] = field(default_factory=set)
    addresses: set[tuple[str, ...]] = field(default_factory=set)
    has_preferred_address: bool = False
    past_jobs: set[PastJobKey] = field(default_factory=set)
    uids: set[str] = field(default_factory=set)
    lines: bytes | None = None
    entries: set[str] = field(default_factory=set)  # uids
    touches: list[datetime] = field(default_factory=list)  # new ones
    employer: Organization | None = None  # a new one has no id yet
    is_new: bool = False
    first: ImportRow | None = None  # the first row that changed them in this chunk
    changes: int = 0  # in this chunk
    before: dict[str, Any] = field(default_factory=dict)  # by column, as it was before this chunk
    lines_before: bytes | None = None
    made: list[models.Model] = field(default_factory=list)
    must_settle: bool = False
    left: str = ""  # the job that is over, as a row says
    said_who: list[Said] = field(default_factory=list)  # who introduced them, as each row says that does

    def set(self, column: str, value: Any) -> None:
        """Write a column (by attribute), and keep what it was."""
        was = getattr(self.contact, column)
        if was != value:
            self.changes += 1
            self.before.setdefault(column, was)
            setattr(self.contact, column, value)

    def employ(self, employer: Organization | None) -> None:
        """Write the organization, which may have no id yet."""
        self.changes += 1
        self.before.setdefault("organization_id", self.contact.organization_id)
        self.employer = employer

    def hang(self, row: models.Model) -> None:
        """Something new hangs on the contact."""
        self.changes += 1
        self.made.append(row)

    def forget_changes(self) -> None:
        """Forget what rows have changed, of somebody who is never written."""
        self.before, self.made, self.lines_before, self.left = {}, [], None, ""

    def copy(self) -> "Person":
        """The same person, to be changed without a trace."""
        twin = copy(self)
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, set | list | dict | Contact):
                setattr(twin, one.name, copy(value))
        return twin

    def known_by(self) -> Iterator[str]:
        """By what rows find them."""
        for uid in self.uids:
            yield key_of("uid", uid)
        for kind, same in self.ways:
            yield key_of(kind, same)
        yield key_of("name", self.name)


def person_of(contact: Contact) -> Person:
    """A contact of the database, with nothing on it yet."""
    return Person(
        name=contact.display_name.casefold(),
        profiles=set(),
        number=contact.pk,
        contact=contact,
        is_trashed=contact.trashed_at is not None,
        is_before=True,
        uids={contact.uid},
    )
