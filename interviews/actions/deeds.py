"""One deed that deletes and changes rows in many tables, kept so that Undo puts all of them back exactly."""

from collections.abc import Iterable
from datetime import datetime
from graphlib import TopologicalSorter
from itertools import chain
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.db.models.deletion import Collector

from accounts.ownership import Owned
from contacts.actions.freezing import freeze, thaw
from interviews.actions.refusals import MoveError
from interviews.models import Removal

Model = type[models.Model]
AGAIN = "Not brought back: there is another of that name now."


class Deed:
    """What one deed took (`gone`: rows by model, those that others point at first) and changed, in that order."""

    def __init__(self) -> None:
        self.gone: list[tuple[str, list[dict[str, Any]]]] = []
        self.changed: list[dict[str, Any]] = []

    def change(self, rows: models.QuerySet, column: str, value: Any) -> None:
        """Write `value` into the column of these rows, and remember what stood there."""
        were: dict[Any, list[int]] = {}
        for pk, was in rows.order_by("pk").values_list("pk", column):
            were.setdefault(was, []).append(pk)
        for was, pks in were.items():
            self.note(rows.model, column, pks, was=was, became=value)
        rows.model._base_manager.filter(pk__in=list(chain(*were.values()))).update(**{column: value})

    def note(self, model: Model, column: str, pks: list[int], *, was: Any, became: Any) -> None:
        """Remember a change that was made elsewhere."""
        place = {"model": model._meta.label, "column": column, "pks": pks}
        self.changed.append(place | {"was": _text(was), "became": _text(became)})

    def delete(self, row: models.Model) -> None:
        """Delete the row with all that goes with it, and remember that, and what pointed at any of it and stays."""
        collector = Collector(using=row._state.db or "default", origin=row)
        collector.collect([row])
        doomed: dict[Model, set[int]] = {model: {it.pk for it in rows} for model, rows in collector.data.items()}
        for rows in collector.fast_deletes:
            doomed.setdefault(rows.model, set()).update(rows.values_list("pk", flat=True))
        updates: Any = collector.field_updates
        for (field, value), groups in updates.items():
            for pointing in groups:
                stays = {it.pk for it in pointing} - doomed.get(field.model, set())
                self.change(field.model._base_manager.filter(pk__in=stays), field.attname, value)
        self.gone += [(model._meta.label, freeze(model, Q(pk__in=doomed[model]))) for model in _targets_first(doomed)]
        row.delete()

    def keep(self, root: Owned, pk: int, *, now: datetime) -> Removal:
        """What `take_back` needs, for a day; `root`, whose id was `pk`, is what the deed deleted."""
        columns = {"model": root._meta.label, "id": pk, "gone": self.gone, "changed": self.changed}
        kind = root._meta.model_name or ""
        return Removal.objects.create(owner_id=root.owner_id, kind=kind, columns=columns, created_at=now)


@transaction.atomic
def take_back(kept: Removal) -> None:
    """Put back what a deed took, and what it changed, but for what was changed again since. Twice is once.

    Raises MoveError where something else has the place now.
    """
    Removal.objects.select_for_update().get(pk=kept.pk)
    if apps.get_model(kept.columns["model"])._base_manager.filter(pk=kept.columns["id"]).exists():
        return
    try:
        with transaction.atomic():
            for label, rows in kept.columns["gone"]:
                thaw(apps.get_model(label), rows)
    except IntegrityError:
        raise MoveError(AGAIN) from None
    for change in reversed(kept.columns["changed"]):
        _put_back(**change)


def _put_back(*, model: str, column: str, pks: list[int], was: str | None, became: str | None) -> None:
    rows = apps.get_model(model)._base_manager
    field = rows.model._meta.get_field(column)
    value, now = (None if text is None else field.to_python(text) for text in (was, became))
    to = field.related_model
    if value is None or not to or to._base_manager.filter(pk=value).exists():
        rows.filter(pk__in=pks, **{column: now}).update(**{column: value})


def _targets_first(found: Iterable[Model]) -> list[Model]:
    """The models in an order in which each comes after those that it points at."""
    graph = {model: {field.related_model for field in model._meta.concrete_fields} - {model} for model in found}
    return [model for model in TopologicalSorter(graph).static_order() if model in graph]


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
