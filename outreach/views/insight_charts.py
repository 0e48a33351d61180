"""What the drawings of Insights need: the lengths of bars, the places of their words."""

from collections.abc import Iterable
from dataclasses import dataclass

from outreach.actions.insights.weeks import Weeks

LONGEST = 240  # of a lying bar, in units of its drawing
WIDE, TOP, FLOOR = 520, 24, 124  # of the drawing of weeks
BROAD, OF_STEP = 34, 0.66  # a standing bar at most, and its part of the room it has
WORD = 64  # the room that the name of a week takes


@dataclass(frozen=True)
class Lying:
    """A row of a table: its name, its number, a note, and the length of its bar."""

    name: str
    count: int
    note: str
    length: str


@dataclass(frozen=True)
class Standing:
    """A bar for a week: where it stands, its middle, and the name beneath it, "" where there is no room."""

    count: int
    x: str
    y: str
    width: str
    height: str
    middle: str
    over: str
    name: str


@dataclass(frozen=True)
class Drawing:
    """The bars, and the height of the line of the aim, "" for none."""

    bars: list[Standing]
    aim: str


def lying(rows: Iterable[tuple[str, int, str]]) -> list[Lying]:
    """A bar for each name, number and note; the greatest number has the longest."""
    found = list(rows)
    most = max((count for _, count, _ in found), default=0) or 1
    return [Lying(name, count, note, f"{LONGEST * count / most:.1f}") for name, count, note in found]


def standing(weeks: Weeks, *, aim: int | None) -> Drawing:
    """A bar for each week, and the line of the aim, which is for weeks alone."""
    line = aim if aim and weeks.unit == "week" else 0
    unit = (FLOOR - TOP) / max(1, line, *(span.talks for span in weeks.spans))
    step = WIDE / max(1, len(weeks.spans))
    width, each = min(BROAD, step * OF_STEP), max(1, -int(-WORD // step))
    bars = []
    for number, span in enumerate(weeks.spans):
        middle, height = step * (number + 0.5), max(2, unit * span.talks)
        bars.append(
            Standing(
                count=span.talks,
                x=f"{middle - width / 2:.1f}",
                y=f"{FLOOR - height:.1f}",
                width=f"{width:.1f}",
                height=f"{height:.1f}",
                middle=f"{middle:.1f}",
                over=f"{FLOOR - height - 7:.1f}",
                name=span.name if (len(weeks.spans) - 1 - number) % each == 0 else "",
            )
        )
    return Drawing(bars, f"{FLOOR - unit * line:.1f}" if line else "")
