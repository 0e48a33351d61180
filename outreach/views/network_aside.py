"""What stands beside the map: the warmest way to somebody, who introduces most, and paths that hang on one person."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from accounts.words import in_a_row
from outreach.actions.openings import known_on_paths
from outreach.actions.rings import How, Opening, Place, Places, led_to
from outreach.views.reach import Goal, Way, ways_to

BEST, HOPED_FOR = 5, 4


@dataclass(frozen=True)
class Chosen:
    """Whom the user wants to reach, and the ways there, the warmest first."""

    pk: int
    name: str
    ways: list[Way]

    @property
    def way(self) -> list[int]:
        """The people (ids) on the warmest one, from the user on."""
        return [step.contact.pk for step in self.ways[0].steps] if self.ways else []


def read_way(user: User, to: int | None, *, now: datetime) -> Chosen | None:
    """The ways to the contact of that id; None for nobody of the user's."""
    goal = user.contacts.active().filter(pk=to or 0)
    if (found := goal.first()) is None:
        return None
    return Chosen(found.pk, str(found), ways_to(user, Goal(str(found), goal, is_one=True), now=now))


def with_way(places: Places, way: list[int]) -> Places:
    """The places, with those of the way who had none: each by who stands before them."""
    places = dict(places)
    for near, far in zip([None, *way], way, strict=False):
        if far not in places:
            opening = Opening(near, far, How.KNOWS, did=False) if near is not None else None
            places[far] = Place(far, places[near].ring + 1 if near is not None else 1, opening)
    return places


@dataclass(frozen=True)
class Introducer:
    """Somebody who led the user to others (`done`), or could (`possible`)."""

    pk: int
    done: int
    possible: int

    @property
    def words(self) -> str:
        """Such as "2 done, 1 possible"."""
        return ", ".join(
            filter(None, (f"{self.done} done" * bool(self.done), f"{self.possible} possible" * bool(self.possible)))
        )


def best_introducers(places: Places) -> list[Introducer]:
    """The few who led to most people."""
    counted = []
    for pk, children in led_to(places).items():
        done = sum(place.did for place in children)
        counted.append(Introducer(pk, done, len(children) - done))
    return sorted(counted, key=lambda one: (-one.done, -one.possible, one.pk))[:BEST]


@dataclass(frozen=True)
class ThinPaths:
    """Paths on which the user knows nobody, and those that rest on one person, as (path, person); by names."""

    none: str
    one: list[tuple[str, str]]
    any: bool


def thin_paths(user: User) -> ThinPaths:
    """Such paths; `any` says whether the user has paths at all."""
    known = known_on_paths(user)
    return ThinPaths(
        none=in_a_row([name for name, count, _one in known if not count]),
        one=[(name, one) for name, count, one in known if count == 1],
        any=bool(known),
    )


def hoped_for(places: Places) -> list[int]:
    """A few (ids) whom somebody could lead to, the nearest first."""
    unmet = [place for place in places.values() if not place.did]
    return [place.pk for place in sorted(unmet, key=lambda place: (place.ring, place.pk))[:HOPED_FOR]]
