"""Dates (in the active time zone, as seen from `now`) and names as people say them; pure functions."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

Moment = datetime | date


def _date(moment: Moment) -> date:
    """The calendar day of `moment` in the active zone."""
    return timezone.localtime(moment).date() if isinstance(moment, datetime) else moment


def counted(number: int, unit: str, units: str = "") -> str:
    """Such as "1 day", "3 days", "2 people"; `units` where more than one are not called by an s."""
    return f"{number} {unit}" if number == 1 else f"{number} {units or f'{unit}s'}"


def clock(moment: datetime) -> str:
    """The wall time, such as "14:00"."""
    return f"{timezone.localtime(moment):%H:%M}"


def day(moment: Moment | None, now: datetime) -> str:
    """Such as "today", "yesterday", "Thu 26 Nov"; with the year when it is another one. "" for None."""
    if moment is None:
        return ""
    then, today = _date(moment), _date(now)
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get((then - today).days)
    return near or f"{then:%a} {then.day} {then:%b}" + (f" {then.year}" if then.year != today.year else "")


def moment(instant: Moment | None, now: datetime) -> str:
    """The day and, of an instant, its wall time, such as "today 14:00" or "Thu 26 Nov, 14:00"."""
    words = day(instant, now)
    comma = "" if words.islower() else ","
    return f"{words}{comma} {clock(instant)}" if isinstance(instant, datetime) else words


def day_if_midnight(instant: Moment) -> Moment:
    """The day alone of an instant that is the first of it: so people's rows keep a talk without a time."""
    if not isinstance(instant, datetime):
        return instant
    return _date(instant) if _date(instant) != _date(instant - timedelta.resolution) else instant


def start(instant: Moment | None, now: datetime) -> str:
    """When a talk begins, by its day alone where that is all that is known."""
    return moment(instant and day_if_midnight(instant), now)


def ago(instant: Moment | None, now: datetime) -> str:
    """Such as "5 min ago", "yesterday", "3 weeks ago"; "never" for None, the day if it is to come."""
    if instant is None:
        return "never"
    days = (_date(now) - _date(instant)).days
    if days < 0 or (isinstance(instant, datetime) and instant > now):
        return day(instant, now)
    if days == 0:
        return _ago_today(now - instant) if isinstance(instant, datetime) else "today"
    if days == 1:
        return "yesterday"
    for length, unit in ((365, "year"), (61, "month"), (21, "week")):
        if days >= length:
            return f"{counted(max(1, days // {'year': 365, 'month': 30, 'week': 7}[unit]), unit)} ago"
    return f"{days} days ago"


def _ago_today(over: timedelta) -> str:
    """Such as "just now", "5 min ago", "3 h ago"."""
    minutes = int(over.total_seconds() // 60)
    if minutes < 1:
        return "just now"
    return f"{minutes} min ago" if minutes < 60 else f"{minutes // 60} h ago"


def left(deadline: datetime | None, now: datetime) -> str:
    """Such as "40 min left", "5 h left", "3 days left", "1 day late", rounded down; "" for None."""
    if deadline is None:
        return ""
    gap = abs(deadline - now)
    minutes, hours = int(gap.total_seconds() // 60), int(gap.total_seconds() // 3600)
    late = deadline <= now
    if hours >= (24 if late else 48):
        words = counted(hours // 24, "day")
    elif hours:
        words = f"{hours} h"
    else:
        words = f"{max(1, minutes)} min"
    return f"{words} late" if late else f"{words} left"


def full(instant: Moment) -> str:
    """Everything, for the tooltip, such as "Thursday 26 November 2026, 14:00 CET"."""
    then = _date(instant)
    words = f"{then:%A} {then.day} {then:%B} {then.year}"
    return f"{words}, {timezone.localtime(instant):%H:%M %Z}" if isinstance(instant, datetime) else words


def in_a_row(names: Sequence[str]) -> str:
    """Such as "Grace, Wei and Noor"."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def timer(seconds: int) -> str:
    """A length as a clock shows it, in minutes and seconds: "6:53"."""
    return f"{seconds // 60}:{seconds % 60:02}"
