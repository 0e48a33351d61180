"""When an interview begins and ends: pure arithmetic, in UTC, from the wall time that was meant."""

from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError

from accounts.zones import resolve, validate_zone
from interviews.actions.refusals import PlanError
from interviews.models import TOOK_PLACE, Interview

ASSUMED_MINUTES = 60  # where no length is given (reliability T14)
ALL_DAY_ENDS = time(17)  # a day without a time ends with the working day (reliability T12)
MINUTES_ALLOWED = range(1, 481)
LONGEST = timedelta(hours=24)
FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2199, 12, 31)  # beyond, zone rules and 24 hours more overflow

State = Interview.State
CAME_TO_NOTHING = (State.DECLINED, State.NO_REPLY, State.CANCELLED, State.NO_SHOW)
Occurs = Literal["once", "twice", "never"]


def planned_times(
    day: date, wall_time: time | None, zone: ZoneInfo, minutes: int | None, *, fold: int = 0
) -> tuple[datetime, datetime]:
    """Start and end (UTC) of a plan; without a time it takes the day until 17:00, without minutes one hour."""
    if wall_time is None:
        return resolve(day, time.min, zone), resolve(day, ALL_DAY_ENDS, zone)
    start = resolve(day, wall_time, zone, fold=fold)
    return start, start + timedelta(minutes=minutes or ASSUMED_MINUTES)


def is_on(interview: Interview, at: datetime) -> bool:
    """Whether it is planned for the day that it is at that instant, where it was planned; without a time, here."""
    if not interview.zone:
        return False
    zone = interview.owner.zone if interview.is_day_only else ZoneInfo(interview.zone)
    return interview.day == at.astimezone(zone).date()


def occurs(day: date, wall_time: time, zone: ZoneInfo) -> Occurs:
    """How often a clock in `zone` shows this time on this day: never in a gap, twice when it is set back."""
    first, second = (resolve(day, wall_time, zone, fold=fold) for fold in (0, 1))
    if first.astimezone(zone).replace(tzinfo=None) != datetime.combine(day, wall_time):
        return "never"
    return "once" if first == second else "twice"


def check_plan(day: date, zone: str, minutes: int | None) -> ZoneInfo:
    """The zone of that name; refuses a name, a day or a length that cannot be. Raises PlanError."""
    _check_day(day)
    if minutes is not None and minutes not in MINUTES_ALLOWED:
        raise PlanError("A talk takes from 1 to 480 minutes.")
    try:
        validate_zone(zone)
    except ValidationError as error:
        raise PlanError(error.messages[0]) from error
    return ZoneInfo(zone)


def check_real(started_at: datetime | None, ended_at: datetime | None, *, now: datetime) -> None:
    """Refuse a real start or end that lies ahead or far off, in the wrong order, or over 24 hours apart."""
    for instant in (started_at, ended_at):
        if instant is not None:
            _check_day(instant.date())
            if instant > now:
                raise PlanError("This time has not come yet.")
    if started_at and ended_at and ended_at <= started_at:
        raise PlanError("The end must come after the start.")
    if started_at and ended_at and ended_at - started_at > LONGEST:
        raise PlanError("The end lies more than 24 hours after the start.")


def work_out(interview: Interview) -> None:
    """Set `starts_at` and `ends_at` from the plan and, once it took place, from what really happened.

    A real end overrides the planned one; a real start alone moves the planned end along.
    """
    interview.starts_at = interview.ends_at = None
    if interview.day is not None:
        interview.starts_at, interview.ends_at = planned_times(
            interview.day,
            interview.wall_time,
            ZoneInfo(interview.zone),
            interview.planned_minutes,
            fold=interview.fold,
        )
    if interview.state in TOOK_PLACE:
        _override(interview)


def kept_start(interview: Interview) -> datetime | None:
    """The start as the rows of its people keep it: without a time, as its day begins in the owner's zone."""
    if interview.is_day_only and interview.day:
        return resolve(interview.day, time.min, interview.owner.zone)
    return interview.starts_at


def in_words(interview: Interview) -> str:
    """The plan as the history says it: "Thu 26 Nov 2026, 15:00 (Paris)"."""
    if interview.day is None:
        return "no day"
    clock = f", {interview.wall_time:%H:%M}" if interview.wall_time else ""
    city = interview.zone.rpartition("/")[2].replace("_", " ")
    return f"{interview.day:%a} {interview.day.day} {interview.day:%b %Y}{clock} ({city})"


def _check_day(day: date) -> None:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise PlanError(f"Choose a day between {FIRST_DAY.year} and {LAST_DAY.year}.")


def _override(interview: Interview) -> None:
    length = timedelta(minutes=interview.planned_minutes or ASSUMED_MINUTES)
    if interview.started_at:
        interview.starts_at, interview.ends_at = interview.started_at, interview.started_at + length
    if interview.ended_at:
        interview.ends_at = interview.ended_at
        begin = interview.starts_at
        if begin is None or not timedelta() < interview.ended_at - begin <= LONGEST:
            interview.starts_at = interview.ended_at - length
