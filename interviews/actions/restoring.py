"""What was removed from a wrap-up, kept as text for Undo, and brought back with everything it said."""

from datetime import datetime
from typing import Any

from django.db import models, transaction

from contacts.actions.undoing import texts_of
from interviews.actions.progress import refresh_people
from interviews.models import Interview, Promise, Referral, Takeaway

KINDS: dict[str, type[models.Model]] = {
    "promise": Promise,
    "referral": Referral,
    "takeaway": Takeaway,
}


@transaction.atomic
def remove(row: Promise | Referral | Takeaway, *, now: datetime) -> dict[str, Any]:
    """Delete the row; what `bring_back` needs to write it again, as JSON."""
    columns = [field.attname for field in row._meta.concrete_fields]
    frozen = {"kind": row._meta.model_name, "interview": row.interview_id, "columns": texts_of(row, columns)}
    row.delete()
    refresh_people(row.interview, now=now)
    return frozen


@transaction.atomic
def bring_back(interview: Interview, frozen: dict[str, Any], *, now: datetime) -> None:
    """Write again what `remove` took from `interview`, with its id; what it spoke of and has gone since is left out."""
    model = KINDS[frozen["kind"]]
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        text = frozen["columns"].get(field.attname)
        values[field.attname] = value = None if text is None else field.to_python(text)
        to: Any = field.related_model
        if value is not None and to and not to._default_manager.filter(pk=value, **_owned(field, interview)).exists():
            if not field.null:
                return
            values[field.attname] = None
    if not model._default_manager.filter(pk=values["id"]).exists():
        model(**values).save_base(raw=True, force_insert=True)  # as it was: no column is set anew
    refresh_people(interview, now=now)


def _owned(field: Any, interview: Interview) -> dict[str, int]:
    return {} if field.name == "owner" else {"owner_id": interview.owner_id}
