"""Letters that wait to leave, for pages that take away what they are about or whom they go to."""

from datetime import datetime
from typing import Any

from django.db import models

from accounts.words import counted, moment
from contacts.models import BulkChange


def said_of_letters(letters: models.QuerySet[Any], *, now: datetime) -> str:
    """Such as “1 letter that is scheduled for tomorrow 09:00 will not go out.”; "" where none of these waits."""
    waiting = letters.filter(delivery__state="pending", sent_at=None, trashed_at=None)
    times = sorted(waiting.values_list("delivery__next_at", flat=True))
    if not times:
        return ""
    verb = f"is scheduled for {moment(times[0], now)}"
    if len(times) > 1:
        verb = f"are scheduled, the first for {moment(times[0], now)},"
    return f"{counted(len(times), 'letter')} that {verb} will not go out."


def said_of_change(change: BulkChange, *, now: datetime) -> str:
    """The same of the letters to those whom the change has moved to the trash; "" for any other change."""
    if change.verb != BulkChange.Verb.TRASH:
        return ""
    gone = change.owner.contacts.filter(bulkperson__change=change, trashed_at__isnull=False)
    return said_of_letters(change.owner.messages.filter(contact__in=gone), now=now)
