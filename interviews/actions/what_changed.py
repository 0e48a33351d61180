"""What each takeaway of a talk changed: how solid an answer became by it, and with whom it disagrees."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Value
from django.db.models.functions import Coalesce, NullIf

from interviews.actions.solidity import Level, Tally
from interviews.models import Interview, Takeaway
from interviews.querysets.evidence import voice

FIRST_HAND, FOR, AGAINST = Takeaway.Strength.FIRST_HAND, Takeaway.Speaks.FOR, Takeaway.Speaks.AGAINST
OTHER = {FOR: AGAINST, AGAINST: FOR}
BECAME = {Level.HINT: "first hint", Level.TWO_SOURCES: "second source", Level.SOLID: "now solid"}
KEYS = ("pk", "voice", "organization", "strength", "speaks", "name")
Pair = tuple[int, int]  # the ids of a gap and of a path


@dataclass(frozen=True)
class Piece:
    """What counts of a piece of evidence; `voice` is who said it, as interviews.querysets.evidence.voice has it."""

    pk: int
    pair: Pair
    voice: int = 0
    organization: int | None = None
    strength: str = ""
    speaks: str = ""
    name: str = ""


@dataclass(frozen=True)
class Learned:
    """A takeaway, how solid the answer is to which it speaks (None: to none), and in words what it changed."""

    row: Takeaway
    level: Level | None = None
    words: str = ""

    @property
    def disagrees(self) -> bool:
        """Whether it says something else than others who know it first-hand."""
        return self.words.startswith("disagrees")


def learned_in(interview: Interview) -> tuple[list[Learned], set[Pair]]:
    """The takeaways of a talk with what each changed, and the pairs on which two independent sources agree now.

    Two queries, however many there are.
    """
    rows = list(interview.takeaways.select_related("path", "gap", "said_by"))
    pieces: dict[Pair, list[Piece]] = {}
    for piece in _pieces(interview, {(row.gap_id, row.path_id) for row in rows if row.gap_id and row.path_id}):
        pieces.setdefault(piece.pair, []).append(piece)
    agreed = {pair for pair, said in pieces.items() if tally(said).agrees}
    return [_learned(row, pieces.get((row.gap_id or 0, row.path_id or 0), [])) for row in rows], agreed


def tally(pieces: Iterable[Piece]) -> Tally:
    """The same that TakeawayQuerySet.tallies() counts, of pieces of one pair."""
    said = list(pieces)
    first = [piece for piece in said if piece.strength == FIRST_HAND]
    return Tally(
        voices=len({piece.voice for piece in said}),
        beyond_hearsay=sum(piece.strength != Takeaway.Strength.HEARSAY for piece in said),
        first_hand_organizations=_places(first),
        organizations_for=_places(piece for piece in first if piece.speaks == FOR),
        organizations_against=_places(piece for piece in first if piece.speaks == AGAINST),
        organizations_neither=_places(piece for piece in first if piece.speaks == Takeaway.Speaks.NEUTRAL),
        voices_for=len({piece.voice for piece in first if piece.speaks == FOR}),
        voices_against=len({piece.voice for piece in first if piece.speaks == AGAINST}),
        voices_either_way=len({piece.voice for piece in first if piece.speaks in OTHER}),
    )


def _places(pieces: Iterable[Piece]) -> int:
    return len({piece.organization for piece in pieces if piece.organization})


def change(piece: Piece, earlier: Sequence[Piece]) -> str:
    """In words what `piece` changed of what was known by the `earlier` ones; "" for nothing."""
    before, after = tally(earlier).level, tally([*earlier, piece]).level
    if after == Level.DISAGREE:
        if piece.strength != FIRST_HAND or piece.speaks not in OTHER:
            return ""
        theirs = [one for one in earlier if one.strength == FIRST_HAND and one.speaks == OTHER[piece.speaks]]  # type: ignore[index]
        others = [one.name or "another talk" for one in theirs if one.voice != piece.voice]
        return f"disagrees with {others[-1]}" if others else ""
    return BECAME[after] if after > before and before != Level.DISAGREE else ""


def _learned(row: Takeaway, pieces: Sequence[Piece]) -> Learned:
    mine = next((piece for piece in pieces if piece.pk == row.pk), None)
    if mine is None:
        return Learned(row)
    return Learned(row, tally(pieces).level, change(mine, [piece for piece in pieces if piece.pk < row.pk]))


def _pieces(interview: Interview, pairs: set[Pair]) -> list[Piece]:
    """All evidence of these pairs, from any talk, in the order in which it was written down."""
    gaps, paths = {gap for gap, _ in pairs}, {path for _, path in pairs}
    rows = interview.owner.takeaways.filter(gap__in=gaps, path__in=paths).order_by("pk")
    columns = ["gap", "path", "pk", voice(), "said_by__organization", "strength", "speaks"]
    names = Coalesce(NullIf("said_by__given_name", Value("")), "said_by__display_name", Value(""))
    found = (
        Piece(pair=(gap, path), **dict(zip(KEYS, said, strict=True)))
        for gap, path, *said in rows.values_list(*columns, names)
    )
    return [piece for piece in found if piece.pair in pairs]
