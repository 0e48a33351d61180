"""The time cases T1 to T14 of the design (docs/reliability.md): at which instants the mails go."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from accounts.models import User
from interviews.actions.planning import plan
from interviews.models import Interview
from outreach.actions import queueing
from tests.factories import NOW, make_contact, make_interview, make_user
from tests.outreach.clockwork import HOURS, change, play, round_at, sent

DAY = timedelta(days=1)


def at(zone: str, *parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)  # type: ignore[misc,arg-type]


def held(owner: User, ends_at: datetime = NOW, people: int = 1, **fields: Any) -> Interview:
    return make_interview(owner, [make_contact(owner) for _ in range(people)], state="held", ends_at=ends_at, **fields)


NEW_YORK, NIGHT = "America/New_York", (time(22), time(8))
TABLE = {
    "T1 spring forward": (
        (NEW_YORK, *NIGHT, (2026, 3, 7, 14, 30)),
        [("early", "2026-03-07 16:30 EST"), ("final", "2026-03-08 15:30 EDT")],
    ),
    "T2 fall back": (
        (NEW_YORK, *NIGHT, (2026, 10, 31, 14, 30)),
        [("early", "2026-10-31 16:30 EDT"), ("final", "2026-11-01 13:30 EST")],
    ),
    "T3 due in quiet hours": (
        (NEW_YORK, *NIGHT, (2026, 5, 4, 23, 10)),
        [("early", "2026-05-05 08:00 EDT"), ("final", "2026-05-06 08:00 EDT")],
    ),
    "T4 quiet hours end in a gap": (
        (NEW_YORK, time(22), time(2, 30), (2026, 3, 7, 23, 0)),
        [("early", "2026-03-08 03:00 EDT"), ("final", "2026-03-09 02:30 EDT")],
    ),
    "T5 quiet hours end twice": (
        (NEW_YORK, time(22), time(1, 30), (2026, 10, 31, 23, 10)),
        [("early", "2026-11-01 01:30 EST"), ("final", "2026-11-02 01:30 EST")],
    ),
    "T7 half an hour of summer time": (
        ("Australia/Lord_Howe", *NIGHT, (2026, 4, 4, 14, 30)),
        [("early", "2026-04-04 16:30 +11"), ("final", "2026-04-05 14:00 +1030")],
    ),
    "T7 a quarter of an hour off": (
        ("Asia/Kathmandu", *NIGHT, (2026, 4, 4, 21, 0)),
        [("early", "2026-04-05 08:00 +0545"), ("final", "2026-04-05 21:00 +0545")],
    ),
    "T7 back to summer time after Ramadan": (
        ("Africa/Casablanca", *NIGHT, (2026, 3, 21, 14, 30)),
        [("early", "2026-03-21 16:30 +00"), ("final", "2026-03-22 15:30 +01")],
    ),
    "T7 a day that never was": (
        ("Pacific/Apia", *NIGHT, (2011, 12, 29, 20, 30)),
        [("early", "2011-12-31 08:00 +14"), ("final", "2011-12-31 20:30 +14")],
    ),
    "T8 no quiet hours": (
        (NEW_YORK, time(8), time(8), (2026, 5, 4, 23, 10)),
        [("early", "2026-05-05 01:10 EDT"), ("final", "2026-05-05 23:10 EDT")],
    ),
}


@pytest.mark.parametrize(("case", "expected"), TABLE.values(), ids=TABLE.keys())
def test_mails_go_at_these_instants_and_once(
    db: None, case: tuple, expected: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queueing, "LOOK_AGAIN", DAY)  # a hundred rounds a night add nothing here
    zone, start, end, ended = case
    owner = make_user(time_zone=zone, quiet_start=start, quiet_end=end)
    ends_at = at(zone, *ended)
    held(owner, ends_at)
    play(ends_at, ends_at + 96 * HOURS)
    assert (sent(owner), len(mail.outbox)) == (expected, 2)


def test_t9_quiet_hours_follow_the_owner_to_another_zone(db: None) -> None:
    owner = make_user(time_zone=NEW_YORK, remind_early=False, quiet_start=time(22), quiet_end=time(8))
    ends_at = at(NEW_YORK, 2026, 5, 4, 23, 0)  # due on Tuesday at 23:00 in New York, 12:00 in Tokyo
    held(owner, ends_at)
    play(ends_at, ends_at + 25 * HOURS)
    assert sent(owner) == []
    change(owner, time_zone="Asia/Tokyo")
    play(ends_at + 25 * HOURS, ends_at + 96 * HOURS)
    assert sent(owner) == [("final", "2026-05-06 13:10 JST")]  # held for ten minutes at a time, then judged anew


def test_t9_the_promise_itself_does_not_move_with_the_owner(db: None) -> None:
    owner = make_user(time_zone=NEW_YORK, remind_early=False)
    ends_at = at(NEW_YORK, 2026, 5, 4, 19, 30)
    held(owner, ends_at)
    round_at(ends_at)
    change(owner, time_zone="Asia/Tokyo")
    play(ends_at + HOURS, ends_at + 96 * HOURS)
    assert sent(owner) == [("final", "2026-05-06 08:30 JST")]


def test_quiet_hours_may_not_bind_the_24_hour_reminder(alice: User) -> None:
    change(alice, final_ignores_quiet=True, remind_early=False)
    ended = at("Europe/Stockholm", 2026, 11, 24, 23, 0)
    held(alice, ended)
    play(ended, ended + 96 * HOURS)
    assert sent(alice) == [("final", "2026-11-25 23:00 CET")]


PLANNED = {
    "T12 a day without a time ends at five": (
        (None, None),
        [("early", "2026-11-25 19:00 CET"), ("final", "2026-11-26 17:00 CET")],
    ),
    "T14 a talk without a length lasts an hour": (
        (time(10), None),
        [("early", "2026-11-25 13:00 CET"), ("final", "2026-11-26 11:00 CET")],
    ),
}


@pytest.mark.parametrize(("case", "expected"), PLANNED.values(), ids=PLANNED.keys())
def test_an_end_that_is_not_said_is_assumed(alice: User, case: tuple, expected: list) -> None:
    wall_time, minutes = case
    talk = make_interview(alice, state="agreed")
    day = date(2026, 11, 25)
    plan(talk, day=day, wall_time=wall_time, zone="Europe/Stockholm", planned_minutes=minutes, now=NOW)
    play(NOW, NOW + 96 * HOURS)
    assert sent(alice) == expected
