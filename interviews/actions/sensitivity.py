"""How the order of paths hangs on the weight of one criterion: exact, in fractions, and of nothing but numbers.

A path's total is the mean of its scores by their weights. While the weight t of one criterion goes from 0 to 100 and
the others share 100 - t in the proportions that they have, each total is a straight line in t, so two paths change
places at exactly one t, or never.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, groupby

WHOLE = 100
Order = tuple[tuple[int, ...], ...]  # who is first, who comes next …; those that are level stand together


@dataclass(frozen=True)
class Line:
    """A path's total where the criterion weighs nothing, and where nothing else weighs anything."""

    at_0: Fraction
    at_100: Fraction

    def at(self, weight: Fraction) -> Fraction:
        """The total where the criterion weighs this."""
        return self.at_0 + self.slope * weight

    @property
    def slope(self) -> Fraction:
        """How much the total rises with one more of a hundred."""
        return (self.at_100 - self.at_0) / WHOLE


@dataclass(frozen=True)
class Change:
    """Beyond the weight `at`, seen from today's, the order is `order`; nearer to today's it is another one."""

    at: Fraction
    order: Order

    @property
    def first(self) -> tuple[int, ...]:
        """Who leads then."""
        return self.order[0]


@dataclass(frozen=True)
class Swing:
    """What becomes of the order while one criterion, which weighs `weight` of 100 today, weighs less or more.

    `order_*` is the nearest change of any place, `first_*` the nearest change of who leads; None: there is none.
    Paths that are level today and at no other weight change places at today's weight. Those that would be level only
    at 0 or at 100 change no places there: beyond is nothing. `crossings` are where lines cross between 0 and 100: the
    weight and the total, each once.
    """

    weight: Fraction
    order: Order
    lines: tuple[Line, ...]
    crossings: list[tuple[Fraction, Fraction]]
    order_below: Change | None = None
    order_above: Change | None = None
    first_below: Change | None = None
    first_above: Change | None = None


def shares(weights: Sequence[int]) -> list[Fraction]:
    """Each weight as a part of their sum; where all weigh nothing, all weigh the same."""
    whole = sum(weights)
    return [Fraction(weight, whole) if whole else Fraction(1, len(weights)) for weight in weights]


def total(weights: Sequence[int], scores: Sequence[int]) -> Fraction:
    """The mean of the scores by their weights."""
    return sum((share * score for share, score in zip(shares(weights), scores, strict=True)), Fraction(0))


def swings(weights: Sequence[int], paths: Sequence[Sequence[int]]) -> list[Swing]:
    """One for each criterion; `paths` holds the scores of each path in the order of `weights`.

    One criterion alone has all the weight, and nothing can change.
    """
    parts = shares(weights)
    return [swing(part * WHOLE, lines_of(number, weights, paths)) for number, part in enumerate(parts)]


def lines_of(number: int, weights: Sequence[int], paths: Sequence[Sequence[int]]) -> tuple[Line, ...]:
    """The lines of all paths while the criterion at `number` varies."""
    others = [weight for place, weight in enumerate(weights) if place != number]
    found = []
    for scores in paths:
        rest = [score for place, score in enumerate(scores) if place != number]
        found.append(Line(total(others, rest) if others else Fraction(scores[number]), Fraction(scores[number])))
    return tuple(found)


def swing(weight: Fraction, lines: tuple[Line, ...]) -> Swing:
    """What the lines say, seen from today's `weight`."""
    today = order_at(lines, weight)
    met = ((one, crossing(one, other)) for one, other in combinations(lines, 2))
    crossings = sorted({(at, one.at(at)) for one, at in met if at is not None})
    found: dict[str, Change | None] = {}
    for side, name in ((1, "above"), (-1, "below")):
        changes = list(changes_from(weight, lines, side, {at for at, _ in crossings}))
        found[f"order_{name}"] = next(iter(changes), None)
        found[f"first_{name}"] = next((one for one in changes if one.first != today[0]), None) if today else None
    return Swing(weight, today, lines, crossings, **found)


def changes_from(weight: Fraction, lines: Sequence[Line], side: int, crossed: Set[Fraction]) -> Iterator[Change]:
    """Every change of the order from `weight` on, upwards (`side` 1) or downwards (-1), the nearest first.

    `crossed` are the weights at which lines cross.
    """
    places = set(crossed)
    if weight != (WHOLE if side > 0 else 0) and order_beside(lines, weight, side) != order_at(lines, weight):
        places.add(weight)  # level today, at an end
    for at in sorted((at for at in places if (at - weight) * side >= 0), reverse=side < 0):
        yield Change(at, order_beside(lines, at, side))


def crossing(one: Line, other: Line) -> Fraction | None:
    """The weight between 0 and 100 at which two paths change places; None where they never do, or are always level."""
    apart = one.at_0 - other.at_0, one.at_100 - other.at_100
    if apart[0] * apart[1] >= 0:  # on the same side at both ends, or level at one of them
        return None
    return WHOLE * apart[0] / (apart[0] - apart[1])


def order_at(lines: Sequence[Line], weight: Fraction) -> Order:
    """The order where the criterion weighs this."""
    return ordered((line.at(weight), Fraction(0)) for line in lines)


def order_beside(lines: Sequence[Line], weight: Fraction, side: int) -> Order:
    """The order just above `weight` (`side` 1) or just below it (-1): of those level there, the steeper decides."""
    return ordered((line.at(weight), line.slope * side) for line in lines)


def ordered(keys: Iterable[tuple[Fraction, Fraction]]) -> Order:
    """The places of `keys`, the greatest first; equal ones together, in their own order."""
    ranked = sorted(enumerate(keys), key=lambda pair: pair[1], reverse=True)
    return tuple(tuple(sorted(place for place, _ in level)) for _, level in groupby(ranked, key=lambda pair: pair[1]))
