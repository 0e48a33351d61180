"""Days that pass for one user of a running product: every instant and day of that user's rows moves into the past."""

from collections import defaultdict

import psycopg
from psycopg import sql

from tests.e2e.product import Product

COLUMNS = """
    SELECT c.table_name, c.column_name, c.data_type
    FROM information_schema.columns AS c
    JOIN information_schema.columns AS o USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND o.column_name = 'owner_id'
        AND c.data_type IN ('date', 'timestamp with time zone') AND c.is_generated = 'NEVER'
"""


def pass_days(product: Product, email: str, days: int) -> None:
    """What that user did is so many days ago, and the scan has run since; the product's own clock stays."""
    moved = defaultdict(list)
    with psycopg.connect(product.database_url) as connection:
        for table, column, kind in connection.execute(COLUMNS):
            back = sql.SQL("{0} = {0} - {1}") if kind == "date" else sql.SQL("{0} = {0} - {1} * interval '1 day'")
            moved[table].append(back.format(sql.Identifier(column), sql.Literal(days)))
        for table, columns in moved.items():
            words = "UPDATE {} SET {} WHERE owner_id = (SELECT id FROM accounts_user WHERE email = {})"
            columns_moved = sql.SQL(", ").join(columns)
            connection.execute(sql.SQL(words).format(sql.Identifier(table), columns_moved, sql.Literal(email)))
    product.manage("send_due")
