"""Today: what it shows, in which order, and in how many queries."""

import re
from datetime import datetime, timedelta
from io import StringIO
from typing import Any
from unittest.mock import patch

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from contacts.actions.people import archive_contact, snooze_contact, trash_contact
from contacts.actions.progress import record_progress
from contacts.models import Contact
from interviews.actions.moves import move
from interviews.actions.progress import refresh_people
from interviews.actions.promising import add_promise
from interviews.models import Interview
from outreach.actions.watching import mail_problem
from outreach.models import Heartbeat
from outreach.views.day import DayPage, read_day
from outreach.views.person import next_part
from outreach.views.rows import SoftRow, ThankRow, WrapRow
from tests.factories import NOW, make_contact, make_interview

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
IN_ORDER = [
    ("thank", "Late"),
    ("thank", "Owed"),
    ("wrap", "Asked me"),
    ("reply", "Replied"),
    ("nudge", "Silent"),
    ("nudge", "Nudge"),
    ("touch", "Touch"),
    ("request", "Idea"),
    ("wait", "Waiting"),
]


def rows(day: DayPage) -> list[tuple[str, str]]:
    """Every row as (kind, name)."""
    found: list[ThankRow | WrapRow | SoftRow] = [*day.thanks, *day.wraps, *day.soft]
    return [(row.kind, row.contact.display_name) for row in found]


def talk(owner: User, name: str, **fields: Any) -> Interview:
    """An interview with one new person, whose kept columns are up to date."""
    interview = make_interview(owner, [make_contact(owner, name)], **fields)
    refresh_people(interview, now=NOW)
    return interview


def due_touch(owner: User, name: str, **fields: Any) -> Contact:
    """Someone with whom the owner should have been in touch."""
    contact = make_contact(owner, name, cadence="P2W", **fields)
    Contact.objects.filter(pk=contact.pk).update(created_at=NOW - 30 * DAY)
    contact.refresh_from_db()
    record_progress(contact)
    return contact


def test_the_order_of_what_presses(alice: User, bob: User) -> None:
    talk(bob, "Bob’s person", state="held")
    due_touch(alice, "Touch")
    for name, days in (("Waiting", 3), ("Silent", 15), ("Nudge", 8)):
        talk(alice, name, state="requested", requested_at=NOW - days * DAY)
    for name, state in (("Replied", "agreed"), ("Idea", "idea"), ("Owed", "held")):
        talk(alice, name, state=state)
    talk(alice, "Late", state="held", ends_at=NOW - 26 * HOUR)
    talk(alice, "Asked me", state="held", direction="incoming")
    assert rows(read_day(alice, now=NOW)) == IN_ORDER


@pytest.mark.parametrize(
    ("asked_ago", "due_in", "kind", "words"),
    [
        (3, 1, "wait", 'A nudge is due <time datetime="2026-11-30'),
        (8, 2, "nudge", "One nudge is due."),
        (3, -1, "promise", "Send the lesson"),
    ],
)
def test_a_promise_hides_nothing_before_its_day(
    alice: User, alice_client: Client, clock: None, asked_ago: int, due_in: int, kind: str, words: str
) -> None:
    asked = talk(alice, "Grace Mbeki", state="requested", requested_at=NOW - asked_ago * DAY)
    over = make_interview(alice, asked.people.all(), state="thanked")
    add_promise(over, by="me", text="Send the lesson", due_on=(NOW + due_in * DAY).date(), now=NOW)
    html = alice_client.get("/").content.decode()
    assert (rows(read_day(alice, now=NOW)), words in html) == ([(kind, "Grace Mbeki")], True)


def test_a_talk_to_come_does_not_hide_a_promise_that_is_due(alice: User) -> None:
    coming = talk(alice, "Grace Mbeki", state="scheduled", ends_at=NOW + 21 * DAY)
    over = make_interview(alice, coming.people.all(), state="thanked")
    add_promise(over, by="me", text="Send the lesson", due_on=NOW.date(), now=NOW)
    assert rows(read_day(alice, now=NOW)) == [("promise", "Grace Mbeki")]


def test_of_two_requests_the_first_that_was_not_nudged(alice: User) -> None:
    first = talk(alice, "Grace Mbeki", state="requested", requested_at=NOW - 9 * DAY)
    person = first.people.get()
    refresh_people(make_interview(alice, [person], state="requested", requested_at=NOW - DAY), now=NOW)
    person.refresh_from_db()
    part = next_part(alice, person, now=NOW)
    row = read_day(alice, now=NOW).soft[0]
    assert (row.kind, row.interview, part and part.interview) == ("nudge", first, first)


