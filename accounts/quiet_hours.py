"""Quiet hours: when a user's mail waits, and until when."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from accounts.zones import resolve

LONGEST = timedelta(hours=20)  # a longer window would leave too little of the day (reliability T8)


def length(start: time, end: time) -> timedelta:
    """How long a window from `start` to `end` (wall time, perhaps over midnight) is; equal ends mean no window."""
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    return timedelta(minutes=minutes % (24 * 60))


def first_allowed(instant: datetime, *, zone: ZoneInfo, start: time, end: time) -> datetime:
    """The first instant at or after `instant` that lies outside the quiet hours.

    A window's end that falls in a gap means the first real instant after it; one that comes twice means the
    second, so that a clock set back never opens the window early.
    """
    if start == end:
        return instant
    local_day = instant.astimezone(zone).date()
    for days in (-1, 0):
        opens_on = local_day + timedelta(days=days)
        closes_on = opens_on if start < end else opens_on + timedelta(days=1)
        if resolve(opens_on, start, zone) <= instant < (ends := resolve(closes_on, end, zone, fold=1)):
            return ends
    return instant
