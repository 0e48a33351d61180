"""Keeping a piece of evidence, and what it does to the answer that it speaks to."""

from django.db import transaction
from django.db.models import F

from accounts.models import User
from contacts.models import CareerPath
from interviews.actions.solidity import NOTHING, Level, Tally, tallied
from interviews.models import GapAnswer, InformationGap, Interview, Takeaway


@transaction.atomic
def keep_evidence(piece: Takeaway) -> Takeaway:
    """Save `piece`, new or changed; an answered question is open again where it makes first-hand sources disagree.

    The current answer stays as the user wrote it, and it is theirs to close again.
    """
    piece.save()
    if piece.gap_id and piece.path_id and piece.strength == Takeaway.Strength.FIRST_HAND and piece.speaks in SIDES:
        answered = piece.owner.gapanswers.filter(gap=piece.gap_id, path=piece.path_id, state=GapAnswer.State.ANSWERED)
        if answered.exists() and tally_of(piece.owner, gap=piece.gap, path=piece.path).level == Level.DISAGREE:
            answered.update(state=GapAnswer.State.PARTLY, is_reopened=True, closed_by=None)
    return piece


SIDES = {Takeaway.Speaks.FOR, Takeaway.Speaks.AGAINST}


def tally_of(owner: User, *, gap: InformationGap | None, path: CareerPath | None) -> Tally:
    """What speaks to the gap on the path. One query."""
    counted = tallied(owner.takeaways.filter(gap=gap, path=path).tallies())
    return next(iter(counted.values()), NOTHING)


def last_talk_about(gap: InformationGap, path: CareerPath) -> Interview | None:
    """The last talk that the user asked for and learned something of the gap on this path in; None for none."""
    talks = gap.owner.interviews.filter(takeaways__gap=gap, takeaways__path=path, direction="outgoing")
    return talks.order_by(F("starts_at").desc(nulls_last=True), "-pk").first()
