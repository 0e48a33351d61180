"""Every read of what paths are compared by, of what scores rest on, and of what changed one's mind."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Lower

from interviews.querysets.evidence import voice


class CriterionQuerySet(models.QuerySet):
    """What paths are compared by; start at `user.criteria`."""

    def active(self) -> Self:
        """Those that are not removed."""
        return self.filter(trashed_at=None)

    def removed(self) -> Self:
        """Those that can be brought back; the last one removed first."""
        return self.exclude(trashed_at=None).order_by("-trashed_at", "-pk")

    def named(self, name: str) -> Self:
        """Those of this name, whatever the capitals, as the database tells them apart."""
        return self.alias(plain=Lower("name")).filter(plain=Lower(Value(name)))


class ScoreEvidenceQuerySet(models.QuerySet):
    """What scores rest on; start at `user.score_evidence`."""

    def voices(self) -> Any:
        """(score, who said it) for each score that counts and each voice behind it, once.

        Evidence that has come to speak of another path since counts no more.
        """
        counting = self.filter(score__criterion__trashed_at=None, takeaway__path=F("score__path")).order_by()
        return counting.annotate(voice=voice("takeaway__")).values_list("score", "voice").distinct()


class ChangeOfMindQuerySet(models.QuerySet):
    """The diary; start at `user.changes_of_mind`."""

    def before(self, at: datetime, pk: int) -> Self:
        """What follows that row in the diary, which has the newest first."""
        return self.filter(Q(changed_at__lt=at) | Q(changed_at=at, pk__lt=pk))

    def with_talks(self) -> Self:
        """With what changed, and who took part in the talk that did it."""
        return self.select_related("path", "criterion", "because_of").prefetch_related(
            "because_of__interviewees__contact"
        )
