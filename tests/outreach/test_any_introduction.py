"""Whatever the order of moves: the history tells all, each can be taken back whole, and nothing is assumed for ever."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from accounts.models import User
from interviews.actions.moves import move
from interviews.actions.refusals import MoveError
from outreach.actions.introducing import ONWARD, begin_introduction, move_introduction, nudge_connector
from outreach.models import Introduction
from tests.factories import NOW, make_contact

State = Introduction.State


@dataclass
class Life:
    """One introduction and the clock."""

    introduction: Introduction
    now: datetime = NOW


def go(life: Life, to: str, is_back: bool) -> None:
    """Go there; where that was onward, Undo leaves everything as it was."""
    before, came_from = facts(life), life.introduction.state
    with transaction.atomic():
        mark = transaction.savepoint()
        move_introduction(life.introduction, to=to, now=life.now, is_back=is_back)
        if not is_back and to in ONWARD[came_from]:
            move_introduction(life.introduction, to=came_from, now=life.now, is_back=True)
            assert facts(life) == before
        transaction.savepoint_rollback(mark)
    move_introduction(life.introduction, to=to, now=life.now, is_back=is_back)


def ask_once_more(life: Life) -> None:
    nudge_connector(life.introduction, now=life.now)


def move_talk(life: Life, to: str) -> None:
    if life.introduction.interview:
        move(life.introduction.interview, to=to, now=life.now)


def wait(life: Life, hours: int) -> None:
    life.now += timedelta(hours=hours)


def step(act: Callable[..., None], *said: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.tuples(st.just(act), *said)


STEPS = st.one_of(
    *[step(go, st.sampled_from(State.values), st.booleans())] * 4,
    step(ask_once_more),
    step(move_talk, st.sampled_from(["idea", "agreed", "held", "declined"])),
    step(wait, st.integers(1, 500)),
)


def history(life: Life) -> list[tuple[Any, ...]]:
    rows = life.introduction.moves.order_by("pk")
    return list(rows.values_list("pk", "from_state", "to_state", "interaction__title"))


def facts(life: Life) -> tuple[Any, ...]:
    """All that a move may change, but the history, the moment of the last change, and the idea of a talk."""
    row = Introduction.objects.get(pk=life.introduction.pk)
    people = [row.connector, row.target]
    talks = [talk.state for talk in row.target.interviews.order_by("pk") if talk.state != "idea"]
    return row.state, row.asked_at, talks, [(person.introducer, person.last_touch_at) for person in people]


def take(life: Life, act: Callable[..., None], said: tuple[Any, ...]) -> None:
    """Do it as a request does, whole or not at all; then look at everything that must hold."""
    before, told = facts(life), history(life)
    try:
        with transaction.atomic():
            act(life, *said)
    except MoveError:
        life.introduction.refresh_from_db()
        assert facts(life) == before
    row = Introduction.objects.get(pk=life.introduction.pk)
    assert history(life)[: len(told)] == told
    assert (row.asked_at is None) == (row.state == State.DRAFT)
    assert row.state == (history(life)[-1][2] if history(life) else State.DRAFT)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@example([(go, "asked", False), (go, "introduced", False), (go, "asked", True), (go, "introduced", False)])
@example([(go, "asked", False), (go, "silent", False), (wait, 9), (go, "asked", False), (go, "silent", True)])
@given(st.lists(STEPS, min_size=1, max_size=14))
def test_no_order_of_moves_loses_anything(alice: User, steps: list[tuple[Any, ...]]) -> None:
    with transaction.atomic():
        marta, noor = make_contact(alice, "Marta Lind"), make_contact(alice, "Noor Haddad")
        life = Life(begin_introduction(alice, connector=marta, target=noor, now=NOW))
        for act, *said in steps:
            take(life, act, tuple(said))
        transaction.set_rollback(True)
