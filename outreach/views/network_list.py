"""The list that says what the map says: by rings, who led to whom, a page at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from outreach.actions.rings import Place, Places, led_to
from outreach.views.network_map import by, ring_name
from outreach.views.network_people import Person

PAGE, NAMED = 100, 2  # rows; people named of those whom somebody led to


@dataclass(frozen=True)
class Led:
    """Whom somebody led, or could lead to: the first few, and how many more."""

    people: list[Person]
    more: int


@dataclass(frozen=True)
class Row:
    """One person of the list."""

    person: Person
    by: str
    near: Person | None
    led: Led
    could_lead: Led
    way_url: str  # to the warmest way to them; "" where they were met
    is_on: bool


@dataclass(frozen=True)
class RingOfList:
    """People on one ring, as far as this page holds them; `count` is of all."""

    number: int
    title: str
    count: int
    rows: list[Row]


@dataclass(frozen=True)
class ListPage:
    """A page of the list, the addresses of the pages beside it ("" for none), and how many people there are."""

    rings: list[RingOfList]
    before: str
    after: str
    first: int
    last: int
    count: int


def list_page(
    places: Places, people: dict[int, Person], *, page: int, way: list[int], url: Callable[..., str]
) -> ListPage:
    """One page, 1 for the first; on each ring people stand by name. `url` gives an address with something changed."""
    ordered = sorted(places.values(), key=lambda one: (one.drawn_on, people[one.pk].sort_name, one.pk))
    pages = max(1, -(-len(ordered) // PAGE))
    page = min(max(1, page), pages)
    first = (page - 1) * PAGE
    shown, children, on_way = ordered[first : first + PAGE], led_to(places), set(way)
    rings = [
        RingOfList(
            number=ring,
            title=ring_name(ring).capitalize(),
            count=sum(one.drawn_on == ring for one in ordered),
            rows=[_row(place, people, children.get(place.pk, []), place.pk in on_way, url) for place in group],
        )
        for ring, group in groupby(shown, key=lambda one: one.drawn_on)
    ]
    beside = [url(view="list", page=str(n)) if 1 <= n <= pages else "" for n in (page - 1, page + 1)]
    return ListPage(rings, beside[0], beside[1], first + 1, first + len(shown), len(ordered))


def _row(place: Place, people: dict[int, Person], children: list[Place], is_on: bool, url: Callable[..., str]) -> Row:
    return Row(
        person=people[place.pk],
        by=by(place),
        near=people[place.by] if place.by is not None else None,
        led=_led([one for one in children if one.did], people),
        could_lead=_led([one for one in children if not one.did], people),
        way_url="" if place.did else url(to=str(place.pk)),
        is_on=is_on,
    )


def _led(children: list[Place], people: dict[int, Person]) -> Led:
    named = sorted((people[one.pk] for one in children), key=lambda person: (person.sort_name, person.pk))
    shown = NAMED if len(named) > NAMED + 1 else NAMED + 1
    return Led(named[:shown], len(named) - len(named[:shown]))
