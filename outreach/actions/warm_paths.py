"""The best way to reach somebody: the strongest chains of people from the user to whom one would like to meet.

The search goes from the targets towards the user, a step at a time for all chains at once, so that it takes two
statements a step, and leaves off every chain that can no longer be among the best: no weight is over 1.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from outreach.actions.ties import LEAST, Tie, Why

STEPS = 4  # from the user to the target
BEST = 5
WIDEST = 20_000  # chains that are followed at once; in a net so dense the weakest are left off

TiesOf = Callable[[Collection[int]], Iterable[Tie]]
ClosenessOf = Callable[[Collection[int]], Mapping[int, float]]


@dataclass(frozen=True, slots=True)
class Chain:
    """People (ids) who lead to the last of them, each tied to the next; the strength is the product of the weights.

    The first is whom the user knows, whose closeness is part of the strength of a whole chain.
    """

    people: tuple[int, ...]
    ties: tuple[Tie, ...] = ()
    strength: float = 1.0

    def longer(self, tie: Tie) -> "Chain":
        """The same, begun by one person more."""
        return Chain((tie.far, *self.people), (tie, *self.ties), self.strength * tie.weight)

    def may_begin_with(self, tie: Tie) -> bool:
        """Nobody comes twice, and a colleague of a colleague is a colleague."""
        twice = tie.why is Why.COLLEAGUES and bool(self.ties) and self.ties[0].why is Why.COLLEAGUES
        return tie.far not in self.people and not twice


def best_chains(targets: Collection[int], *, ties_of: TiesOf, closeness_of: ClosenessOf) -> list[Chain]:
    """The strongest chains to any of the targets (ids), at most BEST, the strongest first."""
    found: list[Chain] = []
    ends = [Chain((target,)) for target in targets]
    for step in range(1, STEPS + 1):
        close = closeness_of({chain.people[0] for chain in ends})
        whole = (
            Chain(chain.people, chain.ties, chain.strength * close[chain.people[0]])
            for chain in ends
            if chain.strength * close.get(chain.people[0], 0) >= LEAST
        )
        found = strongest([*found, *whole], BEST)
        least = found[-1].strength if len(found) == BEST else LEAST
        ends = [chain for chain in ends if chain.strength >= least] if step < STEPS else []
        if not ends:
            break
        ends = strongest(begun(ends, ties_of, least), WIDEST)
    return found


def begun(ends: Collection[Chain], ties_of: TiesOf, least: float) -> Iterable[Chain]:
    """Every chain of `ends`, begun by each whom its first person is tied to, and not weaker than `least`."""
    ties = defaultdict(list)
    for tie in ties_of({chain.people[0] for chain in ends}):
        ties[tie.near].append(tie)
    for chain in ends:
        for tie in ties[chain.people[0]]:
            if chain.strength * tie.weight >= least and chain.may_begin_with(tie):
                yield chain.longer(tie)


def strongest(chains: Iterable[Chain], most: int) -> list[Chain]:
    """The strongest of them; of equals the shortest, and then those of the smallest numbers."""
    return heapq.nsmallest(most, chains, key=lambda chain: (-chain.strength, len(chain.people), chain.people))
