"""What the user has heard, felt and not yet learned of each path, side by side."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from contacts.models import CareerPath
from interviews.actions.enough import Enough, enough_of_paths
from interviews.actions.solidity import NOTHING, Level, tallied
from interviews.actions.weighing import paths_by_stance
from interviews.models import GapAnswer, InformationGap, Takeaway

MOST = 4  # pieces of evidence on each side
MOST_OPEN = 3
Speaks = Takeaway.Speaks
STRONGEST = {Level.DISAGREE: -1}  # what sources disagree on is more open than what one hint is known of


@dataclass(frozen=True)
class Side:
    """What speaks for a path, or against it: the strongest evidence, and how much more there is."""

    pieces: list[Takeaway]
    more: int


@dataclass(frozen=True)
class Open:
    """A question without an answer, and how solid what is known of it is."""

    gap: InformationGap
    level: Level


@dataclass(frozen=True)
class Card:
    """One path: its talks and what they felt like (the oldest first), both sides, what is open."""

    path: CareerPath
    talks: int
    feelings: list[int]
    answered: int
    questions: int
    good: Side
    bad: Side
    open: list[Open]
    open_more: int
    open_musts: int
    enough: Enough

    @property
    def open_count(self) -> int:
        """How many questions have no answer."""
        return len(self.open) + self.open_more


@dataclass(frozen=True)
class Picture:
    """All paths, those dropped apart, and how many talks they come from."""

    cards: list[Card]
    dropped: list[Card]
    talks: int


def draw_picture(owner: User, *, now: datetime) -> Picture:
    """What the user knows of each path under exploration. Eight queries."""
    paths = paths_by_stance(owner)
    talks, sides, enough = _talks(owner, now=now), _sides(owner), enough_of_paths(owner, paths, now=now)
    gaps = list(owner.informationgaps.active())
    answered = set(owner.gapanswers.filter(state=GapAnswer.State.ANSWERED).values_list("gap", "path"))
    levels = {pair: tally.level for pair, tally in tallied(owner.takeaways.tallies()).items()}
    cards = []
    for path in paths:
        left = [
            Open(gap, levels.get((gap.pk, path.pk), NOTHING.level)) for gap in gaps if (gap.pk, path.pk) not in answered
        ]
        left.sort(key=_openness)
        feelings = [feeling for _, feeling in talks[path.pk] if feeling]
        cards.append(
            Card(
                path=path,
                talks=len(talks[path.pk]),
                feelings=feelings,
                answered=len(gaps) - len(left),
                questions=len(gaps),
                good=_side(sides[path.pk, Speaks.FOR]),
                bad=_side(sides[path.pk, Speaks.AGAINST]),
                open=left[:MOST_OPEN],
                open_more=max(0, len(left) - MOST_OPEN),
                open_musts=sum(one.gap.importance == InformationGap.Importance.MUST for one in left),
                enough=enough[path.pk],
            )
        )
    held = {talk for path in paths for talk, _ in talks[path.pk]}
    dropped = CareerPath.Stance.DROPPED
    return Picture(
        [card for card in cards if card.path.stance != dropped],
        [card for card in cards if card.path.stance == dropped],
        len(held),
    )


def _openness(one: Open) -> tuple[bool, int]:
    """What must be known first, and of it what least is known of."""
    return one.gap.importance != InformationGap.Importance.MUST, STRONGEST.get(one.level, one.level)


def _talks(owner: User, *, now: datetime) -> dict[int, list[tuple[int, int | None]]]:
    """By path the talks that were held, the oldest first, with what each felt like."""
    found: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
    held = owner.interviewpaths.filter(interview__in=owner.interviews.asked_and_held(now))
    rows = held.order_by("interview__ends_at", "interview").values_list("path", "interview", "interview__feeling")
    for path, talk, feeling in rows:
        found[path].append((talk, feeling))
    return found


def _sides(owner: User) -> dict[tuple[int | None, str], list[Takeaway]]:
    """By path and side the strongest evidence."""
    found: dict[tuple[int | None, str], list[Takeaway]] = defaultdict(list)
    for piece in owner.takeaways.strongest(MOST):
        found[piece.path_id, piece.speaks].append(piece)
    return found


def _side(pieces: list[Takeaway]) -> Side:
    return Side(pieces, max((piece.in_all for piece in pieces), default=0) - len(pieces))
