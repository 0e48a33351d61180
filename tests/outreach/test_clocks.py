"""The clocks of a request: the nudge, another person, the end; by calendars, weekends, zones, clock changes."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from accounts.forms import SettingsForm
from interviews.actions.moves import move
from interviews.actions.progress import refresh_people
from interviews.actions.promising import add_promise
from interviews.actions.waiting import close_due, nudge_due, other_due
from interviews.models import Interview
from outreach.actions.clocks import close_silent
from outreach.actions.touching import log_offer
from outreach.views.day import read_day
from tests.factories import NOW, make_contact, make_interview, make_user

DAY = timedelta(days=1)


def at(text):
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


def asked(owner, when, **contact):
    talk = make_interview(
        owner, [make_contact(owner, **contact)], state="requested", requested_at=when, state_changed_at=when
    )
    refresh_people(talk, now=when)
    return talk


def closed(now):
    return sum(close_silent(now=now))


@pytest.mark.parametrize(
    ("zone", "weekend", "theirs", "when", "due"),
    [
        ("Europe/Stockholm", "", "", "2026-11-24 12:00", "2026-12-01 12:00"),
        # New York, clocks back on 1 November and on again on 14 March: the same time of day, not the same hours.
        ("America/New_York", "", "", "2026-10-30 14:00", "2026-11-06 15:00"),
        ("America/New_York", "", "", "2026-03-05 15:00", "2026-03-12 14:00"),
        # A nudge on a day off waits for their next working morning: Saturday, and for Friday and Saturday until Sunday.
        ("Europe/Stockholm", "", "", "2026-11-21 12:00", "2026-11-30 08:00"),
        ("Europe/Stockholm", "fri_sat", "", "2026-11-20 12:00", "2026-11-29 08:00"),
        ("Europe/Stockholm", "sun", "", "2026-11-21 12:00", "2026-11-28 12:00"),
        # Saturday morning in Tokyo is Friday evening in New York; the day that counts is theirs, and so is nine.
        ("America/New_York", "", "Asia/Tokyo", "2026-11-20 23:00", "2026-11-30 00:00"),
        ("Asia/Tokyo", "", "America/New_York", "2026-11-20 23:00", "2026-11-27 23:00"),
        # Cairo skips its midnight on 24 April: the first instant of the day.
        ("Africa/Cairo", "fri_sat", "", "2026-04-15 22:10", "2026-04-22 22:10"),
    ],
)
def test_a_nudge_is_due_by_their_calendar(db, zone, weekend, theirs, when, due):
    talk = asked(make_user(time_zone=zone), at(when), weekend=weekend, time_zone=theirs)
    assert nudge_due(talk, talk.people.get()) == at(due)


@pytest.mark.parametrize(
    ("weekend", "theirs", "when", "due"),
    [
        ("", "", "2026-11-24 12:00", "2026-11-27 12:00"),  # Tuesday, then Wednesday, Thursday, Friday
        ("", "", "2026-11-26 12:00", "2026-12-01 12:00"),  # over Saturday and Sunday
        ("fri_sat", "", "2026-11-24 12:00", "2026-11-29 12:00"),
        ("thu_fri", "", "2026-11-24 12:00", "2026-11-29 12:00"),
        ("", "America/New_York", "2026-03-05 15:00", "2026-03-10 14:00"),  # over the change of clocks
    ],
)
def test_another_may_be_asked_after_three_of_their_working_days(alice, weekend, theirs, when, due):
    talk = asked(alice, at(when), weekend=weekend, time_zone=theirs)
    assert other_due(talk, talk.people.get()) == at(due)


def test_a_request_is_closed_after_its_days_once_and_not_before(alice):
    talk = asked(alice, NOW)
    assert close_due(talk) == NOW + 14 * DAY
    assert [closed(NOW + 14 * DAY - timedelta(seconds=1)), closed(NOW + 14 * DAY), closed(NOW + 15 * DAY)] == [0, 1, 0]
    talk.refresh_from_db()
    told = talk.moves.select_related("interaction").get(to_state="no_reply")
    assert (talk.state, told.interaction.title) == ("no_reply", "Closed without a reply after 14 days")


def test_a_reply_stops_the_clocks(alice):
    talk = asked(alice, NOW)
    move(talk, to="agreed", now=NOW + DAY)
    assert closed(NOW + 30 * DAY) == 0


def test_what_was_closed_is_revived_by_asking_again(alice):
    talk = asked(alice, NOW)
    closed(NOW + 14 * DAY)
    talk.refresh_from_db()
    move(talk, to="requested", now=NOW + 20 * DAY)
    assert closed(NOW + 21 * DAY) == 0


def test_the_days_are_the_users_own(alice):
    alice.close_after, alice.nudge_after = 30, 10
    alice.save()
    talk = asked(alice, NOW)
    contact = talk.people.get()
    assert (closed(NOW + 29 * DAY), contact.next_step_due_at) == (0, NOW + 10 * DAY)


@pytest.mark.django_db(transaction=True)
def test_two_scans_at_once_close_it_once(alice):
    talk, barrier = asked(alice, NOW), Barrier(2)

    def scan():
        barrier.wait()
        closed(NOW + 14 * DAY)
        connection.close()

    threads = [Thread(target=scan) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert talk.moves.filter(to_state="no_reply").count() == 1


def test_today_says_that_another_may_be_asked(alice):
    asked(alice, NOW - 6 * DAY, display_name="Ada One")
    asked(alice, NOW - DAY, display_name="Bo Two")
    said = {row.contact.display_name: row.may_ask_another for row in read_day(alice, now=NOW).soft}
    assert said == {"Ada One": True, "Bo Two": False}


def settings(user, **fields):
    form = SettingsForm(
        {"time_zone": user.time_zone, "quiet_start": "21:00", "quiet_end": "08:00", **fields}, instance=user
    )
    if form.is_valid():
        form.save()
    return {name: list(errors) for name, errors in form.errors.items()}


def test_setting_the_nudge_moves_what_is_waited_for(alice):
    talk = asked(alice, NOW)
    assert settings(alice, nudge_after="9") == {}
    assert (alice.close_after, talk.people.get().next_step_due_at) == (14, NOW + 9 * DAY)


def test_setting_how_long_a_promise_waits_moves_what_is_asked(alice):
    talk = make_interview(alice, [make_contact(alice)], state="closed")
    given = add_promise(talk, by="me", text="Send the syllabus", now=NOW)
    assert settings(alice, promise_after="3") == {}
    assert talk.people.get().next_step_due_at == given.created_at + 3 * DAY


def test_offered_times_come_up_again_after_the_users_days(alice):
    alice.times_after = 5
    grace = make_contact(alice)
    log_offer(grace, now=NOW)
    assert grace.snoozed_until == NOW + 5 * DAY


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"tell_after": "0"}, {"tell_after": ["Ensure this value is greater than or equal to 1."]}),
        ({"nudge_after": "1"}, {"nudge_after": ["Ensure this value is greater than or equal to 2."]}),
        ({"revive_after": "x"}, {"revive_after": ["Enter a whole number."]}),
        (
            {"close_after": "5"},
            {"close_after": ["A nudge comes after 7 days. Wait longer than that before a request is closed."]},
        ),
    ],
)
def test_an_interval_that_makes_no_sense_is_refused(alice, fields, wrong):
    assert settings(alice, **fields) == wrong
    assert Interview.objects.count() == 0
