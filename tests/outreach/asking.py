"""Talks with a life of their own, and letters about them, for the tests of what is counted."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from contacts.models import Contact
from interviews.actions.moves import move
from interviews.models import Interview
from outreach.actions.insights.asks import Asks, read_asks
from outreach.actions.insights.periods import read_period
from outreach.models import Message
from tests.factories import NOW, make_contact, make_interview

DAY = timedelta(days=1)
Step = tuple[str, float]  # a state, and how many days ago it was reached


def ask(owner: User, *steps: Step, contact: Contact | None = None, **fields: Any) -> Interview:
    """A talk that went through `steps`, the first of them being asked; one that is scheduled ended a day later."""
    talk = make_interview(owner, [contact or make_contact(owner)], **fields)
    for state, days in steps:
        if state == "scheduled":
            ends_at = NOW - days * DAY + DAY
            talk.day, talk.starts_at, talk.ends_at = ends_at.date(), ends_at - timedelta(minutes=30), ends_at
            talk.zone, talk.planned_minutes, talk.wall_time = "UTC", 30, (ends_at - timedelta(minutes=30)).time()
            talk.save()
        move(talk, to=state, now=NOW - days * DAY)
    return talk


def request(talk: Interview, **fields: Any) -> Message:
    """The letter by which the talk was asked for."""
    contact = talk.people.get()
    given = {"kind": "request", "sent_at": talk.requested_at, "body": "Hello"} | fields
    return Message.objects.create(owner=talk.owner, interview=talk, contact=contact, **given)


def counted(owner: User, *, now: datetime = NOW, **said: str) -> Asks:
    """What is counted of the asks of the period that `said` names."""
    return read_asks(owner, read_period(said, zone=owner.zone, now=now), now=now)


def rows(asks: Asks, of: str) -> Sequence[tuple[str, int, int, int]]:
    """The groups as name, asked, answered, waiting."""
    return [(one.name, one.tally.asked, one.tally.answered, one.tally.waiting) for one in asks.groups[of]]
