"""Every read of questions to answer, of what the user says when asked, and of what was removed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, FilteredRelation, Q, Value
from django.db.models.functions import Lower
from django.db.models.lookups import IsNull

from contacts.querysets.timeline import UNDO_WITHIN


class InformationGapQuerySet(models.QuerySet):
    """Questions to answer; start at `user.informationgaps`."""

    def active(self) -> Self:
        """Those that are not removed; what must be known first."""
        return self.filter(trashed_at=None)

    def removed(self) -> Self:
        """Those that can be brought back; the last one removed first."""
        return self.exclude(trashed_at=None).order_by("-trashed_at", "-pk")

    def reading(self, text: str) -> Self:
        """Those that say this, whatever the capitals, as the database tells them apart."""
        return self.alias(plain=Lower("text")).filter(plain=Lower(Value(text)))

    def with_answer(self, path: int) -> Self:
        """Each with `answer_here`, the answer so far on the path of that id, None where there is none."""
        here = FilteredRelation("answers", condition=Q(answers__path=path))
        return self.annotate(answer_here=here).select_related("answer_here")


class OwnAnswerQuerySet(models.QuerySet):
    """What the user says when asked; start at `user.ownanswers`."""

    def newest_for(self, paths: Iterable[Any]) -> Self:
        """One for each prompt: the newest for one of `paths`, else the newest for all paths."""
        said = self.filter(Q(path=None) | Q(path__in=list(paths)))
        return said.order_by("prompt", IsNull(F("path"), True), "-created_at", "-pk").distinct("prompt")


class RemovalQuerySet(models.QuerySet):
    """What was removed and can be put back; start at `user.removals`."""

    def stale(self, now: datetime) -> Self:
        """What Undo no longer offers."""
        return self.filter(created_at__lte=now - UNDO_WITHIN)
