"""Rows as Postgres itself writes them down, to be put back exactly, and what hangs on a contact, by its relations."""

import json
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import Q

from accounts.ownership import Owned
from contacts.models import BulkPerson, Contact, ContactMerge, DuplicatePair, ImportRow, Undo

Row = dict[str, Any]  # a row of a table, by column
Link = tuple[type[models.Model], str]  # a model, and its column that holds the number of a contact
# What was done with a person, and nothing that is known of them.
STEPS: tuple[type[models.Model], ...] = (BulkPerson, ContactMerge, DuplicatePair, ImportRow, Undo)
# The columns of contacts that came after digests were first kept, and what each is (in JSON) where nothing is said;
# then it is left out of them, as it was before.
LATER = {
    **dict.fromkeys(("touch_on", "paused_until", "put_off_on"), "null"),
    "cadence_most": '""',
    "weekend": '""',
    "wants_birthday": "false",
}
# Those that moreover say nothing that other columns and rows do not say are never in them.
DERIVED = {"told_step", "told_due_at", "told_is_due"}
AS_TEXT = {"numeric", "float4", "float8", "jsonb"}  # a number that went through JSON and Python may be another


@cache
def pointing() -> tuple[Link, ...]:
    """Every column that points at a contact, that of the introducer too.

    They are found by walking the relations of the model, so that tables made later are among them.
    """
    relations: Iterable[Any] = Contact._meta.get_fields(include_hidden=True)
    found = {
        (relation.related_model, relation.field.column)
        for relation in relations
        if relation.auto_created and (relation.one_to_many or relation.one_to_one)
    }
    return tuple(sorted(found, key=lambda link: (link[0]._meta.label, link[1])))


@cache
def columns_of(model: type[models.Model]) -> dict[str, str]:
    """The columns of the model's table that are not worked out from others, each with its type."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname, typname FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid"
            " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
            [model._meta.db_table],
        )
        return dict(cursor.fetchall())


def freeze(model: type[models.Model], where: Q) -> list[Row]:
    """The rows of `model` that fulfil `where`, in the order of their keys, as JSON that `thaw` puts back exactly."""
    columns, table, key = columns_of(model), model._meta.db_table, model._meta.pk.column
    try:
        chosen, params = model._base_manager.filter(where).order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:  # one of no keys
        return []
    values = ", ".join(f'kept."{name}"{"::text" if kind in AS_TEXT else ""}' for name, kind in columns.items())
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT to_jsonb(row) FROM "{table}" AS kept, LATERAL (SELECT {values}) AS row ({quoted(columns)})'  # noqa: S608
            f' WHERE kept."{key}" IN ({chosen}) ORDER BY kept."{key}"',
            params,
        )
        return [json.loads(row) for (row,) in cursor]


def thaw(model: type[models.Model], rows: Sequence[Row]) -> list[Row]:
    """Write frozen rows as they were, anew or over what they have become; those that were written.

    What a row pointed at and is there no longer: the column is empty, or if it may not be, the row stays away.
    """
    if not (rows := living(model, rows)):
        return []
    columns = [name for name in columns_of(model) if name in rows[0]]
    values = [
        f"(one ->> '{name}')::jsonb" if columns_of(model)[name] == "jsonb" else f'row."{name}"' for name in columns
    ]
    table, key = model._meta.db_table, model._meta.pk.column
    names, new = quoted(columns), ", ".join(f'"{name}" = excluded."{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({names}) SELECT {", ".join(values)} FROM jsonb_array_elements(%s::jsonb) AS one,'  # noqa: S608
            f' jsonb_populate_record(NULL::"{table}", one) AS row ON CONFLICT ("{key}") DO UPDATE SET {new}',
            [json.dumps(rows)],
        )
    return rows


def living(model: type[models.Model], rows: Sequence[Row]) -> list[Row]:
    """The rows without links to what is there no longer."""
    kept = list(rows)
    for field in model._meta.concrete_fields:
        target = field.related_model
        if not kept or not isinstance(target, type) or not issubclass(target, Owned) or field.column not in kept[0]:
            continue
        asked = {row[field.column] for row in kept} - {None}
        there = set(target._base_manager.filter(pk__in=asked).values_list("pk", flat=True))
        there |= {row[target._meta.pk.attname] for row in rows} if target is model else set()
        lost = asked - there
        if field.null:
            kept = [row | {field.column: None} if row[field.column] in lost else row for row in kept]
        else:
            kept = [row for row in kept if row[field.column] not in lost]
    return kept


def ids_on(contacts: Collection[int]) -> dict[int, dict[Link, list[int]]]:
    """The ids of all rows that point at each of the contacts (ids), by the column that does; one statement for all."""
    parts = [
        f'SELECT {n}, "{column}", "{model._meta.pk.column}" FROM "{model._meta.db_table}" WHERE "{column}" = ANY(%s)'  # noqa: S608
        for n, (model, column) in enumerate(pointing())
    ]
    found: dict[int, dict[Link, list[int]]] = {contact: {} for contact in contacts}
    with connection.cursor() as cursor:
        cursor.execute(f"{' UNION ALL '.join(parts)} ORDER BY 1, 3", [list(contacts)] * len(parts))
        for n, contact, pk in cursor:
            found[contact].setdefault(pointing()[n], []).append(pk)
    return found


def digest_of(contacts: Collection[int]) -> dict[int, str]:
    """A digest of each of the contacts (ids) that are there: the row, and all that hangs on it but for STEPS.

    Whom they introduced does not count, and of an entry on the timeline only that they took part.
    """
    empty = ", ".join(f"CASE WHEN said -> '{name}' = '{none}' THEN '{name}' END" for name, none in LATER.items())
    derived = ", ".join(f"'{name}'" for name in sorted(DERIVED))
    parts = [
        f"SELECT id, '', (said - ARRAY[{derived}] - array_remove(ARRAY[{empty}], NULL))::text"  # noqa: S608
        " FROM contacts_contact AS kept, to_jsonb(kept) AS said WHERE id = ANY(%s)"
    ]
    for model, column in pointing():
        if model not in {*STEPS, Contact}:
            place, table = f"{model._meta.label} {column}", model._meta.db_table
            parts.append(
                f'SELECT "{column}", \'{place}\', to_jsonb(kept)::text FROM "{table}" AS kept'  # noqa: S608
                f' WHERE "{column}" = ANY(%s)'
            )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, md5(string_agg(place || md5(line), '' ORDER BY place, line))"  # noqa: S608
            f" FROM ({' UNION ALL '.join(parts)}) AS lines (id, place, line) GROUP BY id",
            [list(contacts)] * len(parts),
        )
        return dict(cursor.fetchall())


def quoted(columns: Iterable[str]) -> str:
    """The columns as SQL names them."""
    return ", ".join(f'"{name}"' for name in columns)
