"""Requests that were closed without a reply: Today says how many, and offers them again after the user's months."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse

from interviews.actions.moves import move, nudge
from interviews.actions.planning import create_interview
from interviews.actions.waiting import close_due
from outreach.actions.clocks import close_silent
from outreach.actions.planning import plan_in_parts
from outreach.views.day import read_day
from tests.factories import NOW, make_contact, make_user

DAY = timedelta(days=1)


def asked(owner, name="Ada One"):
    talk = create_interview(owner, contacts=[make_contact(owner, name)], now=NOW)
    move(talk, to="requested", now=NOW)
    return talk


def scan(now):
    return sum(close_silent(now=now)) + sum(plan_in_parts(now=now))


def rows(owner, now):
    return [(row.kind, row.interview and row.interview.pk) for row in read_day(owner, now=now).soft]


def closed(owner):
    """A request that the scan closed after 14 days, on 8 December."""
    talk = asked(owner)
    scan(NOW + 14 * DAY)
    talk.refresh_from_db()
    return talk


def test_after_its_months_a_silent_one_is_offered_again_and_not_before(alice):
    talk = closed(alice)
    due = datetime(2027, 6, 8, 13, 0, tzinfo=ZoneInfo("Europe/Stockholm"))  # the same wall time, clocks on by then
    assert (talk.state, scan(due - timedelta(seconds=1)), rows(alice, due - timedelta(seconds=1))) == (
        "no_reply",
        0,
        [],
    )
    scan(due)
    assert rows(alice, due) == [("request", talk.pk)]
    assert scan(due + DAY) == 0


def test_asking_again_begins_its_clocks_anew_and_undo_closes_it_as_it_was(alice, alice_client, clock):
    talk = closed(alice)
    was = talk.state_changed_at, talk.requested_at
    contact = talk.people.get()
    page = alice_client.post(reverse("outreach:today_asked", args=[contact.pk]), follow=True)
    talk.refresh_from_db()
    assert (talk.state, talk.requested_at, alice.interviews.count()) == ("requested", NOW, 1)
    undo = reverse("outreach:today_back", args=[contact.pk, talk.pk, "no_reply"])
    assert undo in page.text
    alice_client.post(undo)
    talk.refresh_from_db()
    assert (talk.state, talk.state_changed_at, talk.requested_at) == ("no_reply", *was)


def test_whoever_is_let_go_is_not_offered_again(alice, alice_client):
    talk = closed(alice)
    scan(NOW + 200 * DAY)
    contact, later = talk.people.get(), NOW + 200 * DAY
    page = alice_client.post(reverse("outreach:today_let_go", args=[contact.pk, talk.pk]), follow=True)
    scan(later)
    assert rows(alice, later) == []
    undo = reverse("outreach:today_not_let_go", args=[contact.pk, talk.pk])
    assert undo in page.text
    alice_client.post(undo)
    scan(later)
    assert rows(alice, later) == [("request", talk.pk)]


def test_only_the_silent_are_let_go(alice, alice_client):
    talk = asked(alice)
    page = alice_client.post(reverse("outreach:today_let_go", args=[talk.people.get().pk, talk.pk]), follow=True)
    talk.refresh_from_db()
    assert ("Only one that was closed without a reply" in page.text, talk.is_let_go) == (True, False)


def test_whoever_was_talked_with_since_is_not_asked_again(alice):
    talk = closed(alice)
    move(
        create_interview(alice, contacts=list(talk.people.all()), now=NOW + 20 * DAY), to="declined", now=NOW + 20 * DAY
    )
    scan(NOW + 300 * DAY)
    assert rows(alice, NOW + 300 * DAY) == []


def test_fewer_months_offer_it_sooner(alice):
    talk = closed(alice)
    alice.revive_after = 1
    alice.save()
    scan(NOW + 50 * DAY)
    assert rows(alice, NOW + 50 * DAY) == [("request", talk.pk)]


def test_today_tells_for_a_week_how_many_were_closed(alice):
    closed(alice)
    days = (14, 20, 22)
    assert [read_day(alice, now=NOW + day * DAY).closed for day in days] == [1, 1, 0]


def test_whoever_is_nudged_late_has_time_to_answer(alice):
    talk = asked(alice)
    nudge(talk, now=NOW + 13 * DAY)
    seats = talk.interviewees.with_nudges().select_related("contact")
    assert close_due(talk, seats) == NOW + 20 * DAY
    assert [sum(close_silent(now=NOW + days * DAY)) for days in (14, 19, 20)] == [0, 0, 1]


def test_no_request_is_closed_before_its_nudge_was_proposed(db):
    owner = make_user(nudge_after=13, close_after=14)
    talk = create_interview(owner, contacts=[make_contact(owner, "Ada One")], now=NOW - 3 * DAY)
    move(talk, to="requested", now=NOW - 3 * DAY)  # on Saturday; day 13 is a Friday, day 14 a Saturday
    move_on = make_contact(owner, "Bo Two")
    other = create_interview(owner, contacts=[move_on], now=NOW - 2 * DAY)
    move(other, to="requested", now=NOW - 2 * DAY)  # on Sunday; day 13 is a Saturday, so the nudge waits for Monday
    seats = other.interviewees.with_nudges().select_related("contact")
    assert close_due(other, seats) == datetime(2026, 12, 8, 9, 0, tzinfo=owner.zone)


def test_a_failure_is_one_rows_and_not_the_scans(alice, monkeypatch):
    one, two = asked(alice), asked(alice, "Bo Two")
    real = move

    def breaks(interview, **options):
        if interview.pk == one.pk:
            raise ValueError("bad row")
        real(interview, **options)

    monkeypatch.setattr("outreach.actions.clocks.move", breaks)
    assert sum(close_silent(now=NOW + 14 * DAY)) == 1
    two.refresh_from_db()
    assert two.state == "no_reply"
