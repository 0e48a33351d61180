"""How many rows several queries have, in one statement and never past a limit, so that no list waits for a number."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet, Value

MOST = 999  # what is more is "999+"


def count_capped(found: Sequence[QuerySet]) -> list[str]:
    """Of each of `found` how many there are, in words for the screen: a number, or "999+"."""
    parts: list[str] = []
    params: list[Any] = []
    for rows in found:
        try:
            sql, values = rows.order_by().values_list(Value(1))[: MOST + 1].query.sql_with_params()
        except EmptyResultSet:
            sql, values = "SELECT 1 WHERE FALSE", ()
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS capped)")  # noqa: S608  Django wrote it; values are parameters
        params += values
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)
        return [str(number) if number <= MOST else f"{MOST}+" for number in cursor.fetchone()]
