"""Feed and invites as calendar programs read them: which events, when, what they tell and what never."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.conf import settings
from icalendar import Calendar

from accounts.models import User
from contacts.models import Contact
from interviews.actions.holding import hold
from interviews.actions.moves import move
from interviews.actions.planning import create_interview, plan
from interviews.actions.thanks import thank, unthank
from interviews.exporting.calendars import write_feed, write_invite
from interviews.models import Interview
from tests.factories import NOW, make_contact

DAY, START = date(2026, 11, 26), datetime(2026, 11, 26, 14, tzinfo=UTC)
SECRET = "secret words"


@pytest.fixture
def grace(alice: User) -> Contact:
    """Whom Alice talks with."""
    return make_contact(alice, "Grace Mbeki", time_zone="America/New_York", notes=SECRET)


@pytest.fixture
def talk(alice: User, grace: Contact) -> Interview:
    """Set for Thursday, 15:00 in Stockholm."""
    interview = create_interview(alice, contacts=[grace], now=NOW, purpose=SECRET, notes=SECRET)
    set_time(interview)
    return interview


def set_time(interview: Interview, *, day: date = DAY, wall_time: time | None = time(15), place: str = "Hall") -> None:
    plan(
        interview,
        day=day,
        wall_time=wall_time,
        zone="Europe/Stockholm",
        planned_minutes=30,
        medium="video",
        place=place,
        link="https://meet.example.org/a",
        now=NOW,
    )


def feed(owner: User, **how: bool) -> list[Any]:
    """The events, read by a parser that tells what it could not read."""
    body = write_feed(owner, owner.interviews.in_calendar(NOW - timedelta(days=366)), **how)
    calendar = Calendar.from_ical(body)
    assert [part.errors for part in calendar.walk() if part.errors] == []
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in body
    assert max(map(len, body.splitlines())) <= 75
    assert SECRET not in body.decode()
    return calendar.events


def test_a_talk_and_its_thank_you(alice: User, talk: Interview) -> None:
    event, thanks = feed(alice)
    assert (event.start, event.end) == (START, START + timedelta(minutes=30))
    assert (event["summary"], event["location"]) == ("Video call with Grace M.", "Hall")
    page = f"{settings.SITE_URL}/interviews/{talk.pk}/"
    assert event["description"].splitlines() == [
        "Your time: Thu 26 Nov 2026, 15:00 (Stockholm)",
        "Grace M.: Thu 26 Nov 2026, 09:00 (New York)",
        "https://meet.example.org/a",
        f"In Rapport: {page}",
    ]
    assert (thanks["summary"], thanks.end) == ("Thank Grace M.", START + timedelta(hours=24, minutes=30))
    assert [alarm["trigger"].dt for alarm in event.walk("VALARM")] == [timedelta(days=-1), timedelta(minutes=-15)]


def told(event: Any) -> tuple[str, int, str, str]:
    """By what a calendar knows a change."""
    return str(event["uid"]), event["sequence"], str(event["status"]), f"{event.start:%d %H:%M}"


def test_another_time_keeps_the_uid_and_raises_the_sequence(alice: User, talk: Interview) -> None:
    first, first_thanks = map(told, feed(alice))
    set_time(talk, day=DAY + timedelta(days=5))
    second, second_thanks = map(told, feed(alice))
    assert (second, second_thanks[0]) == (
        (str(talk.uid), first[1] + 1, "CONFIRMED", "01 14:00"),
        first_thanks[0],
    )
    set_time(talk, day=DAY + timedelta(days=5))
    assert [told(event) for event in feed(alice)] == [second, second_thanks]
    set_time(talk, day=DAY + timedelta(days=5), place="Attic")
    assert told(feed(alice)[0])[1] == second[1] + 1


@pytest.mark.parametrize("to", ["cancelled", "declined", "no_show", "agreed"])
def test_what_does_not_take_place_stays_and_says_so(alice: User, talk: Interview, to: str) -> None:
    before = [told(event) for event in feed(alice)]
    move(talk, to=to, now=NOW)
    events = feed(alice)
    assert [told(event)[:3] for event in events] == [(uid, n + 1, "CANCELLED") for uid, n, _, _ in before]
    assert [str(event["transp"]) for event in events] == ["TRANSPARENT"] * 2
    assert [len(event.walk("VALARM")) for event in events] == [0, 0]


def test_thanks_end_the_deadline_and_owed_again_bring_it_back(alice: User, talk: Interview, grace: Contact) -> None:
    move(talk, to="held", now=NOW)
    held = talk.sequence
    thank(talk, contact=grace, now=NOW)
    assert [(str(e["status"]), e["sequence"] > held) for e in feed(alice)] == [("CONFIRMED", True), ("CANCELLED", True)]
    thanked = talk.sequence
    unthank(talk, contact=grace, now=NOW)
    assert [(str(e["status"]), e["sequence"] > thanked) for e in feed(alice)] == [("CONFIRMED", True)] * 2


def test_busy_only_tells_when_and_nothing_else(alice: User, talk: Interview) -> None:
    (event,) = feed(alice, is_busy_only=True)
    assert (event["summary"], event.start, str(event["uid"])) == ("Busy", START, str(talk.uid))
    assert {"DESCRIPTION", "LOCATION", "URL", "ORGANIZER"} & set(event) == set()
    assert event.walk("VALARM") == []


def test_a_day_without_a_time_is_a_whole_day(alice: User, talk: Interview) -> None:
    set_time(talk, wall_time=None)
    event, thanks = feed(alice)
    assert (event.start, event.end, str(event["transp"])) == (DAY, DAY + timedelta(days=1), "TRANSPARENT")
    assert thanks.end == datetime(2026, 11, 27, 16, tzinfo=UTC)  # 24 hours after 17:00 in Stockholm


def test_an_incoming_one_owes_no_thanks(alice: User, grace: Contact) -> None:
    set_time(create_interview(alice, contacts=[grace], now=NOW, direction="incoming"))
    assert [event["summary"] for event in feed(alice)] == ["Video call with Grace M."]


def test_people_in_the_trash_are_not_named(alice: User, talk: Interview, grace: Contact) -> None:
    Contact.objects.update(trashed_at=NOW)
    assert feed(alice) == []


def test_awkward_words_stay_in_their_places(alice: User, talk: Interview, grace: Contact) -> None:
    Contact.objects.update(display_name="Žofie; “Q,\\n”\x0b\x1b\u2028Ünal", time_zone="")
    set_time(talk, place="Room 5; second floor, left\x07\r\nBEGIN:VEVENT")
    event = feed(alice)[0]
    assert event["summary"] == "Video call with Žofie; Ü."
    assert event["location"] == "Room 5; second floor, left BEGIN:VEVENT"


def test_nothing_changed_is_the_same_to_the_byte(alice: User, talk: Interview) -> None:
    rows = alice.interviews.in_calendar(NOW)
    assert write_feed(alice, rows) == write_feed(alice, rows.all())


def test_an_invite_fits_both(alice: User, talk: Interview) -> None:
    calendar = Calendar.from_ical(write_invite(alice, talk))
    event: Any = calendar.events[0]
    assert (str(calendar["method"]), event["summary"]) == ("PUBLISH", "Alice Arden and Grace Mbeki")
    assert str(event["organizer"]) == "mailto:alice@example.com"
    assert event["description"].splitlines() == [
        "Alice Arden: Thu 26 Nov 2026, 15:00 (Stockholm)",
        "Grace Mbeki: Thu 26 Nov 2026, 09:00 (New York)",
        "https://meet.example.org/a",
    ]
    assert "URL" not in event


def test_a_talk_held_without_a_plan_owes_its_thank_you(alice: User, grace: Contact) -> None:
    talk = create_interview(alice, contacts=[grace], now=NOW)
    hold(talk, now=NOW)
    event, thanks = feed(alice)
    assert (event.end, thanks.end) == (NOW, NOW + timedelta(hours=24))
    assert (thanks["summary"], thanks["status"]) == ("Thank Grace M.", "CONFIRMED")
    assert event["description"].splitlines()[1].startswith("Grace M.: ")
