"""Whether the thank-yous of the talks that ended in a period came within 24 hours."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, Max, OuterRef, Q

from accounts.models import User
from interviews.models import THANK_WITHIN
from interviews.querysets import InterviewQuerySet
from outreach.actions.insights.asks import percent
from outreach.actions.insights.periods import Period


@dataclass(frozen=True)
class Thanks:
    """Talks, by when everyone in them was thanked. Of the `owed` ones `has_time` are within their 24 hours; `never`
    are those that were closed without.
    """

    in_time: int = 0
    late: int = 0
    owed: int = 0
    has_time: int = 0
    never: int = 0

    @property
    def talks(self) -> int:
        """All of them."""
        return self.in_time + self.late + self.owed + self.never

    @property
    def settled(self) -> int:
        """Those that the rate is of: a thank-you that has time left is neither in time nor late."""
        return self.talks - self.has_time

    @property
    def percent(self) -> int | None:
        """How many of a hundred came in time; None for too few."""
        return percent(self.in_time, self.settled)


def talks_held(owner: User, period: Period, *, now: datetime) -> InterviewQuerySet:
    """The talks that the user asked for and that took place and ended in the period, with somebody not in the trash."""
    there = owner.interviewees.filter(interview=OuterRef("pk"), contact__trashed_at=None)
    rows: InterviewQuerySet = owner.interviews.asked_and_held(now).filter(**period.holds("ends_at"))
    return rows.filter(Exists(there))


def read_thanks(owner: User, period: Period, *, now: datetime) -> Thanks:
    """All that is counted of the thank-yous, in one statement."""
    there = Q(interviewees__contact__trashed_at=None)
    talks = (
        talks_held(owner, period, now=now)
        .order_by()
        .annotate(
            missing=Count("interviewees", filter=there & Q(interviewees__thanked_at=None)),
            last=Max("interviewees__thanked_at", filter=there),
        )
    )
    done, owed = Q(missing=0), Q(missing__gt=0) & ~Q(state="closed")
    in_time = Q(last__lte=F("ends_at") + THANK_WITHIN)
    counts = talks.aggregate(
        in_time=Count("pk", filter=done & in_time),
        late=Count("pk", filter=done & ~in_time),
        owed=Count("pk", filter=owed),
        has_time=Count("pk", filter=owed & Q(ends_at__gt=now - THANK_WITHIN)),
        never=Count("pk", filter=Q(missing__gt=0, state="closed")),
    )
    return Thanks(**counts)
