"""How a row of the database is known to be as the import left it, and how columns are kept as JSON."""

from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import md5
from typing import Any

from django.db import models
from django.db.models.expressions import DatabaseDefault

Did = dict[str, Any]


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
