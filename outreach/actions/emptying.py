"""Emptying the trash: what has been in it for 30 days goes for good, some people at a time."""

from datetime import datetime
from time import monotonic

from django.db import transaction

from contacts.actions.trash import delete_people, forget_undos, take_expired
from interviews.actions.files import forget_files
from interviews.actions.forgetting import delete_interviews_of
from interviews.actions.restoring import forget_removals

CHUNK = 200  # people in one transaction
SECONDS = 20  # then the rest waits for the next time


def empty_trash(*, now: datetime, chunk: int = CHUNK) -> int:
    """Delete who has been in the trash for too long, as many as fit into SECONDS; returns how many went."""
    stop_at, gone = monotonic() + SECONDS, 0
    forget_undos(now=now)
    forget_removals(now=now)
    forget_files(now=now)
    while monotonic() < stop_at:
        with transaction.atomic():
            people = take_expired(now=now, limit=chunk)
            if people:
                delete_interviews_of(people)
                delete_people(people)
        gone += len(people)
        if len(people) < chunk:
            break
    return gone
