"""Whether the thank-yous of the talks that ended in a period came within 24 hours."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Max, Q

from accounts.models import User
from interviews.models import THANK_WITHIN
from interviews.querysets import IntervieweeQuerySet
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


def seats_held(owner: User, period: Period, *, now: datetime) -> IntervieweeQuerySet:
    """Who took part, and is not in the trash, in the talks that the user asked for and that ended in the period."""
    talks = owner.interviews.asked_and_held(now).filter(**period.holds("ends_at"))
    rows: IntervieweeQuerySet = owner.interviewees.filter(interview__in=talks, contact__trashed_at=None)
    return rows.order_by()


def read_thanks(owner: User, period: Period, *, now: datetime) -> Thanks:
    """All that is counted of the thank-yous, in one statement."""
    talks = seats_held(owner, period, now=now).values("interview", "interview__ends_at", "interview__state")
    talks = talks.annotate(missing=Count("pk", filter=Q(thanked_at=None)), last=Max("thanked_at"))
    done, owed = Q(missing=0), Q(missing__gt=0) & ~Q(interview__state="closed")
    in_time = Q(last__lte=F("interview__ends_at") + THANK_WITHIN)
    counts = talks.aggregate(
        in_time=Count("interview", filter=done & in_time),
        late=Count("interview", filter=done & ~in_time),
        owed=Count("interview", filter=owed),
        has_time=Count("interview", filter=owed & Q(interview__ends_at__gt=now - THANK_WITHIN)),
        never=Count("interview", filter=Q(missing__gt=0, interview__state="closed")),
    )
    return Thanks(**counts)
