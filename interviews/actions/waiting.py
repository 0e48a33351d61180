"""How long one waits for an answer, by the user's settings and the other's working days; pure functions."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from accounts.models import User
from accounts.zones import resolve
from contacts.actions.progress import add_months
from contacts.models import Contact
from interviews.models import Interview, Interviewee

MORNING = time(9)
DAY = timedelta(days=1)
WEEKENDS: dict[str, frozenset[int]] = {  # days as Python counts them
    Contact.Weekend.UNSAID: frozenset({5, 6}),
    Contact.Weekend.FRI_SAT: frozenset({4, 5}),
    Contact.Weekend.THU_FRI: frozenset({3, 4}),
    Contact.Weekend.SUNDAY: frozenset({6}),
}


def zone_of(contact: Contact, owner: User) -> ZoneInfo:
    """Where the contact's days begin; the user's zone where theirs is not known."""
    try:
        return ZoneInfo(contact.time_zone) if contact.time_zone else owner.zone
    except (LookupError, ValueError, OSError):  # these machine's rules no longer know it
        return owner.zone


def works_on(contact: Contact, day: date) -> bool:
    """Whether that is none of the contact's days off."""
    return day.weekday() not in WEEKENDS[contact.weekend]


def nudge_due(interview: Interview, contact: Contact) -> datetime | None:
    """When one asks once more (see `nudge_at`); None where nobody was asked."""
    return nudge_at(interview.requested_at, contact, interview.owner) if interview.requested_at else None


def nudge_at(asked_at: datetime, contact: Contact, owner: User) -> datetime:
    """So many calendar days after asking, and never on the contact's days off but on the next working morning."""
    due_at = in_days(asked_at, owner.nudge_after, zone=owner.zone)
    zone = zone_of(contact, owner)
    day = due_at.astimezone(zone).date()
    if works_on(contact, day):
        return due_at
    while not works_on(contact, day):
        day += DAY
    return resolve(day, MORNING, zone)


def other_due(interview: Interview, contact: Contact) -> datetime | None:
    """From when another person may be asked: so many of their business days after asking, at the same time of day."""
    if interview.requested_at is None:
        return None
    local = interview.requested_at.astimezone(zone_of(contact, interview.owner))
    day, left = local.date(), interview.owner.other_after
    while left > 0:
        day += DAY
        left -= works_on(contact, day)
    return resolve(day, local.time(), zone_of(contact, interview.owner))


def close_due(interview: Interview, parts: Iterable[Interviewee] = ()) -> datetime | None:
    """When a request that nobody has answered is left to rest; one that is taken up again waits from then.

    `parts` are read `with_nudges`. Whoever was nudged late has as long to answer as others have; whoever was not has
    a day on which the nudge is proposed.
    """
    if interview.requested_at is None:
        return None
    owner, since = interview.owner, max(interview.requested_at, interview.state_changed_at)
    due_at = in_days(since, owner.close_after, zone=owner.zone)
    for part in parts:
        asked_at = part.nudged_at or nudge_due(interview, part.contact) or since
        days = owner.close_after - owner.nudge_after if part.nudged_at else 1
        due_at = max(due_at, in_days(asked_at, max(days, 1), zone=owner.zone))
    return due_at


def revive_due(interview: Interview) -> datetime:
    """From when one that was closed without a reply is offered again: so many months after, at the same wall time."""
    local = interview.state_changed_at.astimezone(interview.owner.zone)
    return resolve(add_months(local.date(), interview.owner.revive_after), local.time(), interview.owner.zone)


def in_days(since: datetime, days: int, *, zone: ZoneInfo) -> datetime:
    """The same wall time in `zone` so many days later."""
    local = since.astimezone(zone)
    return resolve(local.date() + timedelta(days=days), local.time(), zone)
