"""What every page of one interview shows: who, when in whose zone, the next action, the moves there are."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.http import HttpRequest, came_from
from accounts.words import in_a_row
from contacts.models import Contact
from interviews.actions.table import moves_back, moves_onward
from interviews.actions.times import ASSUMED_MINUTES, CAME_TO_NOTHING, is_on
from interviews.actions.waiting import close_due, nudge_due
from interviews.forms.planning import gap_words
from interviews.models import TOOK_PLACE, Interview
from interviews.views.steps import steps
from interviews.views.writing import letter_of

State = Interview.State


@dataclass(frozen=True)
class NextAction:
    """The one next action: what it is, its button, and where the button leads (`post` for a verb)."""

    words: str
    label: str = ""
    url: str = ""
    icon: str = "circle-check"
    post: bool = False


def say(request: HttpRequest, words: str, *, undo: str = "") -> None:
    """A toast on the next page, with Undo if there is an address for it; nothing for no words."""
    if words:
        messages.success(request, words, extra_tags=undo)


def found(request: HttpRequest, pk: int) -> Interview:
    """The user's interview of that id, with its people; 404 for anything else."""
    return get_object_or_404(request.user.interviews.with_people().select_related("owner"), pk=pk)


def frame(request: HttpRequest, interview: Interview, *, tab: str, now: datetime) -> dict[str, Any]:
    """The context that the pages of one interview share; `tab` is the URL name of the one shown."""
    people = [part.contact for part in interview.interviewees.all()]
    onward, over, is_off = moves_onward(interview), is_past(interview, now=now), interview.state in CAME_TO_NOTHING
    return {
        "interview": interview,
        "people": people,
        "names": in_a_row([str(person) for person in people]),
        "tab": tab,
        "now": now,
        "over": over,
        "is_off": is_off,
        "steps": steps(interview, tab=tab, over=over and not is_off),
        "next": next_action(interview, now=now),
        "letter": letter_of(interview, now=now),
        "clocks": clocks(interview, people, request.user.zone),
        "gap": gap_words(interview),
        "minutes": interview.planned_minutes or ASSUMED_MINUTES,
        "onward": [state for state in onward if state != State.SCHEDULED],
        "back": moves_back(interview),
    }


def tab_of(request: HttpRequest) -> str:
    """The tab, prepare or wrap_up, on which the form stands that was sent; both hold some of the same forms."""
    here = request.POST.get("tab") == "prepare" or came_from(request, {"interviews:prepare"})
    return "prepare" if here else "wrap_up"


def is_past(interview: Interview, *, now: datetime) -> bool:
    """Whether the talk took place, or its time has passed."""
    return interview.is_over(now) or interview.state in TOOK_PLACE


def clocks(interview: Interview, people: list[Contact], mine: ZoneInfo) -> list[str]:
    """The start on every clock that differs: mine, theirs, and the one it was planned by."""
    start = interview.starts_at
    if start is None or interview.is_day_only:
        return []
    here = start.astimezone(mine)
    theirs = [(f"{person.given_name or str(person).partition(' ')[0]}’s", person.time_zone) for person in people]
    shown = {here.replace(tzinfo=None): f"{here:%H:%M} your time"}
    for whose, zone in [*theirs, (f"in {interview.zone}", interview.zone)]:
        if zone:
            there = start.astimezone(ZoneInfo(zone))
            day = "" if there.date() == here.date() else f" on {there:%a} {there.day} {there:%b}"
            shown.setdefault(there.replace(tzinfo=None), f"{there:%H:%M} {whose}{day}")
    return list(shown.values()) if len(shown) > 1 else [f"{here:%H:%M}"]


# What each state asks for; `url` is the page it is done on, or for a verb the state it leads to.
ASKS = {
    State.IDEA: NextAction(
        "Write the request, or ask for an introduction", "I have asked", State.REQUESTED, icon="send", post=True
    ),
    State.REQUESTED: NextAction("Wait for an answer", "They replied", State.AGREED, icon="reply", post=True),
    State.AGREED: NextAction("Offer times, or set the one you agreed on", "Set a time", "prepare", icon="calendar"),
    State.SCHEDULED: NextAction("Prepare for the talk", "Prepare", "prepare", icon="book-open"),
    State.THANKED: NextAction(
        "Do what you promised, and tell them how it went", "Close", State.CLOSED, icon="check", post=True
    ),
    State.CLOSED: NextAction("Keep in touch"),
    State.NO_REPLY: NextAction("It may be revived", "Ask again", State.REQUESTED, icon="rotate-ccw", post=True),
}


def next_action(interview: Interview, *, now: datetime) -> NextAction:
    """What its state asks for, as PRODUCT.md's table says."""
    state = State(interview.state)
    if state == State.HELD or (state == State.SCHEDULED and interview.is_over(now)):
        return _after_the_talk(interview, now=now)
    if state == State.SCHEDULED and is_on(interview, now):
        return NextAction("Talk", "Open live notes", _page(interview, "live"), icon="play")
    if state == State.REQUESTED and interview.is_incoming:
        state = State.AGREED
    ask = ASKS.get(state, NextAction("Nothing is left to do"))
    if state == State.REQUESTED:
        ask = _while_waiting(interview, now=now) or ask
    if ask.url.startswith("/"):
        return ask
    if not ask.url:
        return ask
    return replace(ask, url=_move(interview, State(ask.url)) if ask.post else _page(interview, ask.url))


def _while_waiting(interview: Interview, *, now: datetime) -> NextAction | None:
    """The nudge, and when that has not helped the end of waiting; None while it is too early for either."""
    closes_at, seats = close_due(interview), interview.interviewees.all()
    if closes_at and closes_at <= now:
        url = _move(interview, State.NO_REPLY)
        return NextAction("No answer for so long: close it, it may be revived", "No reply", url, icon="x", post=True)
    due_at = nudge_due(interview, seats[0].contact) if seats else closes_at
    if due_at is None or due_at > now or interview.is_nudged:
        return None
    url = reverse("interviews:nudge", args=[interview.pk])
    return NextAction("Ask once more; one nudge is enough", "I have nudged", url, icon="send", post=True)


def _after_the_talk(interview: Interview, *, now: datetime) -> NextAction:
    seats = interview.interviewees.all()
    unthanked = [part for part in seats if part.thanked_at is None and part.contact.trashed_at is None]
    if interview.is_incoming and interview.state == State.SCHEDULED:
        return NextAction("Wrap up, then close it", "Wrap up", _page(interview, "wrap_up"), icon="notebook-pen")
    if interview.is_incoming:
        return NextAction("Wrap up, then close it", "Close", _move(interview, State.CLOSED), icon="check", post=True)
    if not unthanked:
        words = "Everyone is thanked" if any(part.thanked_at for part in seats) else "Nobody is left to thank"
        return NextAction(words, "Close", _move(interview, State.CLOSED), icon="check", post=True)
    url = reverse("outreach:thank_you", args=[interview.pk, unthanked[0].contact_id])
    is_late = interview.thanks_due_at is not None and interview.thanks_due_at <= now
    words = f"Wrap up, and thank {unthanked[0].contact}{'' if is_late else ' within 24 hours'}"
    return NextAction(words, "Write the thank-you", url, icon="send")


def _page(interview: Interview, name: str) -> str:
    return reverse(f"interviews:{name}", args=[interview.pk])


def _move(interview: Interview, to: State) -> str:
    return reverse("interviews:move", args=[interview.pk, to.value])
