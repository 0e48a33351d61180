"""The life of an interview: which moves there are, and what each leaves behind."""

from datetime import datetime, timedelta
from itertools import product

import pytest
from django.db import transaction

from accounts.models import User
from interviews.actions.moves import hold, move, nudge
from interviews.actions.refusals import MoveError, PlanError
from interviews.actions.table import ONWARD
from interviews.models import Interview
from tests.factories import make_contact, make_interview

State = Interview.State
FORBIDDEN_TO_INCOMING = {State.THANKED}


def allowed(start: str, end: str, direction: str) -> bool:
    """As the table says; going back is always allowed."""
    if direction == "incoming" and end in FORBIDDEN_TO_INCOMING:
        return False
    return start == end or end in ONWARD[start] or start in ONWARD[end]


@pytest.mark.django_db
@pytest.mark.parametrize("direction", ["outgoing", "incoming"])
@pytest.mark.parametrize("start", State.values)
def test_every_move_is_made_or_refused_as_the_table_says(
    alice: User, now: datetime, start: str, direction: str
) -> None:
    if (start, direction) == ("thanked", "incoming"):
        return
    outcomes = {}
    for end in State.values:
        interview = make_interview(alice, state=start, direction=direction, ends_at=now - timedelta(hours=3))
        try:
            with transaction.atomic():
                move(interview, to=end, now=now)
        except MoveError:
            assert Interview.objects.get(pk=interview.pk).state == start
        outcomes[end] = Interview.objects.get(pk=interview.pk).state == end
    assert outcomes == {end: allowed(start, end, direction) for end in State.values}


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("idea", "requested"),
        ("requested", "agreed"),
        ("agreed", "scheduled"),
        ("scheduled", "held"),
        ("held", "thanked"),
        ("held", "closed"),
        ("thanked", "closed"),
        ("requested", "no_reply"),
        ("no_reply", "requested"),
        ("cancelled", "scheduled"),
        ("held", "idea"),
    ],
)
def test_the_life_in_the_product_description_can_be_lived(start: str, end: str) -> None:
    assert allowed(start, end, "outgoing")


@pytest.mark.parametrize(
    ("start", "end"), [("idea", "thanked"), ("scheduled", "thanked"), ("idea", "closed"), ("declined", "held")]
)
def test_nobody_is_thanked_for_a_talk_that_was_not_held(start: str, end: str) -> None:
    assert not allowed(start, end, "outgoing")


def test_every_state_stands_in_the_table() -> None:
    assert set(ONWARD) == set(State.values)
    assert all(start != end for start, end in product(State.values, State.values) if end in ONWARD[start])


def test_a_move_called_twice_is_made_once(alice: User, now: datetime) -> None:
    interview = make_interview(alice)
    move(interview, to="requested", now=now)
    move(interview, to="requested", now=now + timedelta(minutes=1))
    assert [(m.from_state, m.to_state) for m in interview.moves.all()] == [("idea", "requested")]
    assert (interview.requested_at, interview.state_changed_at) == (now, now)


def test_moves_stand_on_the_timeline_and_only_some_are_touches(alice: User, now: datetime) -> None:
    grace = make_contact(alice)
    interview = make_interview(alice, [grace], ends_at=now - timedelta(hours=2))
    for state in ["requested", "agreed", "scheduled", "held", "closed"]:
        move(interview, to=state, now=now)
    entries = grace.interactions.order_by("pk").values_list("kind", "title", "is_touch")
    assert list(entries) == [
        ("interview", "Asked for a talk", True),
        ("interview", "Replied", True),
        ("interview", "Scheduled for Tue 24 Nov 2026, 10:30 (Stockholm)", False),
        ("interview", "Talked", True),
        ("interview", "Closed the interview", False),
    ]


def test_without_a_day_nothing_is_scheduled(alice: User, now: datetime) -> None:
    with pytest.raises(MoveError, match="Choose a day first"):
        move(make_interview(alice), to="scheduled", now=now)


def test_a_state_that_does_not_exist_is_refused(alice: User, now: datetime) -> None:
    with pytest.raises(MoveError, match="no such state"):
        move(make_interview(alice), to="mislaid", now=now)


