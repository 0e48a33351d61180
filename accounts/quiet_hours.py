"""Quiet hours: when a user's mail waits, and until when."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from accounts.zones import resolve

TOO_LONG = timedelta(hours=20)  # a window of this length leaves too little of the day (reliability T8)
DAY = timedelta(days=1)


def length(start: time, end: time) -> timedelta:
    """How long a window from `start` to `end` (wall time, perhaps over midnight) is; equal ends mean no window."""
    return (datetime.combine(date.min, end) - datetime.combine(date.min, start)) % DAY


def first_allowed(instant: datetime, *, zone: ZoneInfo, start: time, end: time) -> datetime:
    """The first instant at or after `instant` that lies outside the quiet hours.

    A window's end that falls in a gap means the first real instant after it; one that comes twice means the
    second, so that a clock set back never opens the window early.
    """
    instant = instant.astimezone(UTC)
    # Where a whole day was skipped (Apia, 30 December 2011) one window ends inside the next: hence the loop.
    while ends := _quiet_until(instant, zone, start, end):
        instant = ends
    return instant


def _quiet_until(instant: datetime, zone: ZoneInfo, start: time, end: time) -> datetime | None:
    """When the window around `instant` ends; None outside of every window."""
    if start == end:
        return None
    local_day = instant.astimezone(zone).date()
    for opens_on in (local_day - DAY, local_day, local_day + DAY):  # clocks set back over midnight reach into tomorrow
        closes_on = opens_on if start < end else opens_on + DAY
        if resolve(opens_on, start, zone) <= instant < (ends := resolve(closes_on, end, zone, fold=1)):
            return ends
    return None
