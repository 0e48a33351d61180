"""One change of an interview's state at a time: the single door for pages, bulk edits and mail links."""

from datetime import datetime

from django.db import transaction

from contacts.actions.timeline import said_since
from contacts.models import Interaction
from interviews.actions.history import enter, lock, take_back_touches
from interviews.actions.holding import ended_unsaid, hold
from interviews.actions.progress import refresh_people
from interviews.actions.refusals import MoveError
from interviews.actions.table import moves_back, moves_onward
from interviews.actions.thanks import forget, reopen, thank
from interviews.actions.times import in_words
from interviews.models import Interview

State = Interview.State
WORDS: dict[str, str] = {
    State.REQUESTED: "Asked for a talk",
    State.AGREED: "Replied",
    State.CLOSED: "Closed the interview",
    State.DECLINED: "Declined to talk",
    State.NO_REPLY: "Closed without a reply",
    State.CANCELLED: "Cancelled the talk",
    State.NO_SHOW: "The talk did not take place: no show",
}
TOUCHES = {State.REQUESTED, State.AGREED}


@transaction.atomic
def move(interview: Interview, *, to: str, now: datetime, words: str = "") -> None:
    """Put `interview` into the state `to`, onward or back; into the one it is in, nothing happens. `words` tell of an
    onward move what happened, where that is not said already.

    Raises MoveError for a move that its life does not allow.
    """
    lock(interview)
    if to == interview.state:
        return
    if to in moves_onward(interview) or (interview.state, to) == (State.NO_REPLY, State.REQUESTED):  # asking again
        _onward(interview, to=to, now=now, words=words)
    elif to in moves_back(interview):
        _back(interview, to=to, now=now)
    else:
        raise MoveError(refusal(interview, to=to))
    refresh_people(interview, now=now)


@transaction.atomic
def nudge(interview: Interview, *, now: datetime, seen: datetime | None = None) -> Interaction:
    """The user has asked once more; one nudge is enough, so the next step is to wait. Raises MoveError.

    Said again on the page that was drawn at `seen`, it is as once. Returns its entry on the timeline.
    """
    lock(interview)
    nudges = interview.moves.filter(from_state=State.REQUESTED, to_state=State.REQUESTED)
    if entry := said_since(seen, Interaction.objects.filter(pk__in=nudges.values("interaction"))):
        return entry
    if interview.state != State.REQUESTED or interview.is_incoming:
        raise MoveError("Only one that you have asked, and that waits for an answer, can be nudged.")
    enter(interview, to=State.REQUESTED, words="Nudged", now=now, is_touch=True)
    refresh_people(interview, now=now)
    return interview.moves.select_related("interaction").latest("pk").interaction


@transaction.atomic
def let_go(interview: Interview, *, now: datetime, on: bool = True) -> None:
    """One that was closed without a reply is not offered again; or it is after all. Raises MoveError."""
    lock(interview)
    if on and interview.state != State.NO_REPLY:
        raise MoveError("Only one that was closed without a reply can be let go.")
    if interview.is_let_go == on:
        return
    interview.is_let_go = on
    interview.save(update_fields=["is_let_go", "updated_at"])
    refresh_people(interview, now=now)


def refusal(interview: Interview, *, to: str) -> str:
    """Why the move to the state `to` is not allowed."""
    if to == State.SCHEDULED and interview.day is None:
        return "Choose a day first."
    if to == State.THANKED and interview.is_incoming:
        return "They asked you: this one owes no thanks."
    if to not in State:
        return "There is no such state."
    return f"An interview that is “{interview.get_state_display()}” cannot become “{State(to).label}”."


def _onward(interview: Interview, *, to: str, now: datetime, words: str) -> None:
    if to == State.HELD:
        hold(interview, now=now)
    elif to == State.THANKED:
        for part in interview.interviewees.filter(thanked_at=None).select_related("contact"):
            thank(interview, contact=part.contact, now=now)
    else:
        if to == State.REQUESTED:
            interview.requested_at, interview.is_let_go = now, False
            words = words or ("Asked again" if interview.state == State.NO_REPLY else "")
        words = words or (f"Scheduled for {in_words(interview)}" if to == State.SCHEDULED else WORDS[to])
        enter(interview, to=to, words=words, now=now, is_touch=to in TOUCHES)


def _back(interview: Interview, *, to: str, now: datetime) -> None:
    """What the user said stays on the row; only what was assumed for the state that is left goes."""
    if interview.state == State.THANKED:
        for part in interview.interviewees.filter(thanked_at=interview.state_changed_at).select_related("contact"):
            forget(part)
        reopen(interview, now=now)
        return
    take_back_touches(interview, to=to)
    if interview.state == State.HELD and ended_unsaid(interview):
        interview.ended_at = None
    enter(interview, to=to, words=f"Back to “{State(to).label}”", now=now)
