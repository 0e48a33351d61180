"""Each state has its one next action, as the product description's table says."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from accounts.models import User
from interviews.models import Interview
from interviews.views.frame import next_action
from tests.factories import NOW, make_interview
from tests.interviews.addresses import url

ASKS = {
    ("idea", "outgoing"): ("Write the request, or ask for an introduction", "I have asked"),
    ("requested", "outgoing"): ("Wait for an answer", "They replied"),
    ("requested", "incoming"): ("Offer times, or set the one you agreed on", "Set a time"),
    ("agreed", "outgoing"): ("Offer times, or set the one you agreed on", "Set a time"),
    ("scheduled", "outgoing"): ("Prepare for the talk", "Prepare"),
    ("held", "outgoing"): ("Wrap up, and thank Grace Mbeki within 24 hours", "Write the thank-you"),
    ("held", "incoming"): ("Wrap up, then close it", "Close"),
    ("thanked", "outgoing"): ("Do what you promised, and tell them how it went", "Close"),
    ("closed", "outgoing"): ("Keep in touch", ""),
    ("no_reply", "outgoing"): ("It may be revived", "Ask again"),
    **{(state, "outgoing"): ("Nothing is left to do", "") for state in ("declined", "cancelled", "no_show")},
}


def asked(interview: Interview) -> tuple[str, str]:
    """The words and the button."""
    row = interview.owner.interviews.with_people().get(pk=interview.pk)
    ask = next_action(row, now=NOW)
    return ask.words, ask.label


def test_every_state_stands_in_the_table() -> None:
    assert {state for state, _ in ASKS} == set(Interview.State.values)


@pytest.mark.parametrize(("state", "direction"), ASKS)
def test_a_state_asks_for_one_thing(alice: User, state: str, direction: str) -> None:
    grace = alice.contacts.create(display_name="Grace Mbeki")
    ends_at = NOW + timedelta(days=3) if state == "scheduled" else None
    interview = make_interview(alice, [grace], state=state, direction=direction, ends_at=ends_at)
    assert asked(interview) == ASKS[state, direction]


def test_one_whose_time_has_passed_asks_for_thanks(alice: User) -> None:
    grace = alice.contacts.create(display_name="Grace Mbeki")
    interview = make_interview(alice, [grace], state="scheduled", ends_at=NOW - timedelta(minutes=1))
    assert asked(interview) == ASKS["held", "outgoing"]


def test_when_24_hours_have_passed_they_are_promised_no_more(alice: User) -> None:
    grace = alice.contacts.create(display_name="Grace Mbeki")
    interview = make_interview(alice, [grace], state="held", ends_at=NOW - timedelta(days=9))
    assert asked(interview) == ("Wrap up, and thank Grace Mbeki", "Write the thank-you")


def test_with_everybody_in_the_trash_nobody_is_said_to_be_thanked(alice: User, alice_client: Client) -> None:
    row = make_interview(alice, state="held", ends_at=NOW - timedelta(hours=3))
    row.people.update(trashed_at=NOW)
    assert asked(row) == ("Nobody is left to thank", "Close")
    with patch("django.utils.timezone.now", return_value=NOW):
        assert "h left" not in alice_client.get(url("wrap_up", row.pk)).content.decode()


def test_on_the_day_it_is_live(alice: User) -> None:
    grace = alice.contacts.create(display_name="Grace Mbeki")
    later: dict[str, Any] = {"state": "scheduled", "zone": "Pacific/Auckland", "ends_at": NOW + timedelta(hours=9)}
    days = [NOW.astimezone(ZoneInfo(later["zone"])).date() + timedelta(days=days) for days in (0, 1)]
    talks = [make_interview(alice, [grace], day=day, **later) for day in days]
    assert [asked(talk) for talk in talks] == [("Talk", "Open live notes"), ASKS["scheduled", "outgoing"]]
