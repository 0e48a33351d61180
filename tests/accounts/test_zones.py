"""Zones that people may choose, and wall times on the days when clocks change."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts.zones import resolve, validate_zone, zone_names
from tests.accounts.test_quiet_hours import ZONES


@pytest.mark.parametrize("name", ["Europe/Paris", "Asia/Calcutta", "US/Eastern", "America/Argentina/Ushuaia", "UTC"])
def test_zones_that_browsers_name(name: str) -> None:
    validate_zone(name)
    assert name in zone_names()


@pytest.mark.parametrize(
    "name", ["", "Europe", "Mars/Olympus", "../../etc/passwd", "/etc/localtime", "a\0b", "Europe/Paris\n", "ü" * 64]
)
def test_other_names_are_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        validate_zone(name)


@pytest.mark.parametrize(
    ("zone", "day", "wall", "fold", "expected"),
    [
        ("Europe/Stockholm", date(2026, 6, 1), time(14, 30), 0, "2026-06-01T12:30"),
        ("America/New_York", date(2026, 3, 8), time(2, 30), 0, "2026-03-08T07:00"),
        ("America/New_York", date(2026, 3, 8), time(2, 30), 1, "2026-03-08T07:00"),
        ("America/New_York", date(2026, 11, 1), time(1, 30), 0, "2026-11-01T05:30"),
        ("America/New_York", date(2026, 11, 1), time(1, 30), 1, "2026-11-01T06:30"),
        ("Africa/Cairo", date(2026, 4, 24), time(0), 0, "2026-04-23T22:00"),
        ("Pacific/Apia", date(2011, 12, 30), time(12), 0, "2011-12-30T10:00"),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 10), 0, "2026-10-03T15:30"),
    ],
)
def test_a_wall_time_is_an_instant(zone: str, day: date, wall: time, fold: int, expected: str) -> None:
    instant = resolve(day, wall, ZoneInfo(zone), fold=fold)
    assert instant == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@given(
    zone=st.sampled_from(ZONES),
    local=st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1)),  # noqa: DTZ001  wall times
)
def test_an_instant_comes_back_as_its_wall_time(zone: str, local: datetime) -> None:
    back = resolve(local.date(), local.time(), ZoneInfo(zone)).astimezone(ZoneInfo(zone))
    assert back.replace(tzinfo=None) >= local
