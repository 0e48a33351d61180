"""Every read of imports and of their rows."""

from collections import Counter
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from contacts.querysets.working import KEPT_FOR, LongJobQuerySet

WORKING = ("running", "undoing")  # of these an owner has one at a time


class ImportQuerySet(LongJobQuerySet):
    """Imports; start at `user.imports`."""

    def startable(self) -> Self:
        """Those that wait for another one which is over, the first of each owner."""
        others = self.model._default_manager.filter(owner=OuterRef("owner"))
        earlier = others.filter(state="waiting", pk__lt=OuterRef("pk"))
        waiting = self.filter(~Exists(others.filter(state__in=WORKING)), ~Exists(earlier), state="waiting")
        return waiting.order_by("pk")

    def forgettable(self, now: datetime) -> Self:
        """Those that can no longer be undone and do nothing."""
        begun = Coalesce("started_at", "created_at")
        return self.alias(begun=begun).filter(begun__lt=now - KEPT_FOR).exclude(state__in=("reading", *WORKING))


class ImportRowQuerySet(models.QuerySet):
    """Rows of imports; start at `batch.rows`."""

    def waiting(self) -> Self:
        """Those that a run brings in: neither refused nor skipped, and decided where it is not clear."""
        return self.filter(
            Q(choice__in=("add", "update")) | Q(choice="", outcome__in=("new", "update", "unchanged")), done=False
        ).exclude(data=None)

    def undecided(self) -> Self:
        """Those that need a look and have not had one."""
        return self.filter(done=False, outcome="review", choice="")

    def refused(self) -> Self:
        """Those that could not be read, each with its reason."""
        return self.filter(outcome="refused")

    def undoable(self) -> Self:
        """Those that have changed something."""
        return self.filter(Q(did__has_key="new") | Q(did__has_key="old") | Q(did__then__has_key="before"))

    def written(self) -> Self:
        """Those of which anything is kept for Undo."""
        return self.exclude(did=None)

    def kept(self) -> Self:
        """Of an import that is undone: those of whom something stayed, because it was changed since (`reason`)."""
        return self.filter(done=True).exclude(reason="")

    def left(self) -> Self:
        """Of those, who is there with something that a second Undo can take back."""
        what = ("new", "old", "then")
        return self.kept().filter(contact__isnull=False, did__kept__has_any_keys=what)

    def becoming(self, what: str) -> Self:
        """Those that become, or became, `what`: one of ImportRow.Outcome, or "skip"."""
        return self.alias(becomes=BECOMES).filter(becomes=what)

    def people(self) -> int:
        """How many people those are about that a run brings in: several rows may be about one."""
        kind: models.Field = models.BigIntegerField()
        number = Cast("number", kind)
        above, match = Cast(KeyTextTransform("with", "foreseen"), kind), Cast("match", kind)
        who = Case(
            When(choice="add", then=-1 * number),
            default=Coalesce(match, -1 * Coalesce(above, number)),
            output_field=kind,
        )
        coming = self.alias(becomes=BECOMES).filter(becomes__in=("new", "update"), done=False)
        return int(coming.order_by().aggregate(found=Count(who, distinct=True))["found"])

    def counts(self) -> dict[str, int]:
        """How many become what, by outcome and "skip"."""
        found: Counter[str] = Counter()
        for (becomes, _), count in self.counts_by_done().items():
            found[becomes] += count
        return dict(found)

    def counts_by_done(self) -> dict[tuple[str, bool], int]:
        """How many become what, by outcome, "skip" or "gone" and by whether they are done, in one statement."""
        found = self.order_by().annotate(becomes=COUNTS_AS).values_list("becomes", "done").annotate(Count("pk"))
        return {(becomes, done): count for becomes, done, count in found}


# What is said of a row: what the user chose as long as it is not done, else what was found.
BECOMES = Case(
    When(done=True, then=F("outcome")),
    When(choice="skip", then=Value("skip")),
    When(choice="add", then=Value("new")),
    When(choice="update", outcome="review", then=Value("update")),
    default=F("outcome"),
    output_field=models.CharField(),
)
# What it counts as: once an import is undone, whoever was brought in and is not there has not stayed.
COUNTS_AS = Case(When(done=True, batch__state="undone", contact=None, then=Value("gone")), default=BECOMES)
