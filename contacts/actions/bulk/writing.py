"""Writes many rows of a table, each with values of its own, in one statement."""

import json
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any

from django.db import connection, models

SMALL_TABLE = 16 * 1024  # bytes


def write_rows(model: type[models.Model], rows: Mapping[int, Mapping[str, Any]]) -> None:
    """Write `rows`: by id the new values by column or the name of its field, the same columns for each.

    Django's bulk_update writes a CASE for each value, ten times slower.
    """
    if not rows:
        return
    columns = list(next(iter(rows.values())))
    fields = {name: field for field in model._meta.concrete_fields for name in (field.name, field.column)}
    arrays = [list(rows), *([_plain(row[column]) for row in rows.values()] for column in columns)]
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


def number_rows(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Give new rows their ids before they are written, so that others can point at them."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
        cursor.execute("SELECT nextval(%s::regclass) FROM generate_series(1, %s)", [*cursor.fetchone(), len(rows)])
        for row, (pk,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = pk


def insert_rows(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Write new rows as they are, with all columns, no default set and no instant put in; the fastest way there is.

    Raises IntegrityError where one of them may not be; then none is written.
    """
    if not rows:
        return
    if rows[0].pk is None:
        number_rows(model, rows)
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    names = ", ".join(f'"{field.column}"' for field in fields)
    get = attrgetter(*(field.attname for field in fields))
    command = f'COPY "{model._meta.db_table}" ({names}) FROM STDIN'
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(command) as copy:
        for row in rows:
            copy.write_row([_plain(value) for value in get(row)])


def gather_statistics() -> None:
    """Tell Postgres how large our tables are, where one has grown much since it last looked; at the end of a chunk.

    In a new installation it takes them for empty, and checks each new row's foreign keys, as the chunk is committed, by
    reading all of the owner's rows: an import of 20,000 people took 3.6 ms of it for each. Autovacuum looks only once a
    minute.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
            " AND relname LIKE 'contacts\\_%%' AND pg_relation_size(oid) > greatest(%s, 4 * 8192 * relpages::bigint)"
            " ORDER BY relname",
            [SMALL_TABLE],
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'ANALYZE "{table}"')


def _plain(value: Any) -> Any:
    """As the driver takes it: an object of JSON is its text."""
    return json.dumps(value) if isinstance(value, dict) else value
