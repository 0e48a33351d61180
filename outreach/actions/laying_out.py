"""Where the people of the map are drawn: a tree around the user, its rings as wide as those on them need. Pure.

Everyone who leads nobody on has one share of the circle, and whoever does has the shares of those they lead to. A
ring on which neighbours would touch becomes a band of circles on which they stand in turn (docs/adr/0017).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, sin
from typing import Any

from outreach.actions.rings import RINGS, Place, Places, led_to

RADIUS = 17.0  # of a person's circle
APART = 62.0  # between the centres of neighbours: a circle, and a name under it
FIRST, BETWEEN = 100.0, 88.0  # the radius of the first ring; from one ring to the next
SEAM, NARROW, MANY = 0.5, 0.1, 150  # radians at the top that stay free, for the rings' names; and where people are many
LEAST, MARGIN = 235.0, RADIUS + 22.0  # how far a small map reaches; around all


@dataclass(frozen=True, slots=True)
class Ring:
    """A ring, or where `radii` are several a band; `gap` is its widest free arc, as its middle and size in radians."""

    radii: tuple[float, ...]
    gap: tuple[float, float]


@dataclass(frozen=True)
class Layout:
    """Points by id, the user at (0, 0), the rings from the first on, and how far all of it reaches from the user."""

    points: dict[int, tuple[float, float]]
    rings: list[Ring]
    reach: float


def lay_out(places: Places, order: Callable[[Place], Any]) -> Layout:
    """Where everyone of `places` stands; those who were led to by the same person are in this order, clockwise."""
    angles = spread(places, order)
    rings, points, base = list[Ring](), dict[int, tuple[float, float]](), FIRST
    for number in range(1, RINGS + 1):
        here = {pk: angle for pk, angle in angles.items() if places[pk].drawn_on == number}
        if not here and number > 1:
            break
        radii = fit(list(here.values()), base)
        for n, (pk, angle) in enumerate(here.items()):
            radius = radii[n % len(radii)]
            points[pk] = (radius * cos(angle), radius * sin(angle))
        rings.append(Ring(radii, widest_gap(list(here.values()))))
        base = radii[-1] + BETWEEN
    return Layout(points, rings, max(LEAST, rings[-1].radii[-1] + MARGIN))


def spread(places: Places, order: Callable[[Place], Any]) -> dict[int, float]:
    """The angle of each, in radians clockwise from the right, ascending."""
    following = _in_order(places, order)
    shares: dict[int, int] = {}
    for place in sorted(places.values(), key=lambda place: -place.drawn_on):
        below = following.get(place.pk, ()) if place.ring < RINGS else ()
        shares[place.pk] = sum(shares[one.pk] for one in below) or 1
    seam = SEAM if len(places) <= MANY else NARROW
    share = (2 * pi - seam) / max(1, sum(shares[place.pk] for place in following[None]))
    angles, waiting = dict[int, float](), [(following[None], (seam - pi) / 2)]
    for beside, start in waiting:  # which grows
        for place in beside:
            angles[place.pk] = start + shares[place.pk] * share / 2
            waiting.append((following.get(place.pk, []) if place.ring < RINGS else [], start))
            start += shares[place.pk] * share
    return dict(sorted(angles.items(), key=lambda item: item[1]))


def _in_order(places: Places, order: Callable[[Place], Any]) -> dict[int | None, list[Place]]:
    """Whom each leads to, and as None the first contacts; who is beyond the last ring stands beside their opener."""
    following: dict[int | None, list[Place]] = {by: sorted(found, key=order) for by, found in led_to(places).items()}
    following[None] = sorted((place for place in places.values() if place.by is None), key=order)
    for place in places.values():
        if place.ring == RINGS - 1 and place.pk in following:
            following[place.pk] = list(_with_all_behind(following[place.pk], following))
    return following


def _with_all_behind(beside: list[Place], following: Mapping[int | None, list[Place]]) -> Iterator[Place]:
    waiting = list(reversed(beside))
    while waiting:
        yield (place := waiting.pop())
        waiting.extend(reversed(following.get(place.pk, [])))


def fit(angles: list[float], least: float) -> tuple[float, ...]:
    """The radii of the circles on which people at these angles (radians, ascending) stand in turn, at least `least` and
    APART from each other: as many as keep the outermost one smallest.
    """
    best: tuple[float, ...] = ()
    for count in range(1, len(angles) + 2):
        if best and least + (count - 1) * APART >= best[-1]:
            break
        closest = min((_closest(angles[n::count]) for n in range(count)), default=pi)
        radius = max(least, APART / (2 * sin(min(closest, pi) / 2)))
        if not best or radius + (count - 1) * APART < best[-1]:
            best = tuple(radius + n * APART for n in range(count))
    return best


def _closest(angles: list[float]) -> float:
    """The smallest arc between neighbours, in radians; half a circle where nobody has one."""
    around = [*angles, angles[0] + 2 * pi] if len(angles) > 1 else []
    return min((right - left for left, right in pairwise(around)), default=pi)


def widest_gap(angles: list[float]) -> tuple[float, float]:
    """The widest arc between neighbours: its middle and its size, in radians."""
    around = [*angles, angles[0] + 2 * pi] if angles else [-pi / 2 - pi, -pi / 2 + pi]
    size, left = max((right - left, left) for left, right in pairwise(around))
    return left + size / 2, size
