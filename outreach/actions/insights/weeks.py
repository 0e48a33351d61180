"""How many talks were held week by week, in the user's own zone; over long periods month by month, or by year."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count
from django.db.models.functions import TruncDate

from accounts.models import User
from outreach.actions.insights.periods import Period
from outreach.actions.insights.thanks import seats_held

MOST = 26  # bars
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Span:
    """A week, month or year: its first day, what it is called, and how many talks were held; `is_whole` where all of
    it lies in the period.
    """

    first: date
    name: str
    talks: int
    is_whole: bool


@dataclass(frozen=True)
class Weeks:
    """The spans of a period in their order, each a `unit`: "week", "month" or "year"."""

    unit: str
    spans: list[Span]

    @property
    def talks(self) -> int:
        """All of them."""
        return sum(span.talks for span in self.spans)

    def reached(self, aim: int) -> tuple[int, int]:
        """In how many whole spans as many talks as `aim` were held, and how many whole ones there are."""
        whole = [span for span in self.spans if span.is_whole]
        return sum(span.talks >= aim for span in whole), len(whole)


def read_weeks(owner: User, period: Period, *, now: datetime) -> Weeks:
    """The talks of the period, by the day on which they ended; one statement."""
    seats = seats_held(owner, period, now=now)
    days = seats.annotate(ended_on=TruncDate("interview__ends_at", tzinfo=owner.zone)).values_list("ended_on")
    counts: dict[date, int] = dict(days.annotate(talks=Count("interview", distinct=True)))
    first = period.first or min(counts, default=period.last)
    return spread(counts, first, period.last)


def spread(counts: dict[date, int], first: date, last: date) -> Weeks:
    """The talks of each day put together by the shortest span of which at most MOST make the days `first` to `last`."""
    for unit, begins in (("week", _monday), ("month", _month), ("year", _year)):
        spans = _spans(counts, first, last, begins, unit)
        if len(spans) <= MOST:
            break
    return Weeks(unit, spans[-MOST:])


def _spans(counts: dict[date, int], first: date, last: date, begins: Callable[[date], date], unit: str) -> list[Span]:
    totals = Counter[date]()
    for day, talks in counts.items():
        totals[begins(day)] += talks
    spans, start = [], begins(first)
    while start <= last:
        following = begins(start + {"week": WEEK, "month": timedelta(days=31), "year": timedelta(days=366)}[unit])
        is_whole = start >= first and following - timedelta(days=1) <= last
        spans.append(Span(start, _name(start, unit), totals[start], is_whole))
        start = following
    return spans


def _name(day: date, unit: str) -> str:
    return {"week": f"{day.day} {day:%b}", "month": f"{day:%b} {day:%y}", "year": f"{day.year}"}[unit]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month(day: date) -> date:
    return day.replace(day=1)


def _year(day: date) -> date:
    return day.replace(month=1, day=1)
