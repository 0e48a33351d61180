"""The factories make rows that the database accepts."""

from datetime import timedelta

import pytest

from accounts.models import User
from interviews.models import Interview
from tests.factories import NOW, make_contact, make_interview


@pytest.mark.parametrize("state", Interview.State.values)
def test_an_interview_in_every_state(alice: User, state: str) -> None:
    interview = make_interview(alice, state=state)
    assert [i.contact.owner for i in interview.interviewees.all()] == [alice]


def test_the_plan_says_what_the_end_says(alice: User) -> None:
    person = make_contact(alice, "Grace Mbeki")
    interview = make_interview(alice, [person], state="held", ends_at=NOW)
    assert (str(interview.day), str(interview.wall_time), interview.zone) == ("2026-11-24", "12:30:00", alice.time_zone)
    assert interview.starts_at == NOW - timedelta(minutes=30)
    assert list(interview.people.all()) == [person]
