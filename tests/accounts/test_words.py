"""Dates as people say them, in the active zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts import words

NOW = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)  # a Tuesday


@pytest.fixture(autouse=True)
def _in_stockholm():
    with timezone.override(ZoneInfo("Europe/Stockholm")):
        yield


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        (timedelta(0), "today"),
        (timedelta(hours=10, minutes=59), "today"),
        (timedelta(hours=11), "tomorrow"),  # midnight in Stockholm
        (-timedelta(hours=13), "today"),
        (-timedelta(hours=13, minutes=1), "yesterday"),
        (timedelta(days=9), "Thu 26 Nov"),
        (timedelta(days=60), "Sat 16 Jan 2027"),
    ],
)
def test_day(gap, said):
    assert words.day(NOW + gap, NOW) == said


def test_day_of_a_date_and_of_nothing():
    assert words.day(date(2026, 11, 26), NOW) == "Thu 26 Nov"
    assert words.day(None, NOW) == ""


def test_moment_adds_the_wall_time():
    assert words.moment(NOW + timedelta(hours=2), NOW) == "today 15:00"
    assert words.moment(date(2026, 11, 18), NOW) == "tomorrow"


def test_the_start_of_a_talk_without_a_time_is_its_day():
    assert words.start(NOW + timedelta(hours=2), NOW) == "today 15:00"
    assert words.start(NOW - timedelta(hours=13), NOW) == "today"
    assert words.start(None, NOW) == ""


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=5), "5 min ago"),
        (timedelta(hours=3, minutes=59), "3 h ago"),
        (timedelta(hours=14), "yesterday"),
        (timedelta(days=2), "2 days ago"),
        (timedelta(days=20), "20 days ago"),
        (timedelta(days=21), "3 weeks ago"),
        (timedelta(days=60), "8 weeks ago"),
        (timedelta(days=61), "2 months ago"),
        (timedelta(days=364), "12 months ago"),
        (timedelta(days=365), "1 year ago"),
        (timedelta(days=800), "2 years ago"),
        (-timedelta(days=1), "tomorrow"),
        (-timedelta(minutes=1), "today"),
    ],
)
def test_ago(gap, said):
    assert words.ago(NOW - gap, NOW) == said


def test_ago_of_a_date_and_of_nothing():
    assert [words.ago(day, NOW) for day in (date(2026, 11, 17), date(2026, 11, 16), None)] == [
        "today",
        "yesterday",
        "never",
    ]


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        (timedelta(seconds=20), "1 min left"),
        (timedelta(minutes=40), "40 min left"),
        (timedelta(hours=5, minutes=59), "5 h left"),
        (timedelta(hours=47), "47 h left"),
        (timedelta(hours=48), "2 days left"),
        (timedelta(0), "1 min late"),
        (-timedelta(hours=5), "5 h late"),
        (-timedelta(hours=24), "1 day late"),
        (-timedelta(days=3), "3 days late"),
    ],
)
def test_left(gap, said):
    assert words.left(NOW + gap, NOW) == said


def test_left_of_nothing():
    assert words.left(None, NOW) == ""


def test_full_names_the_zone():
    assert words.full(NOW) == "Tuesday 17 November 2026, 13:00 CET"
    assert words.full(date(2026, 11, 7)) == "Saturday 7 November 2026"
