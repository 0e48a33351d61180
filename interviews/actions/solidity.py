"""How solid an answer is (PRODUCT.md, rules that screens need)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any


class Level(IntEnum):
    """How solid; the first four are the bars that the evidence meter fills."""

    NOTHING = 0
    HINT = 1
    TWO_SOURCES = 2
    SOLID = 3
    DISAGREE = 4

    @property
    def words(self) -> str:
        """What the meter says."""
        return WORDS[self]


WORDS = {
    Level.NOTHING: "nothing yet",
    Level.HINT: "one hint",
    Level.TWO_SOURCES: "two sources",
    Level.SOLID: "solid",
    Level.DISAGREE: "sources disagree",
}


@dataclass(frozen=True)
class Tally:
    """What speaks to one gap on one path. A voice is a person, or the talk where none of several is named.

    `beyond_hearsay` counts pieces, `first_hand_organizations` where those work who know it first-hand, the next three
    where those of them work who speak for the path, against it, and neither way; the last three count first-hand
    voices that speak for it, against it, and either way.
    """

    voices: int = 0
    beyond_hearsay: int = 0
    first_hand_organizations: int = 0
    organizations_for: int = 0
    organizations_against: int = 0
    organizations_neither: int = 0
    voices_for: int = 0
    voices_against: int = 0
    voices_either_way: int = 0

    @property
    def level(self) -> Level:
        """Hearsay alone is a hint; one person who says both is of two minds, not two sources that disagree."""
        if self.voices_for and self.voices_against and self.voices_either_way > 1:
            return Level.DISAGREE
        if not self.voices:
            return Level.NOTHING
        if self.voices == 1 or not self.beyond_hearsay:
            return Level.HINT
        if self.voices >= 3 or self.first_hand_organizations >= 2:
            return Level.SOLID
        return Level.TWO_SOURCES

    @property
    def agrees(self) -> bool:
        """Whether two independent first-hand sources say the same: reason enough to close the question."""
        same = max(self.organizations_for, self.organizations_against, self.organizations_neither)
        return same >= 2 and self.level == Level.SOLID


NOTHING = Tally()


def tallied(rows: Iterable[dict[str, Any]]) -> dict[tuple[int, int], Tally]:
    """By (gap id, path id) what TakeawayQuerySet.tallies() counted; pairs without evidence are not in it."""
    return {
        (row["gap"], row["path"]): Tally(**{name: row[name] for name in Tally.__dataclass_fields__}) for row in rows
    }
