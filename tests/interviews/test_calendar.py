"""The calendar's page and its secret address: made, read, narrowed, changed, ended, taken back."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.messages import get_messages
from django.test import Client
from icalendar import Calendar

from accounts.models import User
from contacts.models import Contact
from interviews.actions.calendar import open_feed
from interviews.models import CalendarFeed, Interview, Removal
from tests.factories import NOW, make_contact, make_interview
from tests.interviews.addresses import told, undo_in, url

pytestmark = pytest.mark.usefixtures("clock")


def read(token: str, **headers: str) -> Any:
    """What a calendar program gets, which is not signed in."""
    return Client().get(url("calendar_feed", token), headers=headers)


def summaries(response: Any) -> list[str]:
    return [str(event["summary"]) for event in Calendar.from_ical(response.content).events]


def test_making_showing_and_reading_it(alice: User, alice_client: Client, bob: User, scheduled: Interview) -> None:
    make_interview(bob, [make_contact(bob, "Wei Tanaka")], state="scheduled")
    assert told(alice_client.get(url("calendar")))["feed"] is None
    alice_client.post(url("calendar_renew"))
    feed = alice.calendarfeeds.get()
    page = alice_client.get(url("calendar"))
    assert told(page)["address"] == f"{settings.SITE_URL}/cal/{feed.token}.ics"
    assert f'value="{told(page)["address"]}"' in page.content.decode()
    answer = read(feed.token)
    assert summaries(answer) == ["Talk with Grace M.", "Thank Grace M."]
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert (answer.headers["Cache-Control"], answer.cookies) == ("private, no-cache", {})


def test_the_same_is_not_sent_twice(alice: User, scheduled: Interview) -> None:
    token = open_feed(alice, now=NOW).token
    etag = read(token).headers["ETag"]
    again = read(token, If_None_Match=etag)
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    Interview.objects.update(place="Attic")
    changed = read(token, If_None_Match=etag)
    assert (changed.status_code, changed.headers["ETag"] != etag) == (200, True)


def test_reading_is_noted_but_not_each_time(alice: User) -> None:
    token = open_feed(alice, now=NOW).token
    read(token)
    assert CalendarFeed.objects.get().read_at == NOW
    CalendarFeed.objects.update(read_at=NOW - timedelta(minutes=5))
    read(token)
    assert CalendarFeed.objects.get().read_at == NOW - timedelta(minutes=5)


def test_a_new_address_ends_the_old_and_undo_brings_it_back(alice: User, alice_client: Client) -> None:
    old = open_feed(alice, now=NOW, is_busy_only=True).token
    response = alice_client.post(url("calendar_renew"))
    new = alice.calendarfeeds.get()
    assert (read(old).status_code, read(new.token).status_code, new.is_busy_only) == (404, 200, True)
    (toast,) = get_messages(response.wsgi_request)
    restore = url("calendar_restore", Removal.objects.get().pk)
    assert (str(toast), toast.extra_tags) == ("The calendar has a new address.", restore)
    alice_client.post(restore)
    assert (read(old).status_code, read(new.token).status_code) == (200, 404)


def test_ended_it_shows_nothing_and_undo_brings_it_back(alice: User, alice_client: Client) -> None:
    token = open_feed(alice, now=NOW, is_busy_only=True).token
    page = alice_client.post(url("calendar_end"), follow=True)
    assert (read(token).status_code, alice.calendarfeeds.count()) == (404, 0)
    for _ in range(2):
        alice_client.post(undo_in(page))
    assert list(alice.calendarfeeds.values_list("token", "is_busy_only")) == [(token, True)]


def test_an_account_that_is_closed_has_no_calendar(alice: User) -> None:
    token = open_feed(alice, now=NOW).token
    User.objects.filter(pk=alice.pk).update(is_active=False)
    assert (read(token).status_code, read("x").status_code) == (404, 404)


def test_busy_only_is_switched_on_and_off(alice: User, alice_client: Client, bob: User, scheduled: Interview) -> None:
    token, bobs = open_feed(alice, now=NOW).token, open_feed(bob, now=NOW)
    alice_client.post(url("calendar_busy"), {"is_busy_only": "on"})
    assert summaries(read(token)) == ["Busy"]
    bobs.refresh_from_db()
    assert bobs.is_busy_only is False
    alice_client.post(url("calendar_busy"))
    assert summaries(read(token)) == ["Talk with Grace M.", "Thank Grace M."]


def test_a_talk_as_a_file(alice_client: Client, scheduled: Interview, grace: Contact) -> None:
    answer = alice_client.get(url("invite", scheduled.pk))
    assert summaries(answer) == ["Alice Arden and Grace Mbeki"]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="talk-{scheduled.day}.ics"'


def test_without_a_day_there_is_no_file(alice: User, alice_client: Client) -> None:
    assert alice_client.get(url("invite", make_interview(alice).pk)).status_code == 404


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_do_not_grow(alice: User, rows: int, django_assert_num_queries: Any) -> None:
    for _ in range(rows):
        make_interview(alice, [make_contact(alice), make_contact(alice)], state="scheduled")
    token = open_feed(alice, now=NOW).token
    with django_assert_num_queries(5):
        assert len(summaries(read(token))) == 2 * rows
