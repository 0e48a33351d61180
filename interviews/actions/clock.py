"""The clock of a talk: begun, paused, gone on with, finished; it runs on the server's time."""

from datetime import datetime

from django.db import transaction

from interviews.actions.history import lock
from interviews.actions.holding import hold
from interviews.actions.refusals import MoveError
from interviews.actions.table import moves_onward
from interviews.actions.times import LONGEST, check_real
from interviews.models import TOOK_PLACE, Interview

CLOCK = ["started_at", "ended_at", "paused_at", "paused_seconds", "updated_at"]


def elapsed(interview: Interview, *, at: datetime) -> int | None:
    """The seconds that the clock showed at `at`, pauses left out; None where it had not begun.

    A clock that would have run for more than LONGEST has not begun: that start is of a talk that was put off.
    """
    if interview.started_at is None or at < interview.started_at:
        return None
    over = ended(interview)
    if over is None and at - interview.started_at > LONGEST:
        return None
    until = min(at, interview.paused_at or at, over or at)
    return max(0, int((until - interview.started_at).total_seconds()) - interview.paused_seconds)


def ended(interview: Interview) -> datetime | None:
    """When the talk was over; an end that was said does not count before the talk took place, or once it did not."""
    return interview.ended_at if interview.state in TOOK_PLACE else None


@transaction.atomic
def begin(interview: Interview, *, now: datetime) -> bool:
    """The talk begins; one that has begun goes on, unless that was so long ago that it cannot be this talk.

    Whether it began by this call. Raises MoveError.
    """
    lock(interview)
    if Interview.State.HELD not in moves_onward(interview):
        raise MoveError(f"An interview that is “{interview.get_state_display()}” cannot begin.")
    begins = elapsed(interview, at=now) is None
    if begins:
        _set(interview, started_at=now, ended_at=None)
    return begins


@transaction.atomic
def unbegin(
    interview: Interview, *, now: datetime, started_at: datetime | None = None, ended_at: datetime | None = None
) -> None:
    """It was begun by mistake: the clock stands where it stood, at nothing. What was written stays.

    `started_at` and `ended_at` are what was said of the talk before it was begun. Raises PlanError.
    """
    lock(interview)
    check_real(started_at, ended_at, now=now)
    if interview.state not in TOOK_PLACE:
        _set(interview, started_at=started_at, ended_at=ended_at)


@transaction.atomic
def pause(interview: Interview, *, now: datetime) -> None:
    """Stop the clock; one that does not run stays as it is."""
    lock(interview)
    if _runs(interview):
        interview.paused_at = now
        interview.save(update_fields=CLOCK)


@transaction.atomic
def resume(interview: Interview, *, now: datetime) -> None:
    """Let a paused clock run again; one that runs stays as it is."""
    lock(interview)
    if interview.paused_at is not None:
        interview.paused_seconds += max(0, int((now - interview.paused_at).total_seconds()))
        interview.paused_at = None
        interview.save(update_fields=CLOCK)


@transaction.atomic
def end(interview: Interview, *, now: datetime) -> None:
    """The talk is over, and held; one that is held already stays as it is. Raises MoveError, PlanError."""
    resume(interview, now=now)
    if interview.state in TOOK_PLACE:
        return
    hold(interview, now=now, started_at=interview.started_at, ended_at=now if interview.started_at else None)


def _set(interview: Interview, *, started_at: datetime | None, ended_at: datetime | None) -> None:
    interview.started_at, interview.ended_at = started_at, ended_at
    interview.paused_at, interview.paused_seconds = None, 0
    interview.save(update_fields=CLOCK)


def _runs(interview: Interview) -> bool:
    return interview.started_at is not None and interview.paused_at is None and interview.state not in TOOK_PLACE
