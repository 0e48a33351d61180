"""Tables as text: which character parts the cells, and the records; a bad quotation mark costs a row, not the file."""

import csv
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import takewhile

DELIMITERS = {",": "Comma", ";": "Semicolon", "\t": "Tab", "|": "Vertical bar"}
SEP = re.compile(r"\s*\"?sep=(.)\"?\s*", re.IGNORECASE)  # what Excel reads in the first line
MOST_OPEN = 30  # lines that one mark that is never closed costs; more are rather people of whom only the name is known
LONGEST_CELL = 1_000_000  # characters
csv.field_size_limit(LONGEST_CELL)  # for the whole process; a note may be longer than csv's own 131,072


@dataclass(frozen=True)
class Record:
    """The cells of a record, None where a quotation mark is never closed or, if `is_long`, a cell has no end in sight.

    Also the line in which it begins, and its text.
    """

    line: int
    cells: list[str] | None
    raw: str
    is_long: bool = False


def records(lines: Iterable[str], delimiter: str, *, width: int = 0, exact: bool = False) -> Iterator[Record]:
    """Each record; lines without any text are none, nor are the rules in tables of bars.

    Blanks before a quotation mark count for nothing unless `exact`.

    A mark that is never closed takes lines until the next mark, which then stands where none may, or until the end:
    all but the first, and what follows it without any delimiter, are read again. No line is read a third time, as what
    ends such a run is itself such a mark. With a `width` given, a record over several lines is not believed where
    lines of it are records by themselves: then, too, a mark in the first was not meant to open.
    """
    source, waiting, at = iter(lines), deque[str](), 0
    while (first := waiting.popleft() if waiting else next(source, None)) is not None:
        at += 1
        if '"' not in first:
            plain = first.rstrip("\r\n")
            if (delimiter in plain or plain.strip()) and not (delimiter == "|" and is_rule(plain)):
                yield Record(at, plain.split(delimiter), first)
            continue
        taken = [first]
        cells, is_long = cells_of(taken, waiting, source, delimiter, exact=exact)
        if cells is not None and width and len(taken) > 1 and is_swallowed(cells, taken, delimiter, width):
            cells = None
        if cells is None:
            rest = taken[len(unparted(taken, delimiter)) if width > 1 else 1 :]
            waiting.extendleft(reversed(rest))
            del taken[len(taken) - len(rest) :]
        yield Record(at, cells, "".join(taken), is_long)
        at += len(taken) - 1


def is_rule(line: str) -> bool:
    """Whether a line only parts others, as in Markdown (|---|:-:|), Org (|---+---|) and grids (+===+===+)."""
    return ("-" in line or "=" in line) and not line.strip(" \t|:+-=")


def unparted(taken: Sequence[str], delimiter: str) -> list[str]:
    """The first line and those behind it that are no records, but how a text goes on."""
    return [taken[0], *takewhile(lambda line: delimiter not in line, taken[1:MOST_OPEN])]


def is_swallowed(cells: Sequence[str], taken: Sequence[str], delimiter: str, width: int) -> bool:
    """Whether the lines of a record are rather several records; a short one may only lack its last cells."""
    parted = [line.count(delimiter) + 1 for line in taken]
    if width <= len(cells) <= width + 1:
        return width > 2 and parted[0] == parted[-1] == width
    return max(parted if len(cells) < width else parted[1:]) >= max(width, 2)


def cells_of(
    taken: list[str], waiting: deque[str], source: Iterator[str], delimiter: str, *, exact: bool
) -> tuple[list[str] | None, bool]:
    """The record that begins with the line in `taken`, where others that it needs are added; None if it never ends.

    And whether that is because of a cell longer than LONGEST_CELL.
    """
    is_long = False

    def more() -> Iterator[str]:
        yield taken[0]
        while (line := waiting.popleft() if waiting else next(source, None)) is not None:
            taken.append(line)
            yield line

    try:
        return next(csv.reader(more(), delimiter=delimiter, skipinitialspace=not exact, strict=True)), False
    except csv.Error as error:
        is_long = "field limit" in str(error)
    except StopIteration:
        pass
    # Marks within one line, as in "Jane" Doe, are read as well as can be; an open one takes the line's end with it.
    alone = [taken[0].rstrip("\r\n") + "\n"]
    with suppress(csv.Error, StopIteration):
        cells = next(csv.reader(alone, delimiter=delimiter, skipinitialspace=not exact))
        return (None if cells and cells[-1].endswith("\n") else cells), is_long
    return None, is_long


def find_delimiter(lines: Sequence[str]) -> str:
    """The one that `sep=` names, else the one by which the most rows have one width; "" if none parts anything."""
    if lines and (said := SEP.fullmatch(lines[0])):
        return said[1]
    best, most = "", (0, 0)
    for delimiter in DELIMITERS:
        widths = Counter(len(r.cells) for r in records(lines, delimiter) if r.cells and len(r.cells) > 1)
        if widths:
            width, rows = max(widths.items(), key=lambda found: (found[1], found[0]))
            if (rows, width) > most:
                best, most = delimiter, (rows, width)
    return best
