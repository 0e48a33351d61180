"""Insights: what works for the user, in numbers with the count behind each."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import HttpRequest
from accounts.models import User
from accounts.words import counted, in_a_row
from contacts.exporting.table import BOM, write_rows
from outreach.actions.insights.asks import ENOUGH, NOT_SAID, REPLIES, Asks, Group, read_asks, shortened
from outreach.actions.insights.coverage import read_coverage
from outreach.actions.insights.periods import ALL, CHOICES, OWN, Period, read_period
from outreach.actions.insights.thanks import Thanks, read_thanks
from outreach.actions.insights.weeks import read_weeks
from outreach.actions.insights.yields import read_yield
from outreach.views.insight_charts import lying, standing
from outreach.views.insight_tables import GROUPS, TABLES, led_to, steps, table_of, thanked

APART = 20  # hundredths by which two ways in differ before that is said
TITLES = {
    "ways": (
        "Answers by way in",
        "Who was introduced came by introduction; who was only named in a talk, by referral.",
    ),
    "templates": ("Answers by template", "The one that the request was begun from."),
    "channels": ("Answers by channel", "Where the request was kept as a letter, or an introduction led to the talk."),
    "warmth": ("Answers by warmth", "As it is now."),
}


@require_safe
def insights(request: HttpRequest) -> HttpResponse:
    """The page; what is counted of asks is hidden until there are ENOUGH."""
    user, now = request.user, timezone.now()
    period = read_period(request.GET, zone=user.zone, now=now)
    asks, thanks = read_asks(user, period, now=now), read_thanks(user, period, now=now)
    weeks, named = read_weeks(user, period, now=now), read_yield(user, period, now=now)
    context = {
        "period": period,
        "choices": CHOICES,
        "typed": typed(request.GET, period),
        "asks": asks,
        "thanks": thanks,
        "thank_rows": lying((name, count, _time_left(name, thanks)) for name, count in thanked(thanks)),
        "weeks": weeks,
        "drawing": standing(weeks, aim=user.weekly_aim),
        "reached": weeks.reached(user.weekly_aim) if user.weekly_aim and weeks.unit == "week" else None,
        "named": named,
        "named_rows": lying((name, count, "") for name, count in led_to(thanks.talks, named)),
        "coverage": read_coverage(user, period, now=now),
        **(_of_asks(asks, period) if asks.total.asked >= ENOUGH else _of_few(user, asks, period, now=now)),
    }
    return TemplateResponse(request, "outreach/insights.html", context)


@require_safe
def insights_csv(request: HttpRequest, table: str) -> HttpResponse:
    """One of its tables as a file for spreadsheets."""
    if table not in GROUPS | TABLES:
        raise Http404
    user, now = request.user, timezone.now()
    period = read_period(request.GET, zone=user.zone, now=now)
    rows = table_of(table, user, period, now=now)
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    answer = HttpResponse(BOM + b"".join(write_rows(cells)), content_type="text/csv; charset=utf-8")
    days = f"{period.first}-{period.last}" if period.first else f"until-{period.last}"
    answer["Content-Disposition"] = f'attachment; filename="{table}-{days}.csv"'
    answer["Cache-Control"] = "private, no-cache"
    return answer


def typed(said: Mapping[str, str], period: Period) -> dict[str, str]:
    """What the form shows: the period; where what was typed is none, that, to be put right."""
    if period.problem:
        return {"period": OWN, "first": said.get("from", ""), "last": said.get("to", "")}
    first = period.first.isoformat() if period.first else ""
    return {"period": period.choice, "first": first, "last": period.last.isoformat()}


def _of_asks(asks: Asks, period: Period) -> dict[str, Any]:
    """What is shown of the asks, once there are enough."""
    notes = funnel_notes(asks)
    rates = [
        (name, TITLES[name][0], head, TITLES[name][1], shortened(asks.groups[key]))
        for name, (key, head) in GROUPS.items()
    ]
    return {
        "lede": lede(asks, period),
        "funnel": lying((name, count, notes.get(name, "")) for name, count in steps(asks)),
        "rates": rates,
        "median": in_words(asks.median),
        "replies": lying((name, count, "") for name, count in zip(REPLIES, asks.replies, strict=True)),
    }


def _of_few(user: User, asks: Asks, period: Period, *, now: datetime) -> dict[str, Any]:
    """What is said where there are too few asks."""
    ever = asks.total.asked
    if period.choice != ALL:
        whole = read_period({"period": ALL}, zone=user.zone, now=now)
        ever = read_asks(user, whole, now=now).total.asked
    return {"ever": ever, "enough": ENOUGH}


def _time_left(name: str, thanks: Thanks) -> str:
    return f"{thanks.has_time} with time left" if name == "Still owed" and thanks.has_time else ""


def lede(asks: Asks, period: Period) -> str:
    """What stands out, in a sentence or two."""
    total = asks.total
    answered = f"{total.answered} {'was' if total.answered == 1 else 'were'} answered"
    waiting = f", {total.waiting} {'is' if total.waiting == 1 else 'are'} still waiting" if total.waiting else ""
    first = f"{period.words} you asked for {counted(total.asked, 'talk')}; {answered}{waiting}."
    return " ".join(filter(None, [first, compared(asks.groups["way"])]))


def compared(groups: list[Group]) -> str:
    """The ways in that are answered most and least often, where both have enough asks and differ; else ""."""
    said = [group for group in groups if group.name != NOT_SAID]
    known = [(group.tally.percent, group) for group in said if group.tally.percent is not None]
    if len(known) < 2:
        return ""
    known.sort(key=lambda pair: pair[0])
    (low, least), (high, most) = known[0], known[-1]
    if high - low < APART:
        return ""
    high_of, low_of = (f"{one.tally.answered} of {one.tally.settled}" for one in (most, least))
    return f"By way in, {most.name} was answered most often ({high_of}), {least.name} least often ({low_of})."


def funnel_notes(asks: Asks) -> dict[str, str]:
    """What stands beside the steps."""
    total = asks.total
    rate = [f"{total.percent}%"] if total.percent is not None else []
    median = [f"median {in_words(asks.median)}"] if asks.median is not None else []
    off = [(asks.cancelled, "cancelled"), (asks.no_show, "did not come")]
    owing = [(asks.late, "late"), (asks.owed, "still owed")]
    return {
        "Asked": f"{total.waiting} still waiting" if total.waiting else "",
        "Answered": ", ".join(rate + median),
        "Held": in_a_row([f"{count} {what}" for count, what in off if count]),
        "Thanked in a day": in_a_row([f"{count} {what}" for count, what in owing if count]),
    }


def in_words(span: timedelta | None) -> str:
    """Such as "less than an hour", "5 hours", "2 days"; "" for None."""
    if span is None:
        return ""
    hours = span.total_seconds() / 3600
    if hours < 1:
        return "less than an hour"
    return counted(round(hours), "hour") if hours < 24 else counted(round(hours / 24), "day")
