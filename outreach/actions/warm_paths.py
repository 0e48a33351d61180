"""The best way to reach somebody: the strongest chains of people from the user to whom one would like to meet.

The search goes from the targets towards the user, a step at a time for all chains at once, so that it takes one
statement a step, and leaves off every chain that can no longer be among the best: no weight is over 1.
"""

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from outreach.actions.ties import LEAST, End, Tie, Why

STEPS = 4  # from the user to the target
BEST = 5
WIDEST = 20_000  # chains that are followed at once; in a net so dense the weakest are left off


class TiesOf(Protocol):
    """As outreach.actions.ties.ties_of, of one owner at one time."""

    def __call__(self, ends: Mapping[int, End], *, worth: float, known_only: bool) -> Iterable[Tie]: ...


@dataclass(frozen=True, slots=True)
class Chain:
    """People (ids) who lead to the last of them, each tied to the next; the strength is the product of the weights.

    `closeness` is the user's to the first of them; the strength of a whole chain has it as a factor, too.
    """

    people: tuple[int, ...]
    closeness: float
    ties: tuple[Tie, ...] = ()
    strength: float = 1.0

    @property
    def leads_to_colleague(self) -> bool:
        """Whether the first person is a colleague of the second."""
        return bool(self.ties) and self.ties[0].why is Why.COLLEAGUES

    def longer(self, tie: Tie) -> "Chain":
        """The same, begun by one person more."""
        return Chain((tie.far, *self.people), tie.closeness, (tie, *self.ties), self.strength * tie.weight)

    def may_begin_with(self, tie: Tie) -> bool:
        """Nobody comes twice, and a colleague of a colleague is a colleague."""
        return tie.far not in self.people and not (tie.why is Why.COLLEAGUES and self.leads_to_colleague)

    def whole(self) -> "Chain":
        """The same from the user on."""
        return Chain(self.people, self.closeness, self.ties, self.strength * self.closeness)


def best_chains(targets: Mapping[int, float], *, ties_of: TiesOf) -> list[Chain]:
    """The strongest ways to any of the targets (how close the user is, by id), at most BEST, the strongest first.

    A way that only adds people to a stronger one is none.
    """
    found: list[Chain] = []
    ends = [Chain((target,), close) for target, close in targets.items()]
    for steps_left in reversed(range(STEPS)):
        found = best_of([*found, *(end.whole() for end in ends if end.strength * end.closeness >= LEAST)])
        worth = found[-1].strength if len(found) == BEST else LEAST
        ends = [end for end in ends if end.strength >= worth and not is_detour(end, found)] if steps_left else []
        if not ends:
            break
        ties = ties_of(persons_of(ends), worth=worth, known_only=steps_left == 1)
        ends = strongest(begun(ends, ties, worth), WIDEST)
    return found


def best_of(chains: Iterable[Chain]) -> list[Chain]:
    """The strongest of them, at most BEST, none of which holds all the people of a stronger one in their order."""
    best: list[Chain] = []
    for chain in sorted(chains, key=rank):
        if not is_detour(chain, best):
            best.append(chain)
        if len(best) == BEST:
            break
    return best


def is_detour(chain: Chain, found: Iterable[Chain]) -> bool:
    """Whether a whole chain that is as strong has only people of this one; then none that begins so is better."""
    return any(way.strength >= chain.strength and is_within(way.people, chain.people) for way in found)


def is_within(some: Collection[int], people: Iterable[int]) -> bool:
    """Whether all of `some` are among `people`, in the same order."""
    left = iter(people)
    return all(pk in left for pk in some)


def persons_of(ends: Iterable[Chain]) -> dict[int, End]:
    """The first people of the chains, each with what is best of the chains that they begin."""
    people: dict[int, End] = {}
    for chain in ends:
        known = people.get(chain.people[0], End(0.0, with_colleagues=False))
        leads_on = known.with_colleagues or not chain.leads_to_colleague
        people[chain.people[0]] = End(max(known.strength, chain.strength), leads_on)
    return people


def begun(ends: Collection[Chain], found: Iterable[Tie], worth: float) -> Iterable[Chain]:
    """Every chain of `ends`, begun by each whom its first person is tied to, and `worth` so much at least."""
    ties = defaultdict(list)
    for tie in found:
        ties[tie.near].append(tie)
    for chain in ends:
        for tie in ties[chain.people[0]]:
            if chain.strength * tie.weight >= worth and chain.may_begin_with(tie):
                yield chain.longer(tie)


def strongest(chains: Iterable[Chain], most: int) -> list[Chain]:
    """The strongest of them, at most so many."""
    return heapq.nsmallest(most, chains, key=rank)


def rank(chain: Chain) -> tuple[float, int, tuple[int, ...]]:
    """The strongest first; of equals the shortest, and then those of the smallest numbers."""
    return -chain.strength, len(chain.people), chain.people
