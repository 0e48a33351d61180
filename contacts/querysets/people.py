"""Every read of contacts."""

from calendar import isleap
from datetime import date, datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Concat

from accounts.ownership import owner_of
from accounts.paging import read_id
from contacts.querysets.folding import Folded, Like, Trigrams
from contacts.querysets.listing import ListedQuerySet
from contacts.querysets.search import Found, find_people, rank
from contacts.querysets.words import escaped

TRASH_KEPT = timedelta(days=30)  # then what is in the trash is deleted for good


class ContactQuerySet(ListedQuerySet):
    """Contacts; start at `user.contacts`."""

    def active(self) -> Self:
        """Neither archived nor in the trash."""
        return self.filter(archived_at=None, trashed_at=None)

    def archived(self) -> Self:
        """Put aside by the user."""
        return self.exclude(archived_at=None).filter(trashed_at=None)

    def expired(self, now: datetime) -> Self:
        """In the trash for so long that they are deleted for good, the longest first."""
        return self.filter(trashed_at__lte=now - TRASH_KEPT).order_by("trashed_at", "pk")

    def trashed(self) -> Self:
        """In the trash, from where they can come back."""
        return self.exclude(trashed_at=None)

    def latest_trashed(self, after: tuple[datetime, int] | None) -> Self:
        """Those in the trash, the latest first, behind whom came there at that instant and has that id."""
        rows = self.trashed().order_by("-trashed_at", "-pk")
        if after is None:
            return rows
        instant, pk = after
        return rows.filter(trashed_at__lte=instant).filter(Q(trashed_at__lt=instant) | Q(pk__lt=pk))

    def due(self, now: datetime) -> Self:
        """Whose next step is due at `now` and not snoozed beyond it."""
        return self.active().filter(next_step_due_at__lte=now).exclude(snoozed_until__gt=now)

    def count_due(self, now: datetime) -> dict[str, int]:
        """How many are `due`, and of how many of those somebody waits on the board: `in_flight`."""
        waits = Q(next_step__in=["reply", "nudge"])
        return self.due(now).aggregate(due=Count("pk"), in_flight=Count("pk", filter=waits))

    def with_birthday(self, day: date, now: datetime) -> Self:
        """Whose birthday is wanted and is on `day`, and with whom the user was not in touch since it began (`now` is
        in the zone of `day`); one of 29 February is on the 28th where there is none.
        """
        ends = [f"{day:%m-%d}", "02-29"] if f"{day:%m-%d}" == "02-28" and not isleap(day.year) else [f"{day:%m-%d}"]
        on_day = Q(birthday__endswith=ends[0]) | Q(birthday__endswith=ends[-1])
        began = now.replace(hour=0, minute=0, second=0, microsecond=0)
        rows = self.active().filter(on_day, wants_birthday=True).exclude(last_touch_at__gte=began)
        return rows.exclude(snoozed_until__gt=now).order_by("sort_name", "pk")

    def leads(self) -> Self:
        """To whom a request is to be written, and with whom no interview is begun; the newest first."""
        return self.active().filter(next_step="request", told_step="").order_by("-created_at", "-pk")

    def asking(self, now: datetime) -> Self:
        """Of whom something is asked that can wait, as `rank` (0 first): a reply to answer, a promise that is due, a
        nudge, keeping in touch, a request to write, a wait. Who is owed thanks or has a talk
        set is not among them.
        """
        due = Q(next_step_due_at__lte=now)
        rank = Case(
            When(next_step="reply", then=0),
            When(Q(next_step="promise") & due, then=1),
            When(Q(next_step="nudge") & due, then=2),
            When(Q(next_step="keep_in_touch") & due, then=3),
            When(next_step="request", then=4),
            When(waiting_since__isnull=False, then=5),
        )
        # No other row has a rank; said once more in the form of two indexes, for these are few among 100,000.
        few = due | Q(next_step__in=["reply", "request"]) | Q(waiting_since__isnull=False)
        awake = self.active().filter(few).exclude(snoozed_until__gt=now).exclude(next_step__in=["thank", "talk"])
        return awake.annotate(rank=rank).exclude(rank=None).order_by("rank", "next_step_due_at", "waiting_since", "pk")

    def search(self, term: str) -> Self:
        """Whom every word of `term` finds, by name, role, employer, tag, channel, place or notes; all for no term.

        Where nobody is found, those whose names are alike.
        """
        if not term.strip():
            return self
        found = find_people(owner_of(self), term, using=self.db)
        return self.narrowed(found)

    def narrowed(self, found: Found) -> Self:
        """Those of them who were found."""
        listed = self if found.pks is None else self.filter(pk__in=found.pks)
        return listed.filter(found.also)

    def best(self, found: Found, most: int) -> list[Any]:
        """At most `most` of those who were found, the best hits first."""
        everyone: models.QuerySet[Any] = self.narrowed(found)
        if found.pks is not None and not found.pks:
            return []
        if found.is_guess:
            place = {pk: n for n, pk in enumerate(found.pks or ())}
            return sorted(everyone, key=lambda contact: place[contact.pk])[:most]
        if found.pks is not None:
            return list(everyone.alias(rank=rank(found)).order_by("rank", "sort_name", "pk")[:most])
        # Ranking many would look at all of them: first those whose name begins so, then others, by name.
        best: dict[int, Any] = {}
        tiers: list[models.QuerySet[Any]] = [self.narrowed(found).beginning(found.text), everyone]
        for tier in tiers:
            if len(best) < most:
                best |= {contact.pk: contact for contact in tier.order_by("sort_name", "pk")[: most + len(best)]}
        return list(best.values())[:most]

    def beginning(self, text: str) -> Self:
        """Whose name begins with `text`."""
        first, behind = Folded(Value(text)), Concat(Folded(Value(text)), Value("\U0010ffff"))
        begins = Like("search_name", Trigrams(Value(f" {escaped(text)}%")))
        return self.filter(begins, sort_name__gte=first, sort_name__lt=behind)

    def known_as(self, typed: str) -> Self:
        """The active contacts of exactly that name, capitals aside, or the one behind "Name #id"."""
        name, _, number = typed.rpartition("#")
        if name and (pk := read_id(number)) is not None:
            return self.active().filter(pk=pk, display_name__iexact=name.strip())
        return self.active().filter(display_name__iexact=typed)

    def with_namesakes(self) -> Self:
        """Know of each whether another of the owner's active contacts has the same name."""
        others = self.model._default_manager.filter(
            owner=OuterRef("owner"), display_name__iexact=OuterRef("display_name"), archived_at=None, trashed_at=None
        )
        return self.annotate(has_namesake=Exists(others.exclude(pk=OuterRef("pk"))))

    def by_name(self) -> Self:
        """In the order of names, capitals and accents aside; the id settles ties."""
        return self.order_by("sort_name", "pk")
