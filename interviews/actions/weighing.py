"""The weighted table as it is now: scores, what they rest on, totals, places, and what the order hangs on."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from accounts.models import User
from accounts.words import in_a_row
from contacts.models import CareerPath
from interviews.actions.sensitivity import WHOLE, Swing, shares, swings, total
from interviews.models import Criterion, Score

STANCES = CareerPath.Stance
BY_STANCE = [STANCES.LEANING_IN, STANCES.PLAN_B, STANCES.UNDECIDED, STANCES.TOO_EARLY, STANCES.DROPPED]
NAMED = 2  # criteria without a source that are named


@dataclass(frozen=True)
class Cell:
    """A path by a criterion: the score, where there is one, and how many voices it rests on."""

    path: CareerPath
    score: Score | None
    sources: int


@dataclass(frozen=True)
class Row:
    """A criterion, its share of the whole in per cent, and each path by it."""

    criterion: Criterion
    share: Fraction
    cells: list[Cell]


@dataclass(frozen=True)
class Standing:
    """A path in the table: its total and place where it has every score; the voices behind its scores."""

    path: CareerPath
    scored: int
    total: Fraction | None
    rank: int | None
    sources: int
    unfounded: list[str]  # the criteria by which it has a score that rests on nobody

    @property
    def confidence(self) -> str:
        """What the scores rest on, in words."""
        if not self.sources:
            return "rests on no evidence yet"
        said = f"rests on {self.sources} source{'' if self.sources == 1 else 's'}"
        if not self.unfounded:
            return said
        more = len(self.unfounded) - NAMED
        names = [*self.unfounded[:NAMED], f"{more} more"] if more > 0 else self.unfounded
        return f"{said}; {in_a_row(names)} on none"


@dataclass(frozen=True)
class Table:
    """All of it; `swings` has one for each row, about the paths of `ranked`, which have every score."""

    rows: list[Row]
    standings: list[Standing]
    weight: int  # what the weights add up to

    @property
    def ranked(self) -> list[Standing]:
        """Those with a total."""
        return [one for one in self.standings if one.total is not None]

    @cached_property
    def swings(self) -> list[tuple[Row, Swing]]:
        """What the order hangs on, criterion by criterion; none where there are no two paths to compare."""
        if len(self.ranked) < 2:
            return []
        wanted = {one.path.pk for one in self.ranked}
        columns = zip(*[[cell for cell in row.cells if cell.path.pk in wanted] for row in self.rows], strict=True)
        scores = [[cell.score.value for cell in column if cell.score] for column in columns]
        found = swings([row.criterion.weight for row in self.rows], scores)
        return list(zip(self.rows, found, strict=True))

    @property
    def disagreement(self) -> str:
        """Where the gut says something else than the table, in words; "" where it does not, or is not known."""
        felt = [(one, one.path.gut) for one in self.ranked if one.path.gut]
        leaders = [(one, gut) for one, gut in felt if one.rank == 1]
        if len(felt) < 2 or not leaders:
            return ""
        best, most = max(felt, key=lambda pair: pair[1])
        leader, its = max(leaders, key=lambda pair: pair[1])
        if most > its:
            return f"The table puts {leader.path} first, your gut {best.path}."
        if its <= CareerPath.Gut.RATHER_NOT:
            return f"The table puts {leader.path} first; your gut says yes to none of them."
        return ""


def in_points(total: Fraction) -> str:
    """A total with two decimals, such as "3.45"; half a hundredth counts as one."""
    return f"{int(total * 100 + Fraction(1, 2)) / 100:.2f}"


def percent(share: Fraction) -> str:
    """Such as "25 %", "33.3 %"; what is neither 0 nor 100 is shown as neither."""
    tenths = int(share * 10 + Fraction(1, 2))
    if 0 < share < WHOLE:
        tenths = min(10 * WHOLE - 1, max(1, tenths))
    whole, part = divmod(tenths, 10)
    return f"{whole}{f'.{part}' if part else ''}\N{NO-BREAK SPACE}%"


def paths_by_stance(owner: User) -> list[CareerPath]:
    """The paths under exploration: those that the user leans to first, those dropped last."""
    return sorted(owner.careerpaths.active(), key=lambda path: BY_STANCE.index(STANCES(path.stance)))


def read_table(owner: User) -> Table:
    """The table of the user's criteria and paths. Four queries."""
    criteria, paths = list(owner.criteria.active()), paths_by_stance(owner)
    scores = {(one.criterion_id, one.path_id): one for one in owner.scores.filter(criterion__trashed_at=None)}
    voices: dict[int, set[int]] = defaultdict(set)
    for score, voice in owner.score_evidence.voices():
        voices[score].add(voice)
    weights = [criterion.weight for criterion in criteria]
    rows = [
        Row(criterion, share * WHOLE, [_cell(path, scores.get((criterion.pk, path.pk)), voices) for path in paths])
        for criterion, share in zip(criteria, shares(weights) if criteria else [], strict=True)
    ]
    standings = [_standing(path, number, rows, voices) for number, path in enumerate(paths)]
    return Table(rows, placed(standings), sum(weights))


def placed(standings: Sequence[Standing]) -> list[Standing]:
    """The same with their places; those with the same total share one."""
    totals = [one.total for one in standings if one.total is not None]
    return [
        Standing(**vars(one) | {"rank": 1 + sum(other > one.total for other in totals)})
        if one.total is not None
        else one
        for one in standings
    ]


def _cell(path: CareerPath, score: Score | None, voices: dict[int, set[int]]) -> Cell:
    return Cell(path, score, len(voices[score.pk]) if score else 0)


def _standing(path: CareerPath, number: int, rows: list[Row], voices: dict[int, set[int]]) -> Standing:
    """A path without its place."""
    scores = [(row.criterion, row.cells[number].score) for row in rows]
    there = [(criterion, score) for criterion, score in scores if score]
    is_whole = bool(there) and len(there) == len(rows)
    weights = [criterion.weight for criterion, _ in there]
    return Standing(
        path=path,
        scored=len(there),
        total=total(weights, [score.value for _, score in there]) if is_whole else None,
        rank=None,
        sources=len(set().union(*(voices[score.pk] for _, score in there))),
        unfounded=[criterion.name for criterion, score in there if not voices[score.pk]],
    )
