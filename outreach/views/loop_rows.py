"""The rows of Today that close a loop: introductions to see to, promises of others, whom to tell how a talk went."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.words import day as day_of
from accounts.words import in_a_row
from contacts.models import Contact
from outreach.actions.loops_due import follow_ups_due, introductions_due, promises_due
from outreach.models import FollowUp, Introduction
from outreach.views.introduction_steps import next_of

State = Introduction.State
LOOPS_AT_MOST = 3  # so that replies have room
DONE = {State.DRAFT: State.ASKED, State.INTRODUCED: State.REPLIED, State.MET: State.TOLD}  # what a tick says


@dataclass(frozen=True)
class LoopRow:
    """One thing that is still open with one person; `url` is where the tick posts, with `to` where it moves."""

    contact: Contact
    section: str
    words: str
    chip: str
    url: str
    label: str
    href: str
    action: str
    to: str = ""
    follow_up: FollowUp | None = None

    @property
    def key(self) -> str:
        """The row's id in the page."""
        return f"it-{self.contact.pk}"


def loop_rows(user: User, *, now: datetime, taken: Container[int] = (), room: int = LOOPS_AT_MOST) -> list[LoopRow]:
    """At most `room` rows, one for each person, none of those who are `taken` or put off."""
    rows: dict[int, LoopRow] = {}
    for row in (*introduction_rows(user, now=now), *promise_rows(user, now=now), *follow_up_rows(user, now=now)):
        asleep = row.contact.snoozed_until is not None and row.contact.snoozed_until > now
        if row.contact.pk not in taken and not asleep:
            rows.setdefault(row.contact.pk, row)
    return list(rows.values())[: max(room, 0)]


def introduction_rows(user: User, *, now: datetime) -> Iterator[LoopRow]:
    """Those that wait for the user: a reply to all, a word to the connector, a nudge, an ask; in this order."""
    order = [State.INTRODUCED, State.MET, State.ASKED, State.DRAFT]
    for one in introductions_due(user, order, now=now):
        step, page = next_of(one, now=now), reverse("outreach:introduction", args=[one.pk])
        to = DONE.get(State(one.state), "")
        yield LoopRow(
            contact=one.target if one.state == State.INTRODUCED else one.connector,
            section="Introductions",
            words=f"{step.words}." if one.state == State.INTRODUCED else f"{step.words}. It is about {one.target}.",
            chip=one.get_state_display(),
            url=reverse(f"outreach:introduction_{'move' if to else 'nudged'}", args=[one.pk]),
            label=f"Done: {step.words}",
            href=step.url or page,
            action=step.label if step.url else "Open",
            to=to,
        )


def promise_rows(user: User, *, now: datetime) -> Iterator[LoopRow]:
    """What others promised and is due, the longest first."""
    for contact, one in promises_due(user, now=now):
        yield LoopRow(
            contact=contact,
            section="They promised",
            words=f"Ask about it: {one.text}",
            chip="Promised to you",
            url=reverse("outreach:promise_done", args=[one.pk]),
            label=f"It came: {one.text[:60]}",
            href=_letter(contact, "update", one.interview_id),
            action="Write",
        )


def follow_up_rows(user: User, *, now: datetime) -> Iterator[LoopRow]:
    """Whom to tell how it went, the longest due first."""
    rows = follow_ups_due(user, now=now).select_related("contact", "interview")
    for one in rows.prefetch_related("interview__interviewees__contact", "interview__takeaways"):
        yield LoopRow(
            contact=one.contact,
            section="Tell them how it went",
            words=_talked(one),
            chip=f"Due {day_of(one.due_on, now)}",
            url=reverse("outreach:follow_up_done", args=[one.pk]),
            label=f"Done: tell {one.contact}",
            href=_letter(one.contact, "update", one.interview_id),
            action="Write it",
            follow_up=one,
        )


def _talked(row: FollowUp) -> str:
    """When one talked, and with whom or what was advised; `row.interview` with its people and takeaways."""
    talk = row.interview
    on = talk.day_in(timezone.get_current_timezone())
    day = f"on {on.day} {on:%B}" if on else "a while ago"
    if row.kind != FollowUp.Kind.PROGRESS:
        return f"You talked with {in_a_row([str(part.contact) for part in talk.interviewees.all()])} {day}."
    advice = next((piece.text for piece in talk.takeaways.all() if piece.said_by_id == row.contact_id), "")
    return f"You talked {day}." + (f" “{advice}”" if advice else "")


def _letter(contact: Contact, kind: str, interview: int) -> str:
    about = {"contact": contact.pk, "kind": kind, "interview": interview}
    return f"{reverse('outreach:compose')}?{urlencode(about)}"
