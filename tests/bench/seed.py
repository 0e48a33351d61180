"""A large installation from one seed, by COPY: three owners who are measured, and 200 others beside them."""

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import psycopg
from django.db import models

from accounts.models import User
from contacts.models import Channel, Contact, ContactTag, Interaction, InteractionPerson, Organization, Tag
from tests.bench.words import ENDINGS, GIVEN, RARE, STEMS, VOCABULARY

SIZES = (1_000, 10_000, 100_000)
OTHERS, PEOPLE_OF_OTHERS = 200, 5_000
ENTRIES, TAGS, PER_ORGANIZATION, BLOCK = 5, 20, 50, 5_000
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


class Table:
    """Rows of one model on their way into its table; what is not given has the model's default."""

    def __init__(self, model: type[models.Model], *varying: str) -> None:
        # Postgres gives the columns that have a default of its own.
        fields = [
            field
            for field in model._meta.concrete_fields
            if not field.generated and (field.column in varying or field.db_default is models.NOT_PROVIDED)
        ]
        self.model, self.columns = model, ", ".join(f'"{field.column}"' for field in fields)
        cells = ["%s" if field.column in varying else _default(field) for field in fields]
        self.template = "\t".join(cells) + "\n"
        order = [field.column for field in fields if field.column in varying]
        assert order == list(varying), f"{model.__name__}: give the columns as {order}"
        self.rows = 0

    def fill(self, wire: psycopg.Connection, rows: Iterable[tuple[Any, ...]]) -> None:
        """Copy `rows`, each a tuple of the varying columns."""
        statement = f'COPY "{self.model._meta.db_table}" ({self.columns}) FROM STDIN'
        lines = (self.template % row for row in rows)
        with wire.cursor().copy(statement.encode()) as copy:
            while block := list(islice(lines, BLOCK)):
                copy.write("".join(block))
                self.rows += len(block)


def seed(database_url: str, *, sizes: Iterable[int] = SIZES, others: int = OTHERS) -> list[User]:
    """Fill an empty, migrated database; returns the owners who are measured, in the order of `sizes`."""
    measured = [User.objects.create_user(f"owner{size}@example.org", is_staff=True) for size in sizes]
    beside = [User.objects.create_user(f"beside{number}@example.org") for number in range(others)]
    owners = [*zip((user.pk for user in measured), sizes, strict=True)]
    owners += [(user.pk, PEOPLE_OF_OTHERS) for user in beside]
    with psycopg.connect(database_url, autocommit=True) as wire:
        # The rows are right by construction; checking eleven million keys is not what is measured.
        wire.execute("SET session_replication_role = replica; SET maintenance_work_mem = '1GB'")
        indexes = _without_indexes(wire)
        _copy_all(wire, owners)
        for statement in indexes:
            wire.execute(statement.encode())
        wire.execute("VACUUM ANALYZE")
    return measured


def _copy_all(wire: psycopg.Connection, owners: list[tuple[int, int]]) -> None:
    dice = random.Random(20261122)
    Table(Organization, "id", "owner_id", "name").fill(wire, _organizations(owners))
    Table(Tag, "id", "owner_id", "name").fill(
        wire, ((owner * 100 + number, owner, f"tag {number}") for owner, _ in owners for number in range(TAGS))
    )
    contacts = Table(
        Contact,
        *("id", "owner_id", "display_name", "given_name", "family_name", "organization_id", "role", "warmth"),
        *("stage", "told_step", "told_due_at", "next_step", "next_step_due_at", "waiting_since"),
        *("last_touch_at", "has_email", "created_at"),
    )
    contacts.fill(wire, _contacts(owners, dice))
    Table(Channel, "id", "owner_id", "contact_id", "kind", "value", "normal").fill(wire, _channels(owners))
    Table(ContactTag, "id", "owner_id", "contact_id", "tag_id").fill(
        wire, ((at, owner, at, owner * 100 + at % TAGS) for at, owner, _ in _people(owners))
    )
    Table(Interaction, "id", "owner_id", "kind", "happened_at", "title", "body", "is_touch").fill(
        wire, _entries(owners, dice)
    )
    Table(InteractionPerson, "id", "owner_id", "interaction_id", "contact_id").fill(
        wire,
        (
            (at * ENTRIES + number, owner, at * ENTRIES + number, at)
            for at, owner, _ in _people(owners)
            for number in range(ENTRIES)
        ),
    )
    for model in (Organization, Tag, Contact, Channel, ContactTag, Interaction, InteractionPerson):
        table = model._meta.db_table
        last = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"  # noqa: S608  our own
        wire.execute(last.encode())


