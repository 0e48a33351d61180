"""The steps of a talk: which are behind, which is shown, and where each leads."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import Contact
from interviews.models import Interview
from interviews.views.steps import steps
from tests.factories import NOW, make_interview
from tests.interviews.addresses import told, url

pytestmark = pytest.mark.django_db
ALL = ["Scheduled", "Prepare", "Talk", "Take away", "Thank"]


@pytest.mark.parametrize(
    ("state", "behind"),
    [
        ("idea", []),
        ("agreed", []),
        ("scheduled", ["Scheduled"]),
        ("held", ["Scheduled", "Talk"]),  # nothing was prepared
        ("thanked", ["Scheduled", "Talk", "Take away", "Thank"]),
        ("closed", ["Scheduled", "Talk", "Take away"]),  # closed without a thank-you: that one is still open
        ("cancelled", []),
    ],
)
def test_each_state_has_its_steps_behind_it(alice: User, state: str, behind: list[str]) -> None:
    interview = make_interview(alice, state=state)
    way = steps(interview, tab="prepare", over=state in {"held", "thanked", "closed"})
    assert [step.name for step in way] == ALL
    assert [step.name for step in way if step.is_past] == behind


@pytest.mark.parametrize("by", ["homework", "questions"])
def test_what_was_prepared_is_behind(scheduled: Interview, by: str) -> None:
    scheduled.homework.create(owner=scheduled.owner, text="Read their paper")
    assert not steps(scheduled, tab="prepare", over=False)[1].is_past
    if by == "homework":
        scheduled.homework.update(done_at=NOW)
    else:
        scheduled.questions.create(owner=scheduled.owner, text="What surprised you?")
    assert steps(scheduled, tab="prepare", over=False)[1].is_past


def test_a_talk_whose_time_has_passed_is_not_said_to_be_held(alice: User) -> None:
    way = steps(make_interview(alice, state="scheduled", ends_at=NOW), tab="wrap_up", over=True)
    assert [step.name for step in way if step.is_past] == ["Scheduled"]
    assert way[-1].url


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("state", ["cancelled", "no_show"])
def test_what_did_not_take_place_asks_for_no_thanks(alice: User, alice_client: Client, state: str) -> None:
    interview = make_interview(alice, state=state, ends_at=NOW - timedelta(hours=3))
    response = alice_client.get(url("wrap_up", interview.pk))
    assert [step.name for step in told(response)["steps"] if step.is_past] == []
    assert "/thank/" not in response.content.decode()


def test_where_they_ask_me_nobody_is_owed_thanks(alice: User) -> None:
    interview = make_interview(alice, state="held", direction="incoming")
    assert [step.name for step in steps(interview, tab="wrap_up", over=True)] == ALL[:4]


def test_thank_leads_to_whoever_is_left_to_thank(alice: User, grace: Contact, held: Interview) -> None:
    assert steps(held, tab="wrap_up", over=True)[-1].url == f"/interviews/{held.pk}/thank/{grace.pk}/"
    held.interviewees.update(thanked_at=NOW)
    assert steps(held, tab="wrap_up", over=True)[-1].is_past


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(("tab", "name"), [("prepare", "Prepare"), ("wrap_up", "Take away")])
def test_the_page_shown_is_the_step_one_is_at(alice_client: Client, scheduled: Interview, tab: str, name: str) -> None:
    response = alice_client.get(url(tab, scheduled.pk))
    assert [step.name for step in told(response)["steps"] if step.is_here] == [name]
    assert response.content.decode().count('aria-current="step"') == 1
