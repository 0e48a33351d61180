"""What must be known and is not: cells of Explore's table of which there is a hint at most."""

from dataclasses import dataclass

from accounts.models import User
from interviews.actions.matrix import Cell, rows_of
from interviews.actions.solidity import Level
from interviews.actions.suggesting import paths_of
from interviews.models import InformationGap, Interview

SHOWN = 3


@dataclass(frozen=True)
class Unknown:
    """A question on a path, and whether it is among those of the talk that was named."""

    cell: Cell
    is_in_talk: bool


def still_unknown(owner: User, *, talk: Interview | None) -> list[Unknown]:
    """SHOWN of them: what `talk` is to tell comes first, then that of which least is known. At most eight queries."""
    must = list(owner.informationgaps.active().filter(importance=InformationGap.Importance.MUST))
    paths = list(owner.careerpaths.active()) if must else []
    cells = [cell for _, row in rows_of(owner, paths, must) for cell in row if _is_unknown(cell)] if paths else []
    asked = _asked_in(talk) if talk and cells else set()
    found = [Unknown(cell, (cell.gap.pk, cell.path.pk) in asked) for cell in cells]
    return sorted(found, key=lambda one: (not one.is_in_talk, one.cell.level))[:SHOWN]


def _is_unknown(cell: Cell) -> bool:
    return not cell.is_answered and cell.level <= Level.HINT


def _asked_in(talk: Interview) -> set[tuple[int, int]]:
    """What its questions are about, by the ids of gap and path, on each path of which those in it can speak."""
    gaps = {question.gap_id for question in talk.questions.all() if question.gap_id and not question.asked_at}
    people = [seat.contact for seat in talk.interviewees.all()] if gaps else []
    return {(gap, path.pk) for path in paths_of(talk, people) for gap in gaps} if gaps else set()
