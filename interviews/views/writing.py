"""The letter that a talk asks for beside its next action; it is written where all letters are."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse

from interviews.actions.times import is_on
from interviews.actions.waiting import nudge_due
from interviews.models import Interview

State = Interview.State
ASKING = {State.IDEA: ("request", "Write the request"), State.AGREED: ("times", "Offer times")}
ASKED = dict.fromkeys((State.IDEA, State.REQUESTED), ("answer", "Write an answer"))


@dataclass(frozen=True)
class Letter:
    """What to write, as its button says it, and the page where it is written."""

    label: str
    url: str


def letter_of(interview: Interview, *, now: datetime) -> Letter | None:
    """The letter to the first interviewee that the talk's state asks for; the day before, a confirmation, once."""
    people = [part.contact for part in interview.interviewees.all() if part.contact.trashed_at is None]
    if not people:
        return None
    state = State(interview.state)
    asked = (ASKED if interview.is_incoming else ASKING).get(state)
    due_at = nudge_due(interview, people[0]) if state == State.REQUESTED and not interview.is_incoming else None
    if due_at and due_at <= now and not interview.is_nudged:
        asked = ("nudge", "Write a nudge")
    if state == State.SCHEDULED and is_on(interview, now + timedelta(days=1)) and not is_confirmed(interview):
        asked = ("confirm", "Confirm for tomorrow")
    if asked is None:
        return None
    about = {"contact": people[0].pk, "kind": asked[0], "interview": interview.pk}
    return Letter(asked[1], reverse("outreach:compose", query=about))


def is_confirmed(interview: Interview) -> bool:
    """Whether a confirmation was sent, or is on its way."""
    went = Q(sent_at__isnull=False) | Q(delivery__state__in=["pending", "sending", "unknown"])
    return interview.messages.filter(went, kind="confirm", trashed_at=None).exists()
