"""Who stands on which ring around the user, and by whom: from openings between people to one place for each. Pure."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

RINGS = 4  # that are drawn; who is farther away stands on the last


class How(StrEnum):
    """By what somebody led, or could lead, to another; what comes first settles who is named."""

    INTRODUCER = "introducer"
    INTRODUCED = "introduced"  # an introduction that came about
    ASKED = "asked"  # one that is planned or under way
    NAMED = "named"  # a referral
    KNOWS = "knows"  # an acquaintance


ORDER = {how: n for n, how in enumerate(How)}


@dataclass(frozen=True, slots=True)
class Opening:
    """That `near` led, or where not `did` could lead, the user to `far`."""

    near: int
    far: int
    how: How
    did: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a contact (id) stands: on which ring, 1 for whom the user knows at first hand, and by whose opening."""

    pk: int
    ring: int
    opening: Opening | None = None

    @property
    def by(self) -> int | None:
        """Through whom; None for first contacts."""
        return self.opening.near if self.opening else None

    @property
    def did(self) -> bool:
        """Whether the user met them."""
        return self.opening is None or self.opening.did

    @property
    def drawn_on(self) -> int:
        """The ring that they are drawn on."""
        return min(self.ring, RINGS)


Places = dict[int, Place]


def place_people(openings: Iterable[Opening], first: Collection[int]) -> Places:
    """Where each stands who led to somebody or was led to, and each of `first` (ids) that nobody led to.

    Who led to somebody and was led to by nobody is a first contact. Of people who led to each other in a circle, the
    one of the smallest number is.
    """
    chosen: dict[int, Opening] = {}
    roots = set(first)
    for opening in openings:
        roots.add(opening.near)
        known = chosen.get(opening.far)
        if opening.near != opening.far and (known is None or ORDER[opening.how] < ORDER[known.how]):
            chosen[opening.far] = opening
    for pk in _circles(chosen):
        del chosen[pk]
    places = {pk: Place(pk, 1) for pk in sorted(roots - chosen.keys())}
    return join(places, chosen.values())


def _circles(chosen: dict[int, Opening]) -> list[int]:
    """Of each circle the smallest number."""
    walked: dict[int, int] = {}  # whom a walk came by, and on which walk
    found = []
    for start in chosen:
        at = start
        while at in chosen and at not in walked:
            walked[at] = start
            at = chosen[at].near
        if walked.get(at) == start and at in chosen:
            circle = [at]
            while (following := chosen[circle[-1]].near) != at:
                circle.append(following)
            found.append(min(circle))
    return found


def join(places: Places, openings: Iterable[Opening]) -> Places:
    """The places with those whom these openings lead to, ring by ring; of several, the first one holds."""
    openings_of = defaultdict(list)
    for opening in openings:
        openings_of[opening.near].append(opening)
    places, frontier = dict(places), list(places.values())
    for place in frontier:  # which grows
        for opening in openings_of.pop(place.pk, ()):
            if opening.far not in places:
                places[opening.far] = further = Place(opening.far, place.ring + 1, opening)
                frontier.append(further)
    return places


def led_to(places: Places) -> dict[int, list[Place]]:
    """Whom each led or could lead to, where there is anybody."""
    found = defaultdict(list)
    for place in places.values():
        if place.by is not None:
            found[place.by].append(place)
    return dict(found)


def with_those_between(places: Places, wanted: Iterable[int]) -> Places:
    """Those of the `wanted` (ids) who have a place, and everyone between the user and them."""
    kept: set[int] = set()
    for pk in wanted:
        kept.update(_towards_user(places, pk, kept))
    return {pk: place for pk, place in places.items() if pk in kept}


def _towards_user(places: Places, pk: int | None, known: Collection[int]) -> Iterator[int]:
    while pk in places and pk not in known:
        yield pk
        pk = places[pk].by


def count_behind(places: Places) -> Counter[int]:
    """How many people stand behind each."""
    behind: Counter[int] = Counter()
    for place in sorted(places.values(), key=lambda place: -place.ring):
        if place.by is not None:
            behind[place.by] += behind[place.pk] + 1
    return behind


def nearest(places: Places, most: int) -> Places:
    """At most `most` of them: ring by ring, first those with most people behind them, and nobody without whom they
    stand behind. A ring that could fill all the room takes half of what is left, so that the next one is seen.
    """
    if len(places) <= most:
        return places
    behind, rings = count_behind(places), defaultdict(list)
    for place in places.values():
        rings[place.ring].append(place)
    kept: set[int] = set()
    for spare in (2, 1):
        for ring in sorted(rings):
            share = 1 if ring == max(rings) else spare
            may = [one for one in rings[ring] if one.pk not in kept and (one.by is None or one.by in kept)]
            may.sort(key=lambda one: (-behind[one.pk], one.pk))
            kept.update(one.pk for one in may[: (most - len(kept) + share - 1) // share])
    return {pk: place for pk, place in places.items() if pk in kept}
