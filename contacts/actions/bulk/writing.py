"""Writes many rows of a table, each with values of its own, in one statement."""

from collections.abc import Mapping
from typing import Any

from django.db import connection, models


def write_rows(model: type[models.Model], rows: Mapping[int, Mapping[str, Any]]) -> None:
    """Write `rows`: by id the new values by column, the same columns for each.

    Django's bulk_update writes a CASE for each value, ten times slower.
    """
    if not rows:
        return
    columns = list(next(iter(rows.values())))
    fields = {field.name: field for field in model._meta.concrete_fields}
    arrays = [list(rows), *([row[column] for row in rows.values()] for column in columns)]
    types = ["bigint", *(fields[column].db_type(connection) for column in columns)]
    names = ", ".join(["id", *(f"v{n}" for n in range(len(columns)))])
    new = ", ".join(f'"{fields[column].column}" = new.v{n}' for n, column in enumerate(columns))
    given = ", ".join(f"%s::{kind}[]" for kind in types)
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{model._meta.db_table}" AS old SET {new} FROM unnest({given}) AS new ({names})'  # noqa: S608
            " WHERE old.id = new.id",
            arrays,
        )
