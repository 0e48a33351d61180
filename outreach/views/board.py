"""The board of Outreach, read in a number of queries that does not grow with it: lanes, cards, counts, the lede."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Prefetch, Q

from accounts.models import User
from accounts.words import counted
from contacts.models import CareerPath, Contact
from contacts.querysets.people import ContactQuerySet
from interviews.models import TOOK_PLACE, Interview
from interviews.querysets import InterviewQuerySet
from interviews.querysets.lanes import LANES, LaneOrder, in_lane
from outreach.actions.referring import write_alone
from outreach.views.cards import Card

AT_MOST = 6  # cards that a lane shows
ENOUGH = 5  # answers, of which one may say how many came


@dataclass(frozen=True)
class Lane:
    """One lane of the board: its first cards, and how many there are."""

    order: LaneOrder
    count: int
    cards: list[Card]


@dataclass(frozen=True)
class Board:
    """Everything on the page."""

    lanes: list[Lane]
    lede: str

    @property
    def is_empty(self) -> bool:
        """Whether nobody is in any lane."""
        return not any(lane.count for lane in self.lanes)


def read_board(user: User, *, path: CareerPath | None, now: datetime, with_cards: bool = True) -> Board:
    """The lanes, narrowed to `path` if there is one; `with_cards`, or only how many each has."""
    talks, leads = in_pipeline(user, path)
    counts = talks.aggregate(**{lane.state: Count("pk", filter=in_lane(lane.slug, now)) for lane in LANES})
    counts["idea"] += leads.count()
    cards = first_cards(user, talks, leads, now=now) if with_cards else []
    lanes = [Lane(lane, counts[lane.state], [card for card in cards if card.lane == lane.slug]) for lane in LANES]
    return Board(lanes, lede_of(user, asked=counts["requested"]))


def first_cards(user: User, talks: InterviewQuerySet, leads: ContactQuerySet, *, now: datetime) -> list[Card]:
    """Those that the lanes show; where people are to contact, the leads come behind the talks."""
    tops = [talks.of_lane(lane, now)[:AT_MOST].values_list("pk") for lane in LANES]
    cards = talk_cards(user, [pk for (pk,) in tops[0].union(*tops[1:])], now=now)
    room = AT_MOST - len([card for card in cards if card.lane == "to-contact"])
    return cards + lead_cards(user, leads[: max(0, room)], now=now)


def in_pipeline(user: User, path: CareerPath | None) -> tuple[InterviewQuerySet, ContactQuerySet]:
    """Talks in flight, and leads with whom none is begun."""
    talks, leads = user.interviews.in_flight(), user.contacts.leads()
    return (talks, leads) if path is None else (talks.about_path(path), leads.filter(paths=path))


def talk_cards(user: User, pks: Sequence[int], *, now: datetime) -> list[Card]:
    """A card of each of these talks, lane by lane, in the order of each lane."""
    people = user.interviewees.select_related("contact__organization", "contact__introducer")
    found = user.interviews.filter(pk__in=pks).laned(now).with_nudged()
    found = found.prefetch_related(Prefetch("interviewees", people), "paths")
    rows = [(row, part.contact) for row in found if (part := next(iter(row.interviewees.all()), None))]
    to_contact = [contact for row, contact in rows if row.lane == "to-contact"]
    under_way, alone = introductions(user, to_contact), write_alone(user, to_contact)
    cards = [
        Card(contact, now, row.lane, row, first_path(row), under_way.get(contact.pk, ""), contact.pk in alone)
        for row, contact in rows
    ]
    return [card for lane in LANES for card in sorted_in(lane, cards)]


def sorted_in(lane: LaneOrder, cards: Iterable[Card]) -> list[Card]:
    """Those in the lane, in its order."""

    def place(card: Card) -> tuple[datetime, int]:
        return card.interview.since, card.interview.pk  # type: ignore[union-attr]

    return sorted((card for card in cards if card.lane == lane.slug), key=place, reverse=lane.newest_first)


def lead_cards(user: User, leads: ContactQuerySet, *, now: datetime) -> list[Card]:
    """A card of each, as they are sorted."""
    found = list(leads.select_related("organization", "introducer").prefetch_related("paths"))
    under_way, alone = introductions(user, found), write_alone(user, found)
    return [
        Card(lead, now, "to-contact", None, first_path(lead), under_way.get(lead.pk, ""), lead.pk in alone)
        for lead in found
    ]


def first_path(row: Interview | Contact) -> CareerPath | None:
    """The path of its card."""
    return next(iter(row.paths.all()), None)


def introductions(user: User, people: Sequence[Contact]) -> dict[int, str]:
    """By contact how the newest introduction to them stands, in words."""
    if not people:
        return {}
    rows = user.introductions.filter(target__in=people, trashed_at=None).order_by("pk")
    return {row.target_id: row.get_state_display() for row in rows}


def lede_of(user: User, *, asked: int) -> str:
    """What the user's numbers say: how many requests are out, and of ENOUGH that are settled how many were answered."""
    said = f"{counted(asked, 'request is', 'requests are')} out." if asked else "Nobody is asked at the moment."
    requests = user.interviews.with_somebody().filter(direction="outgoing", requested_at__isnull=False)
    answered = Q(state__in=["agreed", "scheduled", *TOOK_PLACE, "declined"])
    tally = requests.aggregate(answered=Count("pk", filter=answered), silent=Count("pk", filter=Q(state="no_reply")))
    settled = tally["answered"] + tally["silent"]
    return said if settled < ENOUGH else f"{said} {tally['answered']} of {settled} before got an answer."
