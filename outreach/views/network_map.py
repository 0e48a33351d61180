"""The map as it is drawn: circles, lines and ring names, with the words that each of them has."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, pi, sin

from accounts.templatetags.rapport import initials
from outreach.actions.laying_out import MANY, RADIUS, Layout, lay_out
from outreach.actions.rings import RINGS, How, Place, Places
from outreach.views.network_people import Clusters, Person

SHORT = 12  # letters of a name under a circle
TAB_STOPS = 60  # people beyond whom the list is the way for the keyboard
LETTER = 6.4  # units that one letter of a ring's name takes up
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
BY = {  # for who was met and for who was not
    How.INTRODUCER: ("introduced by", "could be introduced by"),
    How.INTRODUCED: ("introduced by", "introduced by"),
    How.ASKED: ("introduced by", "is to be introduced by"),
    How.NAMED: ("named by", "named by"),
    How.KNOWS: ("known by", "could be introduced by"),
}


@dataclass(frozen=True)
class Node:
    """A circle; `kinds` are its classes."""

    url: str
    x: str
    y: str
    kinds: str
    label: str
    short: str
    initials: str


@dataclass(frozen=True)
class RingName:
    """The name of a ring, along an arc."""

    number: int
    words: str
    arc: str


@dataclass(frozen=True)
class Drawing:
    """Everything on the map; `box` is its view box, and `lines` are paths by their classes."""

    nodes: list[Node]
    lines: dict[str, str]
    circles: list[str]
    names: list[RingName]
    box: str
    counts: list[tuple[str, int]]  # of people on each ring, by its name
    is_big: bool  # circles are drawn without initials, and names from near by only
    has_stops: bool


def number(count: int) -> str:
    """The number in words, up to ten."""
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def away(ring: int) -> str:
    """Such as "two introductions away"."""
    return f"{number(ring - 1)} introduction{'s' * (ring > 2)} away" if ring > 1 else "you know each other"


def ring_name(ring: int) -> str:
    """What a ring is called; the last one is also of those who are farther away."""
    words = "people you know" if ring == 1 else away(ring)
    return f"{words} or more" if ring == RINGS else words


def draw(
    places: Places, people: dict[int, Person], clusters: Clusters, way: list[int], more: Iterable[tuple[int, int]]
) -> Drawing:
    """The map of these places; the `way` (ids from the user on) is marked, `more` are further ties (ids)."""

    def order(place: Place) -> tuple[int, str, int]:
        return clusters.of[place.pk][0], people[place.pk].sort_name, place.pk

    layout = lay_out(places, order)
    on_way, rings = set(way), range(1, len(layout.rings) + 1)
    nodes = [node(places[pk], people, clusters, point, pk in on_way) for pk, point in layout.points.items()]
    return Drawing(
        nodes=nodes,
        lines=edges(places, layout, way, more),
        circles=[f"{radius:.1f}" for ring in layout.rings for radius in ring.radii],
        names=names_of(layout),
        box=f"{-layout.reach:.1f} {-layout.reach:.1f} {2 * layout.reach:.1f} {2 * layout.reach:.1f}",
        counts=[(ring_name(n), sum(place.drawn_on == n for place in places.values())) for n in rings],
        is_big=len(nodes) > MANY,
        has_stops=len(nodes) <= TAB_STOPS,
    )


def node(place: Place, people: dict[int, Person], clusters: Clusters, point: tuple[float, float], is_on: bool) -> Node:
    """The circle of one person."""
    person, colour = people[place.pk], clusters.of[place.pk][1]
    kinds = [f"f{colour}" if colour else "", "" if place.did else "unmet", "on" if is_on else ""]
    first = (person.given_name or person.display_name).split()[:1] or [person.display_name]
    short = first[0] if len(first[0]) <= SHORT else f"{first[0][: SHORT - 1]}…"
    x, y = point
    about = ", ".join(path.name for path in person.paths)
    label = [person.display_name, about, away(place.ring), led_by(place, people)]
    return Node(
        url=person.url,
        x=f"{x:.1f}",
        y=f"{y:.1f}",
        kinds=" ".join(["node", *filter(None, kinds)]),
        label=", ".join(filter(None, label)),
        short=short,
        initials=initials(person.display_name),
    )


def led_by(place: Place, people: dict[int, Person]) -> str:
    """Such as "introduced by Marta Lindqvist"; "" for first contacts."""
    return f"{by(place)} {people[place.opening.near].display_name}" if place.opening else ""


def by(place: Place) -> str:
    """Such as "introduced by"; "" for first contacts."""
    return BY[place.opening.how][not place.did] if place.opening else ""


def edges(places: Places, layout: Layout, way: list[int], more: Iterable[tuple[int, int]]) -> dict[str, str]:
    """From each to whom they led, the user to first contacts if they are few; further ties below, the way on top."""
    steps = set(zip([None, *way], way, strict=False))
    is_crowd = sum(place.by is None for place in places.values()) > MANY
    pairs: dict[str, list[tuple[int | None, int]]] = {"thin": list(more), "maybe": [], "": [], "maybe on": [], "on": []}
    for place in places.values():
        if (place.by, place.pk) not in steps and (place.by or not is_crowd):
            pairs["" if place.did else "maybe"].append((place.by, place.pk))
    for near, far in steps:
        is_led = places[far].by == near and places[far].did
        pairs["on" if is_led else "maybe on"].append((near, far))
    return {f"edge {kinds}".strip(): lines(layout, found) for kinds, found in pairs.items() if found}


def lines(layout: Layout, pairs: Iterable[tuple[int | None, int]]) -> str:
    """The path of lines between people; None is the user."""
    at = {None: "0 0"} | {pk: f"{x:.1f} {y:.1f}" for pk, (x, y) in layout.points.items()}
    return "".join(f"M{at[near]}L{at[far]}" for near, far in pairs)


def names_of(layout: Layout) -> list[RingName]:
    """The rings' names, where there is room between people; below the middle they run the other way, to be read."""
    names = []
    for n, ring in enumerate(layout.rings, start=1):
        (middle, size), words = ring.gap, ring_name(n)
        radius, half = ring.radii[0] + 6, len(words) * LETTER / 2 / ring.radii[0]
        if size / 2 < half + (RADIUS + 6) / ring.radii[0]:
            continue
        is_below = sin(middle) > 0
        radius += 8 if is_below else 0
        ends = [middle + half * 1.1, middle - half * 1.1] if is_below else [middle - half * 1.1, middle + half * 1.1]
        (x1, y1), (x2, y2) = ((radius * cos(angle), radius * sin(angle)) for angle in ends)
        large = int(2 * half * 1.1 > pi)
        arc = f"M{x1:.1f} {y1:.1f}A{radius:.1f} {radius:.1f} 0 {large} {int(not is_below)} {x2:.1f} {y2:.1f}"
        names.append(RingName(n, words, arc))
    return names
