"""A mind that changes: stance, gut feeling and scores are written together with the diary that says why."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from contacts.models import CareerPath
from interviews.actions.restoring import remember_score
from interviews.models import ChangeOfMind, Criterion, Interview, Removal, Score, ScoreEvidence, Takeaway

Of = ChangeOfMind.Of


@transaction.atomic
def change_mind(
    path: CareerPath,
    *,
    because_of: Interview | None = None,
    why: str = "",
    now: datetime,
    **said: Any,
) -> list[ChangeOfMind]:
    """Write on `path` where the user stands and what the gut says, and in the diary what of it changed.

    `said` has the `stance`, the `gut` (1 to 5, or None), or both; what it has not stays.
    """
    before = CareerPath.objects.select_for_update(no_key=True).get(pk=path.pk)  # two windows may do it at once
    path.stance, path.gut = said.get("stance", before.stance), said.get("gut", before.gut)
    pairs = [
        (Of.STANCE, before.get_stance_display(), path.get_stance_display()),
        (Of.GUT, before.get_gut_display() or "", path.get_gut_display() or ""),
    ]
    changes = [
        ChangeOfMind(of=of, before=was, after=is_now, because_of=because_of, why=why) for of, was, is_now in pairs
    ]
    changes = [change for change in changes if change.before != change.after]
    if changes:
        path.save(update_fields=["stance", "gut"])
    return _kept(changes, path=path, now=now)


@transaction.atomic
def set_score(
    criterion: Criterion,
    *,
    path: CareerPath,
    because_of: Interview | None = None,
    now: datetime,
    **said: Any,
) -> Removal | None:
    """Write how well `path` does by `criterion` and what that rests on; a changed value is in the diary.

    `said` has what is to change of the `value` (1 to 5), the reason `why` and the `evidence`, an iterable of takeaways;
    a path without a score needs a value. The first score is no change of mind. None takes the score away, with what it
    rested on; what Undo brings back.
    """
    Criterion.objects.select_for_update(no_key=True).get(pk=criterion.pk)  # two windows may do it at once
    score = criterion.scores.filter(path=path).first()
    value = said.get("value", score and score.value)
    why = said.get("why", score.why if score else "")
    change = ChangeOfMind(of=Of.SCORE, criterion=criterion, because_of=because_of, why=why)
    change.before, change.after = str(score.value) if score else "", str(value or "")
    changes = _kept([change] if score and change.before != change.after else [], path=path, now=now)
    if value is None:
        removal = remember_score(score, changes, now=now) if score else None
        criterion.scores.filter(path=path).delete()
        return removal
    score = score or Score(owner_id=criterion.owner_id, criterion=criterion, path=path)
    score.value, score.why = value, why
    score.save()
    if "evidence" in said:
        _link(score, said["evidence"])
    return None


def _link(score: Score, evidence: Iterable[Takeaway]) -> None:
    """Make `evidence` what the score rests on."""
    wanted = {piece.pk for piece in evidence}
    there = set(score.links.values_list("takeaway_id", flat=True))
    score.links.exclude(takeaway__in=wanted).delete()
    ScoreEvidence.objects.bulk_create(
        ScoreEvidence(owner_id=score.owner_id, score=score, takeaway_id=pk) for pk in sorted(wanted - there)
    )


def _kept(changes: list[ChangeOfMind], *, path: CareerPath, now: datetime) -> list[ChangeOfMind]:
    """The changes, in the diary."""
    for change in changes:
        change.owner_id, change.path, change.changed_at = path.owner_id, path, now
    return ChangeOfMind.objects.bulk_create(changes)
