"""How many rows several queries have, in one statement and never past a limit, so that no list waits for a number."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet, Value

MOST = 999  # what is more is "999+"


def count_capped(found: Sequence[QuerySet]) -> list[str]:
    """Of each of `found` how many there are, in words for the screen: a number, or "999+"."""
    return fetch_counts(*counting_sql(found)) if found else []


def counting_sql(found: Sequence[QuerySet]) -> tuple[str, list[Any]]:
    """The statement that counts each of `found`, and its parameters."""
    parts: list[str] = []
    params: list[Any] = []
    for rows in found:
        try:
            sql, values = rows.order_by().values_list(Value(1))[: MOST + 1].query.sql_with_params()
        except EmptyResultSet:
            sql, values = "SELECT 1 WHERE FALSE", ()
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS capped)")  # noqa: S608  Django wrote it; values are parameters
        params += values
    return f"SELECT {', '.join(parts)}", params


def fetch_counts(sql: str, params: Sequence[Any]) -> list[str]:
    """What a statement of `counting_sql` says, in words."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [str(number) if number <= MOST else f"{MOST}+" for number in cursor.fetchone()]
