"""Making an interview and giving it a time, the first or another."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from accounts.models import User
from contacts.models import Contact
from interviews.actions.history import enter, lock, take_back_touches
from interviews.actions.progress import refresh_people
from interviews.actions.refusals import MoveError, PlanError
from interviews.actions.table import PLANNABLE
from interviews.actions.times import ASSUMED_MINUTES, check_plan, in_words, occurs, planned_times
from interviews.models import Interview, Interviewee

State = Interview.State


@transaction.atomic
def create_interview(
    owner: User,
    *,
    contacts: Iterable[Contact],
    now: datetime,
    direction: str = Interview.Direction.OUTGOING,
    purpose: str = "",
    promised_minutes: int | None = None,
    **fields: Any,
) -> Interview:
    """A new interview with `contacts`, at least one; an idea, or where they ask, asked. Raises MoveError."""
    people = {contact.pk: contact for contact in contacts}
    if not people:
        raise MoveError("Say who the talk is with.")
    interview = Interview(
        owner=owner, direction=direction, purpose=purpose, promised_minutes=promised_minutes, **fields
    )
    begin(interview, now=now)
    interview.save()
    Interviewee.objects.bulk_create(
        Interviewee(owner=owner, interview=interview, contact=contact) for contact in people.values()
    )
    refresh_people(interview, now=now)
    return interview


def begin(interview: Interview, *, now: datetime) -> None:
    """The first state of a new row: an idea, or where they ask, asked; the caller saves it."""
    interview.state = State.REQUESTED if interview.is_incoming else State.IDEA
    interview.state_changed_at = now
    interview.requested_at = now if interview.is_incoming else None


@transaction.atomic
def plan(
    interview: Interview,
    *,
    day: date,
    wall_time: time | None,
    zone: str,
    planned_minutes: int | None,
    now: datetime,
    medium: str | None = None,
    place: str | None = None,
    link: str | None = None,
    fold: int = 0,
) -> None:
    """Give `interview` its time, the first or another; None for medium, place or link leaves what is there.

    `zone` is an IANA name, `fold` chooses the second of a time that comes twice. One that took place and whose new
    time has passed as well is only put right; any other becomes scheduled. Raises MoveError, PlanError.
    """
    lock(interview)
    if interview.state not in PLANNABLE:
        raise MoveError("This talk is over. Add a new interview for the next one.")
    tz = check_plan(day, zone, planned_minutes)
    if wall_time is None or occurs(day, wall_time, tz) != "twice":
        fold = 0
    for name, value in {"medium": medium, "place": place, "link": link}.items():
        if value not in {None, getattr(interview, name)}:
            setattr(interview, name, value)
            interview.sequence += 1
    before, former_end = _said_of(interview), interview.ends_at
    interview.day, interview.wall_time, interview.zone = day, wall_time, zone
    interview.planned_minutes, interview.fold = planned_minutes, fold
    _, new_end = planned_times(day, wall_time, tz, planned_minutes, fold=fold)
    if interview.state == State.HELD and new_end <= now:
        _write(interview, to=State.HELD, before=before, now=now)
    else:
        _start_over(interview, anew=former_end is not None and former_end <= now < new_end)
        _write(interview, to=State.SCHEDULED, before=before, now=now)
    refresh_people(interview, now=now)


def shift(interview: Interview, *, days: int, now: datetime) -> None:
    """Reschedule to the same wall time `days` later, or earlier for a negative number. Raises MoveError."""
    if interview.day is None:
        raise PlanError("It has no day yet.")
    try:
        day = interview.day + timedelta(days=days)
    except OverflowError as error:
        raise PlanError("That many days cannot be counted.") from error
    plan(
        interview,
        day=day,
        wall_time=interview.wall_time,
        zone=interview.zone,
        planned_minutes=interview.planned_minutes,
        fold=interview.fold,
        now=now,
    )


def _said_of(interview: Interview) -> tuple[str, int | None, int]:
    return in_words(interview), interview.planned_minutes, interview.fold


def _start_over(interview: Interview, *, anew: bool) -> None:
    """Forget what happened at the former time; `anew` when that time had passed, so that the clock runs again."""
    take_back_touches(interview, to=State.SCHEDULED)
    interview.started_at = interview.ended_at = None
    if anew:
        interview.occurrence += 1
        interview.interviewees.update(thanked_at=None)


def _write(interview: Interview, *, to: str, before: tuple[str, int | None, int], now: datetime) -> None:
    if interview.state == to and before == _said_of(interview):
        interview.save()
        return
    words = f"Scheduled for {in_words(interview)}"
    if interview.state == to:
        words = f"Moved from {before[0]} to {in_words(interview)}"
        if before[0] == in_words(interview):
            words = f"Still {in_words(interview)}, for {interview.planned_minutes or ASSUMED_MINUTES} minutes"
    enter(interview, to=to, words=words, now=now)
