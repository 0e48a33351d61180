"""Planning: which interviews owe reminders, and what the scan does to the rows when things change."""

from datetime import timedelta
from typing import Any

import pytest

from accounts.models import User
from contacts.models import Contact
from interviews.actions.promising import add_promise
from interviews.actions.thanks import thank, unthank
from interviews.models import Interview, Interviewee
from outreach.actions import planning
from outreach.models import Reminder
from tests.factories import NOW, make_contact, make_interview
from tests.outreach.clockwork import HOURS, change, plan_thank_yous, round_at

ENDED = NOW - HOURS


def rows(owner: User) -> list[tuple[str, str, float]]:
    """(kind, state, hours from NOW until due) of the owner's reminders."""
    found = owner.reminders.order_by("due_at", "pk")
    return [(row.kind[6:], row.state, (row.due_at - NOW) / HOURS) for row in found]


def states(owner: User) -> list[str]:
    return [state for _, state, _ in rows(owner)]


@pytest.mark.parametrize("state", ["held", "scheduled"])
def test_an_interview_that_ended_owes_two_reminders_however_often_it_is_looked_at(alice: User, state: str) -> None:
    make_interview(alice, state=state, ends_at=ENDED)
    changed = [plan_thank_yous(now=NOW) for _ in range(3)]
    assert rows(alice) == [("early", "scheduled", 1), ("final", "scheduled", 23)]
    assert changed[1:] == [0, 0]


NOTHING: dict[str, dict[str, Any]] = {
    "not over": {"state": "scheduled", "ends_at": NOW + HOURS},
    "called off": {"state": "cancelled", "ends_at": ENDED},
    "no show": {"state": "no_show", "ends_at": ENDED},
    "thanked": {"state": "thanked", "ends_at": ENDED},
    "closed": {"state": "closed", "ends_at": ENDED},
    "they asked me": {"state": "held", "ends_at": ENDED, "direction": "incoming"},
    "long ago": {"state": "held", "ends_at": NOW - 72 * HOURS},
}


@pytest.mark.parametrize("case", NOTHING)
def test_these_owe_nothing(alice: User, case: str) -> None:
    make_interview(alice, **NOTHING[case])
    plan_thank_yous(now=NOW)
    assert rows(alice) == []


@pytest.mark.parametrize(("column", "expected"), [("trashed_at", 0), ("archived_at", 2)])
def test_people_in_the_trash_are_owed_nothing_people_put_aside_are(alice: User, column: str, expected: int) -> None:
    put_aside = make_contact(alice)
    Contact.objects.filter(pk=put_aside.pk).update(**{column: NOW})
    make_interview(alice, [put_aside], state="held", ends_at=ENDED)
    plan_thank_yous(now=NOW)
    assert len(rows(alice)) == expected


def test_switches_decide_which_are_made_and_which_stay(alice: User) -> None:
    make_interview(alice, state="held", ends_at=ENDED)
    change(alice, remind_early=False)
    plan_thank_yous(now=NOW)
    assert rows(alice) == [("final", "scheduled", 23)]
    change(alice, remind_early=True, remind_final=False)
    plan_thank_yous(now=NOW)
    assert rows(alice) == [("early", "scheduled", 1), ("final", "cancelled", 23)]


def test_thanked_and_taken_back(alice: User) -> None:
    talk = make_interview(alice, state="held", ends_at=ENDED)
    plan_thank_yous(now=NOW)
    thank(talk, contact=talk.people.get(), now=NOW)
    plan_thank_yous(now=NOW)
    assert states(alice) == ["cancelled", "cancelled"]
    unthank(talk, contact=talk.people.get(), now=NOW)
    plan_thank_yous(now=NOW)
    assert states(alice) == ["scheduled", "scheduled"]


def test_what_was_mailed_once_does_not_come_back(alice: User) -> None:
    talk = make_interview(alice, state="held", ends_at=NOW - 2 * HOURS)
    round_at(NOW)
    thank(talk, contact=talk.people.get(), now=NOW)
    unthank(talk, contact=talk.people.get(), now=NOW)
    assert (round_at(NOW), states(alice)) == (0, ["sent", "scheduled"])


