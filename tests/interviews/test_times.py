"""When an interview begins and ends: the time cases of the reliability notes that this app answers for."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from interviews.actions.refusals import PlanError
from interviews.actions.times import check_plan, check_real, in_words, occurs, planned_times, work_out
from interviews.models import Interview

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "due"),
    [
        pytest.param(date(2026, 3, 7), "2026-03-08 15:30 EDT", id="T1: clocks go forward"),
        pytest.param(date(2026, 10, 31), "2026-11-01 13:30 EST", id="T2: clocks go back"),
    ],
)
def test_thanks_are_due_exactly_24_hours_after_the_end(day: date, due: str) -> None:
    interview = Interview(day=day, wall_time=time(14), zone="America/New_York", planned_minutes=30)
    work_out(interview)
    assert interview.thanks_due_at is not None
    assert interview.ends_at == datetime.combine(day, time(14, 30), NEW_YORK)
    assert interview.thanks_due_at.astimezone(NEW_YORK).strftime("%Y-%m-%d %H:%M %Z") == due


def test_t12_a_day_without_a_time_runs_from_midnight_to_17() -> None:
    start, end = planned_times(date(2026, 11, 26), None, NEW_YORK, 30)
    assert (start, end) == (datetime(2026, 11, 26, 5, tzinfo=UTC), datetime(2026, 11, 26, 22, tzinfo=UTC))


def test_t14_without_minutes_an_hour_is_assumed() -> None:
    start, end = planned_times(date(2026, 11, 26), time(9), NEW_YORK, None)
    assert end - start == timedelta(minutes=60)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1969, 12, 31), date(2200, 1, 1), date(9999, 12, 31)])
def test_t15_a_day_far_off_is_refused(day: date) -> None:
    with pytest.raises(PlanError, match="between 1970 and 2199"):
        check_plan(day, "Europe/Paris", 30)


@pytest.mark.parametrize("minutes", [0, 481, -5])
def test_a_talk_takes_from_1_to_480_minutes(minutes: int) -> None:
    with pytest.raises(PlanError, match="1 to 480"):
        check_plan(date(2026, 11, 26), "Europe/Paris", minutes)


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../etc/passwd", "US/" + "x" * 300])
def test_an_unknown_zone_is_refused(zone: str) -> None:
    with pytest.raises(PlanError, match="is not a time zone"):
        check_plan(date(2026, 11, 26), zone, 30)


@pytest.mark.parametrize(
    ("started_at", "ended_at", "message"),
    [
        pytest.param(NOW - timedelta(hours=1), NOW - timedelta(hours=2), "after the start", id="end first"),
        pytest.param(NOW - timedelta(hours=1), NOW - timedelta(hours=1), "after the start", id="no length"),
        pytest.param(NOW - timedelta(hours=25), NOW, "more than 24 hours", id="too long"),
        pytest.param(None, NOW + timedelta(seconds=1), "has not come yet", id="to come"),
        pytest.param(datetime(1, 1, 1, tzinfo=UTC), NOW, "between 1970", id="year 1"),
        pytest.param(None, datetime(9999, 12, 31, 23, 59, tzinfo=UTC), "between 1970", id="year 9999"),
    ],
)
def test_t15_a_real_time_that_cannot_be_is_refused(
    started_at: datetime | None, ended_at: datetime | None, message: str
) -> None:
    with pytest.raises(PlanError, match=message):
        check_real(started_at, ended_at, now=NOW)


@pytest.mark.parametrize(
    ("day", "wall", "times"),
    [
        (date(2026, 3, 8), time(2, 30), "never"),
        (date(2026, 3, 8), time(3, 0), "once"),
        (date(2026, 11, 1), time(1, 30), "twice"),
        (date(2026, 11, 1), time(2, 0), "once"),
    ],
)
def test_how_often_a_clock_shows_a_time(day: date, wall: time, times: str) -> None:
    assert occurs(day, wall, NEW_YORK) == times


def test_a_time_in_a_gap_is_the_first_after_it_and_fold_chooses_the_second() -> None:
    gap, _ = planned_times(date(2026, 3, 8), time(2, 30), NEW_YORK, 30)
    first, _ = planned_times(date(2026, 11, 1), time(1, 30), NEW_YORK, 30)
    second, _ = planned_times(date(2026, 11, 1), time(1, 30), NEW_YORK, 30, fold=1)
    assert gap == datetime(2026, 3, 8, 7, 0, tzinfo=UTC)
    assert (first, second - first) == (datetime(2026, 11, 1, 5, 30, tzinfo=UTC), timedelta(hours=1))


@pytest.mark.parametrize(
    ("state", "started_at", "ended_at", "times"),
    [
        pytest.param("scheduled", None, "10:20", ("10:00", "10:30"), id="a plan is a plan"),
        pytest.param("held", None, None, ("10:00", "10:30"), id="as planned"),
        pytest.param("held", None, "10:20", ("10:00", "10:20"), id="the real end overrides"),
        pytest.param("held", "10:15", None, ("10:15", "10:45"), id="a late start moves the end"),
        pytest.param("held", "10:15", "10:20", ("10:15", "10:20"), id="both"),
        pytest.param("held", None, "09:40", ("09:10", "09:40"), id="ended before the planned start"),
    ],
)
def test_what_happened_overrides_the_plan(
    state: str, started_at: str | None, ended_at: str | None, times: tuple[str, str]
) -> None:
    def at(clock: str | None) -> datetime | None:
        return datetime.fromisoformat(f"2026-11-24 {clock}+00:00") if clock else None

    interview = Interview(state=state, day=date(2026, 11, 24), wall_time=time(10), zone="UTC", planned_minutes=30)
    interview.started_at, interview.ended_at = at(started_at), at(ended_at)
    work_out(interview)
    assert (interview.starts_at, interview.ends_at) == (at(times[0]), at(times[1]))


def test_a_plan_in_words() -> None:
    interview = Interview(day=date(2026, 11, 6), wall_time=time(9, 5), zone="Europe/Paris")
    assert in_words(interview) == "Fri 6 Nov 2026, 09:05 (Paris)"
