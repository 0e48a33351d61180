"""Quiet hours by the time cases of the reliability reference (T3, T4, T5, T7, T8, T9), and what holds everywhere."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.quiet_hours import first_allowed, length

NIGHT = (time(22), time(8))
ZONES = [
    "America/New_York",
    "America/Santiago",
    "Africa/Cairo",
    "Africa/Casablanca",
    "America/St_Johns",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Europe/Stockholm",
    "Pacific/Apia",
    "Pacific/Chatham",
    "UTC",
]


def allowed(zone: str, local: str, window: tuple[time, time], *, fold: int = 0) -> str:
    """The first allowed instant after the wall time `local`, as the wall clock and offset of `zone` show it."""
    tz = ZoneInfo(zone)
    instant = datetime.fromisoformat(local).replace(tzinfo=tz, fold=fold).astimezone(UTC)
    result = first_allowed(instant, zone=tz, start=window[0], end=window[1])
    return result.astimezone(tz).isoformat(" ", "minutes")


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        ("2026-06-01 21:59", "2026-06-01 21:59-04:00"),
        ("2026-06-01 22:00", "2026-06-02 08:00-04:00"),
        ("2026-06-01 23:10", "2026-06-02 08:00-04:00"),  # T3
        ("2026-06-02 00:00", "2026-06-02 08:00-04:00"),
        ("2026-06-02 07:59", "2026-06-02 08:00-04:00"),
        ("2026-06-02 08:00", "2026-06-02 08:00-04:00"),
    ],
)
def test_a_night_ends_in_the_morning(local: str, expected: str) -> None:
    assert allowed("America/New_York", local, NIGHT) == expected


def test_a_window_within_a_day() -> None:
    assert allowed("Europe/Stockholm", "2026-06-01 12:30", (time(12), time(13))) == "2026-06-01 13:00+02:00"
    assert allowed("Europe/Stockholm", "2026-06-01 13:00", (time(12), time(13))) == "2026-06-01 13:00+02:00"


def test_t4_an_end_that_the_clocks_skip() -> None:
    assert allowed("America/New_York", "2026-03-07 23:00", (time(22), time(2, 30))) == "2026-03-08 03:00-04:00"
    assert allowed("America/New_York", "2026-03-08 01:59", (time(22), time(2, 30))) == "2026-03-08 03:00-04:00"


@pytest.mark.parametrize("fold", [0, 1])
def test_t5_an_end_that_comes_twice(fold: int) -> None:
    window = (time(22), time(1, 30))
    assert allowed("America/New_York", "2026-11-01 01:10", window, fold=fold) == "2026-11-01 01:30-05:00"


def test_t5_between_the_two_ends_mail_still_waits() -> None:
    window = (time(22), time(1, 30))
    assert allowed("America/New_York", "2026-11-01 01:40", window) == "2026-11-01 01:30-05:00"
    assert allowed("America/New_York", "2026-11-01 01:40", window, fold=1) == "2026-11-01 01:40-05:00"


@pytest.mark.parametrize(
    ("zone", "local", "window", "expected"),
    [
        ("Australia/Lord_Howe", "2026-10-03 23:00", (time(22), time(2, 15)), "2026-10-04 02:30+11:00"),
        ("Australia/Lord_Howe", "2026-04-05 01:10", (time(22), time(1, 45)), "2026-04-05 01:45+10:30"),
        ("Asia/Kathmandu", "2026-06-01 23:10", NIGHT, "2026-06-02 08:00+05:45"),
        ("Africa/Casablanca", "2026-02-14 23:00", NIGHT, "2026-02-15 08:00+00:00"),  # Ramadan begins
        ("Africa/Casablanca", "2026-03-21 23:00", (time(22), time(2, 30)), "2026-03-22 03:00+01:00"),
        ("Africa/Cairo", "2026-04-23 23:10", (time(22), time(0, 30)), "2026-04-24 01:00+03:00"),
        ("Pacific/Apia", "2011-12-29 22:30", NIGHT, "2011-12-31 08:00+14:00"),  # 30 December was not
        ("Pacific/Apia", "2011-12-29 09:00", (time(8), time(7)), "2011-12-31 07:00+14:00"),
    ],
)
def test_t7_unusual_clocks(zone: str, local: str, window: tuple[time, time], expected: str) -> None:
    assert allowed(zone, local, window) == expected


def test_t8_equal_ends_mean_no_quiet_hours() -> None:
    assert allowed("America/New_York", "2026-06-01 23:10", (time(8), time(8))) == "2026-06-01 23:10-04:00"


def test_t9_the_same_instant_waits_by_the_new_zone() -> None:
    due = datetime(2026, 6, 1, 13, 30, tzinfo=UTC)  # 09:30 in New York, 22:30 in Tokyo
    zones = ZoneInfo("America/New_York"), ZoneInfo("Asia/Tokyo")
    new_york, tokyo = (first_allowed(due, zone=z, start=NIGHT[0], end=NIGHT[1]) for z in zones)
    assert (new_york, tokyo) == (due, datetime(2026, 6, 1, 23, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        (time(21), time(8), 11),
        (time(8), time(21), 13),
        (time(8), time(8), 0),
        (time(8, 0, 36), time(8), 23.99),
        (time(4), time(0), 20),
    ],
)
def test_the_length_of_a_window(start: time, end: time, hours: float) -> None:
    assert length(start, end) == timedelta(hours=hours)


instants = st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  wall times
walls = st.times().map(lambda t: t.replace(second=0, microsecond=0))


def near_a_change(zone: str) -> st.SearchStrategy[datetime]:
    """Instants within a day and a half of the days on which the zone's clocks change."""
    tz = ZoneInfo(zone)
    noons = [datetime(2010, 1, 1, 12, tzinfo=UTC) + timedelta(days=n) for n in range(17 * 366)]
    changes = [d for d in noons if d.astimezone(tz).utcoffset() != (d + timedelta(days=1)).astimezone(tz).utcoffset()]
    minutes = st.integers(-36 * 60, 60 * 60).map(lambda n: timedelta(minutes=n))
    return st.builds(lambda day, span: day + span, st.sampled_from(changes or noons), minutes)


NEAR = {zone: near_a_change(zone) for zone in ZONES}
cases = st.sampled_from(ZONES).flatmap(lambda z: st.tuples(st.just(z), st.one_of(instants, NEAR[z])))


@given(case=cases, start=walls, end=walls)
def test_what_holds_everywhere(case: tuple[str, datetime], start: time, end: time) -> None:
    zone, instant = ZoneInfo(case[0]), case[1]
    result = first_allowed(instant, zone=zone, start=start, end=end)
    assert result >= instant
    assert first_allowed(result, zone=zone, start=start, end=end) == result
    if length(start, end) < timedelta(hours=20):
        assert result - instant <= timedelta(hours=21)
    assert not is_quiet(result, zone, start, end)


def is_quiet(instant: datetime, zone: ZoneInfo, start: time, end: time) -> bool:
    """Whether the wall clock itself is inside the window, the second of a repeated hour apart."""
    wall = instant.astimezone(zone)
    inside = start <= wall.time() < end if start < end else wall.time() >= start or wall.time() < end
    return inside and start != end and wall.fold == 0
