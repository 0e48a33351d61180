"""The lanes of the board, as what interviews are in: those that the user asks for, from the wish to the thanks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, CharField, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce

from accounts.ownership import owner_of


@dataclass(frozen=True)
class LaneOrder:
    """A lane: its slug, its name, the state that a card put there gets, and what its cards are sorted by."""

    slug: str
    title: str
    state: str
    since: str
    newest_first: bool = False


LANES = (
    LaneOrder("to-contact", "To contact", "idea", "state_changed_at", newest_first=True),
    LaneOrder("asked", "Asked", "requested", "requested_at"),
    LaneOrder("replied", "Replied", "agreed", "state_changed_at"),
    LaneOrder("scheduled", "Scheduled", "scheduled", "starts_at"),
    LaneOrder("held", "Held", "held", "ends_at"),
    LaneOrder("thanked", "Thanked", "thanked", "state_changed_at", newest_first=True),
)
LANE = {lane.slug: lane for lane in LANES}


def in_lane(slug: str, now: datetime) -> Q:
    """What is in that lane at `now`: a scheduled one whose end has passed counts as held."""
    over = Q(state="scheduled", ends_at__lte=now)
    if slug == "scheduled":
        return Q(state="scheduled") & (Q(ends_at=None) | Q(ends_at__gt=now))
    return Q(state=LANE[slug].state) | over if slug == "held" else Q(state=LANE[slug].state)


class PipelineQuerySet(models.QuerySet):
    """The reads of the board, for InterviewQuerySet."""

    def in_flight(self) -> Self:
        """Those in any lane that the user asks for, with somebody who is not in the trash.

        What others ask the user for is not: it begins with the reply and owes no thanks, and has its place among
        Interviews and on Today.
        """
        seats = apps.get_model("interviews", "Interviewee").objects.filter(owner=owner_of(self))
        others = seats.filter(interview=OuterRef("interview"), contact__trashed_at=None)
        # Whoever is in the trash is found by an index and is few; everybody who is not would be read for each lane.
        gone = seats.filter(~Exists(others), contact__trashed_at__isnull=False, contact__owner=owner_of(self))
        in_lanes = self.filter(direction="outgoing", state__in=[lane.state for lane in LANES])
        return in_lanes.filter(Exists(seats.filter(interview=OuterRef("pk")))).exclude(pk__in=gone.values("interview"))

    def about_path(self, path: Any) -> Self:
        """Those about that path."""
        about = apps.get_model("interviews", "InterviewPath").objects.filter(interview=OuterRef("pk"), path=path)
        return self.filter(Exists(about))

    def laned(self, now: datetime) -> Self:
        """Know of each its `lane` (a slug) and `since`, by which its lane is sorted."""
        lanes = [When(in_lane(lane.slug, now), then=Value(lane.slug)) for lane in LANES]
        sinces = [When(in_lane(lane.slug, now), then=Coalesce(lane.since, "state_changed_at")) for lane in LANES]
        return self.annotate(lane=Case(*lanes, output_field=CharField()), since=Case(*sinces))

    def of_lane(self, lane: LaneOrder, now: datetime, *, after: tuple[datetime, int] | None = None) -> Self:
        """Those in the lane, in its order; behind whichever has that instant and that id."""
        rows = self.filter(in_lane(lane.slug, now)).annotate(since=Coalesce(lane.since, "state_changed_at"))
        sign = "-" if lane.newest_first else ""
        if after:
            rows = rows.beyond(f"{sign}since", *after)  # type: ignore[attr-defined]
        return rows.order_by(f"{sign}since", f"{sign}pk")
