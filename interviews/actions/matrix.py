"""Explore's table: what is known of each question to answer on each path, and how solid it is."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.db.models.functions import Left

from accounts.models import User
from contacts.models import CareerPath
from interviews.actions.solidity import NOTHING, Level, tallied
from interviews.models import GapAnswer, InformationGap

SHOWN = 160  # letters of a cell's words


@dataclass(frozen=True)
class Cell:
    """One question on one path: the answer so far, in the user's own words (`is_own`), else what was heard last."""

    gap: InformationGap
    path: CareerPath
    level: Level = Level.NOTHING
    text: str = ""
    is_own: bool = False
    is_answered: bool = False
    is_reopened: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all is known."""
        return not (self.level or self.text or self.is_answered)


@dataclass(frozen=True)
class Matrix:
    """The table: a column for each of `paths`, with the talks held about it (by its id), and a row for each gap."""

    paths: list[CareerPath]
    talks: Counter[int]
    talks_held: int
    rows: list[tuple[InformationGap, list[Cell]]]

    @property
    def cells(self) -> list[Cell]:
        """All of them, row by row."""
        return [cell for _, cells in self.rows for cell in cells]

    def thinnest(self) -> CareerPath | None:
        """The path of which least is known; None where several share that, or there is but one."""
        blank = Counter({path.pk: 0 for path in self.paths})
        blank.update(cell.path.pk for cell in self.cells if not cell.level)
        first, second = (*sorted(self.paths, key=lambda path: -blank[path.pk])[:2], None, None)[:2]
        return first if first and second and blank[first.pk] > blank[second.pk] else None


def matrix_of(owner: User, *, now: datetime) -> Matrix:
    """All active paths, the questions that are not removed, and what is known of them. Six queries."""
    paths, gaps = list(owner.careerpaths.active()), list(owner.informationgaps.active())
    held = owner.interviews.asked_and_held(now)
    about = owner.interviewpaths.filter(interview__in=held, path__in=paths).values_list("path", "interview")
    talks = list(about.order_by())
    cells = _cells(owner, paths, gaps)
    rows = [(gap, [cells.get((gap.pk, path.pk)) or Cell(gap, path) for path in paths]) for gap in gaps]
    return Matrix(paths, Counter(path for path, _ in talks), len({talk for _, talk in talks}), rows)


def _cells(owner: User, paths: list[CareerPath], gaps: list[InformationGap]) -> dict[tuple[int, int], Cell]:
    """Those of which anything is known, by the ids of gap and path. Three queries."""
    on, of = {path.pk: path for path in paths}, {gap.pk: gap for gap in gaps}
    pairs = owner.gapanswers.filter(path__in=on, gap__in=of)
    said = {
        (gap, path): (text, state, reopened)
        for gap, path, state, reopened, text in pairs.values_list(
            "gap", "path", "state", "is_reopened", Left("answer", SHOWN + 1)
        )
    }
    counted = list(owner.takeaways.filter(path__in=on, gap__in=of).tallies().annotate(newest=Max("pk")))
    tallies = tallied(counted)
    newest = {(row["gap"], row["path"]): row["newest"] for row in counted}
    silent = [pk for pair, pk in newest.items() if not said.get(pair, ("",))[0]]
    heard = dict(owner.takeaways.filter(pk__in=silent).values_list("pk", Left("text", SHOWN + 1)))
    found = {}
    for gap, path in {**said, **tallies}:
        own, state, reopened = said.get((gap, path), ("", GapAnswer.State.OPEN, False))
        found[gap, path] = Cell(
            gap=of[gap],
            path=on[path],
            level=tallies.get((gap, path), NOTHING).level,
            text=_short(own or heard.get(newest.get((gap, path)), "")),
            is_own=bool(own),
            is_answered=state == GapAnswer.State.ANSWERED,
            is_reopened=reopened,
        )
    return found


def _short(text: str) -> str:
    """On one line, and no longer than a cell has room for."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1].rstrip()}…"
