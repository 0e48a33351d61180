"""Answers that were noted under a question which serves a gap: offered to be kept as evidence, one by one or all."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction

from interviews.actions.history import lock
from interviews.actions.learning import offer_line, take_line
from interviews.actions.restoring import remove
from interviews.models import Interview, NoteLine, Takeaway

Kept = tuple[int, int]  # the ids of a line and of the takeaway that was made of it


def answers_of(interview: Interview) -> Collection[NoteLine]:
    """Unmarked lines under a question that serves a gap, of which nothing has been made; in the order of the talk."""
    lines = interview.lines.filter(removed_at=None, settled_at=None, tag="", question__gap__trashed_at=None)
    return lines.exclude(question__gap=None).select_related("question__gap")


@transaction.atomic
def keep_answers(interview: Interview, *, now: datetime) -> list[Kept]:
    """Make a takeaway about its gap of each; what Undo needs. Twice keeps nothing more."""
    lock(interview)
    made = [(line, take_line(line, now=now)) for line in answers_of(interview)]
    return [(line.pk, takeaway.pk) for line, takeaway in made if takeaway]


@transaction.atomic
def offer_answers(interview: Interview, *, kept: Iterable[Kept], now: datetime) -> None:
    """Undo of `keep_answers`: the takeaways go, and the lines are offered again; twice is once."""
    for line_pk, takeaway_pk in kept:
        line = interview.lines.filter(pk=line_pk, removed_at=None).first()
        takeaway: Takeaway | None = interview.takeaways.filter(pk=takeaway_pk).first()
        if line and takeaway:
            remove(takeaway, now=now)
            offer_line(line)