def test_an_edited_end_moves_what_waits_but_not_what_was_put_off(alice: User) -> None:
    talk = make_interview(alice, state="held", ends_at=ENDED)
    plan_thank_yous(now=NOW)
    alice.reminders.filter(kind="thank_early").update(snoozed=True)
    change(talk, ends_at=ENDED - HOURS, starts_at=ENDED - 2 * HOURS)
    plan_thank_yous(now=NOW)
    assert rows(alice) == [("early", "scheduled", 1), ("final", "scheduled", 22)]


def test_the_24_hour_reminder_takes_the_place_of_the_early_one(alice: User) -> None:
    make_interview(alice, state="held", ends_at=ENDED)
    plan_thank_yous(now=NOW)
    assert (round_at(NOW + 23 * HOURS), states(alice)) == (1, ["cancelled", "sent"])


def test_moved_to_another_day_the_rows_of_the_former_one_go(alice: User) -> None:
    talk = make_interview(alice, state="scheduled", ends_at=ENDED)
    plan_thank_yous(now=NOW)
    change(talk, occurrence=2, ends_at=NOW + 24 * HOURS)
    plan_thank_yous(now=NOW)
    assert states(alice) == ["cancelled", "cancelled"]
    plan_thank_yous(now=NOW + 25 * HOURS)
    assert [row[1:] for row in rows(alice) if row[1] == "scheduled"] == [("scheduled", 26), ("scheduled", 48)]


def test_a_talk_that_ended_by_itself_turns_into_a_thank_you_on_the_person(alice: User) -> None:
    person = make_contact(alice, next_step="talk", next_step_due_at=ENDED - timedelta(minutes=30), stage="scheduled")
    make_interview(alice, [person], state="scheduled", ends_at=ENDED)
    assert plan_thank_yous(now=NOW) == 3
    person.refresh_from_db()
    assert (person.next_step, person.next_step_due_at) == ("thank", ENDED + 24 * HOURS)
    assert plan_thank_yous(now=NOW) == 0


def test_a_promise_that_fell_due_takes_the_place_of_a_request(alice: User) -> None:
    person = make_interview(alice, state="idea").people.get()
    promise = add_promise(make_interview(alice, [person], state="thanked"), by="me", text="Send it", now=NOW)
    due_at = promise.created_at + timedelta(days=7)
    assert [plan_thank_yous(now=at) for at in (due_at - HOURS, due_at, due_at + HOURS)] == [0, 1, 0]
    person.refresh_from_db()
    assert (person.next_step, person.next_step_due_at) == ("promise", due_at)


def test_a_person_that_cannot_be_brought_up_to_date_holds_nothing_up(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = make_contact(alice, next_step="talk", next_step_due_at=ENDED - timedelta(minutes=30), stage="scheduled")
    make_interview(alice, [person], state="scheduled", ends_at=ENDED)
    monkeypatch.setattr(planning, "refresh_contacts", lambda contacts, *, now: 1 / 0)
    assert (plan_thank_yous(now=NOW), states(alice)) == (3, ["scheduled", "scheduled"])


def test_each_owner_gets_their_own(alice: User, bob: User) -> None:
    make_interview(alice, state="held", ends_at=ENDED)
    make_interview(bob, state="held", ends_at=ENDED - HOURS)
    plan_thank_yous(now=NOW)
    assert [len(rows(owner)) for owner in (alice, bob)] == [2, 2]


def test_the_number_of_queries_does_not_grow(alice: User, django_assert_num_queries) -> None:
    plan_thank_yous(now=NOW)
    talks = Interview.objects.bulk_create(
        Interview(owner=alice, state="held", state_changed_at=NOW, starts_at=ENDED - HOURS, ends_at=ENDED)
        for _ in range(30)
    )
    person = make_contact(alice)
    Interviewee.objects.bulk_create(Interviewee(owner=alice, interview=talk, contact=person) for talk in talks)
    with django_assert_num_queries(8):  # what ended lately, plan; what to cancel; whom to refresh, five
        plan_thank_yous(now=NOW)
    assert Reminder.objects.count() == 60
