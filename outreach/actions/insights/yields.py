"""What talks lead to: people whom they named, whom of them the user asked, and with whom they talked."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from accounts.models import User
from outreach.actions.insights.periods import Period
from outreach.actions.referring import NOT_WRITTEN_TO


@dataclass(frozen=True)
class Yield:
    """People (each once) whom the talks of a period named, of these those asked since and those talked with since.

    `open` are all those whom anybody ever named or introduced, and to whom nobody wrote yet.
    """

    named: int = 0
    asked: int = 0
    talked: int = 0
    open: int = 0


def read_yield(owner: User, period: Period, *, now: datetime) -> Yield:
    """All that is counted of referrals, in two statements. A talk since is one that came after the one that named."""
    talks = owner.interviews.asked_and_held(now).filter(**period.holds("ends_at"))
    mine = owner.interviews.filter(direction="outgoing", interviewees__contact=OuterRef("contact"))
    since = Q(at__gt=OuterRef("interview__ends_at"))
    asked = mine.exclude(state="idea").annotate(at=Coalesce("requested_at", "ends_at")).filter(since)
    talked = mine.asked_and_held(now).annotate(at=Coalesce("ends_at", "requested_at")).filter(since)
    named = owner.referrals.filter(interview__in=talks, named_by__trashed_at=None, contact__trashed_at=None)
    counts = named.order_by().aggregate(
        named=Count("contact", distinct=True),
        asked=Count("contact", distinct=True, filter=Q(Exists(asked))),
        talked=Count("contact", distinct=True, filter=Q(Exists(talked))),
    )
    return Yield(open=not_contacted(owner, now=now), **counts)


def not_contacted(owner: User, *, now: datetime) -> int:
    """How many the page of referrals lists as open, without building its trees."""
    was_named = Exists(owner.referrals.filter(contact=OuterRef("pk")))
    met = owner.interviewees.filter(contact=OuterRef("pk"), interview__in=owner.interviews.asked_and_held(now))
    people = owner.contacts.active().filter(Q(introducer__isnull=False) | was_named, last_touch_at=None)
    return people.filter(~Exists(met), stage__in=NOT_WRITTEN_TO).count()