@pytest.mark.parametrize(("cadence", "words"), [("", "Due today"), ("P2W", "every 2 weeks"), ("P1Y", "Due today")])
def test_why_one_is_in_touch(alice: User, alice_client: Client, clock: None, cadence: str, words: str) -> None:
    person = due_touch(alice, "Grace Mbeki")
    over = make_interview(alice, [person], state="closed", next_touch_on=NOW.date())
    Contact.objects.filter(pk=person.pk).update(cadence=cadence)
    refresh_people(over, now=NOW)
    html = alice_client.get("/").content.decode()
    chip = html.partition('class="name" href="' + person.get_absolute_url())[2].partition('class="chip">')[2]
    assert re.sub("<.*?>", "", chip.partition("</span>")[0]) == words


def test_every_hard_deadline_and_at_most_seven_others(alice: User) -> None:
    for number in range(9):
        talk(alice, f"Owed {number}", state="held")
        due_touch(alice, f"Touch {number}")
    day = read_day(alice, now=NOW)
    assert ([row.kind for row in day.thanks], len(day.soft), day.more) == (["thank"] * 9, 7, True)


def test_a_person_has_one_row(alice: User) -> None:
    someone = due_touch(alice, "Grace Mbeki")
    for state in ("held", "requested", "agreed"):
        refresh_people(make_interview(alice, [someone], state=state), now=NOW)
    assert rows(read_day(alice, now=NOW)) == [("thank", "Grace Mbeki")]


def test_one_entered_long_after_the_fact_is_owed(alice: User) -> None:
    talk(alice, "Long ago", state="held", ends_at=NOW - 90 * DAY)
    day = read_day(alice, now=NOW)
    assert [(row.contact.display_name, row.is_late, row.fraction) for row in day.thanks] == [("Long ago", True, 1)]


def test_only_those_of_several_who_are_owed(alice: User) -> None:
    interview = make_interview(alice, [make_contact(alice, "Thanked"), make_contact(alice, "Owed")], state="held")
    interview.interviewees.filter(contact__display_name="Thanked").update(thanked_at=NOW)
    assert rows(read_day(alice, now=NOW)) == [("thank", "Owed")]


def test_who_is_put_off_archived_or_trashed_asks_nothing_that_can_wait(alice: User) -> None:
    snooze_contact(due_touch(alice, "Put off"), until=NOW + HOUR)
    snooze_contact(due_touch(alice, "Was put off"), until=NOW - HOUR)
    archive_contact(due_touch(alice, "Archived"), now=NOW)
    trash_contact(due_touch(alice, "Trashed"), now=NOW)
    assert rows(read_day(alice, now=NOW)) == [("touch", "Was put off")]


def test_a_talk_with_nobody_but_in_the_trash_is_not_to_come(alice: User, alice_client: Client) -> None:
    trash_contact(talk(alice, "Thrown Away", state="scheduled", ends_at=NOW + HOUR).people.get(), now=NOW)
    with patch("django.utils.timezone.now", return_value=NOW):
        page = alice_client.get("/").content.decode()
    assert (read_day(alice, now=NOW).talks, "Thrown Away" in page) == ([], False)


def test_the_next_talk_and_all_of_today(alice: User) -> None:
    talk(alice, "Tomorrow", state="scheduled", ends_at=NOW + 30 * HOUR)
    assert [card.interview.people.get().display_name for card in read_day(alice, now=NOW).talks] == ["Tomorrow"]
    talk(alice, "Later", state="scheduled", ends_at=NOW + 5 * HOUR)
    talk(alice, "Now", state="scheduled", ends_at=NOW + timedelta(minutes=10))
    cards = read_day(alice, now=NOW).talks
    assert [(card.interview.people.get().display_name, card.has_begun, card.ahead) for card in cards[1:]] == [
        ("Later", False, "in 4 h 30 min")
    ]
    assert (cards[0].interview.people.get().display_name, cards[0].has_begun) == ("Now", True)


def test_a_talk_today_without_a_time_has_not_begun(alice: User) -> None:
    unknown = talk(alice, "Some time", state="scheduled", ends_at=NOW + HOUR, minutes=240)
    alice.interviews.filter(pk=unknown.pk).update(wall_time=None)
    assert [(card.has_begun, card.ahead) for card in read_day(alice, now=NOW).talks] == [(False, "today")]


@pytest.mark.parametrize(
    ("hours", "buttons"),
    [
        (0.5, [("primary", "live"), ("quiet", "prepare")]),
        (5, [("primary", "live"), ("quiet", "prepare")]),
        (30, [("primary", "prepare")]),
    ],
)
@pytest.mark.usefixtures("clock")
def test_on_the_day_of_a_talk_its_live_page_is_offered(
    alice: User, alice_client: Client, hours: float, buttons: list[tuple[str, str]]
) -> None:
    row = talk(alice, "Priya", state="scheduled", ends_at=NOW + hours * HOUR)
    page = alice_client.get("/").content.decode()
    assert re.findall(rf'class="btn (primary|quiet)" href="/interviews/{row.pk}/(live|prepare)/"', page) == buttons


