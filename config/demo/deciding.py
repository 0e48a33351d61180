"""Turns config.demo.weighed into criteria, scores, a snapshot and a diary, through the same actions as the pages."""

from collections.abc import Iterable
from datetime import datetime

from accounts.models import User
from config.demo.talks import DAY
from config.demo.weighed import (
    FIRST,
    FIRST_DAYS,
    LATER,
    LATER_DAYS,
    SNAPSHOT,
    SNAPSHOT_DAYS,
    STOOD,
    WEIGHTS,
    Judged,
    Stood,
)
from interviews.actions.criteria import set_weights, take_criteria
from interviews.actions.deciding import change_mind, set_score
from interviews.actions.snapshots import take_snapshot
from interviews.models import Criterion


def tell_what_was_weighed(owner: User, *, now: datetime) -> None:
    """Criteria with weights, first scores, a snapshot of them, and what changed since."""
    criteria = {one.builtin: one for one in take_criteria(owner, keys=WEIGHTS)}
    set_weights(owner, weights={criteria[key].pk: weight for key, weight in WEIGHTS.items()})
    judge(owner, FIRST, criteria, now=now - FIRST_DAYS * DAY)
    before = [stood for stood in STOOD if stood.days > SNAPSHOT_DAYS]
    for stood in before:
        stand(owner, stood, now=now)
    take_snapshot(owner, name=SNAPSHOT, now=now - SNAPSHOT_DAYS * DAY)
    judge(owner, LATER, criteria, now=now - LATER_DAYS * DAY)
    for stood in STOOD[len(before) :]:
        stand(owner, stood, now=now)


def judge(owner: User, judged: Iterable[Judged], criteria: dict[str, Criterion], *, now: datetime) -> None:
    """Score paths, each because of the newest talk about it by then."""
    for one in judged:
        path = owner.careerpaths.get(name=one.path)
        pieces = [piece for words in one.rests_on for piece in owner.takeaways.filter(text__startswith=words)]
        talk = owner.interviews.asked_and_held(now).filter(paths=path).order_by("-ends_at").first()
        set_score(
            criteria[one.criterion],
            path=path,
            value=one.value,
            why=one.why,
            evidence=pieces,
            because_of=talk,
            now=now,
        )


def stand(owner: User, stood: Stood, *, now: datetime) -> None:
    """Say where one stood, because of the newest talk about the path by then."""
    at = now - stood.days * DAY
    path = owner.careerpaths.get(name=stood.path)
    talk = owner.interviews.asked_and_held(at).filter(paths=path, ends_at__lte=at).order_by("-ends_at").first()
    change_mind(path, stance=stood.stance, gut=stood.gut, because_of=talk, why=stood.why, now=at)
