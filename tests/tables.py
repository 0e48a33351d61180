"""Everything that the database holds, for tests that nothing else has changed."""

from collections.abc import Collection

from django.db import connection

OURS = "SELECT tablename FROM pg_tables WHERE tablename ~ '^(accounts|contacts|interviews|outreach)_' ORDER BY 1"


def everything(*, beside: Collection[str] = ()) -> dict[str, list[str]]:
    """Every row of each of our tables as Postgres writes it, to the byte, but for the tables `beside`."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(OURS)
        for (table,) in cursor.fetchall():
            if table not in beside:
                cursor.execute(f'SELECT to_jsonb(one)::text FROM "{table}" AS one ORDER BY 1')  # noqa: S608
                found[table] = [row for (row,) in cursor.fetchall()]
    return found