def test_the_sentence(alice: User) -> None:
    assert read_day(alice, now=NOW).sentence == ""
    talk(alice, "Priya", state="scheduled", ends_at=NOW + 3 * HOUR)
    talk(alice, "Grace", state="held")
    talk(alice, "Tomás", state="held")
    talk(alice, "Leo", state="held", direction="incoming")
    talk(alice, "Daniel", state="requested", requested_at=NOW - 8 * DAY)
    with timezone.override(alice.zone):
        said = read_day(alice, now=NOW).sentence
    assert said == "One conversation at 15:30, two thank-yous to send, one talk to wrap up, one nudge that’s due."


def test_this_week_in_the_users_zone(alice: User) -> None:
    talk(alice, "Sunday night", state="held", ends_at=datetime.fromisoformat("2026-11-29T22:50:00+00:00"))
    talk(alice, "Next Monday", state="scheduled", ends_at=datetime.fromisoformat("2026-11-30T00:20:00+00:00"))
    week = read_day(alice, now=NOW).week
    found = [[one.people.get().display_name for one in day.interviews] for day in week]
    assert found == [[], [], [], [], [], [], ["Sunday night"]]
    assert [day.is_today for day in week] == [False, True, False, False, False, False, False]


def test_trouble_with_mail(alice: User) -> None:
    alice.date_joined = NOW - DAY
    assert mail_problem(alice, now=NOW) == "silent"
    Heartbeat.objects.create(name="tick", at=NOW - timedelta(minutes=4))
    assert mail_problem(alice, now=NOW) == ""
    alice.mail_refused_at = NOW
    assert mail_problem(alice, now=NOW) == "refused"
    EmailAddress.objects.update(verified=False)
    assert mail_problem(alice, now=NOW) == "unverified"


def page_queries(client: Client) -> int:
    """How many queries the page takes."""
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    return len(queries)


def test_queries_do_not_grow_with_rows(alice: User, alice_client: Client, clock: None) -> None:
    fill(alice, 1)
    before = page_queries(alice_client)
    fill(alice, 30)
    assert page_queries(alice_client) == before


def fill(owner: User, number: int) -> None:
    """So many rows of each kind."""
    for state in ("held", "requested", "agreed", "scheduled", "idea"):
        for _ in range(number):
            talk(owner, "Someone", state=state)
    for _ in range(number):
        due_touch(owner, "Someone")
        talk(owner, "Someone", state="held", direction="incoming")


def test_an_empty_day(alice_client: Client) -> None:
    html = alice_client.get("/").content.decode()
    assert "<h2>Nothing due today.</h2><p>A good day to ask someone new.</p>" in html


@pytest.mark.django_db
def test_every_link_of_the_demo_leads_somewhere(client: Client) -> None:
    call_command("seed_demo", stdout=StringIO())
    user = User.objects.get()
    client.force_login(user)
    for url in ("/", *(contact.get_absolute_url() for contact in user.contacts.all())):
        html = client.get(url).content.decode()
        assert [empty for empty in ('href=""', 'href="?c', 'action=""', 'post=""') if empty in html] == []


def test_a_reply_ends_a_snooze(alice: User) -> None:
    interview = talk(alice, "Daniel", state="requested", requested_at=NOW - 8 * DAY)
    snooze_contact(interview.people.get(), until=NOW + 7 * DAY)
    move(interview, to="agreed", now=NOW)
    assert rows(read_day(alice, now=NOW)) == [("reply", "Daniel")]


@pytest.mark.parametrize("state", ["idea", "requested", "agreed"])
def test_who_asked_for_a_talk_is_a_row_with_that_talk(alice: User, alice_client: Client, state: str) -> None:
    asked = talk(alice, "Asked me", state=state, direction="incoming")
    talk(alice, "Somebody else", state="requested")
    assert rows(read_day(alice, now=NOW))[0] == ("reply", "Asked me")
    assert f"/interviews/{asked.pk}/prepare/" in alice_client.get("/").content.decode()


@pytest.mark.parametrize("state", ["idea", "requested", "agreed", "scheduled", "held"])
def test_pages_live_through_an_interview_that_is_gone(alice: User, alice_client: Client, state: str) -> None:
    gone = talk(alice, "Grace Mbeki", state=state, requested_at=NOW - 20 * DAY)
    person = gone.people.get()
    gone.delete()  # past every action, so that the kept columns still tell of it
    pages = [alice_client.get(url).status_code for url in ("/", "/people/", person.get_absolute_url(), "/interviews/")]
    assert pages == [200, 200, 200, 200]
