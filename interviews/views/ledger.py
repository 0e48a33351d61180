"""The ledger: the talks that others gave the user, and those that the user gave."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import HttpRequest
from accounts.paging import read_instant_cursor, write_cursor
from interviews.models import Interview
from interviews.querysets import InterviewQuerySet

PAGE = 20
SIDES = {"given": ("Given", "incoming"), "received": ("Received", "outgoing")}  # the heading, and who asked


@dataclass(frozen=True)
class Side:
    """One page of a direction, the newest first, how many talks there are and their minutes, the query of the next."""

    slug: str
    title: str
    count: int
    minutes: int
    talks: list[Interview]
    more: str


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """Given and received, side by side; or more of one of them."""
    now = timezone.now()
    held = request.user.interviews.conversations(now)
    wanted = request.GET.get("side", "")
    after = request.GET.get("after", "") if wanted in SIDES else ""
    sides = [side(slug, held, after=after) for slug in ([wanted] if wanted in SIDES else SIDES)]
    context = {"sides": sides, "side": sides[0], "one": wanted in SIDES, "now": now}
    part = "#page" if request.htmx.target == f"more-{wanted}" and sides[0].talks else ""
    return TemplateResponse(request, f"interviews/ledger.html{part}", context)


def side(slug: str, held: InterviewQuerySet, *, after: str) -> Side:
    """One page of a direction after the cursor `after`; what is none is the beginning."""
    title, direction = SIDES[slug]
    talks = held.filter(direction=direction)
    sums = talks.aggregate(count=Count("pk"), length=Sum(F("ends_at") - F("starts_at")))
    rows = talks.annotate(at=Coalesce("ends_at", "state_changed_at")).order_by("-at", "-pk")
    if cursor := read_instant_cursor(after):
        rows = rows.beyond("-at", *cursor)
    promised = Count("promises", filter=Q(promises__done_at=None, promises__by="me"))
    page = list(rows.with_people().annotate(owing=promised)[: PAGE + 1])
    last = page[PAGE - 1] if len(page) > PAGE else None
    more = urlencode({"side": slug, "after": write_cursor(last.at, last.pk)}) if last else ""
    minutes = int(sums["length"].total_seconds() // 60) if sums["length"] else 0
    return Side(slug, title, sums["count"], minutes, page[:PAGE], more)