def _people(owners: list[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """(id, owner, number within the owner) of everyone."""
    at = 0
    for owner, size in owners:
        for number in range(size):
            at += 1
            yield at, owner, number


def _organizations(owners: list[tuple[int, int]]) -> Iterator[tuple[Any, ...]]:
    for owner, size in owners:
        for number in range(size // PER_ORGANIZATION):
            name = f"{STEMS[number % 20]}{ENDINGS[number // 20 % 24]} {('Energy', 'Health', 'School')[number % 3]}"
            yield owner * 10_000 + number, owner, f"{name} {number}"


def _contacts(owners: list[tuple[int, int]], dice: random.Random) -> Iterator[tuple[Any, ...]]:
    size_of = dict(owners)
    for at, owner, number in _people(owners):
        given = dice.choice(GIVEN)
        family = dice.choice(STEMS) + dice.choice(ENDINGS) + ("" if number % 7 else f"-{dice.choice(STEMS)}")
        stage, step = "", ""
        due: datetime | str = "\\N"
        waiting: datetime | str = "\\N"
        if number % 20 == 0:
            stage, step, due = "requested", "nudge", NOW + timedelta(days=number % 9 - 3)
            waiting = NOW - timedelta(days=number % 12)
        elif number % 500 == 1:
            stage, step, due = "held", "thank", NOW + timedelta(hours=number % 30 - 6)
        employer = owner * 10_000 + number % (size_of[owner] // PER_ORGANIZATION)
        touched, has_email = NOW - timedelta(days=number % 700, minutes=at % 1000), number % 10 != 9
        yield (
            *(at, owner, f"{given} {family}", given, family, employer, f"{dice.choice(VOCABULARY)} analyst"),
            *(("", "new", "acquainted", "warm", "close")[number % 5], stage, step, due, step, due, waiting),
            *(touched, has_email, NOW - timedelta(days=number % 1000)),
        )


def _channels(owners: list[tuple[int, int]]) -> Iterator[tuple[Any, ...]]:
    for at, owner, number in _people(owners):
        if number % 10 != 9:
            yield 2 * at, owner, at, "email", f"Person.{at}@example.org", f"person.{at}@example.org"
        if number % 2:
            yield 2 * at + 1, owner, at, "phone", f"070-{at:09}", f"+4670{at:09}"


def _entries(owners: list[tuple[int, int]], dice: random.Random) -> Iterator[tuple[Any, ...]]:
    kinds = ("note", "call", "meeting", "mail", "message")
    words = [" ".join(dice.choices(VOCABULARY, k=12)) for _ in range(20_000)]
    for at, owner, number in _people(owners):
        for entry in range(ENTRIES):
            serial = at * ENTRIES + entry
            happened = NOW - timedelta(days=number % 700 + entry * 40, minutes=at % 1000)
            body = words[serial % 20_000] + (f" {RARE}" if serial % 1000 == 0 else "")
            yield serial, owner, kinds[entry], happened, f"Entry {entry}", body, "ft"[entry > 0]


def _without_indexes(wire: psycopg.Connection) -> list[str]:
    """Drop what is only there for reading; returns the statements that make it again."""
    found = wire.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " JOIN pg_class ON pg_class.oid = indrelid WHERE relname LIKE 'contacts\\_%' AND NOT indisprimary"
        " AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)"
    ).fetchall()
    for name, _ in found:
        wire.execute(f"DROP INDEX {name}".encode())
    return [statement for _, statement in found]


def _default(field: Any) -> str:
    if isinstance(field, models.DateTimeField) and (field.auto_now or field.auto_now_add):
        return str(NOW)
    value = field.get_default()
    if value is None:
        return "\\N"
    return "{}" if value == [] else {True: "t", False: "f"}.get(value, str(value)) if value != 0 else str(value)
