"""How the order of paths hangs on each weight, in words and as what a drawing needs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from accounts.words import in_a_row
from interviews.actions.sensitivity import WHOLE, Change, Swing
from interviews.actions.weighing import Row, Table, percent

LEFT, RIGHT, TOP, BOTTOM = 16, 204, 12, 164  # of the field, in units of the drawing
LABEL_GAP, LABEL_CHARS = 13, 17
LOWEST, HIGHEST = 1, 5


@dataclass(frozen=True)
class DrawnLine:
    """A path's line from end to end, where its name stands, and its total at nothing, today and at all."""

    name: str
    short: str
    colour: int
    again: bool  # another line has this colour already
    start: str
    end: str
    label: str
    totals: tuple[Fraction, Fraction, Fraction]


@dataclass(frozen=True)
class Chart:
    """One criterion: what is said of it, and the drawing of the same."""

    row: Row
    words: list[str]
    lines: list[DrawnLine]
    dots: list[tuple[str, str]]
    today: str


def charts_of(table: Table) -> list[Chart]:
    """One for each criterion."""
    paths = [one.path for one in table.ranked]
    names = [path.name for path in paths]
    found = []
    for row, swing in table.swings:
        ends = _spread([_y(line.at_100) for line in swing.lines])
        lines = []
        for number, (path, line) in enumerate(zip(paths, swing.lines, strict=True)):
            lines.append(
                DrawnLine(
                    name=path.name,
                    short=path.name if len(path.name) <= LABEL_CHARS else f"{path.name[: LABEL_CHARS - 1]}…",
                    colour=path.colour,
                    again=any(other.colour == path.colour for other in paths[:number]),
                    start=f"{_y(line.at_0):.1f}",
                    end=f"{_y(line.at_100):.1f}",
                    label=f"{ends[number]:.1f}",
                    totals=(line.at_0, line.at(swing.weight), line.at_100),
                )
            )
        dots = [(f"{_x(at):.1f}", f"{_y(height):.1f}") for at, height in swing.crossings]
        found.append(Chart(row, sentences(row.criterion.name, swing, names), lines, dots, f"{_x(swing.weight):.1f}"))
    return found


def sentences(criterion: str, swing: Swing, names: Sequence[str]) -> list[str]:
    """What changes when the criterion weighs more, and when it weighs less."""
    said = []
    for side, order, first in (
        ("above", swing.order_above, swing.first_above),
        ("under", swing.order_below, swing.first_below),
    ):
        if order and not (first and first.at == order.at):
            said.append(f"The order changes when {criterion} is {side} {percent(order.at)}.")
        if first:
            leaders = [names[place] for place in first.first]
            verb = "leads" if len(leaders) == 1 else "lead together"
            said.append(f"{in_a_row(leaders)} {verb} as soon as {criterion} is {side} {percent(first.at)}.")
    return said or [f"Nothing changes, whatever {criterion} weighs."]


def least_change(swings: Iterable[tuple[Row, Swing]]) -> str:
    """The smallest change of one weight that changes the order, in words; "" where none does."""
    found: list[tuple[Fraction, str]] = []
    for row, swing in swings:
        for side, change in (("above", swing.order_above), ("under", swing.order_below)):
            if change:
                found.append((abs(change.at - swing.weight), _least(row, change, swing, side)))
    return min(found, key=lambda pair: pair[0])[1] if found else ""


def _least(row: Row, change: Change, swing: Swing, side: str) -> str:
    return f"{row.criterion} {side} {percent(change.at)}; it weighs {percent(swing.weight)}"


def _x(weight: Fraction) -> float:
    return float(LEFT + (RIGHT - LEFT) * weight / WHOLE)


def _y(total: Fraction) -> float:
    return float(BOTTOM - (BOTTOM - TOP) * (total - LOWEST) / (HIGHEST - LOWEST))


def _spread(heights: Sequence[float]) -> list[float]:
    """Where names stand beside lines that end at these heights: near them, in their order, none on another."""
    places = [0.0] * len(heights)
    floor = TOP - 4.0
    for number in sorted(range(len(heights)), key=heights.__getitem__):
        floor = places[number] = max(heights[number], floor)
        floor += LABEL_GAP
    ceiling = float(BOTTOM + 4)
    for number in sorted(range(len(heights)), key=places.__getitem__, reverse=True):
        ceiling = places[number] = min(places[number], ceiling)
        ceiling -= LABEL_GAP
    return places
