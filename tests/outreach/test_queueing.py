"""Queueing: one mail for each owner, quiet hours by the present settings, nobody in another's way."""

from datetime import time, timedelta

import pytest
from django.core import mail

from accounts.models import User
from outreach.actions.queueing import allowed_at, queue_due
from outreach.models import Delivery, Reminder
from tests.factories import NOW, make_contact, make_interview, make_user
from tests.outreach.clockwork import HOURS, change, plan_thank_yous, round_at


def owing(owner: User, count: int = 1) -> None:
    """Interviews of `owner` that ended three hours before NOW."""
    for _ in range(count):
        make_interview(owner, state="held")
    plan_thank_yous(now=NOW)


def test_each_owner_gets_one_delivery(alice: User, bob: User) -> None:
    change(bob, time_zone="Europe/London")
    owing(alice, 3)
    owing(bob)
    assert queue_due(now=NOW) == 4
    found = Delivery.objects.order_by("to_addr").values_list("to_addr", "state", "next_at", "reminders__state")
    alices, bobs = [(owner.email, "pending", NOW, "queued") for owner in (alice, bob)]
    assert list(found) == [alices] * 3 + [bobs]
    assert queue_due(now=NOW) == 0


def test_a_great_backlog_is_one_mail_that_tells_of_twenty(alice: User) -> None:
    talk = make_interview(alice, [make_contact(alice, "Grace Mbeki")], state="held")
    plan_thank_yous(now=NOW)
    early = alice.reminders.get(kind="thank_early")
    Reminder.objects.bulk_create(
        Reminder(owner=alice, kind=early.kind, interview=copy, occurrence=1, due_at=early.due_at)
        for copy in (make_interview(alice, talk.people.all(), state="held") for _ in range(49))
    )
    assert (round_at(NOW), alice.reminders.filter(state="sent").count(), len(mail.outbox)) == (1, 50, 1)
    assert "30 more on your Today page" in str(mail.outbox[0].body)


def test_a_row_that_planning_has_still_to_move_is_not_queued_by_its_former_time(alice: User) -> None:
    owing(alice)
    change(alice.interviews.get(), ends_at=NOW - HOURS)
    assert queue_due(now=NOW) == 0
    plan_thank_yous(now=NOW)
    assert [queue_due(now=NOW + hours * HOURS) for hours in (0, 1)] == [0, 1]


def test_those_who_cannot_get_mail_do_not_fill_the_queue(alice: User) -> None:
    for _ in range(3):
        owing(make_user(verified=False))
    owing(alice)
    assert queue_due(now=NOW, limit=1) == 1
    assert Delivery.objects.get().owner == alice


def test_in_quiet_hours_a_row_is_held_for_ten_minutes_at_a_time(alice: User) -> None:
    change(alice, quiet_start=time(12), quiet_end=time(15))  # it is 13:00 in Stockholm
    owing(alice)
    assert queue_due(now=NOW) == 1
    assert alice.reminders.get(kind="thank_early").held_until == NOW + timedelta(minutes=10)
    assert (queue_due(now=NOW), Delivery.objects.count()) == (0, 0)
    change(alice, quiet_start=time(0), quiet_end=time(0))
    assert (queue_due(now=NOW + timedelta(minutes=10)), Delivery.objects.count()) == (1, 1)


CASES = {
    "allowed at once": ("thank_early", 0, time(22), time(8), -1),
    "held until quiet hours end": ("thank_early", -1, time(12), time(16), 3),
    "an hour before the promise at the latest": ("thank_early", 0, time(12), time(11), 21),
    "late, and quiet again": ("thank_early", -10, time(12), time(16), 3),
    "the 24-hour one waits as well": ("thank_final", -1, time(12), time(16), 3),
}


@pytest.mark.parametrize(("kind", "due", "start", "end", "expected"), CASES.values(), ids=CASES.keys())
def test_when_a_mail_may_go(kind: str, due: int, start: time, end: time, expected: int) -> None:
    owner = User(time_zone="Europe/Stockholm", quiet_start=start, quiet_end=end)
    row = Reminder(kind=kind, due_at=NOW + due * HOURS)
    allowed = allowed_at(row, owner=owner, now=NOW)
    assert (allowed <= NOW) if expected < 0 else (allowed == NOW + expected * HOURS)


def test_a_zone_that_is_no_more_holds_nobody_up(alice: User, bob: User) -> None:
    owing(bob)
    owing(alice)
    change(bob, time_zone="Mars/Base")
    assert queue_due(now=NOW) == 2
