"""Promises of a talk: given, put right, kept, kept after all not; the next step of its people follows."""

from datetime import date, datetime

from django.db import transaction

from interviews.actions.learning import settle_line
from interviews.actions.progress import refresh_people
from interviews.models import Interview, NoteLine, Promise

PROMISE_LENGTH = 300


@transaction.atomic
def add_promise(interview: Interview, *, by: str, text: str, now: datetime, due_on: date | None = None) -> Promise:
    """`by` (Promise.By) promised `text` in the talk, until `due_on` if a day was said."""
    promise = Promise.objects.create(owner_id=interview.owner_id, interview=interview, by=by, text=text, due_on=due_on)
    refresh_people(interview, now=now)
    return promise


@transaction.atomic
def promise_line(line: NoteLine, *, now: datetime) -> Promise | None:
    """A line of notes becomes a promise of the user's; once only."""
    if not settle_line(line, now=now):
        return None
    return add_promise(line.interview, by=Promise.By.ME, text=line.text[:PROMISE_LENGTH], now=now)


@transaction.atomic
def revise_promise(promise: Promise, *, by: str, text: str, due_on: date | None, now: datetime) -> None:
    """It was promised by `by`, in these words, until that day; what is asked of the people follows."""
    promise.by, promise.text, promise.due_on = by, text, due_on
    promise.save(update_fields=["by", "text", "due_on"])
    refresh_people(promise.interview, now=now)


@transaction.atomic
def keep_promise(promise: Promise, *, now: datetime) -> None:
    """It is done; twice is as once."""
    _settle(promise, done_at=promise.done_at or now, now=now)


@transaction.atomic
def reopen_promise(promise: Promise, *, now: datetime) -> None:
    """It was not done after all."""
    _settle(promise, done_at=None, now=now)


def _settle(promise: Promise, *, done_at: datetime | None, now: datetime) -> None:
    promise.done_at = done_at
    promise.save(update_fields=["done_at"])
    refresh_people(promise.interview, now=now)
