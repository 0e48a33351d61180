"""What must be known and is not: a question on a path of which there is a hint at most."""

from dataclasses import dataclass

from accounts.models import User
from contacts.models import CareerPath
from interviews.actions.solidity import NOTHING, Level, tallied
from interviews.actions.suggesting import paths_of
from interviews.models import GapAnswer, InformationGap, Interview

SHOWN = 3


@dataclass(frozen=True)
class Unknown:
    """A question on a path, how solid what was heard is, and whether it is among those of the talk that was named."""

    gap: InformationGap
    path: CareerPath
    level: Level
    is_in_talk: bool


def still_unknown(owner: User, *, talk: Interview | None) -> list[Unknown]:
    """SHOWN of them: what `talk` is to tell comes first, then that of which least is known. At most seven queries."""
    gaps = list(owner.informationgaps.active().filter(importance=InformationGap.Importance.MUST))
    paths = list(owner.careerpaths.active()) if gaps else []
    if not paths:
        return []
    closed = owner.gapanswers.filter(gap__in=gaps, path__in=paths, state=GapAnswer.State.ANSWERED)
    answered = set(closed.values_list("gap", "path"))
    tallies = tallied(owner.takeaways.filter(gap__in=gaps, path__in=paths).tallies())
    asked = _asked_in(talk) if talk else set()
    found = [
        Unknown(gap, path, tallies.get((gap.pk, path.pk), NOTHING).level, (gap.pk, path.pk) in asked)
        for gap in gaps
        for path in paths
        if (gap.pk, path.pk) not in answered
    ]
    left = [one for one in found if one.level <= Level.HINT]
    return sorted(left, key=lambda one: (not one.is_in_talk, one.level))[:SHOWN]


def _asked_in(talk: Interview) -> set[tuple[int, int]]:
    """What its questions are about, by the ids of gap and path, on each path of which those in it can speak."""
    gaps = {question.gap_id for question in talk.questions.all() if question.gap_id and not question.asked_at}
    people = [seat.contact for seat in talk.interviewees.all()] if gaps else []
    return {(gap, path.pk) for path in paths_of(talk, people) for gap in gaps} if gaps else set()
