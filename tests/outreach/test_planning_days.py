"""Which briefs and plans there are, and when each is due."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from accounts.models import User
from outreach.actions.planning import plan_in_parts
from outreach.actions.planning_days import plan_briefs
from outreach.models import Heartbeat
from tests.factories import NOW, make_user
from tests.outreach.clockwork import HOURS, change, local
from tests.outreach.test_times import NEW_YORK, at

DAY = timedelta(days=1)
Due = list[tuple[str, str]]


def planned(owner: User, now: datetime = NOW, **states: Any) -> Due:
    """What is planned once the scan has run: day and local time."""
    sum(plan_briefs(now=now))
    sum(plan_in_parts(now=now))
    rows = owner.reminders.filter(state="scheduled", **states).order_by("due_at")
    return [(f"{row.kind} {row.day}", local(row.due_at, owner)) for row in rows]


def reader(zone: str = "Europe/Stockholm", **fields: Any) -> User:
    said: dict[str, Any] = {"brief_daily": True, "brief_at": time(7, 30)} | fields
    return make_user(time_zone=zone, **said)


def test_nobody_who_did_not_ask_gets_one(alice: User) -> None:
    assert planned(alice) == []


def test_the_next_two_are_planned_once(db: None) -> None:
    owner = reader()
    Heartbeat.objects.create(name="tick", at=NOW)
    expected = [("brief 2026-11-25", "2026-11-25 07:30 CET"), ("brief 2026-11-26", "2026-11-26 07:30 CET")]
    assert [planned(owner), planned(owner)] == [expected, expected]
    assert sum(plan_briefs(now=NOW)) == 0


def test_the_plan_has_a_weekday(db: None) -> None:
    owner = reader(brief_daily=False, plan_weekly=True, plan_day=2, plan_at=time(18))
    assert planned(owner) == [("plan 2026-11-25", "2026-11-25 18:00 CET")]
    change(owner, plan_day=3, plan_at=time(8))
    assert planned(owner) == [("plan 2026-11-26", "2026-11-26 08:00 CET")]


def test_what_a_stopped_scan_missed_is_planned_if_it_is_young(db: None) -> None:
    owner = reader()
    Heartbeat.objects.create(name="tick", at=NOW - 72 * HOURS)
    assert planned(owner)[0] == ("brief 2026-11-24", "2026-11-24 07:30 CET")  # five and a half hours ago


def test_what_a_stopped_scan_had_planned_long_ago_is_cancelled(db: None) -> None:
    owner = reader()
    planned(owner, NOW - 72 * HOURS)
    planned(owner)
    states = owner.reminders.order_by("day").values_list("state", flat=True)
    assert list(states) == [*["cancelled"] * 3, *["scheduled"] * 3]


def test_who_switches_on_at_noon_waits_for_the_morning(db: None) -> None:
    owner = reader()
    Heartbeat.objects.create(name="tick", at=NOW - timedelta(seconds=30))
    assert planned(owner)[0] == ("brief 2026-11-25", "2026-11-25 07:30 CET")


def test_switched_off_and_on_again(db: None) -> None:
    owner = reader()
    before = planned(owner)
    change(owner, brief_daily=False)
    assert planned(owner) == []
    change(owner, brief_daily=True)
    assert planned(owner) == before
    assert owner.reminders.count() == len(before)


def test_another_time_moves_what_waits(db: None) -> None:
    owner = reader()
    planned(owner)
    change(owner, brief_at=time(9))
    assert planned(owner)[-2:] == [
        ("brief 2026-11-25", "2026-11-25 09:00 CET"),
        ("brief 2026-11-26", "2026-11-26 09:00 CET"),
    ]


def test_a_move_to_another_zone_makes_no_second_of_the_same_day(db: None) -> None:
    owner = reader()
    went = owner.deliveries.create(to_addr=owner.email, next_at=NOW, created_at=NOW)
    day = date(2026, 11, 24)
    owner.reminders.create(kind="brief", day=day, due_at=NOW - 5 * HOURS, state="queued", delivery=went)
    change(owner, time_zone=NEW_YORK, brief_at=time(8))
    assert planned(owner)[0] == ("brief 2026-11-25", "2026-11-25 08:00 EST")
    assert owner.reminders.filter(day=day).count() == 1


CLOCKS = {
    "T4 in a gap": (NEW_YORK, time(2, 30), date(2026, 3, 8), "2026-03-08 03:00 EDT"),
    "T5 twice: the first": (NEW_YORK, time(1, 30), date(2026, 11, 1), "2026-11-01 01:30 EDT"),
    "T6 Cairo": ("Africa/Cairo", time(0), date(2026, 4, 24), "2026-04-24 01:00 EEST"),
    "T6 Beirut": ("Asia/Beirut", time(0, 30), date(2026, 3, 29), "2026-03-29 01:00 EEST"),
    "T6 Santiago": ("America/Santiago", time(0), date(2026, 9, 6), "2026-09-06 01:00 -03"),
    "T7 Lord Howe, gap": ("Australia/Lord_Howe", time(2, 15), date(2026, 10, 4), "2026-10-04 02:30 +11"),
    "T7 Lord Howe, twice": ("Australia/Lord_Howe", time(1, 45), date(2026, 4, 5), "2026-04-05 01:45 +11"),
    "T7 Kathmandu": ("Asia/Kathmandu", time(7, 30), date(2026, 4, 5), "2026-04-05 07:30 +0545"),
}


@pytest.mark.parametrize(("zone", "wall", "day", "expected"), CLOCKS.values(), ids=CLOCKS.keys())
def test_on_the_days_when_clocks_change(db: None, zone: str, wall: time, day: date, expected: str) -> None:
    owner = reader(zone, brief_at=wall)
    told = dict(planned(owner, at(zone, day.year, day.month, day.day, 12) - DAY))
    assert told[f"brief {day}"] == expected


def test_t7_a_day_that_never_was_has_no_brief(db: None) -> None:
    owner = reader("Pacific/Apia")
    told = planned(owner, at("Pacific/Apia", 2011, 12, 29, 12))
    assert [when for _, when in told] == ["2011-12-29 07:30 -10", "2011-12-31 07:30 +14"]


def test_t31_the_plan_at_an_hour_that_is_skipped_or_comes_twice(db: None) -> None:
    owner = reader(NEW_YORK, brief_daily=False, plan_weekly=True, plan_day=6, plan_at=time(2, 30))
    assert planned(owner, at(NEW_YORK, 2026, 3, 7, 12)) == [("plan 2026-03-08", "2026-03-08 03:00 EDT")]
    change(owner, plan_at=time(1, 30))
    assert planned(owner, at(NEW_YORK, 2026, 10, 31, 12)) == [("plan 2026-11-01", "2026-11-01 01:30 EDT")]
