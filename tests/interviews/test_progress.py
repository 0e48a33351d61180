"""What interviews say of a contact: one stage and one next step, the most pressing of all."""

from datetime import datetime, timedelta

import pytest

from accounts.models import User
from contacts.actions.progress import Progress
from contacts.models import Contact
from interviews.actions.progress import progress_of
from interviews.models import Interview
from tests.factories import NOW, make_contact, make_interview

HOUR = timedelta(hours=1)
CHANGED = NOW - timedelta(days=1)


@pytest.fixture
def grace(alice: User) -> Contact:
    """Of whom the interviews speak."""
    return make_contact(alice)


def test_no_interview_says_nothing(grace: Contact) -> None:
    assert progress_of(grace, now=NOW) == Progress()


@pytest.mark.parametrize(
    ("state", "ends_at", "expected"),
    [
        ("idea", None, Progress("idea", "request")),
        ("requested", None, Progress("requested", "nudge", CHANGED + timedelta(days=7), CHANGED)),
        ("agreed", None, Progress("agreed", "reply", CHANGED)),
        ("scheduled", NOW + HOUR, Progress("scheduled", "talk", NOW + HOUR / 2)),
        ("scheduled", NOW - HOUR, Progress("scheduled", "thank", NOW + 23 * HOUR)),
        ("held", NOW - HOUR, Progress("held", "thank", NOW + 23 * HOUR)),
        ("thanked", NOW - HOUR, Progress("thanked")),
        ("closed", NOW - HOUR, Progress("closed")),
        ("declined", None, Progress("declined")),
        ("no_reply", None, Progress("no_reply")),
        ("cancelled", None, Progress("cancelled")),
        ("no_show", NOW - HOUR, Progress("no_show")),
    ],
)
def test_each_state_has_one_next_step(
    alice: User, grace: Contact, state: str, ends_at: datetime | None, expected: Progress
) -> None:
    make_interview(alice, [grace], state=state, ends_at=ends_at)
    assert progress_of(grace, now=NOW) == expected


@pytest.mark.parametrize(("state", "step"), [("requested", "reply"), ("agreed", "reply"), ("held", "wrap_up")])
def test_when_they_ask_there_is_nobody_to_nudge_or_to_thank(alice: User, grace: Contact, state: str, step: str) -> None:
    make_interview(alice, [grace], state=state, direction="incoming")
    told = progress_of(grace, now=NOW)
    assert (told.stage, told.next_step, told.waiting_since) == (state, step, None)


@pytest.mark.parametrize("state", ["scheduled", "held"])
def test_a_talk_they_asked_for_is_wrapped_up_once_it_is_over(alice: User, grace: Contact, state: str) -> None:
    make_interview(alice, [grace], state=state, ends_at=NOW - HOUR, direction="incoming")
    assert progress_of(grace, now=NOW) == Progress(state, "wrap_up", NOW - HOUR)


@pytest.mark.parametrize(
    ("states", "step"),
    [
        (["idea", "requested", "agreed", "scheduled", "held"], "thank"),
        (["idea", "requested", "agreed", "scheduled"], "reply"),
        (["idea", "requested", "scheduled"], "talk"),
        (["idea", "requested"], "nudge"),
        (["idea", "closed"], "request"),
    ],
)
@pytest.mark.parametrize("order", [1, -1])
def test_the_most_pressing_interview_decides(
    alice: User, grace: Contact, states: list[str], step: str, order: int
) -> None:
    for state in states[::order]:
        make_interview(alice, [grace], state=state)
    assert progress_of(grace, now=NOW).next_step == step


def test_the_stage_is_that_of_the_newest_under_way(alice: User, grace: Contact) -> None:
    for state in ["idea", "agreed", "closed"]:
        make_interview(alice, [grace], state=state)
    assert progress_of(grace, now=NOW).stage == "agreed"


def test_of_two_owed_thanks_the_older_is_due_first(alice: User, grace: Contact) -> None:
    for hours in (1, 5):
        make_interview(alice, [grace], state="held", ends_at=NOW - hours * HOUR)
    assert progress_of(grace, now=NOW).next_step_due_at == NOW + 19 * HOUR


def test_others_in_the_interview_who_are_not_thanked_do_not_count(alice: User, grace: Contact) -> None:
    interview = make_interview(alice, [grace, make_contact(alice)], state="held")
    interview.interviewees.filter(contact=grace).update(thanked_at=NOW)
    assert progress_of(grace, now=NOW) == Progress("held")


def test_a_contact_has_the_stages_of_an_interview() -> None:
    assert Contact.Stage.choices == [("", "–"), *Interview.State.choices]
