"""Open loops that are due, read for Today and the brief alike, and what the brief tells of them."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from itertools import chain

from django.db.models import Q, QuerySet
from django.utils.http import urlencode

from accounts.models import User
from contacts.models import Contact
from interviews.actions.progress import promise_due
from interviews.models import Promise
from outreach.actions.introducing import early_nudge, nudge_due
from outreach.emails import absolute, one_line
from outreach.emails.days import Item
from outreach.models import FollowUp, Introduction, Message

AT_MOST = 3
READ = 30
State = Introduction.State
TITLES = {
    State.INTRODUCED: "Reply to all: you were introduced to {target}",
    State.MET: "Tell {connector} how it went with {target}",
    State.ASKED: "Nudge {connector} about {target}",
}


def loops_due(user: User, *, now: datetime, taken: Collection[int]) -> dict[int, Item]:
    """At most three, by contact, none of those in `taken` (ids) or put off; a fixed number of queries."""
    rows: dict[int, Item] = {}
    for contact, item in chain(_introductions(user, now), _promises(user, now), _to_tell(user, now)):
        is_asleep = contact.snoozed_until is not None and contact.snoozed_until > now
        if contact.pk not in taken and not is_asleep and len(rows) < AT_MOST:
            rows.setdefault(contact.pk, item)
    return rows


def letters_opened(user: User, *, now: datetime) -> dict[int, Item]:
    """By contact the letters that were opened and of which nobody has said whether they were sent, at most three."""
    opened = user.messages.filter(opened_at__isnull=False, sent_at=None, trashed_at=None)
    opened = opened.filter(contact__in=user.contacts.active()).exclude(contact__snoozed_until__gt=now)
    rows = opened.select_related("contact").order_by("-opened_at", "-pk")[:AT_MOST]
    title = "Did you send your letter to {}?"
    return {
        row.contact_id: Item(title.format(one_line(row.contact.display_name)), "", absolute("outreach:message", row.pk))
        for row in reversed(rows)
    }


def birthdays_due(user: User, *, now: datetime) -> dict[int, Item]:
    """By contact today's birthdays of those with whom the user wants to be in touch on them."""
    local = now.astimezone(user.zone)
    return {
        person.pk: Item(
            f"{one_line(person.display_name)} has their birthday today",
            "",
            letter_url(person, Message.Kind.RECONNECT, None),
        )
        for person in user.contacts.with_birthday(local.date(), local)[:READ]
    }


def letter_url(contact: Contact, kind: str, interview_id: int | None) -> str:
    """Where that letter is written."""
    asked: dict[str, int | str] = {"contact": contact.pk, "kind": str(kind)}
    asked |= {"interview": interview_id} if interview_id else {}
    return f"{absolute('outreach:compose')}?{urlencode(asked)}"


def introductions_due(user: User, states: Collection[str], *, now: datetime) -> list[Introduction]:
    """Those in `states`, in that order; of those that wait for the connector only whom a nudge is due."""
    if not user.introductions.filter(state__in=states, trashed_at=None).exists():
        return []  # most have none, and the reading of both people and their places is dear even then
    rows = user.introductions.pressing(list(states), asked_before=early_nudge(user, now=now))[:READ]
    return [one for one in rows if one.state != State.ASKED or nudge_due(one) <= now]


def promises_due(user: User, *, now: datetime) -> Iterator[tuple[Contact, Promise]]:
    """What others promised and is due, the longest first, with whom to ask about it."""
    today = now.astimezone(user.zone).date()
    late = Q(due_on__lte=today) | Q(due_on=None, created_at__lte=now - timedelta(days=user.promise_after))
    theirs = user.promises.filter(late, by=Promise.By.THEM, done_at=None).select_related("interview", "owner")
    found = theirs.prefetch_related("interview__interviewees__contact").order_by("due_on", "pk")[:READ]
    for one in sorted(found, key=promise_due):
        people = (part.contact for part in one.interview.interviewees.all())
        there = next((person for person in people if person.trashed_at is None and person.archived_at is None), None)
        if there is not None:
            yield there, one


def follow_ups_due(user: User, *, now: datetime) -> QuerySet[FollowUp]:
    """Whom to tell how it went, the longest due first."""
    today = now.astimezone(user.zone).date()
    rows = user.follow_ups.filter(due_on__lte=today, done_at=None, dropped_at=None).exclude(snoozed_until__gt=now)
    awake = rows.filter(contact__in=user.contacts.active()).select_related("contact")
    return awake.order_by("due_on", "pk")[:READ]


def _introductions(user: User, now: datetime) -> Iterator[tuple[Contact, Item]]:
    for one in introductions_due(user, TITLES, now=now):
        names = {"target": one_line(one.target.display_name), "connector": one_line(one.connector.display_name)}
        contact = one.target if one.state == State.INTRODUCED else one.connector
        title = TITLES[State(one.state)].format(**names)
        yield contact, Item(title, "", absolute("outreach:introduction", one.pk))


def _promises(user: User, now: datetime) -> Iterator[tuple[Contact, Item]]:
    for person, one in promises_due(user, now=now):
        title = f"Ask {one_line(person.display_name)} about what was promised"
        yield person, Item(title, one_line(one.text)[:120], letter_url(person, "update", one.interview_id))


def _to_tell(user: User, now: datetime) -> Iterator[tuple[Contact, Item]]:
    for one in follow_ups_due(user, now=now):
        title = f"Tell {one_line(one.contact.display_name)} how it went"
        yield one.contact, Item(title, "", letter_url(one.contact, Message.Kind.UPDATE, one.interview_id))
