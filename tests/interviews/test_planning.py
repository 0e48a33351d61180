"""Giving an interview its time, and moving it: T12, T14 to T18 as this app sees them."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from accounts.models import User
from contacts.models import Contact
from interviews.actions.moves import hold, move
from interviews.actions.planning import create_interview, plan, shift
from interviews.actions.refusals import MoveError, PlanError
from interviews.actions.thanks import thank
from interviews.models import Interview, Interviewee
from tests.factories import NOW, make_contact, make_interview

WHEN: dict[str, Any] = {
    "day": date(2026, 11, 26),
    "wall_time": time(15),
    "zone": "Europe/Stockholm",
    "planned_minutes": 30,
    "now": NOW,
}
YESTERDAY = {"day": date(2026, 11, 23)}


@pytest.fixture
def grace(alice: User) -> Contact:
    """Whom Alice talks with."""
    return make_contact(alice, "Grace Mbeki")


@pytest.fixture
def interview(alice: User, grace: Contact) -> Interview:
    """An idea."""
    return create_interview(alice, contacts=[grace], now=NOW, purpose="What a week looks like", promised_minutes=20)


def titles(contact: Contact) -> list[str]:
    """What the timeline says, oldest first."""
    return list(contact.interactions.order_by("pk").values_list("title", flat=True))


def test_a_new_interview_is_an_idea_and_asks_for_a_request(interview: Interview, grace: Contact) -> None:
    grace.refresh_from_db()
    assert (interview.state, interview.promised_minutes, list(interview.people.all())) == ("idea", 20, [grace])
    assert (grace.stage, grace.next_step, grace.next_step_due_at) == ("idea", "request", None)


def test_when_they_ask_the_answer_is_the_next_step(alice: User, grace: Contact) -> None:
    interview = create_interview(alice, contacts=[grace, grace], now=NOW, direction="incoming")
    grace.refresh_from_db()
    assert (interview.state, interview.interviewees.count()) == ("requested", 1)
    assert (grace.next_step, grace.next_step_due_at, grace.waiting_since) == ("reply", NOW, None)


def test_an_interview_is_with_someone(alice: User) -> None:
    with pytest.raises(MoveError, match="who the talk is with"):
        create_interview(alice, contacts=[], now=NOW)


def test_a_plan_works_out_both_ends_and_schedules(interview: Interview, grace: Contact) -> None:
    plan(interview, **WHEN, medium="video", link="https://talk.example/1")
    start = datetime.fromisoformat("2026-11-26 14:00+00:00")
    assert (interview.state, interview.starts_at, interview.ends_at) == (
        "scheduled",
        start,
        start + timedelta(minutes=30),
    )
    grace.refresh_from_db()
    assert (grace.stage, grace.next_step, grace.next_step_due_at) == ("scheduled", "talk", start)
    assert (interview.medium, interview.link) == ("video", "https://talk.example/1")
    assert titles(grace) == ["Scheduled for Thu 26 Nov 2026, 15:00 (Stockholm)"]


def test_the_same_plan_twice_is_no_move(interview: Interview, grace: Contact) -> None:
    plan(interview, **WHEN)
    plan(interview, **WHEN, place="Room 4")
    assert (interview.place, len(titles(grace))) == ("Room 4", 1)


def test_t16_moved_before_its_end_is_the_same_occurrence_and_stands_in_the_history(
    interview: Interview, grace: Contact
) -> None:
    plan(interview, **WHEN)
    plan(interview, **WHEN | {"day": date(2026, 11, 27), "wall_time": time(10)})
    assert interview.occurrence == 1
    assert [(m.from_state, m.to_state) for m in interview.moves.all()][1:] == [("scheduled", "scheduled")]
    assert titles(grace)[1] == ("Moved from Thu 26 Nov 2026, 15:00 (Stockholm) to Fri 27 Nov 2026, 10:00 (Stockholm)")


def test_t17_an_end_edited_in_the_past_is_the_same_occurrence(interview: Interview) -> None:
    plan(interview, **WHEN | YESTERDAY)
    plan(interview, **WHEN | YESTERDAY | {"planned_minutes": 45})
    assert (interview.occurrence, interview.ends_at) == (1, datetime.fromisoformat("2026-11-23 14:45+00:00"))


@pytest.mark.parametrize("held", [False, True])
def test_t18_moved_to_the_future_after_its_end_is_a_new_occurrence(
    interview: Interview, grace: Contact, held: bool
) -> None:
    plan(interview, **WHEN | YESTERDAY)
    if held:
        hold(interview, now=NOW, ended_at=NOW - timedelta(hours=20))
    plan(interview, **WHEN)
    grace.refresh_from_db()
    assert (interview.occurrence, interview.state, interview.ended_at) == (2, "scheduled", None)
    assert (grace.next_step, grace.last_touch_at) == ("talk", None)


def test_a_new_occurrence_owes_new_thanks(alice: User, interview: Interview, grace: Contact) -> None:
    wei = make_contact(alice)
    Interviewee.objects.create(owner=alice, interview=interview, contact=wei)
    plan(interview, **WHEN | YESTERDAY)
    thank(interview, contact=grace, now=NOW)
    plan(interview, **WHEN)
    assert (interview.state, interview.interviewees.filter(thanked_at=None).count()) == ("scheduled", 2)


def test_a_held_one_put_right_stays_held(interview: Interview, grace: Contact) -> None:
    plan(interview, **WHEN | YESTERDAY)
    move(interview, to="held", now=NOW)
    plan(interview, **WHEN | YESTERDAY | {"wall_time": time(9)})
    grace.refresh_from_db()
    assert (interview.state, interview.ends_at) == ("held", datetime.fromisoformat("2026-11-23 08:30+00:00"))
    assert grace.next_step == "thank"


@pytest.mark.parametrize("state", ["declined", "no_reply", "cancelled", "no_show"])
def test_a_new_time_revives(alice: User, state: str) -> None:
    interview = make_interview(alice, state=state)
    plan(interview, **WHEN)
    assert (interview.state, interview.moves.get().from_state) == ("scheduled", state)


@pytest.mark.parametrize("state", ["thanked", "closed"])
def test_what_is_over_is_not_planned_again(alice: User, state: str) -> None:
    interview = make_interview(alice, state=state)
    with pytest.raises(MoveError, match="Add a new interview"):
        plan(interview, **WHEN)


def test_t15_a_refused_plan_changes_nothing(interview: Interview) -> None:
    with pytest.raises(PlanError):
        plan(interview, **WHEN | {"day": date(9999, 12, 31)})
    interview.refresh_from_db()
    assert (interview.state, interview.day) == ("idea", None)


def test_fold_is_kept_only_where_it_means_something(interview: Interview) -> None:
    new_york: dict[str, Any] = WHEN | {"zone": "America/New_York", "fold": 1}
    plan(interview, **new_york)
    assert interview.fold == 0
    plan(interview, **new_york | {"day": date(2027, 11, 7), "wall_time": time(1, 30)})
    assert (interview.fold, interview.starts_at) == (1, datetime.fromisoformat("2027-11-07 06:30+00:00"))


def test_a_shift_keeps_the_wall_time_over_a_clock_change(interview: Interview) -> None:
    plan(interview, **WHEN | {"day": date(2027, 3, 27)})
    shift(interview, days=1, now=NOW)
    assert (interview.day, interview.wall_time) == (date(2027, 3, 28), time(15))
    assert interview.starts_at == datetime.fromisoformat("2027-03-28 13:00+00:00")


@pytest.mark.parametrize("days", [10**6, -(10**6), 10**12])
def test_a_shift_out_of_the_calendar_is_refused(interview: Interview, days: int) -> None:
    plan(interview, **WHEN)
    with pytest.raises(PlanError):
        shift(interview, days=days, now=NOW)


def test_without_a_day_there_is_nothing_to_shift(interview: Interview) -> None:
    with pytest.raises(PlanError, match="no day yet"):
        shift(interview, days=1, now=NOW)
