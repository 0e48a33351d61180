"""Today with far more than a day holds: the first rows are drawn, the others counted."""

from datetime import timedelta

from django.test import Client

from accounts.models import User
from interviews.models import Interview
from outreach.views.day import read_day
from outreach.views.rows import THANKS_AT_MOST
from outreach.views.week import A_DAY
from tests.factories import NOW, make_contact, make_interview

HOUR = timedelta(hours=1)


def held(owner: User, name: str, hours: float, state: str = "held") -> Interview:
    """A talk with a new person that ended so many hours ago."""
    return make_interview(owner, [make_contact(owner, name)], state=state, ends_at=NOW - hours * HOUR)


def test_of_very_many_thanks_the_latest_are_shown_and_all_counted(
    alice: User, bob: User, alice_client: Client, clock: None
) -> None:
    held(bob, "Bob’s", 1)
    for number in range(THANKS_AT_MOST + 3):
        held(alice, f"Nr {number}", number + 1)
    day = read_day(alice, now=NOW)
    shown = [f"Nr {number}" for number in reversed(range(THANKS_AT_MOST))]
    assert ([row.contact.display_name for row in day.thanks], day.thanks_more) == (shown, 3)
    assert day.sentence.endswith("23 thank-yous to send.")
    assert '3 more, of longer ago. <a href="/outreach/lanes/held/">' in alice_client.get("/").text


def test_as_many_as_there_is_room_for_say_nothing_of_more(alice: User, alice_client: Client, clock: None) -> None:
    for number in range(THANKS_AT_MOST):
        held(alice, f"Nr {number}", number + 1)
    assert "of longer ago" not in alice_client.get("/").text


def test_a_full_day_of_the_week_says_how_many_more(alice: User, alice_client: Client, clock: None) -> None:
    for number in range(A_DAY + 2):
        held(alice, f"Nr {number}", number / 10, state="thanked")
    tuesday = read_day(alice, now=NOW).week[1]
    assert ([str(one.people.get()) for one in tuesday.interviews], tuesday.more) == (
        [f"Nr {number}" for number in reversed(range(2, A_DAY + 2))],
        2,
    )
    assert ">2 more</a>" in alice_client.get("/").text


def test_whoever_is_taken_by_a_loop_leaves_no_gap(alice: User) -> None:
    for number in range(9):
        contact = make_contact(alice, f"Lead {number}")
        contact.next_step, contact.stage = "request", "to_contact"
        contact.save()
    day = read_day(alice, now=NOW)
    assert (len(day.soft), day.more) == (7, True)
