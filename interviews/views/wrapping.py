"""The wrap-up of a talk: what was learned, who was named, what was promised, how it felt, what is left open."""

from collections.abc import Container, Iterable
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import HttpRequest
from interviews.actions.offering import answers_of
from interviews.actions.still_open import OpenGap, gaps_of_talk
from interviews.actions.what_changed import learned_in
from interviews.forms.learning import TakeawayForm
from interviews.forms.planning import FinishForm
from interviews.forms.wrapping import PromiseForm, ReferralForm, ReflectionForm
from interviews.models import Interview, Interviewee, NoteLine
from interviews.views import sections
from interviews.views.frame import found, frame

PARTS = {"takeaways", "referrals", "promises"}  # sections that are drawn again by themselves
Tag = NoteLine.Tag
OFFERED = {"learned": {Tag.TAKEAWAY, Tag.QUOTE}, "leads": {Tag.LEAD}, "to_do": {Tag.FOLLOW_UP}}


@require_safe
def wrap_up(request: HttpRequest, pk: int) -> HttpResponse:
    """What was learned, who was named, when it really ended."""
    return wrap_up_page(request, found(request, pk), part=part_of(request))


def part_of(request: HttpRequest) -> str:
    """The section that htmx asks for, as wrap_up_page wants it."""
    return f"#{request.htmx.target}" if request.htmx.target in PARTS else ""


def wrap_up_page(
    request: HttpRequest, it: Interview, *, status: int = 200, part: str = "", **more: object
) -> HttpResponse:
    """The page, or its `part` ("#takeaways" and so on); `more` holds forms as they were sent in, and what was said."""
    context = frame(request, it, tab="wrap_up", now=timezone.now()) | came_of(it) | offered(it) | left_open(it)
    context |= sections.papers(it) | (sections.told(it, context["people"]) if it.is_incoming else {})
    context |= {
        "takeaway": TakeawayForm(),
        "referral": ReferralForm(interview=it),
        "promise": PromiseForm(auto_id="promise_%s"),
        "reflection": ReflectionForm(initial={"feeling": it.feeling, "next_touch_on": it.next_touch_on}),
        "finish": FinishForm(initial={"started_at": it.started_at, "ended_at": it.ended_at}),
        "parts": it.interviewees.all(),
        "to_thank": to_thank(it) if context["over"] else [],
    }
    context["to_close"] = to_close(context["gaps"], context["agreed"])
    return TemplateResponse(request, f"interviews/wrap_up.html{part}", context | more, status=status)


def to_close(gaps: Iterable[OpenGap], agreed: Container[tuple[int, int]]) -> set[int]:
    """Of the gaps (by id) those that are open on a path on which two independent sources agree."""
    open_on = ((row.gap.pk, path.pk) for row in gaps for path, now in row.answers if now.state != now.State.ANSWERED)
    return {pair[0] for pair in open_on if pair in agreed}


def to_thank(it: Interview) -> list[Interviewee]:
    """Whom the user owes a thank-you, in which a takeaway can be quoted."""
    if it.is_incoming:
        return []
    return [seat for seat in it.interviewees.all() if seat.thanked_at is None and seat.contact.trashed_at is None]


def came_of(it: Interview) -> dict[str, Any]:
    """What is written down of the talk already."""
    takeaways, agreed = learned_in(it)
    return {
        "takeaways": takeaways,
        "agreed": agreed,
        "answered": answers_of(it),
        "referrals": it.referrals.select_related("contact__organization", "named_by"),
        "promises": it.promises.all(),
    }


def offered(it: Interview) -> dict[str, list[NoteLine]]:
    """Lines of the notes that were marked, and of which nothing has been made yet, by what they may become."""
    marked = it.lines.filter(removed_at=None, settled_at=None).exclude(tag="").select_related("question")
    lines = list(marked)
    return {name: [line for line in lines if line.tag in tags] for name, tags in OFFERED.items()}


def left_open(it: Interview) -> dict[str, Any]:
    """The questions that were not asked, and the gaps on its paths that stay open."""
    gaps, has_more = gaps_of_talk(it)
    return {
        "unasked": it.questions.filter(asked_at=None),
        "gaps": gaps,
        "more_gaps": has_more,
        "several_paths": [path for path, _ in gaps[0].answers] if gaps and len(gaps[0].answers) > 1 else [],
    }
