"""The period of Insights: whole days in the user's zone, and what is said of days that are none."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from outreach.actions.insights.periods import AHEAD, NO_DAY, REVERSED, UNSAID, read_period
from tests.factories import NOW

STOCKHOLM = ZoneInfo("Europe/Stockholm")
SAID = [
    ({}, date(2026, 8, 27), date(2026, 11, 24), "In the last 90 days"),
    ({"period": "30", "from": "2020-01-01"}, date(2026, 10, 26), date(2026, 11, 24), "In the last 30 days"),
    ({"period": "for ever"}, date(2026, 8, 27), date(2026, 11, 24), "In the last 90 days"),
    ({"period": "all"}, None, date(2026, 11, 24), "So far"),
    (
        {"from": "2026-10-01", "to": "2026-10-25"},
        date(2026, 10, 1),
        date(2026, 10, 25),
        "From 1 Oct 2026 to 25 Oct 2026",
    ),
    ({"from": "2026-10-25", "to": "2026-10-25"}, date(2026, 10, 25), date(2026, 10, 25), "On 25 Oct 2026"),
    ({"period": "own", "to": "2026-10-25"}, None, date(2026, 10, 25), "Until 25 Oct 2026"),
    (
        {"from": "2026-10-01", "to": "2199-12-31"},
        date(2026, 10, 1),
        date(2026, 11, 24),
        "From 1 Oct 2026 to 24 Nov 2026",
    ),
]


@pytest.mark.parametrize(("said", "first", "last", "words"), SAID)
def test_an_address_says_the_days(said: dict[str, str], first: date | None, last: date, words: str) -> None:
    period = read_period(said, zone=STOCKHOLM, now=NOW)
    assert (period.first, period.last, period.words, period.problem) == (first, last, words, "")


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"period": "own"}, UNSAID),
        ({"from": "2026-10-02", "to": "2026-10-01"}, REVERSED),
        ({"from": "2026-11-25"}, AHEAD),
        ({"from": "2026-02-30"}, NO_DAY),
        ({"to": "0001-01-01"}, NO_DAY),
        ({"to": "a\0b"}, NO_DAY),
    ],
)
def test_what_is_no_period_is_refused_in_words(said: dict[str, str], problem: str) -> None:
    period = read_period(said, zone=STOCKHOLM, now=NOW)
    assert (period.problem, period.choice, period.first) == (problem, "90", date(2026, 8, 27))


def test_days_are_whole_and_in_the_users_zone() -> None:
    period = read_period({"from": "2026-10-25", "to": "2026-10-25"}, zone=STOCKHOLM, now=NOW)
    begins, ends = datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2026, 10, 25, 23, tzinfo=UTC)  # clocks go back
    assert (period.since, period.until) == (begins, ends)
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)  # tomorrow in Stockholm
    assert read_period({}, zone=STOCKHOLM, now=late).last == date(2026, 11, 25)


@pytest.mark.parametrize("said", [{"period": "30"}, {"from": "2026-10-01"}, {"period": "all"}])
def test_an_address_leads_to_the_same_period(said: dict[str, str]) -> None:
    period = read_period(said, zone=STOCKHOLM, now=NOW)
    again = dict(pair.split("=") for pair in period.query.split("&"))
    assert read_period(again, zone=STOCKHOLM, now=NOW) == period
