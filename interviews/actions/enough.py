"""Whether enough people were talked with about a path (PRODUCT.md, defaults from practice), and who is missing."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from django.db.models import Count, Exists, F, OuterRef

from accounts.models import User
from accounts.words import in_a_row
from contacts.models import CareerPath
from interviews.models import GapAnswer

TALKS, ORGANIZATIONS, LAST = 3, 2, 2  # talks and organizations to compare by; so many that close nothing are enough
NUMBERS = {1: "one", 2: "two", 3: "three"}


class Reach(StrEnum):
    """How far the talks about a path reach."""

    THIN = "thin"
    ONE_SIDED = "one-sided"
    COMPARABLE = "comparable"
    SATURATED = "saturated"


@dataclass(frozen=True)
class Talk:
    """What one talk adds: where its people work (ids), whether one of them has left the path, how much it closed."""

    organizations: frozenset[int] = frozenset()
    has_left: bool = False
    closed: int = 0


@dataclass(frozen=True)
class Enough:
    """How far the talks reach; `missing` says in words what would make them reach further."""

    reach: Reach
    talks: int
    missing: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """Such as "Thin: 2 talks", "3 talks, but somebody who left is missing"."""
        count = f"{self.talks or 'no'} talk{'' if self.talks == 1 else 's'}"
        if self.reach == Reach.ONE_SIDED:
            return f"{count}, but {in_a_row(self.missing)} {'is' if len(self.missing) == 1 else 'are'} missing"
        return f"{self.reach.capitalize()}: {count}"

    @property
    def wanted(self) -> str:
        """What is missing, in a row, where `words` do not say it; "" for nothing."""
        return in_a_row(self.missing) if self.reach != Reach.ONE_SIDED else ""


def judge(talks: Sequence[Talk], *, ever_closed: bool) -> Enough:
    """What the talks about one path, the first one first, come to; `ever_closed`: a question was ever closed on it.

    Where none ever was, talks that close nothing say only that nobody has written down an answer.
    """
    places = frozenset().union(*(talk.organizations for talk in talks))
    missing = _more(TALKS - len(talks), "talk") + _more(ORGANIZATIONS - len(places), "organization")
    if not any(talk.has_left for talk in talks):
        missing.append("somebody who left")
    if len(talks) < TALKS:
        return Enough(Reach.THIN, len(talks), missing)
    if ever_closed and not any(talk.closed for talk in talks[-LAST:]):
        return Enough(Reach.SATURATED, len(talks), missing)
    return Enough(Reach.ONE_SIDED if missing else Reach.COMPARABLE, len(talks), missing)


def _more(number: int, what: str) -> list[str]:
    return [f"{NUMBERS[number]} more {what}{'' if number == 1 else 's'}"] if number > 0 else []


def enough_of_paths(owner: User, paths: Collection[CareerPath], *, now: datetime) -> dict[int, Enough]:
    """For each of the paths, by id, how far the talks about it reach that the user asked for. Two queries."""
    answers = owner.gapanswers.filter(path__in=paths, state=GapAnswer.State.ANSWERED, gap__trashed_at=None)
    closed = {(row[0], row[1]): row[2] for row in answers.values_list("path", "closed_by").annotate(Count("pk"))}
    return _judged(owner, paths, closed, now=now)


def enough_of_path(path: CareerPath, answers: Iterable[GapAnswer], *, now: datetime) -> Enough:
    """The same of one path, of which all the `answers` are known. One query."""
    closed = Counter((path.pk, row.closed_by_id) for row in answers if row.state == GapAnswer.State.ANSWERED)
    return _judged(path.owner, [path], closed, now=now)[path.pk]


def _judged(
    owner: User, paths: Collection[CareerPath], closed: Mapping[tuple[int, int | None], int], *, now: datetime
) -> dict[int, Enough]:
    """By the path's id; `closed` says how many questions each talk (None: no talk) closed on a path."""
    seats = list(_seats(owner, paths, now=now))
    talks: dict[int, list[Talk]] = {path.pk: [] for path in paths}
    for (path, interview), group in groupby(seats, key=lambda seat: seat[:2]):
        people = list(group)
        places = frozenset(place for _, _, place, _ in people if place)
        talks[path].append(Talk(places, any(left for *_, left in people), closed.get((path, interview), 0)))
    ever_closed = {path for path, talk in closed if talk}
    return {path: judge(rows, ever_closed=path in ever_closed) for path, rows in talks.items()}


def _seats(
    owner: User, paths: Collection[CareerPath], *, now: datetime
) -> Collection[tuple[int, int, int | None, bool]]:
    """Path, interview, organization, whether they have left the path: one row a person, the first talk first."""
    left = owner.contactpaths.filter(
        contact=OuterRef("interview__interviewees__contact"), path=OuterRef("path"), has_left=True
    )
    rows = owner.interviewpaths.filter(path__in=paths, interview__in=owner.interviews.asked_and_held(now))
    return rows.order_by("path", F("interview__starts_at").asc(nulls_first=True), "interview").values_list(
        "path", "interview", "interview__interviewees__contact__organization", Exists(left)
    )
