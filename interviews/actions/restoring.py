"""What was removed, kept as text for Undo, and brought back with everything it said."""

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
    HomeworkItem,
    OwnAnswer,
    PlannedQuestion,
    Promise,
    Referral,
    Removal,
    Takeaway,
)

Kept = CalendarFeed | HomeworkItem | OwnAnswer | PlannedQuestion | Promise | Referral | Takeaway
MODELS = (CalendarFeed, HomeworkItem, OwnAnswer, PlannedQuestion, Promise, Referral, Takeaway)
KINDS: dict[str, type[models.Model]] = {model._meta.model_name or "": model for model in MODELS}
AGAIN = "Not brought back: the same was written down again since."


@transaction.atomic
def remove(row: Kept, *, now: datetime) -> Removal:
    """Delete the row; what `bring_back` needs to write it again."""
    interview = getattr(row, "interview", None)
    columns = texts_of(row, [field.attname for field in row._meta.concrete_fields])
    kept = Removal.objects.create(
        owner_id=row.owner_id, interview=interview, kind=row._meta.model_name or "", columns=columns, created_at=now
    )
    row.delete()
    if interview:
        refresh_people(interview, now=now)
    return kept


@transaction.atomic
def bring_back(kept: Removal, *, now: datetime) -> None:
    """Write again what was removed, with its id; what it spoke of and has gone since is left out. Twice is once.

    Raises MoveError where it belonged to what has gone, or where the same was written down again since.
    """
    if kept.interview:
        lock(kept.interview)
    model = KINDS[kept.kind]
    values = {field.attname: _value(field, kept) for field in model._meta.concrete_fields}
    if model._default_manager.filter(pk=values["id"]).exists():
        return
    row = model(**values)
    if isinstance(row, PlannedQuestion) and the_same(row.interview, row):
        raise MoveError(AGAIN)
    try:
        with transaction.atomic():
            row.save_base(raw=True, force_insert=True)  # as it was: no column is set anew
    except IntegrityError:
        raise MoveError(AGAIN) from None
    if kept.interview:
        refresh_people(kept.interview, now=now)


def forget_removals(*, now: datetime) -> None:
    """Delete what was kept for Undo and is offered no longer."""
    Removal.objects.stale(now).delete()


def _value(field: Any, kept: Removal) -> Any:
    """The column as it was; None for what it pointed at, where that has gone and would have left it empty."""
    text = kept.columns.get(field.attname)
    value = None if text is None else field.to_python(text)
    to = field.related_model
    if value is None or not to or field.name == "owner":
        return value
    if to._default_manager.filter(pk=value, owner=kept.owner_id).exists():
        return value
    if field.remote_field.on_delete is models.SET_NULL:
        return None
    raise MoveError("Not brought back: what it belonged to is gone.")
