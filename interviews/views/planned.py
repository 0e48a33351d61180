"""The questions of one talk: chosen from the bank or written, starred, ordered, changed, taken out."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import HttpRequest, form_page
from interviews.actions import preparing
from interviews.actions.bank import bank_of
from interviews.actions.refusals import MoveError
from interviews.actions.sameness import ref_of
from interviews.actions.suggesting import USUAL_MINUTES, open_gaps, paths_of, serve, standard_set
from interviews.forms.preparing import PlaceForm, PlannedForm
from interviews.models import InformationGap, Interview
from interviews.models.preparing import Topic
from interviews.views.answering import undo_url
from interviews.views.frame import found
from interviews.views.prepare import section_page
from interviews.views.sections import minutes_of, people_of


@require_POST
def planned_add(request: HttpRequest, pk: int) -> HttpResponse:
    """One more, in one's own words or as it was offered."""
    it = found(request, pk)
    form = PlannedForm(request.POST, owner=request.user, bank=bank_of(request.user, hidden=True))
    if not form.is_valid():
        return section_page(request, it, "questions", planned_form=form, status=422)
    row = preparing.add_question(it, form.row())
    return section_page(request, it, "questions", said=f"Added: {row.text}")


@require_POST
def planned_standard(request: HttpRequest, pk: int) -> HttpResponse:
    """As many of the standard questions as fit into the minutes promised."""
    it = found(request, pk)
    minutes = minutes_of(it) or USUAL_MINUTES
    chosen = standard_set(bank_of(request.user), minutes=minutes, gaps=gaps_of(it))
    preparing.take_questions(it, questions=chosen)
    return section_page(request, it, "questions", said="The standard questions are there.")


@form_page
def planned_choose(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole bank, to tick what this talk should hold."""
    it, bank = found(request, pk), bank_of(request.user)
    if request.method == "POST":
        refs = set(request.POST.getlist("ref"))
        chosen = [question for question in bank if question.ref in refs]
        taken = preparing.take_questions(it, questions=serve(chosen, gaps_of(it)))
        return section_page(request, it, "questions", said=f"Added: {len(taken)}")
    there = {ref_of(row) for row in it.questions.all()}
    topics = [
        {"name": name, "rows": [(each, each.ref in there) for each in bank if each.topic == slug]}
        for slug, name in Topic.choices
    ]
    context = {"interview": it, "people": people_of(it), "topics": [topic for topic in topics if topic["rows"]]}
    return TemplateResponse(request, "interviews/planned_choose.html", context)


@form_page
def planned_edit(request: HttpRequest, pk: int, planned: int) -> HttpResponse:
    """Its words, topic and minutes in a form, in its place in the list."""
    it = found(request, pk)
    row = get_object_or_404(it.questions, pk=planned)
    form = PlannedForm(request.POST or None, instance=row, owner=request.user, auto_id="edit_%s")
    if form.is_bound and form.is_valid():
        form.save()
        return section_page(request, it, "questions", said="Saved.", **followed(request, planned))
    status = 422 if form.is_bound else 200
    return section_page(request, it, "questions", status=status, planned_edit=form, edited=planned)


@require_POST
def planned_star(request: HttpRequest, pk: int, planned: int) -> HttpResponse:
    """To be asked first, or no longer (`on` is empty)."""
    it = found(request, pk)
    row = get_object_or_404(it.questions, pk=planned)
    row.is_must = bool(request.POST.get("on"))
    row.save(update_fields=["is_must"])
    return section_page(request, it, "questions")


@require_POST
def planned_place(request: HttpRequest, pk: int, planned: int) -> HttpResponse:
    """To another place among the questions on its topic."""
    it, form = found(request, pk), PlaceForm(request.POST)
    row = get_object_or_404(it.questions, pk=planned)
    if form.is_valid():
        preparing.place_question(row, to=form.cleaned_data["to"])
        return section_page(request, it, "questions", **followed(request, planned))
    return section_page(request, it, "questions", refused="There is no such place.", status=422)


@require_POST
def planned_topic(request: HttpRequest, pk: int) -> HttpResponse:
    """A topic with all its questions to another place."""
    it, form = found(request, pk), PlaceForm(request.POST)
    if form.is_valid():
        later = preparing.place_topic(it, topic=form.cleaned_data["topic"], to=form.cleaned_data["to"])
        moved = {"moved_topic": form.cleaned_data["topic"], "moved_later": later}
        return section_page(request, it, "questions", **moved if request.htmx else {})
    return section_page(request, it, "questions", refused="There is no such place.", status=422)


@require_POST
def planned_remove(request: HttpRequest, pk: int, planned: int) -> HttpResponse:
    """Away with it; the toast brings it back."""
    it = found(request, pk)
    row = get_object_or_404(it.questions, pk=planned)
    try:
        removed = preparing.remove_question(row, now=timezone.now())
    except MoveError as error:
        return section_page(request, it, "questions", refused=str(error), status=422)
    return section_page(request, it, "questions", said="Question removed.", undo=undo_url(removed))


def followed(request: HttpRequest, planned: int) -> dict[str, Any]:
    """What of a section that is drawn again gives the focus to the question."""
    return {"moved": planned} if request.htmx else {}


def gaps_of(it: Interview) -> list[InformationGap]:
    """The open gaps that these people can probably close."""
    people = people_of(it)
    return open_gaps(it, people=people, paths=paths_of(it, people))
