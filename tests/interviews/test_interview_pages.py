"""The page of one interview: its tabs in every state, in everyone's zone, with what is wrong, and for a stranger."""

import re

import pytest
from django.test import Client

from accounts.models import User
from interviews.models import Interview
from tests.factories import make_contact, make_interview
from tests.interviews.addresses import told, url

pytestmark = pytest.mark.usefixtures("clock")
TABS = ["prepare", "live", "notes", "wrap_up", "sheet"]


@pytest.mark.parametrize(("state", "tab"), [("scheduled", "prepare"), ("idea", "prepare"), ("held", "wrap_up")])
def test_an_interview_opens_at_the_tab_that_is_due(alice: User, alice_client: Client, state: str, tab: str) -> None:
    interview = make_interview(alice, state=state)
    assert alice_client.get(url("interview", interview.pk)).headers["Location"] == url(tab, interview.pk)


@pytest.mark.parametrize("state", Interview.State.values)
@pytest.mark.parametrize("tab", TABS)
def test_every_tab_shows_in_every_state(alice: User, alice_client: Client, tab: str, state: str) -> None:
    interview = make_interview(alice, [make_contact(alice, "Grace Mbeki")], state=state)
    page = alice_client.get(url(tab, interview.pk)).content.decode()
    assert "Grace Mbeki" in page
    assert tab in {"live", "sheet"} or interview.get_state_display() in page


def test_times_stand_in_my_zone_and_in_theirs(alice_client: Client, scheduled: Interview) -> None:
    context = told(alice_client.get(url("prepare", scheduled.pk)))
    assert context["clocks"] == ["12:30 your time", "06:30 Grace’s"]


def test_a_length_that_is_assumed_says_so(alice: User, alice_client: Client, scheduled: Interview) -> None:
    Interview.objects.update(planned_minutes=None)
    page = alice_client.get(url("prepare", scheduled.pk)).content.decode()
    assert "60 minutes" in page
    assert "assumed" in page


def test_only_moves_that_are_allowed_are_offered(alice_client: Client, scheduled: Interview) -> None:
    context = told(alice_client.get(url("prepare", scheduled.pk)))
    assert context["onward"] == ["held", "no_show", "cancelled", "declined"]
    assert context["back"] == ["cancelled", "no_show", "declined", "agreed", "requested", "idea"][3:]


def test_a_stranger_finds_no_page_and_no_verb(bob_client: Client, scheduled: Interview) -> None:
    pages = [url(name, scheduled.pk) for name in ["interview", *TABS]]
    verbs = ["plan", "nudge", "finish", "takeaway_add", "referral_add"]
    posts = [url(name, scheduled.pk) for name in verbs] + [url("move", scheduled.pk, "held")]
    assert {bob_client.get(page).status_code for page in pages} == {404}
    assert {bob_client.post(page).status_code for page in posts} == {404}
    assert {bob_client.get(page).status_code for page in posts} == {405}
    assert Interview.objects.get().state == "scheduled"


@pytest.mark.parametrize("name", ["prepare", "live", "sheet", "consent", "ledger"])
def test_the_place_of_interviews_is_marked(alice_client: Client, scheduled: Interview, name: str) -> None:
    args = [] if name == "ledger" else [scheduled.pk]
    page = alice_client.get(url(name, *args)).content.decode()
    assert set(re.findall(r'<a href="([^"]+)" aria-current="page"><svg', page)) == {url("interview_list")}


def test_the_goal_is_kept(alice_client: Client, scheduled: Interview) -> None:
    response = alice_client.post(url("prepare", scheduled.pk), {"purpose": "Pay", "promised_minutes": 20})
    scheduled.refresh_from_db()
    assert response.status_code == 302
    assert (scheduled.purpose, scheduled.promised_minutes) == ("Pay", 20)


def test_a_goal_that_is_wrong_comes_back(alice_client: Client, scheduled: Interview) -> None:
    response = alice_client.post(url("prepare", scheduled.pk), {"purpose": "x", "promised_minutes": 999})
    assert (response.status_code, list(told(response)["goal"].errors)) == (422, ["promised_minutes"])
