"""The period that the numbers are of: the last days, all of the time, or days that the user names."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from accounts.zones import is_likely, resolve

LAST = {"30": 30, "90": 90, "365": 365}  # days, today among them
ALL, OWN, USUAL = "all", "own", "90"
CHOICES = {"30": "Last 30 days", "90": "Last 90 days", "365": "Last 365 days", ALL: "All time", OWN: "Own dates"}
BEGINNING = datetime(1900, 1, 1, tzinfo=UTC)
NO_DAY = "A day is written as year, month, day, such as 2026-09-01."
UNSAID = "Say from which day, or until which day."
REVERSED = "The first day comes after the last one."
AHEAD = "That has not begun yet."


class PeriodError(ValueError):
    """What was said is no period; the message says why."""


@dataclass(frozen=True)
class Period:
    """Whole days in the user's zone, from `first` (None: from the beginning) to `last`; `since` and `until` are the
    instants at which they begin and are over. `choice` is a key of CHOICES, `problem` why what was said is not used.
    """

    choice: str
    first: date | None
    last: date
    since: datetime
    until: datetime
    problem: str = ""

    @property
    def words(self) -> str:
        """Such as "In the last 90 days", "From 1 Sep 2026 to 30 Sep 2026", "On 1 Sep 2026", "So far"."""
        if self.choice in LAST:
            return f"In the last {self.choice} days"
        if self.first is None:
            return "So far" if self.choice == ALL else f"Until {_day(self.last)}"
        if self.first == self.last:
            return f"On {_day(self.last)}"
        return f"From {_day(self.first)} to {_day(self.last)}"

    @property
    def query(self) -> str:
        """The same as the end of an address."""
        days = {"from": self.first.isoformat() if self.first else "", "to": self.last.isoformat()}
        return urlencode({"period": self.choice} | (days if self.choice == OWN else {}))

    def holds(self, column: str) -> dict[str, datetime]:
        """The filter of rows whose `column`, an instant, lies in it."""
        return {f"{column}__gte": self.since, f"{column}__lt": self.until}


def read_period(said: Mapping[str, str], *, zone: ZoneInfo, now: datetime) -> Period:
    """What `period`, `from` and `to` of an address say; the usual period, with the problem, where they say none."""
    today = now.astimezone(zone).date()
    choice = said.get("period", "")
    if choice not in CHOICES:
        choice = OWN if said.get("from") or said.get("to") else USUAL
    try:
        first, last = _own_days(said, today) if choice == OWN else (_first(choice, today), today)
    except PeriodError as error:
        return replace(read_period({}, zone=zone, now=now), problem=str(error))
    since = resolve(first, time.min, zone) if first else BEGINNING
    return Period(choice, first, last, since, resolve(last + timedelta(days=1), time.min, zone))


def _first(choice: str, today: date) -> date | None:
    return None if choice == ALL else today - timedelta(days=LAST[choice] - 1)


def _own_days(said: Mapping[str, str], today: date) -> tuple[date | None, date]:
    """The days named; one that is not named is the beginning, or today. Raises PeriodError."""
    first, last = (_read_day(said.get(name, "")) for name in ("from", "to"))
    if not first and not last:
        raise PeriodError(UNSAID)
    if first and last and first > last:
        raise PeriodError(REVERSED)
    if first and first > today:
        raise PeriodError(AHEAD)
    return first, min(last or today, today)


def _read_day(text: str) -> date | None:
    if not (text := text.strip()):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not is_likely(day):
        raise PeriodError(NO_DAY)
    return day


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
