"""The one clock of the mail engine: the database's, so that a worker whose own clock is wrong changes nothing."""

from datetime import datetime

from django.db import connection


def database_now() -> datetime:
    """The instant (UTC) at which the database answers; tasks and commands ask once and pass it down as `now`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (instant,) = cursor.fetchone()
    return instant
