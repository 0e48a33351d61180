"""The steps of a talk: which are behind, which is shown, and where each leads."""

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
        ("held", ALL[:3]),
        ("thanked", ALL),
        ("closed", ALL[:4]),  # closed without a thank-you: that one is still open
        ("cancelled", []),
    ],
)
def test_each_state_has_its_steps_behind_it(alice: User, state: str, behind: list[str]) -> None:
    interview = make_interview(alice, state=state)
    way = steps(interview, tab="prepare", over=state in {"held", "thanked", "closed"})
    assert [step.name for step in way] == ALL
    assert [step.name for step in way if step.is_past] == behind


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
