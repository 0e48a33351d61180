"""The tick, its tasks, the second way in, and what a person does about a reminder."""

import os
import signal
from datetime import UTC, datetime
from io import StringIO
from threading import Event

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import OperationalError

from accounts.models import User
from outreach import tasks
from outreach.actions import planning, ticking
from outreach.actions.clock import database_now
from outreach.actions.snoozing import NothingOwedError, snooze_thank_you
from outreach.actions.ticking import tick
from outreach.management.commands import send_due
from outreach.models import Delivery, Heartbeat
from tests.factories import NOW, make_interview
from tests.outreach.clockwork import HOURS, change, plan_thank_yous, round_at


def overdue(owner: User) -> None:
    """An interview of `owner` whose early reminder is due by the real clock, at whatever hour."""
    User.objects.filter(pk=owner.pk).update(quiet_start="00:00", quiet_end="00:00")
    make_interview(owner, state="held", ends_at=datetime.now(UTC) - 3 * HOURS)


def test_a_tick_says_when_it_ran_and_what_waits(alice: User) -> None:
    make_interview(alice, state="held")
    assert [tick(now=NOW), tick(now=NOW + HOURS)] == [1, 1]
    assert list(Heartbeat.objects.values_list("name", "at")) == [("tick", NOW + HOURS)]


def test_a_scan_goes_on_where_the_one_before_was_cut_off(
    alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(bob, time_zone="Europe/London")
    make_interview(alice, state="held", ends_at=NOW - 4 * HOURS)
    make_interview(bob, state="held", ends_at=NOW - 3 * HOURS)
    monkeypatch.setattr(planning, "PART", 1)
    monkeypatch.setattr("django.conf.settings.TICK_SECONDS", 0)
    assert [list(ticking.scan(now=NOW)) for _ in range(3)] == [[0, 1], [1, 2], [2, 2]]


def test_t26_what_ended_while_it_was_down_goes_with_what_was_planned_before(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "PART", 1)
    make_interview(alice, state="held", ends_at=NOW - 70 * HOURS)
    plan_thank_yous(now=NOW - 69 * HOURS)
    for hours in (50, 30, 4):
        make_interview(alice, state="held", ends_at=NOW - hours * HOURS)
    assert (round_at(NOW), alice.reminders.filter(state="sent").count()) == (1, 4)


@pytest.mark.parametrize(("waiting", "senders"), [(0, 0), (1, 1), (20, 1), (21, 2), (160, 8)])
def test_the_task_starts_as_many_senders_as_are_useful(
    db: None, waiting: int, senders: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[str] = []
    monkeypatch.setattr(ticking, "scan", lambda *, now: [0, waiting, waiting])
    monkeypatch.setattr(tasks, "start", started.append)
    tasks.tick()
    assert started == ["outreach.tasks.send_deliveries"] * senders


def test_the_tasks_send_what_is_due_by_the_clock_of_the_database(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    overdue(alice)
    monkeypatch.setattr(tasks, "start", lambda name: None)
    tasks.tick()
    tasks.send_deliveries()
    assert (alice.deliveries.get().state, len(mail.outbox)) == ("sent", 1)


def test_the_command_sends_without_celery(alice: User) -> None:
    overdue(alice)
    said = StringIO()
    call_command("send_due", stdout=said)
    assert (said.getvalue(), len(mail.outbox)) == ("1 sent\n", 1)


def test_the_loop_survives_the_database_and_ends_at_term(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[int] = []

    def round_(stop: Event) -> int:
        rounds.append(len(rounds))
        if len(rounds) == 1:
            raise OperationalError("the server closed the connection")
        os.kill(os.getpid(), signal.SIGTERM)
        return 0

    monkeypatch.setattr(send_due, "_round", round_)
    monkeypatch.setattr(send_due, "close_old_connections", lambda: None)
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    monkeypatch.setattr("django.conf.settings.TICK_SECONDS", 0.01)
    call_command("send_due", loop=True)
    for number, action in before.items():
        signal.signal(number, action)
    assert rounds == [0, 1]


def test_the_clock_is_that_of_the_database_in_utc(db: None) -> None:
    assert abs(database_now() - datetime.now(UTC)).total_seconds() < 60
    assert database_now().utcoffset() == NOW.utcoffset()


def test_putting_off_from_the_app_needs_no_reminder_yet(alice: User) -> None:
    talk = make_interview(alice, state="held", ends_at=NOW - HOURS)
    snooze_thank_you(talk, until=NOW + 3 * HOURS, now=NOW)
    assert [round_at(NOW + hours * HOURS) for hours in (1, 2, 3)] == [0, 0, 1]


def test_putting_off_holds_back_the_24_hour_reminder_as_well(alice: User) -> None:
    talk = make_interview(alice, state="held", ends_at=NOW - 22 * HOURS)
    round_at(NOW)
    snooze_thank_you(talk, until=NOW + 4 * HOURS, now=NOW)
    assert [round_at(NOW + hours * HOURS) for hours in (2, 3, 4)] == [0, 0, 1]
    states = alice.reminders.order_by("kind").values_list("state", flat=True)
    assert (list(states), Delivery.objects.count()) == (["cancelled", "sent"], 2)


def test_nothing_can_be_put_off_before_the_end(alice: User) -> None:
    talk = make_interview(alice, state="scheduled")
    with pytest.raises(NothingOwedError):
        snooze_thank_you(talk, until=NOW + 4 * HOURS, now=NOW)
