"""This week, Monday to Sunday, as Today's margin shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Count, Window
from django.db.models.functions import RowNumber

from accounts.models import User
from accounts.zones import resolve
from interviews.models import TOOK_PLACE, Interview
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
    planned = user.interviews.with_somebody().filter(state__in=["scheduled", *TOOK_PLACE])
    on = planned.on_days(user.zone, days[0].date(), days[7].date())
    first = on.annotate(
        nth=Window(RowNumber(), partition_by="on", order_by=["starts_at", "pk"]),
        on_day=Window(Count("pk"), partition_by="on"),
    ).filter(nth__lte=A_DAY)
    found = list(first.prefetch_related(parts_named("interviewees")).order_by("starts_at", "pk"))
    return [week_day(found, day, is_today=day == today) for day in days[:7]]


def held_so_far(user: User, *, now: datetime) -> int:
    """How many talks that the user asked for were held this week, as Insights counts them."""
    today = now.astimezone(user.zone).date()
    monday = resolve(today - timedelta(days=today.weekday()), time.min, user.zone)
    return user.interviews.with_somebody().asked_and_held(now).filter(ends_at__gte=monday, ends_at__lte=now).count()


def week_day(found: Sequence[Interview], day: datetime, *, is_today: bool) -> WeekDay:
    """The day that begins then, with those of `found` that are `on` it; each knows how many there are `on_day`."""
    shown = [one for one in found if one.on == day.date()]  # type: ignore[attr-defined]
    return WeekDay(day, is_today, shown, shown[0].on_day - len(shown) if shown else 0)  # type: ignore[attr-defined]
