"""What was removed, kept as text for Undo, and brought back with everything it said."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction

from contacts.actions.undoing import texts_of
from interviews.actions.history import lock
from interviews.actions.progress import refresh_people
from interviews.actions.refusals import MoveError
from interviews.actions.sameness import the_same
from interviews.models import (
    CalendarFeed,
    ChangeOfMind,
    GapAnswer,
    HomeworkItem,
    Interview,
    OwnAnswer,
    PlannedQuestion,
    Promise,
    Referral,
    Removal,
    Score,
    ScoreEvidence,
    Snapshot,
    Takeaway,
)
from interviews.models.learning import leave_unnamed

Kept = CalendarFeed | HomeworkItem | OwnAnswer | PlannedQuestion | Promise | Referral | Snapshot | Takeaway
MODELS = (CalendarFeed, GapAnswer, HomeworkItem, OwnAnswer, PlannedQuestion, Promise, Referral, Snapshot, Takeaway)
KINDS: dict[str, type[models.Model]] = {model._meta.model_name or "": model for model in (*MODELS, Score)}
ANSWERED = [field.attname for field in GapAnswer._meta.concrete_fields if field.name != "updated_at"]
SCORES = "scores"  # beside a piece of evidence's columns, the ids of the scores that rest on it
AGAIN = "Not brought back: the same was written down again since."


@transaction.atomic
def remove(row: Kept, *, now: datetime) -> Removal:
    """Delete the row; what `bring_back` needs to write it again."""
    interview = getattr(row, "interview", None)
    columns: dict[str, Any] = texts_of(row, [field.attname for field in row._meta.concrete_fields])
    if isinstance(row, Takeaway):
        columns[SCORES] = [*ScoreEvidence.objects.filter(takeaway=row).values_list("score", flat=True)]
    kept = Removal.objects.create(
        owner_id=row.owner_id, interview=interview, kind=row._meta.model_name or "", columns=columns, created_at=now
    )
    row.delete()
    if interview:
        refresh_people(interview, now=now)
    return kept


def remember_answers(
    changes: Sequence[tuple[GapAnswer, GapAnswer]], *, now: datetime, interview: Interview | None
) -> Removal:
    """Keep what answers were, so that `bring_back` writes them again; of each what it was, and what it has become."""
    pairs = [[texts_of(row, ANSWERED) for row in change] for change in changes]
    owner_id = changes[0][0].owner_id
    return Removal.objects.create(
        owner_id=owner_id, interview=interview, kind="gapanswer", columns={"pairs": pairs}, created_at=now
    )


def remember_score(score: Score, changes: Iterable[ChangeOfMind], *, now: datetime) -> Removal:
    """Keep a score that is taken away, what it rested on, and what the diary says of that, which Undo takes back."""
    columns = {
        "row": texts_of(score, [field.attname for field in score._meta.concrete_fields]),
        "evidence": list(score.links.values_list("takeaway", flat=True)),
        "changes": [change.pk for change in changes],
    }
    return Removal.objects.create(owner_id=score.owner_id, kind="score", columns=columns, created_at=now)


def _score_as_before(kept: Removal) -> None:
    owner, said = kept.owner, kept.columns
    if owner.scores.filter(pk=said["row"]["id"]).exists():
        return
    _write_again(kept, said["row"])
    there = owner.takeaways.filter(pk__in=said["evidence"]).order_by("pk")
    ScoreEvidence.objects.bulk_create(
        ScoreEvidence(owner=owner, score_id=said["row"]["id"], takeaway=piece) for piece in there
    )
    owner.changes_of_mind.filter(pk__in=said["changes"]).delete()


def _answer_as_before(kept: Removal) -> None:
    for was, became in kept.columns["pairs"]:
        row = kept.owner.gapanswers.select_for_update().filter(pk=was["id"]).first()
        if row is None or texts_of(row, ANSWERED) not in (was, became):
            raise MoveError("Not brought back: this was answered anew since.")
        for name, value in _values(kept, was).items():
            setattr(row, name, value)
        row.save()


@transaction.atomic
def bring_back(kept: Removal, *, now: datetime) -> None:
    """Write again what was removed, with its id; what it spoke of and has gone since is left out. Twice is once.

    Raises MoveError where it belonged to what has gone, or where the same was written down again since.
    """
    if kept.interview:
        lock(kept.interview)
    if kept.kind == "gapanswer":
        _answer_as_before(kept)
    elif kept.kind == "score":
        _score_as_before(kept)
    elif not KINDS[kept.kind]._default_manager.filter(pk=kept.columns["id"]).exists():
        _write_again(kept, kept.columns)
    if kept.interview:
        refresh_people(kept.interview, now=now)


def _write_again(kept: Removal, columns: Mapping[str, str | None]) -> None:
    row = KINDS[kept.kind](**_values(kept, columns))
    if isinstance(row, PlannedQuestion) and the_same(row.interview.questions.all(), row):
        raise MoveError(AGAIN)
    try:
        with transaction.atomic():
            row.save_base(raw=True, force_insert=True)  # as it was: no column is set anew
    except IntegrityError:
        raise MoveError(AGAIN) from None
    scores = kept.owner.scores.filter(pk__in=kept.columns.get(SCORES, []))
    ScoreEvidence.objects.bulk_create(
        ScoreEvidence(owner_id=kept.owner_id, score=score, takeaway_id=row.pk) for score in scores
    )


def forget_removals(*, now: datetime) -> None:
    """Delete what was kept for Undo and is offered no longer."""
    Removal.objects.stale(now).delete()


def _values(kept: Removal, columns: Mapping[str, str | None]) -> dict[str, Any]:
    """The columns as they were; None for what one pointed at, where that has gone and would have left it empty."""
    fields = {field.attname: field for field in KINDS[kept.kind]._meta.concrete_fields}
    values = {name: _value(fields[name], columns[name], owner_id=kept.owner_id) for name in columns.keys() & fields}
    if columns.get("said_by_id") and not values["said_by_id"]:
        values["is_unnamed"] = True
    return values


def _value(field: Any, text: str | None, *, owner_id: int) -> Any:
    value = None if text is None else field.to_python(text)
    to = field.related_model
    if value is None or not to or field.name == "owner":
        return value
    if to._default_manager.filter(pk=value, owner=owner_id).exists():
        return value
    if field.remote_field.on_delete in (models.SET_NULL, leave_unnamed):
        return None
    raise MoveError("Not brought back: what it belonged to is gone.")
