"""What changes an interview in one step: moving, planning, finishing, and taking it back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from accounts.models import User
from contacts.models import Contact
from interviews.models import Interview
from tests.factories import NOW, make_interview
from tests.interviews.addresses import told, url

pytestmark = pytest.mark.usefixtures("clock")
PLAN = {"day": "2026-11-26", "wall_time": "15:00", "zone": "Europe/Stockholm", "planned_minutes": "30"}


def toasts(response: Any) -> list[tuple[str, str]]:
    """What the next page says, and the address of its Undo."""
    return [(str(message), message.extra_tags) for message in get_messages(response.wsgi_request)]


def plan(client: Client, interview: Interview, **fields: str) -> Any:
    """Send in the plan."""
    return client.post(url("plan", interview.pk), PLAN | fields)


@pytest.mark.parametrize("to", ["held", "cancelled", "declined", "no_show"])
def test_a_move_offers_to_be_taken_back(alice_client: Client, scheduled: Interview, to: str) -> None:
    response = alice_client.post(url("move", scheduled.pk, to))
    label = Interview.State(to).label
    assert response.headers["Location"] == url("interview", scheduled.pk)
    assert toasts(response) == [(f"Now “{label}”.", f"{url('move', scheduled.pk, 'scheduled')}?from={to}")]
    alice_client.post(toasts(response)[0][1])
    assert Interview.objects.get().state == "scheduled"


def test_a_move_that_is_not_allowed_is_refused_in_words(alice_client: Client, scheduled: Interview) -> None:
    response = alice_client.post(url("move", scheduled.pk, "thanked"))
    assert toasts(response) == [("An interview that is “Scheduled” cannot become “Thanked”.", "")]
    assert Interview.objects.get().state == "scheduled"


def test_a_state_that_does_not_exist_is_not_found(alice_client: Client, scheduled: Interview) -> None:
    assert alice_client.post(url("move", scheduled.pk, "mislaid")).status_code == 404


def test_the_same_move_twice_says_nothing_to_undo(alice_client: Client, held: Interview) -> None:
    assert toasts(alice_client.post(url("move", held.pk, "held"))) == [("Now “Held”.", "")]


def test_a_nudge_is_kept(alice: User, alice_client: Client, grace: Contact) -> None:
    interview = make_interview(alice, [grace], state="requested", requested_at=NOW - timedelta(days=8))
    page = alice_client.get(url("prepare", interview.pk)).content.decode()
    assert "I have nudged" in page
    alice_client.post(url("nudge", interview.pk))
    grace.refresh_from_db()
    assert (grace.next_step, grace.interactions.get().title) == ("", "Nudged")


@pytest.mark.parametrize(
    ("days", "nudged", "label"),
    [(6, False, "They replied"), (8, False, "I have nudged"), (8, True, "They replied"), (14, True, "No reply")],
)
def test_waiting_has_one_next_action(
    alice: User, alice_client: Client, grace: Contact, days: int, nudged: bool, label: str
) -> None:
    asked_at = NOW - timedelta(days=days)
    interview = make_interview(alice, [grace], state="requested", requested_at=asked_at, state_changed_at=asked_at)
    if nudged:
        alice_client.post(url("nudge", interview.pk))
    assert told(alice_client.get(url("prepare", interview.pk)))["next"].label == label


def test_a_plan_schedules(alice: User, alice_client: Client, grace: Contact) -> None:
    interview = make_interview(alice, [grace], state="agreed")
    response = plan(alice_client, interview, medium="video", link="talk.example/1")
    interview.refresh_from_db()
    assert response.headers["Location"] == url("interview", interview.pk)
    assert (interview.state, interview.link) == ("scheduled", "https://talk.example/1")


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"day": ""}, "day"),
        ({"day": "0001-01-01"}, "day"),
        ({"day": "9999-12-31"}, "day"),
        ({"wall_time": "25:00"}, "wall_time"),
        ({"zone": "Mars/Base"}, "zone"),
        ({"zone": "\x00"}, "zone"),
        ({"zone": "Europe/Atlantis"}, "zone"),
        ({"planned_minutes": "0"}, "planned_minutes"),
        ({"planned_minutes": "600"}, "planned_minutes"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"medium": "telepathy"}, "medium"),
        ({"day": "2026-10-25", "wall_time": "02:30"}, "fold"),
    ],
)
def test_a_plan_that_is_wrong_comes_back(
    alice_client: Client, scheduled: Interview, fields: dict[str, str], wrong: str
) -> None:
    before = scheduled.starts_at
    response = plan(alice_client, scheduled, **fields)
    assert (response.status_code, list(told(response)["plan"].errors)) == (422, [wrong])
    assert Interview.objects.get().starts_at == before


def test_what_is_over_refuses_a_plan_in_words(alice: User, alice_client: Client) -> None:
    response = plan(alice_client, make_interview(alice, state="closed"))
    assert told(response)["plan"].non_field_errors() == ["This talk is over. Add a new interview for the next one."]


def test_which_of_two_times_is_asked_only_where_there_are_two(alice_client: Client, scheduled: Interview) -> None:
    twice = {"day": "2027-10-31", "wall_time": "02:30"}
    assert "The earlier one" in plan(alice_client, scheduled, **twice).content.decode()
    plan(alice_client, scheduled, **twice, fold="1")
    assert Interview.objects.get().starts_at == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    assert "The earlier one" not in alice_client.get(url("prepare", scheduled.pk)).content.decode()


def test_a_time_that_the_clocks_skip_says_which_is_used(alice_client: Client, scheduled: Interview) -> None:
    response = plan(alice_client, scheduled, day="2027-03-28", wall_time="02:30")
    words = "Clocks in Europe/Stockholm skip 02:30 that day; 03:00 is used."
    assert toasts(response) == [(words, "")]
    assert words in alice_client.get(url("prepare", scheduled.pk)).content.decode()


def test_finishing_holds_with_the_real_times_in_ones_own_zone(alice_client: Client, scheduled: Interview) -> None:
    times = {"started_at": "2026-11-24T11:00", "ended_at": "2026-11-24T11:22"}
    response = alice_client.post(url("finish", scheduled.pk), times)
    scheduled.refresh_from_db()
    assert response.headers["Location"] == url("wrap_up", scheduled.pk)
    assert (scheduled.state, scheduled.ends_at) == ("held", NOW.replace(hour=10, minute=22))
    assert toasts(response)[0][1] == url("move", scheduled.pk, "scheduled") + "?from=held"


@pytest.mark.parametrize(
    "times",
    [
        {"started_at": "2026-11-24T11:00", "ended_at": "2026-11-24T10:00"},
        {"started_at": "2026-11-20T11:00", "ended_at": "2026-11-24T10:00"},
        {"ended_at": "2026-11-24T23:00"},
        {"ended_at": "9999-12-31T23:59"},
        {"started_at": "0001-01-01T00:00"},
        {"ended_at": "yesterday"},
    ],
)
def test_real_times_that_cannot_be_come_back(alice_client: Client, scheduled: Interview, times: dict[str, str]) -> None:
    response = alice_client.post(url("finish", scheduled.pk), times)
    assert (response.status_code, told(response)["finish"].is_valid()) == (422, False)
    assert Interview.objects.get().state == "scheduled"
