"""Times to propose for a talk: business days and working hours of theirs, free and awake hours of the user's."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.dateformat import format as format_date

from accounts.models import User
from accounts.quiet_hours import first_allowed
from accounts.zones import resolve
from contacts.models import Contact
from interviews.actions.times import ASSUMED_MINUTES

Span = tuple[datetime, datetime]
DAYS_OFF = {"": {5, 6}, "fri_sat": {4, 5}, "thu_fri": {3, 4}, "sun": {6}}
HOURS = (10, 14, 16, 9, 11, 13, 15)  # of their working day, 9 to 17, in the order in which they are tried
CLOSES = time(17)
FIRST_AFTER = 2  # days: nobody is asked about tomorrow
LOOKED_AT = 28  # days
PROPOSED = 3


def propose_slots(contact: Contact, *, minutes: int, now: datetime) -> list[datetime]:
    """Up to three starts (UTC) on different business days of `contact`, none in a planned talk or in quiet hours."""
    user, zone = contact.owner, zone_of(contact)
    talks = user.interviews.with_somebody().upcoming(now).exclude(starts_at=None).values_list("starts_at", "ends_at")
    busy = [(start, end or start + timedelta(minutes=ASSUMED_MINUTES)) for start, end in talks]
    off, today = DAYS_OFF[contact.weekend], now.astimezone(zone).date()
    found: list[datetime] = []
    for ahead in range(FIRST_AFTER, LOOKED_AT):
        day = today + timedelta(days=ahead)
        if len(found) < PROPOSED and day.weekday() not in off:
            hours = HOURS[len(found) :] + HOURS[: len(found)]  # not the same hour each day
            found += free_starts(day, hours, zone=zone, user=user, minutes=minutes, busy=busy)[:1]
    return found


def free_starts(
    day: date, hours: Iterable[int], *, zone: ZoneInfo, user: User, minutes: int, busy: Iterable[Span]
) -> list[datetime]:
    """Which of `hours` on `day` in `zone` begin a talk of `minutes` that suits both."""
    closes, taken = resolve(day, CLOSES, zone), list(busy)
    starts = [
        (start, start + timedelta(minutes=minutes)) for hour in hours for start in [resolve(day, time(hour), zone)]
    ]
    return [
        start.astimezone(UTC)
        for start, end in starts
        if end <= closes and is_awake(user, start, end) and not any(a < end and start < b for a, b in taken)
    ]


def is_awake(user: User, start: datetime, end: datetime) -> bool:
    """Whether neither end of the span lies in the user's quiet hours."""
    zone, quiet_from, until = user.zone, user.quiet_start, user.quiet_end
    ends = (start, end - timedelta(seconds=1))
    return all(first_allowed(instant, zone=zone, start=quiet_from, end=until) == instant for instant in ends)


def zone_of(contact: Contact) -> ZoneInfo:
    """The contact's zone; the user's where none is known."""
    try:
        return ZoneInfo(contact.time_zone) if contact.time_zone else contact.owner.zone
    except (ZoneInfoNotFoundError, ValueError):
        return contact.owner.zone


def zone_words(contact: Contact) -> str:
    """Such as " (Helsinki time)" where they live in another zone than the user; else ""."""
    zone = zone_of(contact).key
    return "" if zone == contact.owner.zone.key else f" ({zone.rpartition('/')[2].replace('_', ' ')} time)"


def slot_words(contact: Contact, starts: Iterable[datetime]) -> str:
    """Such as "Tuesday 24 November, 10:00; or Friday 27 November, 14:00 (Helsinki time)", theirs; "" for none."""
    zone = zone_of(contact)
    words = [format_date(start.astimezone(zone), "l j F, H:i") for start in starts]
    *before, last = words or [""]
    return "; or ".join(filter(None, ["; ".join(before), last])) + zone_words(contact) if last else ""
