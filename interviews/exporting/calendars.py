"""Interviews as iCalendar (RFC 5545): the calendar of a user, and one talk for those who take part.

Notes, goals and questions never stand in either: calendars are shared with colleagues. Times are UTC instants with
the wall times of both sides in the description, because every reader gets those right.
"""

import unicodedata
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from icalendar import Alarm, Calendar, Event, vCalAddress, vDuration

from accounts.models import User
from accounts.words import in_a_row
from contacts.models import Contact
from interviews.models import THANK_WITHIN, TOOK_PLACE, Interview

State = Interview.State
PRODUCT = "-//Rapport//Interviews//EN"
REFRESH = timedelta(hours=1)
BEFORE = {False: (timedelta(days=1), timedelta(minutes=15)), True: (timedelta(hours=6),)}  # alarms, by is_day_only
THANKS_ALARM = timedelta(hours=2)
THANKS = UUID("8a0b2a55-6f0f-4f8e-9d0e-5b4d0c1f7a11")  # with an interview's uid that of its thank-you
STANDS = {State.SCHEDULED, *TOOK_PLACE}
WORDS = {"video": "Video call with", "phone": "Call with", "in_person": "Meeting with", "": "Talk with"}


def write_feed(owner: User, interviews: Iterable[Interview], *, is_busy_only: bool = False) -> bytes:
    """The calendar of `owner`: `interviews` that have an end, with their people, and the thank-yous they owe."""
    calendar = _calendar()
    calendar.calendar_name = "Rapport"
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    for interview in interviews:
        if is_busy_only:
            calendar.add_component(_event(interview, summary="Busy"))
            continue
        calendar.add_component(_own_event(owner, interview))
        if not interview.is_incoming:
            calendar.add_component(_thank_you(interview))
    return calendar.to_ical()


def write_invite(owner: User, interview: Interview) -> bytes:
    """One talk that has a day, in words that fit everyone who takes part; `owner` is its organizer."""
    me = owner.short_name
    event = _event(interview, summary=in_a_row([me, *map(str, _people(interview))]))
    _say_where(event, interview)
    event.add("description", _text([*_clocks(owner, interview, mine=me, name=str), *_link(interview)]))
    event.add("organizer", vCalAddress.new(owner.email, cn=_line(me)))
    _alarm(event, interview)
    calendar = _calendar()
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return calendar.to_ical()


def _calendar() -> Calendar:
    calendar = Calendar()
    for name, value in {"prodid": PRODUCT, "version": "2.0", "calscale": "GREGORIAN"}.items():
        calendar.add(name, value)
    return calendar


def _event(interview: Interview, *, summary: str) -> Event:
    """What even a stranger may see."""
    stands = interview.state in STANDS
    event = _stamped(interview, interview.uid, summary=summary, stands=stands)
    if interview.day and interview.is_day_only:
        event.add("dtstart", interview.day)
        event.add("dtend", interview.day + timedelta(days=1))
    else:
        start, end = _instants(interview)
        event.add("dtstart", start)
        event.add("dtend", max(end, start + timedelta(minutes=1)))
    event.add("transp", "OPAQUE" if stands and not interview.is_day_only else "TRANSPARENT")
    return event


def _own_event(owner: User, interview: Interview) -> Event:
    names = in_a_row(list(map(_short, _people(interview))))
    event = _event(interview, summary=f"{WORDS[interview.medium]} {names}")
    page = settings.SITE_URL + reverse("interviews:interview", args=[interview.pk])
    _say_where(event, interview)
    clocks = _clocks(owner, interview, mine="Your time", name=_short)
    event.add("description", _text([*clocks, *_link(interview), f"In Rapport: {page}"]))
    event.add("url", page)
    event.add("class", "PRIVATE")
    _alarm(event, interview)
    return event


def _thank_you(interview: Interview) -> Event:
    """The last quarter of an hour of the thank-you clock."""
    seats = interview.interviewees.all()
    unthanked = [_short(seat.contact) for seat in seats if seat.thanked_at is None and not seat.contact.trashed_at]
    owed = interview.state in {State.SCHEDULED, State.HELD} and bool(unthanked)
    names = unthanked or list(map(_short, _people(interview)))
    uid = uuid5(THANKS, str(interview.uid))
    event = _stamped(interview, uid, summary=f"Thank {in_a_row(names)}", stands=owed)
    deadline = _instants(interview)[1] + THANK_WITHIN
    event.add("dtstart", deadline - timedelta(minutes=15))
    event.add("dtend", deadline)
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    event.add("description", "The promise is 24 hours from the end of the talk.")
    if owed:
        _ring(event, THANKS_ALARM)
    return event


def _stamped(interview: Interview, uid: UUID, *, summary: str, stands: bool) -> Event:
    """Without a clock of its own, so that a calendar in which nothing has changed stays the same to the byte."""
    event = Event()
    event.add("uid", str(uid))
    event.add("dtstamp", interview.updated_at)
    event.add("last-modified", interview.updated_at)
    event.add("created", interview.created_at)
    event.add("sequence", interview.sequence)
    event.add("status", "CONFIRMED" if stands else "CANCELLED")
    event.add("summary", _line(summary))
    return event


def _instants(interview: Interview) -> tuple[datetime, datetime]:
    assert interview.starts_at is not None and interview.ends_at is not None  # noqa: S101, PT018  it has an end
    return interview.starts_at.replace(microsecond=0), interview.ends_at.replace(microsecond=0)


def _alarm(event: Event, interview: Interview) -> None:
    if interview.state == State.SCHEDULED:
        for before in BEFORE[interview.is_day_only]:
            _ring(event, before)


def _ring(event: Event, before: timedelta) -> None:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", event["summary"])
    alarm.add("trigger", -before)
    event.add_component(alarm)


def _say_where(event: Event, interview: Interview) -> None:
    if where := _line(interview.place) or interview.link:
        event.add("location", where)


def _link(interview: Interview) -> list[str]:
    return [interview.link] if interview.link else []


def _people(interview: Interview) -> list[Contact]:
    return [seat.contact for seat in interview.interviewees.all() if seat.contact.trashed_at is None]


def _clocks(owner: User, interview: Interview, *, mine: str, name: Callable[[Contact], str]) -> list[str]:
    """The start by every clock that shows another time: the owner's, theirs, and the one it was planned by."""
    if interview.is_day_only:
        return []
    start, _ = _instants(interview)
    zones = [(mine, owner.zone), *((name(one), ZoneInfo(one.time_zone)) for one in _people(interview) if one.time_zone)]
    shown: dict[datetime, str] = {}
    zones += [("As planned", ZoneInfo(interview.zone))] if interview.zone else []
    for whose, zone in zones:
        there = start.astimezone(zone)
        city = zone.key.rpartition("/")[2].replace("_", " ")
        words = f"{whose}: {there:%a} {there.day} {there:%b %Y, %H:%M} ({city})"
        shown.setdefault(there.replace(tzinfo=None), words)
    return list(shown.values())


def _short(person: Contact) -> str:
    """Such as "Jane D.": enough for the one whose calendar it is."""
    first, *others = str(person).split()
    family = person.family_name or (others[-1] if others else "")
    return f"{person.given_name or first} {family[0]}." if family else first


def _text(lines: Iterable[str]) -> str:
    return "\n".join(map(_line, lines))


def _line(text: str) -> str:
    """On one line, without characters that no calendar may hold (RFC 5545, 3.3.11)."""
    return "".join(sign for sign in " ".join(text.split()) if unicodedata.category(sign) not in {"Cc", "Cs"})
