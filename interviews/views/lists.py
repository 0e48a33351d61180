"""The list of interviews, section by section."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import HttpRequest
from accounts.paging import read_instant_cursor, write_cursor
from accounts.words import in_a_row
from interviews.models import Interview
from interviews.querysets import InterviewQuerySet
from interviews.views.frame import NextAction, next_action

PAGE = 20
SECTIONS = {  # the column by which each is sorted, and its heading
    "upcoming": ("starts_at", "Upcoming"),
    "wrap-up": ("ends_at", "To wrap up"),
    "under-way": ("-state_changed_at", "Under way"),
    "past": ("-state_changed_at", "Past"),
}


@dataclass(frozen=True)
class Row:
    """One interview in the list."""

    interview: Interview
    names: str
    next: NextAction


@dataclass(frozen=True)
class Section:
    """One page of a section, and the query of what follows."""

    slug: str
    title: str
    rows: list[Row]
    more: str


@require_safe
def interview_list(request: HttpRequest) -> HttpResponse:
    """Upcoming, to wrap up, under way and past; or more of one of them."""
    now, interviews = timezone.now(), request.user.interviews
    found = {
        "upcoming": interviews.upcoming(now),
        "wrap-up": interviews.took_place(now),
        "under-way": interviews.under_way(),
        "past": interviews.past(),
    }
    wanted = request.GET.get("section", "")
    after = request.GET.get("after", "") if wanted in found else ""
    slugs = [wanted] if wanted in found else list(found)
    sections = [section(slug, found[slug], after=after, now=now) for slug in slugs]
    context = {"now": now, "sections": [s for s in sections if s.rows], "one": wanted in found}
    part = request.htmx.target == f"more-{wanted}" and sections[0].rows
    if part:
        context["section"] = sections[0]
    return TemplateResponse(request, f"interviews/interview_list.html{'#page' if part else ''}", context)


def section(slug: str, found: InterviewQuerySet, *, after: str, now: datetime) -> Section:
    """One page of `found` after the cursor `after`; what is none is the beginning."""
    column, title = SECTIONS[slug]
    if cursor := read_instant_cursor(after):
        found = found.beyond(column, *cursor)
    page = list(found.with_people()[: PAGE + 1])
    more = ""
    if len(page) > PAGE:
        last = page[PAGE - 1]
        at = getattr(last, column.removeprefix("-"))
        more = urlencode({"section": slug, "after": write_cursor(at, last.pk)}) if at else ""
    return Section(slug, title, [row(interview, now=now) for interview in page[:PAGE]], more)


def row(interview: Interview, *, now: datetime) -> Row:
    """The interview with who takes part and what is to be done."""
    names = [str(part.contact) for part in interview.interviewees.all()]
    return Row(interview, in_a_row(names), next_action(interview, now=now))
