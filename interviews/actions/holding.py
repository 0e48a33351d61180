"""The talk took place: when it really began and ended."""

from datetime import datetime

from django.db import transaction

from contacts.models import Interaction
from interviews.actions.history import enter, lock
from interviews.actions.progress import refresh_people
from interviews.actions.refusals import MoveError
from interviews.actions.table import moves_onward
from interviews.actions.times import LONGEST, check_real, work_out
from interviews.models import TOOK_PLACE, Interview

State = Interview.State


@transaction.atomic
def hold(
    interview: Interview, *, now: datetime, started_at: datetime | None = None, ended_at: datetime | None = None
) -> None:
    """It took place, really from `started_at` to `ended_at`; for one that is held already, put these right.

    Without an end, and where the planned one has not come yet, it ends now. Raises MoveError, PlanError.
    """
    lock(interview)
    held_already = interview.state in TOOK_PLACE
    if not held_already and State.HELD not in moves_onward(interview):
        raise MoveError(f"An interview that is “{interview.get_state_display()}” cannot be held.")
    if held_already and not (started_at or ended_at):
        return
    said = talked(interview)
    interview.started_at = started_at or (None if begun_too_early(interview) else interview.started_at)
    interview.ended_at = ended_at or interview.ended_at
    check_real(interview.started_at, interview.ended_at, now=now)
    if held_already:
        _correct(interview, said)
    else:
        _settle_end(interview, now=now)
        enter(interview, to=State.HELD, words=talked(interview), now=now, at=interview.ends_at, is_touch=True)
    refresh_people(interview, now=now)


def begun_too_early(interview: Interview) -> bool:
    """Whether its clock was started so long before the planned time that this cannot be the talk."""
    planned, begun = interview.starts_at, interview.started_at
    is_ahead = interview.state not in TOOK_PLACE
    return is_ahead and planned is not None and begun is not None and planned - begun > LONGEST


def ended_unsaid(interview: Interview) -> bool:
    """Whether the real end is only the moment at which the user said "held"."""
    return interview.ended_at is not None and interview.ended_at == interview.state_changed_at


def talked(interview: Interview) -> str:
    """What the timeline says of the talk."""
    if not (interview.started_at and interview.ended_at):
        return "Talked"
    minutes = max(1, round((interview.ended_at - interview.started_at).total_seconds() / 60))
    return f"Talked for {minutes} minute{'s' if minutes > 1 else ''}"


def _settle_end(interview: Interview, *, now: datetime) -> None:
    came_from, interview.state = interview.state, State.HELD
    work_out(interview)
    interview.state = came_from
    if interview.ends_at is None or interview.ends_at > now:
        interview.ended_at = now


def _correct(interview: Interview, said: str) -> None:
    """The entry moves with the talk; its words do too where they are `said`, not where the user has put their own."""
    work_out(interview)
    interview.sequence += 1
    interview.save()
    moves = interview.moves.filter(to_state=State.HELD, interaction__is_touch=True)
    entries = Interaction.objects.filter(pk__in=moves.values("interaction"))
    entries.update(happened_at=interview.ends_at)
    entries.filter(title=said).update(title=talked(interview))
