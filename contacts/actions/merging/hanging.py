"""What hangs on a row that a merge drops: it goes with it, or lets go of it, and is written down to come back."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Q

from contacts.actions.bulk.writing import write_rows
from contacts.actions.freezing import Row, freeze

Found = tuple[type[models.Model], str, list[Row]]  # a model, its column, and the rows that point by it


def hanging(model: type[models.Model], rows: Sequence[Row]) -> list[Found]:
    """The rows of other tables that point at `rows`, those that hang on these first."""
    found: list[Found] = []
    relations: Any = model._meta.get_fields(include_hidden=True)
    for relation in relations if rows else ():
        if not relation.auto_created or relation.concrete or relation.many_to_many:
            continue
        other, column = relation.related_model, relation.field.column
        there = freeze(other, Q(**{f"{column}__in": [row["id"] for row in rows]}))
        if there and not relation.field.null:
            found += hanging(other, there)
        found += [(other, column, there)] if there else []
    return found


def may_let_go(model: type[models.Model], column: str) -> bool:
    """Whether a row can stay when what it points at by `column` goes."""
    return next(f.null for f in model._meta.concrete_fields if f.column == column)


def let_go(model: type[models.Model], column: str, rows: Sequence[Row]) -> None:
    """They point at nothing by `column` any more."""
    write_rows(model, {row["id"]: {column: None} for row in rows})
