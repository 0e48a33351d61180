"""How a row of the database is known to be as the import left it, and how columns are kept as JSON."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import md5
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.expressions import DatabaseDefault

from contacts.models import ImportRow

Did = dict[str, Any]
There = dict[str, dict[int, Any]]  # rows by model and number
Numbered = tuple[str, int]  # a model and a number; the number alone may be that of a row in each table


def print_of(row: models.Model) -> str:
    """A digest of what the row says; what it does not say counts for nothing, as in columns that come later.

    Neither does what such a column says of rows that are older than it.
    """
    said = []
    for field in row._meta.concrete_fields:
        value = None if field.generated else getattr(row, field.attname)
        if isinstance(value, DatabaseDefault):
            value = field.db_default  # of a row that was only just made
        if value not in (None, "", False, []) and not (field.has_db_default() and value == field.db_default):
            said.append(f"{field.attname}={plain(value)}")
    return md5("\x1f".join(said).encode("utf-8", "replace"), usedforsecurity=False).hexdigest()


def plain(value: Any) -> str:
    """A value as text, the same whether it was read from the database or is about to be written."""
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(to_json(value))


def to_json(value: Any) -> Any:
    """A column's value as JSON has it; an instant in UTC, to the microsecond."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def there(made: Iterable[dict[str, Any]]) -> There:
    """What is there of the rows that the import made (numbers by model), by model and number."""
    asked: dict[str, list[int]] = {}
    for one in made:
        by_label = one.get("entries", {}) if "new" in one or "old" in one else one
        for label, pks in by_label.items():
            asked.setdefault(label, []).extend(map(int, pks))
    return {label: apps.get_model(label)._default_manager.in_bulk(pks) for label, pks in asked.items()}


def edited(did: Did, name: str, found: There) -> set[Numbered]:
    """Those that came with a row and are not as the import left them."""
    return {
        (label, int(pk))
        for label, prints in did.get(name, {}).items()
        for pk, kept in prints.items()
        if (one := found[label].get(int(pk))) is None or print_of(one) != kept
    }


def keep(row: ImportRow, **left: Any) -> None:
    """Note what stays of what a row did, so that a later Undo can take it back; of nothing no note is taken."""
    if some := {name: value for name, value in left.items() if value}:
        row.did = row.did or {}
        row.did.setdefault("kept", {}).update(some)