def test_going_back_loses_nothing_but_what_did_not_happen(alice: User, now: datetime) -> None:
    grace = make_contact(alice)
    interview = make_interview(alice, [grace], state="scheduled", ends_at=now - timedelta(hours=2), notes="Pay bands")
    hold(interview, now=now, ended_at=now - timedelta(hours=1))
    move(interview, to="scheduled", now=now)
    grace.refresh_from_db()
    assert (interview.notes, interview.ended_at) == ("Pay bands", now - timedelta(hours=1))
    assert (interview.ends_at, grace.last_touch_at) == (now - timedelta(hours=2), None)
    assert grace.interactions.count() == 2


def test_held_before_its_planned_end_means_it_ended_now(alice: User, now: datetime) -> None:
    interview = make_interview(alice, state="scheduled", ends_at=now + timedelta(minutes=10))
    move(interview, to="held", now=now)
    assert (interview.ends_at, interview.ended_at) == (now, now)


def test_an_end_that_was_only_assumed_goes_with_the_state(alice: User, now: datetime) -> None:
    interview = make_interview(alice, state="scheduled", ends_at=now + timedelta(minutes=10))
    move(interview, to="held", now=now)
    move(interview, to="scheduled", now=now)
    assert (interview.ends_at, interview.ended_at) == (now + timedelta(minutes=10), None)


def test_a_talk_without_a_plan_has_an_end_all_the_same(alice: User, now: datetime) -> None:
    interview = make_interview(alice)
    hold(interview, now=now)
    assert (interview.starts_at, interview.ends_at) == (now - timedelta(hours=1), now)
    assert list(alice.interviews.owing_thanks(now)) == [interview]


def test_real_times_can_be_put_right_afterwards(alice: User, now: datetime) -> None:
    grace = make_contact(alice)
    interview = make_interview(alice, [grace], state="scheduled", ends_at=now - timedelta(hours=2))
    hold(interview, now=now)
    hold(interview, now=now, started_at=now - timedelta(minutes=60), ended_at=now - timedelta(minutes=38))
    grace.refresh_from_db()
    assert [(e.title, e.happened_at) for e in grace.interactions.all()] == [
        ("Talked for 22 minutes", now - timedelta(minutes=38))
    ]
    assert (interview.ends_at, interview.occurrence) == (now - timedelta(minutes=38), 1)
    assert grace.last_touch_at == now - timedelta(minutes=38)


def test_a_start_days_before_the_plan_is_none(alice: User, now: datetime) -> None:
    interview = make_interview(alice, state="scheduled", ends_at=now - timedelta(hours=1))
    planned = interview.starts_at, interview.ends_at
    Interview.objects.update(started_at=now - timedelta(days=4))  # a look at the clock
    hold(interview, now=now)
    assert (interview.started_at, interview.starts_at, interview.ends_at) == (None, *planned)


def test_the_users_own_words_stay_when_times_are_put_right(alice: User, now: datetime) -> None:
    grace = make_contact(alice)
    interview = make_interview(alice, [grace], state="scheduled", ends_at=now - timedelta(hours=2))
    hold(interview, now=now)
    grace.interactions.update(title="Talked about pay")
    hold(interview, now=now, started_at=now - timedelta(minutes=60), ended_at=now - timedelta(minutes=38))
    assert [entry.title for entry in grace.interactions.all()] == ["Talked about pay"]


def test_a_refused_real_time_leaves_the_row_alone(alice: User, now: datetime) -> None:
    interview = make_interview(alice, state="scheduled")
    with pytest.raises(PlanError, match="has not come yet"):
        hold(interview, now=now, ended_at=now + timedelta(hours=1))
    assert Interview.objects.get().state == "scheduled"


def test_one_nudge_and_then_waiting(alice: User, now: datetime) -> None:
    grace = make_contact(alice)
    interview = make_interview(alice, [grace])
    move(interview, to="requested", now=now)
    grace.refresh_from_db()
    assert (grace.next_step, grace.next_step_due_at) == ("nudge", now + timedelta(days=7))
    nudge(interview, now=now + timedelta(days=7))
    grace.refresh_from_db()
    assert (grace.next_step, grace.waiting_since) == ("", now)
    assert (interview.state, interview.requested_at) == ("requested", now)


@pytest.mark.parametrize("state", ["idea", "agreed", "held"])
def test_only_one_that_waits_can_be_nudged(alice: User, now: datetime, state: str) -> None:
    with pytest.raises(MoveError, match="can be nudged"):
        nudge(make_interview(alice, state=state), now=now)
