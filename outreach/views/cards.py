"""The cards of the board: of a talk, or of a lead with whom none is begun, and what each says of how things stand."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst

from accounts.words import ago, counted, in_a_row, left, moment
from contacts.models import CareerPath, Contact
from interviews.actions.table import moves_onward
from interviews.actions.waiting import nudge_due, other_due
from interviews.models import Interview
from interviews.querysets.lanes import LANE, LANES


@dataclass(frozen=True)
class Card:
    """One card; `interview` is None for a lead. `introduction` is the state of the one that is under way, in words;
    with `write_alone` whoever named the person will make none.
    """

    contact: Contact
    now: datetime
    lane: str
    interview: Interview | None = None
    path: CareerPath | None = None
    introduction: str = ""
    write_alone: bool = False

    @property
    def key(self) -> str:
        """The card's id in the page."""
        return f"talk-{self.interview.pk}" if self.interview else f"lead-{self.contact.pk}"

    @property
    def title(self) -> str:
        """The name of its lane."""
        return LANE[self.lane].title

    @property
    def names(self) -> str:
        """Everyone with whom the talk is."""
        if self.interview is None:
            return str(self.contact)
        return in_a_row([str(part.contact) for part in self.interview.interviewees.all()])

    @property
    def url(self) -> str:
        """Where the card leads: to the talk, or to the lead."""
        if self.interview is None:
            return self.contact.get_absolute_url()
        return reverse("interviews:interview", args=[self.interview.pk])

    @property
    def move_url(self) -> str:
        """Where a move of the card is posted to."""
        if self.interview is None:
            return reverse("outreach:lead_move", args=[self.contact.pk])
        return reverse("outreach:talk_move", args=[self.interview.pk])

    @property
    def moves(self) -> list[tuple[str, str]]:
        """The states that a card's menu offers, each with its name: the other lanes, and the ways out of all."""
        is_there = {LANE[self.lane].state, self.interview.state if self.interview else "idea"}
        lanes = [(lane.state, lane.title) for lane in LANES if lane.state not in is_there]
        out = moves_onward(self.interview) if self.interview else []
        return lanes + [(state.value, str(state.label)) for state in out if state not in {lane.state for lane in LANES}]

    @property
    def since(self) -> datetime:
        """The instant from which the days of waiting are counted."""
        if self.interview is None:
            return self.contact.created_at
        asked_at = self.interview.requested_at if self.lane == "asked" else None
        return asked_at or self.interview.state_changed_at

    @property
    def days(self) -> int:
        """How many days it stands where it stands."""
        return max(0, (self.now - self.since).days)

    @property
    def state(self) -> tuple[str, str]:
        """How things stand in a few words, and the tone of them (as the classes `t-…`; "" for none)."""
        if self.interview is None or self.lane == "to-contact":
            return self._to_contact()
        if self.lane == "asked":
            return self._asked(self.interview)
        if self.lane == "replied":
            return "Offer times", "due"
        if self.lane == "scheduled":
            return capfirst(moment(self.interview.begins, self.now)), "info"
        if self.lane == "held":
            due_at = self.interview.thanks_due_at
            late = due_at is not None and due_at <= self.now
            return (
                (f"Thank-you, {left(due_at, self.now)}", "late" if late else "due") if due_at else ("Thank them", "due")
            )
        return capfirst(ago(self.interview.state_changed_at, self.now)), "good"

    @property
    def ask_url(self) -> str:
        """Where whoever led to this person is asked for an introduction; "" where nobody is, or one is under way."""
        if self.lane != "to-contact" or self.introduction or self.write_alone or self.contact.introducer_id is None:
            return ""
        about = {"target": self.contact.pk, "connector": self.contact.introducer_id}
        return f"{reverse('outreach:introduction_add')}?{urlencode(about)}"

    def _to_contact(self) -> tuple[str, str]:
        if self.introduction:
            return self.introduction, "lead"
        if self.contact.introducer and not self.write_alone:
            return f"Ask {first_name(self.contact.introducer)} first", "lead"
        return self.contact.how_met or "Write the request", ""

    def _asked(self, interview: Interview) -> tuple[str, str]:
        waited = counted(self.days, "day") if self.days else "Asked today"
        if interview.is_nudged:
            return f"{waited}, nudged", ""
        due_at, other_at = nudge_due(interview, self.contact), other_due(interview, self.contact)
        if due_at and due_at <= self.now:
            return f"{waited}, nudge due", "due"
        return (f"{waited}, ask another too", "") if other_at and other_at <= self.now else (waited, "")


def first_name(contact: Contact) -> str:
    """What one calls the person in few words."""
    return contact.given_name or contact.display_name.split()[0]
