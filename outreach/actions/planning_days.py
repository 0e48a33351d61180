"""The scan's first half for mails that are about a day: the daily brief and the weekly plan, once for each local day.

Zones are worked out here, once for everyone who shares one and a time; the rest is said in two statements, for most
scans find 100,000 people's rows as they should be. Rows are made ahead, so that one whose time came while the service
was down is there to be sent late.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db import connection

from accounts.models import User
from accounts.zones import resolve
from outreach.actions.watching import last_tick
from outreach.models import Reminder
from outreach.querysets import DAY_LATE_AT_MOST

AHEAD = timedelta(days=2)
EVERY_DAY = -1  # in place of a weekday
PART = 500

WANTED = """
SELECT id, 'brief' AS kind, time_zone, brief_at AS at, -1 AS weekday FROM accounts_user WHERE brief_daily AND is_active
UNION ALL
SELECT id, 'plan', time_zone, plan_at, plan_day FROM accounts_user WHERE plan_weekly AND is_active
"""
TIMES = f"SELECT DISTINCT kind, time_zone, at, weekday FROM ({WANTED}) AS wanted"  # noqa: S608  constants
# Rows that are missing, that another zone or time has moved, or that came back before they were due.
FIND = f"""
SELECT u.id, w.kind, w.day, w.due_at
FROM unnest(%(kinds)s::text[], %(zones)s::text[], %(ats)s::time[], %(weekdays)s::int[], %(days)s::date[],
            %(dues)s::timestamptz[]) AS w (kind, zone, at, weekday, day, due_at)
JOIN ({WANTED}) AS u ON u.kind = w.kind AND u.time_zone = w.zone AND u.at = w.at AND u.weekday = w.weekday
LEFT JOIN outreach_reminder r ON r.owner_id = u.id AND r.kind = w.kind AND r.day = w.day
WHERE r.state = 'scheduled' AND r.due_at <> w.due_at
   OR w.due_at > %(since)s AND (r.id IS NULL OR r.state = 'cancelled' AND r.delivery_id IS NULL)
ORDER BY u.id, w.kind, w.day
"""  # noqa: S608
WRITE = """
INSERT INTO outreach_reminder (owner_id, kind, day, due_at, occurrence, snoozed, state, version)
SELECT u.id, w.kind, w.day, w.due_at, 1, FALSE, 'scheduled', 1
FROM unnest(%s::bigint[], %s::text[], %s::date[], %s::timestamptz[]) AS w (owner_id, kind, day, due_at)
JOIN accounts_user u ON u.id = w.owner_id
ORDER BY u.id, w.kind, w.day
ON CONFLICT (owner_id, kind, day) DO UPDATE SET due_at = excluded.due_at, held_until = NULL, state = 'scheduled'
WHERE outreach_reminder.state = 'scheduled' AND outreach_reminder.due_at <> excluded.due_at
   OR outreach_reminder.state = 'cancelled' AND outreach_reminder.delivery_id IS NULL
"""


class Time(NamedTuple):
    """A time at which some people want a mail of this kind, on one weekday or on every day."""

    kind: str
    zone: str
    at: time
    weekday: int


def plan_briefs(*, now: datetime) -> Iterator[int]:
    """Make, move and revive the briefs and plans of everyone who wants them; yields for each part how many changed.

    What was due before the last scan is not made up for: whoever switches a brief on at noon gets the next
    morning's. Those switched off are cancelled with the other rows that are not owed (planning.py).
    """
    since = max(now - DAY_LATE_AT_MOST, last_tick() or datetime.min.replace(tzinfo=UTC))
    found = _find(since=since, now=now)
    for start in range(0, len(found), PART):
        yield _write(found[start : start + PART])


def due_on(day: date, kind: str, owner: User) -> datetime | None:
    """When the owner's brief or plan of that local day is due; None where they want none, or the day was skipped."""
    if kind == Reminder.Kind.BRIEF:
        return _instant(day, owner.brief_at, owner.zone) if owner.brief_daily else None
    is_on = owner.plan_weekly and day.weekday() == owner.plan_day
    return _instant(day, owner.plan_at, owner.zone) if is_on else None


def is_as_planned(reminder: Reminder, owner: User) -> bool:
    """Whether the owner's present settings still put it where it is; planning moves the others."""
    return reminder.day is None or reminder.due_at == due_on(reminder.day, reminder.kind, owner)


@lru_cache(maxsize=10_000)
def _instant(day: date, at: time, zone: ZoneInfo) -> datetime | None:
    begins = resolve(day, time.min, zone).astimezone(zone)
    return resolve(day, at, zone) if begins.date() == day else None  # Apia had no 30 December 2011


def _find(*, since: datetime, now: datetime) -> list[tuple[Any, ...]]:
    """Owner, kind, day and time of every row that is to be written."""
    with connection.cursor() as cursor:
        cursor.execute(TIMES)
        dues = [due for row in cursor.fetchall() for due in _dues(Time(*row), now=now)]
        columns = ("kinds", "zones", "ats", "weekdays", "days", "dues")
        values = dict(zip(columns, map(list, zip(*dues, strict=True)), strict=True)) if dues else {}
        if values:
            cursor.execute(FIND, values | {"since": since})
        return cursor.fetchall() if values else []


def _dues(wanted: Time, *, now: datetime) -> Iterator[tuple[Any, ...]]:
    """The local days around now on which it is due, and when."""
    zone = User(time_zone=wanted.zone).zone
    today = now.astimezone(zone).date()
    for days in range(-1, AHEAD.days + 1):
        day = today + timedelta(days=days)
        due_at = _instant(day, wanted.at, zone) if wanted.weekday in {EVERY_DAY, day.weekday()} else None
        if due_at and due_at <= now + AHEAD:
            yield (*wanted, day, due_at)


def _write(rows: list[tuple[Any, ...]]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(WRITE, [list(column) for column in zip(*rows, strict=True)])
        return cursor.rowcount
