"""Which move leads where: PRODUCT.md's life of an interview as data."""

from interviews.models import Interview

State = Interview.State

# Every move may also be gone back; so a declined, unanswered or cancelled one can be revived.
ONWARD: dict[str, tuple[State, ...]] = {
    State.IDEA: (State.REQUESTED, State.AGREED, State.SCHEDULED, State.HELD, State.DECLINED, State.CANCELLED),
    State.REQUESTED: (
        State.AGREED,
        State.SCHEDULED,
        State.HELD,
        State.DECLINED,
        State.NO_REPLY,
        State.CANCELLED,
    ),
    State.AGREED: (State.SCHEDULED, State.HELD, State.DECLINED, State.NO_REPLY, State.CANCELLED),
    State.SCHEDULED: (State.HELD, State.NO_SHOW, State.CANCELLED, State.DECLINED),
    State.HELD: (State.THANKED, State.CLOSED),
    State.THANKED: (State.CLOSED,),
    State.CLOSED: (),
    State.DECLINED: (),
    State.NO_REPLY: (),
    State.CANCELLED: (),
    State.NO_SHOW: (),
}
LANES = (State.IDEA, State.REQUESTED, State.AGREED, State.SCHEDULED, State.HELD, State.THANKED, State.CLOSED)
PLANNABLE = set(State) - {State.THANKED, State.CLOSED}


def moves_onward(interview: Interview) -> list[State]:
    """The states that come after this one."""
    return [state for state in ONWARD[interview.state] if _fits(interview, state)]


def moves_back(interview: Interview) -> list[State]:
    """The states from which this one can have come, the nearest first."""
    came_from = [state for state in State if interview.state in ONWARD[state] and _fits(interview, state)]
    return came_from[::-1]


def passed_between(earlier: str, later: str) -> tuple[State, ...]:
    """The lanes after `earlier` up to `later`; none where either stands beside the board."""
    if earlier not in LANES or later not in LANES:
        return ()
    return LANES[LANES.index(State(earlier)) + 1 : LANES.index(State(later)) + 1]


def _fits(interview: Interview, state: State) -> bool:
    """An incoming one owes no thanks; without a day nothing is scheduled."""
    if state == State.THANKED:
        return not interview.is_incoming
    return state != State.SCHEDULED or interview.day is not None
