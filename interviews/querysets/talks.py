"""Every read of interviews and of who takes part in them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, F, Max, OuterRef, Prefetch, Q, Subquery, When
from django.db.models.functions import TruncDate

from accounts.ownership import owner_of
from contacts.querysets.folding import Holds, Joined, OwnedWords
from contacts.querysets.search import words_query
from contacts.querysets.words import read_words
from interviews.querysets.lanes import PipelineQuerySet

TOOK_PLACE = ("held", "thanked", "closed")  # the states of a talk that did, wrapped up or not


def parts_named(lookup: str) -> Prefetch:
    """The parts taken in talks, `lookup` from the rows at hand, each with its contact, in one query."""
    return Prefetch(lookup, apps.get_model("interviews", "Interviewee").objects.select_related("contact"))


class InterviewQuerySet(PipelineQuerySet):
    """Interviews; start at `user.interviews`."""

    def took_place(self, now: datetime) -> Self:
        """Held, or scheduled with a planned end that has passed: both count as held for the clock."""
        return self.filter(Q(state="held") | Q(state="scheduled", ends_at__lte=now)).order_by("ends_at", "pk")

    def conversations(self, now: datetime) -> Self:
        """Those that took place, wrapped up or not, whoever asked."""
        return self.filter(Q(state__in=TOOK_PLACE) | Q(state="scheduled", ends_at__lte=now))

    def asked_and_held(self, now: datetime) -> Self:
        """Those of them that the user asked for."""
        return self.conversations(now).filter(direction="outgoing")

    def owing_thanks(self, now: datetime) -> Self:
        """Outgoing ones that took place and in which somebody is left to thank."""
        interviewees = apps.get_model("interviews", "Interviewee").objects
        unthanked = interviewees.unthanked().filter(interview=OuterRef("pk"))
        return self.took_place(now).filter(Exists(unthanked), direction="outgoing", ends_at__lte=now)

    def upcoming(self, now: datetime) -> Self:
        """Scheduled and not over; the next first, those without a time last."""
        return self.filter(state="scheduled").filter(Q(ends_at__gt=now) | Q(ends_at=None)).order_by("starts_at", "pk")

    def on_days(self, zone: ZoneInfo, first: date | None = None, until: date | None = None) -> Self:
        """Those that begin on a day from `first` on and before `until`, with that day as `on`: the day of the start in
        `zone` or, where it has no time (as in `Interview.is_day_only`), the one that was meant.
        """
        really = Q(state__in=TOOK_PLACE) & ~Q(started_at=None, ended_at=None)
        alone = Q(day__isnull=False, wall_time=None) & ~really
        rows = self.annotate(on=Case(When(alone, then="day"), default=TruncDate("starts_at", tzinfo=zone)))
        rows = rows.filter(on__gte=first) if first else rows
        return rows.filter(on__lt=until) if until else rows

    def newest_with_names(self) -> Self:
        """The one that ended last first, with everyone who takes part."""
        return self.prefetch_related(parts_named("interviewees")).order_by("-ends_at", "-pk")

    def under_way(self) -> Self:
        """Not scheduled yet: an idea, asked, or replied."""
        return self.filter(state__in=["idea", "requested", "agreed"]).order_by("-state_changed_at", "-pk")

    def past(self) -> Self:
        """Ended one way or another, and wrapped up; the newest first."""
        return self.filter(state__in=["thanked", "closed", "declined", "no_reply", "cancelled", "no_show"]).order_by(
            "-state_changed_at", "-pk"
        )

    def with_anyone_from(self, organization: Any) -> Self:
        """With somebody who is with that organization now; the newest first."""
        parts = apps.get_model("interviews", "Interviewee").objects
        there = parts.filter(interview=OuterRef("pk"), contact__organization=organization, contact__trashed_at=None)
        return self.filter(Exists(there)).order_by(F("starts_at").desc(nulls_first=True), "-pk")

    def with_somebody(self) -> Self:
        """Those with anybody who is not in the trash."""
        seats = apps.get_model("interviews", "Interviewee").objects
        return self.filter(Exists(seats.filter(interview=OuterRef("pk"), contact__trashed_at=None)))

    def in_calendar(self, since: datetime) -> Self:
        """What a calendar shows: whatever has an end, planned or real, after `since`, and people not in the trash."""
        rows = self.with_somebody().filter(ends_at__gt=since).order_by("starts_at", "pk")
        return rows.prefetch_related("interviewees__contact")

    def beyond(self, column: str, at: datetime, pk: int) -> Self:
        """What follows the row with this value of `column` ("-" for falling) and this id, in that order."""
        sign = "lt" if column.startswith("-") else "gt"
        name = column.removeprefix("-")
        return self.filter(Q(**{f"{name}__{sign}": at}) | Q(**{name: at, f"pk__{sign}": pk}))

    def search(self, term: str, most: int, *, people: Iterable[int] = ()) -> list[Any]:
        """At most `most` in which every word of `term` stands, in purpose and notes or in one takeaway, or with one of
        `people` (ids) in them; the newest first. `learned` is the first takeaway that says so.
        """
        words = read_words(term)
        if not words:
            return []
        asked = words_query(owner_of(self), words)
        takeaways = apps.get_model("interviews", "Takeaway").objects.filter(Holds(OwnedWords("owner", "text"), asked))
        parts = apps.get_model("interviews", "Interviewee").objects.filter(contact__in=list(people))
        noted = self.filter(Holds(OwnedWords("owner", Joined("purpose", "notes")), asked)).values("pk")
        found = noted.union(takeaways.values("interview"), parts.values("interview"), all=True)
        learned = Subquery(takeaways.filter(interview=OuterRef("pk")).order_by("pk").values("text")[:1])
        return list(self.filter(pk__in=found).annotate(learned=learned).order_by("-state_changed_at", "-pk")[:most])

    def with_people(self) -> Self:
        """With everyone who takes part, and `is_nudged`."""
        return self.with_nudged().prefetch_related("interviewees__contact__organization")

    def with_nudged(self) -> Self:
        """Know of each `is_nudged`: whether the user has asked once more since asking."""
        moves = apps.get_model("interviews", "Move").objects
        nudges = moves.filter(
            interview=OuterRef("pk"),
            from_state="requested",
            to_state="requested",
            interaction__happened_at__gte=OuterRef("requested_at"),
        )
        return self.annotate(is_nudged=Exists(nudges))


class IntervieweeQuerySet(models.QuerySet):
    """Parts that contacts take in interviews."""

    def unthanked(self) -> Self:
        """Of those whom the user has not thanked yet, and who are not in the trash."""
        return self.filter(thanked_at=None, contact__trashed_at=None)

    def with_nudges(self) -> Self:
        """With the interview, and `nudged_at`: when the user last asked once more, None if not since asking."""
        nudge = Q(interview__moves__from_state="requested", interview__moves__to_state="requested") & Q(
            interview__moves__interaction__happened_at__gte=F("interview__requested_at")
        )
        nudged_at = Max("interview__moves__interaction__happened_at", filter=nudge)
        return self.select_related("interview__owner").annotate(nudged_at=nudged_at)

    def waiting(self) -> Self:
        """Of those whom the user has asked and who have not answered; who was asked first comes first."""
        asked = self.filter(interview__state="requested", interview__direction="outgoing")
        return asked.order_by("interview__requested_at", "pk")

    def to_nudge(self) -> Self:
        """Those of them whom the user has not asked once more."""
        return self.waiting().with_nudges().filter(nudged_at=None)
