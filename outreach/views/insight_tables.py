"""The tables of Insights as rows of cells, by the name that each has in the address of its file."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from accounts.models import User
from outreach.actions.insights.asks import REPLIES, Asks, Group, read_asks
from outreach.actions.insights.coverage import read_coverage
from outreach.actions.insights.periods import Period
from outreach.actions.insights.thanks import Thanks, read_thanks
from outreach.actions.insights.weeks import read_weeks
from outreach.actions.insights.yields import Yield, read_yield

Cells = tuple[str | int | None, ...]
RATES = ("Asked", "Answered", "Still waiting", "Answered, % of those not waiting")


def steps(asks: Asks) -> list[tuple[str, int]]:
    """From asking to thanking."""
    return [
        ("Asked", asks.total.asked),
        ("Answered", asks.total.answered),
        ("Scheduled", asks.scheduled),
        ("Held", asks.held),
        ("Thanked in a day", asks.in_time),
    ]


def thanked(thanks: Thanks) -> list[tuple[str, int]]:
    """Talks by their thank-yous."""
    rows = [("Within 24 hours", thanks.in_time), ("Later", thanks.late), ("Still owed", thanks.owed)]
    return rows + ([("Closed without", thanks.never)] if thanks.never else [])


def led_to(talks: int, found: Yield) -> list[tuple[str, int]]:
    """From so many talks to talks."""
    return [
        ("Talks held", talks),
        ("People they named", found.named),
        ("Asked since", found.asked),
        ("Talked with since", found.talked),
    ]


def table_of(name: str, owner: User, period: Period, *, now: datetime) -> list[Cells]:
    """The head and the rows of the table called `name`; KeyError where there is none."""
    if name in GROUPS:
        key, title = GROUPS[name]
        return [(title, *RATES), *_rates(read_asks(owner, period, now=now).groups[key])]
    head, rows = TABLES[name]
    return [head, *rows(owner, period, now)]


def _rates(groups: Iterable[Group]) -> Iterator[Cells]:
    for group in groups:
        tally = group.tally
        yield group.name, tally.asked, tally.answered, tally.waiting, tally.percent


def _funnel(owner: User, period: Period, now: datetime) -> Iterable[Cells]:
    return steps(read_asks(owner, period, now=now))


def _replies(owner: User, period: Period, now: datetime) -> Iterable[Cells]:
    return zip(REPLIES, read_asks(owner, period, now=now).replies, strict=True)


def _thanks(owner: User, period: Period, now: datetime) -> Iterable[Cells]:
    return thanked(read_thanks(owner, period, now=now))


def _weeks(owner: User, period: Period, now: datetime) -> Iterable[Cells]:
    weeks = read_weeks(owner, period, now=now)
    return [(weeks.unit, span.first.isoformat(), span.talks) for span in weeks.spans]


def _referrals(owner: User, period: Period, now: datetime) -> Iterable[Cells]:
    return led_to(read_thanks(owner, period, now=now).talks, read_yield(owner, period, now=now))


def _paths(owner: User, period: Period, now: datetime) -> Iterator[Cells]:
    for row in read_coverage(owner, period, now=now):
        yield row.path.name, row.talks, row.organizations, row.enough.words, row.answered, row.gaps


GROUPS = {
    "ways": ("way", "Way in"),
    "templates": ("template", "Template"),
    "channels": ("channel", "Channel"),
    "warmth": ("warmth", "Warmth"),
}
TABLES: dict[str, tuple[Cells, Callable[[User, Period, datetime], Iterable[Cells]]]] = {
    "funnel": (("Step", "Talks"), _funnel),
    "replies": (("Time to the answer", "Answers"), _replies),
    "thanks": (("Thank-you", "Talks"), _thanks),
    "weeks": (("Span", "From", "Talks"), _weeks),
    "referrals": (("Step", "Number"), _referrals),
    "paths": (
        ("Path", "Talks", "Organizations", "Enough to compare, of all time", "Questions answered", "Questions"),
        _paths,
    ),
}
