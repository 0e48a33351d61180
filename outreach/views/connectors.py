"""Who could introduce the user to somebody, and how often each was asked of late."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from contacts.models import Contact
from outreach.models import Introduction

OFFERED = 8
BECAUSE = ("introducer", "named them", "works there, too", "has told you things", "")


@dataclass(frozen=True)
class Connector:
    """Somebody who could introduce, why that is thought, and what the user has asked of them."""

    contact: Contact
    because: str
    asks: int
    open_asks: int


def connectors(target: Contact, *, chosen: Contact | None, now: datetime) -> list[Connector]:
    """Who could introduce the user to `target`: whoever is `chosen`, the introducer, whoever named them, colleagues,
    whom one asked.
    """
    asked = target.owner.introductions.of(OuterRef("pk")).order_by()
    people = target.owner.contacts.active().exclude(pk=target.pk).select_related("organization")
    ranked = people.annotate(
        place=_place(target, chosen),
        asks=_count(asked.asked_lately(now)),
        open_asks=_count(asked.with_connector()),
    )
    is_chosen = Q(pk=chosen.pk if chosen else 0)
    found = ranked.exclude(place=None).order_by(
        Case(When(is_chosen, then=0), default=1), "place", "-last_touch_at", "pk"
    )
    return [Connector(one, BECAUSE[one.place], one.asks, one.open_asks) for one in found[:OFFERED]]


def _place(target: Contact, chosen: Contact | None) -> Case:
    """The place in BECAUSE of the reason why somebody could introduce; None where there is no reason."""
    owner = target.owner
    colleagues = Q(organization=target.organization_id or 0, last_touch_at__isnull=False)
    return Case(
        When(pk=target.introducer_id or 0, then=0),
        When(pk__in=owner.referrals.filter(contact=target).values("named_by"), then=1),
        When(colleagues, then=2),
        When(pk__in=owner.takeaways.exclude(said_by=None).values("said_by"), then=3),
        When(pk=chosen.pk if chosen else 0, then=4),
    )


def _count(rows: QuerySet[Introduction]) -> Coalesce:
    return Coalesce(Subquery(rows.values("connector").annotate(n=Count("pk")).values("n")), 0)
