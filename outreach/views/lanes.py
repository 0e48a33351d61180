"""All of one lane, and the list of everyone in flight; both page by page, behind the row where the last one ended."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from accounts.models import User
from accounts.paging import read_id, read_instant_cursor, write_cursor
from contacts.models import CareerPath
from contacts.querysets.people import ContactQuerySet
from interviews.querysets.lanes import LANES, LaneOrder, in_lane
from outreach.views.board import in_pipeline, lead_cards, talk_cards
from outreach.views.cards import Card

PAGE = 30
TALK, LEAD = 0, 1  # kinds of rows, for the order of those that are else alike
Place = tuple[int, datetime, int, int]  # lane, since when, kind, id


@dataclass(frozen=True)
class CardPage:
    """One page of cards, and the query of what follows; "" for nothing."""

    cards: list[Card]
    more: str


def read_lane(
    user: User, lane: LaneOrder, *, path: CareerPath | None, after: str, leads_after: str, now: datetime
) -> CardPage:
    """A page of the lane; where people are to contact, the leads come behind the talks."""
    talks, leads = in_pipeline(user, path)
    cards: list[Card] = []
    if not leads_after:
        rows = talks.of_lane(lane, now, after=read_instant_cursor(after))
        cards = talk_cards(user, [row.pk for row in rows[: PAGE + 1]], now=now)
        if len(cards) > PAGE:
            last = cards[PAGE - 1].interview
            return CardPage(cards[:PAGE], urlencode({"after": write_cursor(last.since, last.pk)}) if last else "")
    if lane.slug != "to-contact":
        return CardPage(cards, "")
    return _with_leads(user, cards, leads, read_instant_cursor(leads_after), now)


def _with_leads(
    user: User, cards: list[Card], leads: ContactQuerySet, after: tuple[datetime, int] | None, now: datetime
) -> CardPage:
    if after:
        at, pk = after
        leads = leads.filter(Q(created_at__lt=at) | Q(created_at=at, pk__lt=pk))
    room = PAGE - len(cards)
    more = lead_cards(user, leads[: room + 1], now=now)
    if len(more) <= room:
        return CardPage(cards + more, "")
    # Where the talks fill the page, the leads begin on the next one: behind an instant that is none of theirs.
    place = write_cursor(more[room - 1].since, more[room - 1].contact.pk) if room else write_cursor(now, 0)
    return CardPage(cards + more[:room], urlencode({"leads": place}))


def read_list(user: User, *, path: CareerPath | None, by: str, after: str, now: datetime) -> CardPage:
    """A page of everyone in flight, by lane or (`by` is "days") by how long they stand where they stand."""
    talks, leads = in_pipeline(user, path)
    place = read_place(after)
    lanes = [When(in_lane(lane.slug, now), then=Value(n)) for n, lane in enumerate(LANES)]
    waits = Case(When(state="requested", then=Coalesce("requested_at", "state_changed_at")), default="state_changed_at")
    rows = placed(talks.annotate(lane_no=Case(*lanes, output_field=IntegerField()), waits=waits), TALK, place, by)
    others = placed(
        leads.annotate(lane_no=Value(0, output_field=IntegerField()), waits=F("created_at")), LEAD, place, by
    )
    order = ["waits", "kind", "pk"] if by == "days" else ["lane_no", "waits", "kind", "pk"]
    found: list[Place] = list(rows.union(others, all=True).order_by(*order)[: PAGE + 1])
    shown = found[:PAGE]
    more = {"by": by, "after": write_place(shown[-1])} if len(found) > PAGE else {}
    return CardPage(cards_of(user, shown, now=now), urlencode(more))


def placed(rows: QuerySet, kind: int, after: Place | None, by: str) -> QuerySet:
    """The first rows of a kind behind `after`, each as its place."""
    if after:
        lane, at, last_kind, pk = after
        same = Q(waits=at) if kind > last_kind else Q(waits=at, pk__gt=pk)
        later = Q(waits__gt=at) | (same if kind >= last_kind else Q(pk__in=[]))
        rows = rows.filter(later if by == "days" else Q(lane_no__gt=lane) | Q(lane_no=lane) & later)
    order = ["waits", "pk"] if by == "days" else ["lane_no", "waits", "pk"]
    rows = rows.annotate(kind=Value(kind, output_field=IntegerField())).order_by(*order)
    return rows.values_list("lane_no", "waits", "kind", "pk")[: PAGE + 1]


def cards_of(user: User, places: list[Place], *, now: datetime) -> list[Card]:
    """The cards in the order of these places."""
    talks = talk_cards(user, [pk for *_, kind, pk in places if kind == TALK], now=now)
    leads = [pk for *_, kind, pk in places if kind == LEAD]
    cards = talks + (lead_cards(user, user.contacts.filter(pk__in=leads), now=now) if leads else [])
    by_place = {
        (LEAD, card.contact.pk) if card.interview is None else (TALK, card.interview.pk): card for card in cards
    }
    return [by_place[kind, pk] for *_, kind, pk in places if (kind, pk) in by_place]


def write_place(place: Place) -> str:
    """As an address carries it."""
    lane, at, kind, pk = place
    return f"{lane},{kind},{write_cursor(at, pk)}"


def read_place(text: str) -> Place | None:
    """What `write_place` wrote; None for anything else."""
    lane, kind, rest = ([*text.split(",", 2), "", ""])[:3]
    cursor, numbers = read_instant_cursor(rest), (read_id(lane), read_id(kind))
    if cursor is None or numbers[0] is None or numbers[1] is None or max(lane, kind) > "9":
        return None
    return numbers[0], cursor[0], numbers[1], cursor[1]
