"""This week, Monday to Sunday, as Today's margin shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.db.models import Count, Window
from django.db.models.functions import RowNumber, TruncDate

from accounts.models import User
from interviews.models import Interview
from interviews.querysets.talks import parts_named

A_DAY = 5  # interviews that a day shows; of more it is said how many there are


@dataclass(frozen=True)
class WeekDay:
    """A day of this week, the first interviews on it, and how many there are beyond those."""

    date: datetime
    is_today: bool
    interviews: list[Interview]
    more: int


def week_days(user: User, *, now: datetime) -> list[WeekDay]:
    """Monday to Sunday in the user's zone."""
    today = now.astimezone(user.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    days = [today + timedelta(days=offset - today.weekday()) for offset in range(8)]
    on = user.interviews.filter(
        state__in=["scheduled", "held", "thanked", "closed"], starts_at__gte=days[0], starts_at__lt=days[7]
    )
    same_day = TruncDate("starts_at", tzinfo=user.zone)
    first = on.annotate(
        nth=Window(RowNumber(), partition_by=same_day, order_by=["starts_at", "pk"]),
        on_day=Window(Count("pk"), partition_by=same_day),
    ).filter(nth__lte=A_DAY)
    found = list(first.prefetch_related(parts_named("interviewees")).order_by("starts_at", "pk"))
    return [week_day(found, start, end, is_today=start == today) for start, end in pairwise(days)]


def week_day(found: Sequence[Interview], start: datetime, end: datetime, *, is_today: bool) -> WeekDay:
    """The day from `start` to `end`, with those of `found` that are on it; each knows how many are `on_day`."""
    shown = [one for one in found if one.starts_at and start <= one.starts_at < end]
    return WeekDay(start, is_today, shown, shown[0].on_day - len(shown) if shown else 0)  # type: ignore[attr-defined]
