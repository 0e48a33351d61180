"""Before the talk: the page on which all is prepared, and how its sections answer when one of them changes."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from accounts.http import HttpRequest, form_page
from accounts.paging import read_id
from interviews.actions.table import PLANNABLE
from interviews.forms.learning import GoalForm
from interviews.forms.planning import PlanForm, first_plan
from interviews.models import Interview
from interviews.views import sections
from interviews.views.frame import found, frame, say

SECTIONS = {
    "questions": sections.questions,
    "homework": sections.homework,
    "attending": sections.attending,
    "paths": sections.paths,
}  # each is drawn again by itself, from templates/interviews/_<its name>.html


@form_page
def prepare(request: HttpRequest, pk: int) -> HttpResponse:
    """What the user wants out of the talk, and everything that is prepared for it."""
    it = found(request, pk)
    if request.method != "POST" and request.htmx.target in SECTIONS:  # an edit is left in its place
        left = request.GET.get("left", "")
        return section_page(request, it, request.htmx.target, left=left, moved=read_id(left))
    goal = GoalForm(request.POST or None, instance=it)
    if goal.is_bound and goal.is_valid():
        goal.save()
        return redirect("interviews:prepare", pk)
    return prepare_page(request, it, goal=goal, status=422 if goal.is_bound else 200)


def prepare_page(
    request: HttpRequest,
    it: Interview,
    *,
    goal: GoalForm | None = None,
    plan: PlanForm | None = None,
    status: int = 200,
    **forms: Any,
) -> HttpResponse:
    """The page with forms as they were sent in, or fresh ones."""
    now = timezone.now()
    context = frame(request, it, tab="prepare", now=now) | {
        "goal": goal or GoalForm(instance=it),
        "plan": plan or PlanForm(initial=first_plan(it)),
        "plannable": it.state in PLANNABLE,
        "plan_open": plan is not None or it.state == "agreed" or (it.state == "requested" and it.is_incoming),
        "history": it.moves.select_related("interaction").order_by("-pk")[:20],
    }
    context |= sections.background(it, context["people"])
    for section in SECTIONS.values():
        context |= section(it)
    return TemplateResponse(request, "interviews/prepare.html", context | forms, status=status)


def section_page(
    request: HttpRequest, it: Interview, name: str, *, said: str = "", undo: str = "", status: int = 200, **forms: Any
) -> HttpResponse:
    """After a write, or with what is wrong in `forms`: over htmx the section `name`, else the page."""
    if request.htmx.target == name:
        context = {"interview": it, "now": timezone.now(), "said": said, "undo_url": undo}
        context |= SECTIONS[name](it) | forms
        return TemplateResponse(request, f"interviews/_{name}.html", context, status=status)
    if forms:
        return prepare_page(request, it, status=status, **forms)
    say(request, said, undo=undo)
    return redirect(f"{reverse('interviews:prepare', args=[it.pk])}#{name}")
