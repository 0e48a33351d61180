"""An introduction in words: the steps of its life, what it waits for, and the one next action."""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import F
from django.urls import reverse

from outreach.actions.introducing import nudge_due
from outreach.models import Introduction
from outreach.querysets import ENDED, IntroductionQuerySet
from outreach.views.pages import GroupPage, read_group

State = Introduction.State
STEPS = {
    State.ASKED: "Asked",
    State.AGREED: "Connector agreed",
    State.TARGET_AGREED: "They agreed",
    State.INTRODUCED: "Introduced",
    State.REPLIED: "Replied",
    State.MET: "Met",
    State.TOLD: "Told",
}
NO = {State.SILENT: State.ASKED, State.DECLINED: State.ASKED, State.TARGET_DECLINED: State.AGREED}  # where it ended


GROUPS = {  # what each is called, and the states that it is for
    "to-do": ("For you to do", (State.DRAFT, State.INTRODUCED, State.MET)),
    "asked": ("With the connector", (State.ASKED, State.AGREED, State.TARGET_AGREED)),
    "replied": ("Before the talk", (State.REPLIED,)),
    "over": ("Over", ENDED),
}


@dataclass(frozen=True)
class Row:
    """One introduction in a list."""

    introduction: Introduction
    next: "Next"
    days: int


@dataclass(frozen=True)
class Step:
    """One step of the way: whether it is behind, and whether it is the one reached."""

    name: str
    is_past: bool
    is_here: bool


@dataclass(frozen=True)
class Next:
    """The one next action: what it is, its button, and where that leads, or into which state (`to`) it moves."""

    words: str
    label: str = ""
    url: str = ""
    to: str = ""
    icon: str = "check"


def steps(introduction: Introduction) -> list[Step]:
    """The way from the ask to the thanks, as far as it was gone."""
    order = [State.DRAFT, *STEPS]
    reached = order.index(State(NO.get(State(introduction.state), introduction.state)))
    return [Step(name, n < reached, n == reached) for n, name in enumerate(STEPS.values(), 1)]


def next_of(introduction: Introduction, *, now: datetime) -> Next:
    """What is to be done about it; for one that has ended, nothing but to ask a silent connector again."""
    connector, target = introduction.connector, introduction.target
    match introduction.state:
        case State.DRAFT | State.ASKED | State.MET | State.SILENT:
            return _write(introduction, now=now)
        case State.AGREED:
            return Next(f"{connector} asks {target}", "They agreed", to=State.TARGET_AGREED)
        case State.TARGET_AGREED:
            return Next(f"Wait for the mail of {connector}", "We are introduced", to=State.INTRODUCED)
        case State.INTRODUCED:
            return Next("Reply to all today, connector in bcc", "I have replied", to=State.REPLIED, icon="reply")
        case State.REPLIED if introduction.interview_id:
            page = reverse("interviews:interview", args=[introduction.interview_id])
            return Next(f"Set a time with {target}", "Plan the talk", url=page, icon="calendar")
        case State.REPLIED:
            return Next(f"Talk with {target}", "We have met", to=State.MET)
    return Next(introduction.get_state_display())


def _write(introduction: Introduction, *, now: datetime) -> Next:
    """The letter to the connector that is next, or the wait for their answer."""
    connector, ask = introduction.connector, letter_url(introduction, "intro_request")
    if introduction.state == State.DRAFT:
        return Next(f"Ask {connector} to introduce you", "Write to the connector", url=ask, icon="send")
    if introduction.state == State.SILENT:
        return Next(f"{connector} did not answer", "Ask again", url=ask, icon="send")
    if introduction.state == State.MET:
        tell = letter_url(introduction, "update")
        return Next(f"Tell {connector} how it went, and thank", "Write it", url=tell, icon="send")
    if introduction.is_nudged or nudge_due(introduction) > now:
        return Next(f"Wait for {connector}", "The connector agreed", to=State.AGREED)
    nudge = letter_url(introduction, "nudge")
    return Next(f"Nudge {connector}, once", "Write the nudge", url=nudge, icon="reply")


def read_waiting(slug: str, found: IntroductionQuerySet, *, after: str, now: datetime) -> GroupPage:
    """A page of those that wait for the same, the longest first; of those that are over the last first."""
    title, states = GROUPS[slug]
    rows, is_over = found.filter(state__in=states), slug == "over"
    page = read_group(slug, title, rows, by=F("state_changed_at"), is_down=is_over, after=after)
    return replace(page, rows=[Row(one, next_of(one, now=now), (now - one.state_changed_at).days) for one in page.rows])


def letter_url(introduction: Introduction, kind: str) -> str:
    """Where the letter of that kind to the connector is written."""
    about = {"contact": introduction.connector_id, "kind": kind, "introduction": introduction.pk}
    return f"{reverse('outreach:compose')}?{urlencode(about)}"
