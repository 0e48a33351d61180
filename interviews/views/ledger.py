"""The ledger: the talks that others gave the user, and those that the user gave."""

from dataclasses import dataclass

from django.db.models import Count, F, Q, Sum
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import HttpRequest
from interviews.actions.times import TOOK_PLACE
from interviews.models import Interview
from interviews.querysets import InterviewQuerySet

SHOWN = 50


@dataclass(frozen=True)
class Side:
    """The talks of one direction: how many, how many minutes they took in all, and the newest."""

    slug: str
    title: str
    count: int
    minutes: int
    talks: list[Interview]


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """Given and received, side by side."""
    held = request.user.interviews.filter(state__in=TOOK_PLACE)
    sides = [
        side("given", "Given", held.filter(direction="incoming")),
        side("received", "Received", held.filter(direction="outgoing")),
    ]
    return TemplateResponse(request, "interviews/ledger.html", {"sides": sides, "now": timezone.now()})


def side(slug: str, title: str, talks: InterviewQuerySet) -> Side:
    """One direction."""
    sums = talks.aggregate(count=Count("pk"), length=Sum(F("ends_at") - F("starts_at")))
    open_promises = Count("promises", filter=Q(promises__done_at=None, promises__by="me"))
    rows = talks.with_people().annotate(owing=open_promises).order_by(F("ends_at").desc(nulls_last=True), "-pk")
    minutes = int(sums["length"].total_seconds() // 60) if sums["length"] else 0
    return Side(slug, title, sums["count"], minutes, list(rows[:SHOWN]))
