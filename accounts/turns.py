"""Taking turns: what two requests of the same user must not do at once, each kind for itself."""

from django.db import connection, models


class Turn(models.IntegerChoices):
    """What is done in turn; the number is the first half of the lock's key, the user's id the other."""

    GAPS = 1
    FILES = 2
    CRITERIA = 3
    MAILS = 4


def wait_for_turn(owner_id: int, turn: Turn) -> None:
    """Keep others of the same kind waiting until the transaction ends, and nothing else: no row is locked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [turn.value, owner_id])
