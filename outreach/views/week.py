"""This week, Monday to Sunday, as Today's margin shows it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from accounts.models import User
from interviews.models import Interview


@dataclass(frozen=True)
class WeekDay:
    """A day of this week and the interviews on it."""

    date: datetime
    is_today: bool
    interviews: list[Interview]


def week_days(user: User, *, now: datetime) -> list[WeekDay]:
    """Monday to Sunday in the user's zone."""
    today = now.astimezone(user.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    days = [today + timedelta(days=offset - today.weekday()) for offset in range(8)]
    on = user.interviews.filter(
        state__in=["scheduled", "held", "thanked", "closed"], starts_at__gte=days[0], starts_at__lt=days[7]
    )
    interviews = list(on.with_people().order_by("starts_at", "pk"))
    return [
        WeekDay(start, start == today, [one for one in interviews if one.starts_at and start <= one.starts_at < end])
        for start, end in pairwise(days)
    ]
