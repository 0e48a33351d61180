"""One question on one path: the answer so far, what was heard, who could tell more, and what is done about it there."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import replace_url

from accounts.http import HttpRequest, came_from
from contacts.models import CareerPath
from interviews.actions.asking import ask_in, keep_line, put_on_path
from interviews.actions.learning import offer_line
from interviews.actions.preparing import remove_question
from interviews.actions.refusals import MoveError
from interviews.actions.restoring import remove
from interviews.forms.evidence import CellAnswerForm, PieceForm
from interviews.models import GapAnswer, InformationGap, Takeaway
from interviews.views.panel import done, panel_page

Pair = tuple[InformationGap, CareerPath]


def found(request: HttpRequest, gap_pk: int, path_pk: int) -> Pair:
    """The user's gap and path of these ids; 404 for anything else, and for a gap that was removed."""
    gaps = request.user.informationgaps.active().with_answer(path_pk).select_related("owner")
    gap = get_object_or_404(gaps, pk=gap_pk)
    return gap, get_object_or_404(request.user.careerpaths, pk=path_pk)


@require_safe
def cell(request: HttpRequest, gap_pk: int, path_pk: int) -> HttpResponse:
    """All that is known; over htmx as the panel below the table, whose address remembers which cell is open."""
    gap, path = found(request, gap_pk, path_pk)
    page = panel_page(request, gap, path, answer=gap.answer_here or GapAnswer())
    if request.htmx and came_from(request, {"interviews:explore"}):
        return replace_url(page, f"{reverse('interviews:explore')}?gap={gap_pk}&path={path_pk}")
    return page


@require_POST
def cell_answer(request: HttpRequest, gap_pk: int, path_pk: int) -> HttpResponse:
    """The answer in the user's words, and how far it goes."""
    gap, path = found(request, gap_pk, path_pk)
    form = CellAnswerForm(request.POST)
    if not form.is_valid():
        return panel_page(request, gap, path, answer_form=form, status=422)
    kept = form.save(gap, path, now=timezone.now())
    undo = reverse("interviews:evidence_restore", args=[kept.pk]) if kept else ""
    return done(request, gap, path, said="Answer kept.", undo=undo)


@require_POST
def evidence_add(request: HttpRequest, gap_pk: int, path_pk: int) -> HttpResponse:
    """One more piece, by hand."""
    gap, path = found(request, gap_pk, path_pk)
    piece = Takeaway(owner=request.user, gap=gap, path=path)
    form = PieceForm(request.POST, instance=piece, now=timezone.now(), is_new=True)
    if not form.is_valid():
        return panel_page(request, gap, path, new_form=form, status=422)
    form.save()
    return done(request, gap, path, said="Kept.")


@require_POST
def cell_put(request: HttpRequest, gap_pk: int, path_pk: int, piece_pk: int) -> HttpResponse:
    """A piece that spoke of the question and of no path speaks of this one."""
    gap, path = found(request, gap_pk, path_pk)
    piece = get_object_or_404(request.user.takeaways.filter(path=None), gap=gap, pk=piece_pk)
    put_on_path(piece, path)
    return done(request, gap, path, said=f"It speaks of {path} now.")


@require_POST
def cell_ask(request: HttpRequest, gap_pk: int, path_pk: int, talk_pk: int) -> HttpResponse:
    """Put the question on a talk that is to come."""
    gap, path = found(request, gap_pk, path_pk)
    talk = get_object_or_404(request.user.interviews.upcoming(timezone.now()), pk=talk_pk)
    row = ask_in(talk, gap)
    undo = reverse("interviews:cell_unask", args=[gap_pk, path_pk, row.pk]) if row else ""
    return done(request, gap, path, said="It is among your questions for the talk.", undo=undo)


@require_POST
def cell_unask(request: HttpRequest, gap_pk: int, path_pk: int, planned_pk: int) -> HttpResponse:
    """Undo of it."""
    gap, path = found(request, gap_pk, path_pk)
    row = get_object_or_404(request.user.plannedquestions, gap=gap, pk=planned_pk)
    try:
        remove_question(row, now=timezone.now())
    except MoveError as error:
        return done(request, gap, path, said=str(error))
    return done(request, gap, path, said="It is no longer among your questions for the talk.")


@require_POST
def cell_keep(request: HttpRequest, gap_pk: int, path_pk: int, line_pk: int) -> HttpResponse:
    """What was said in a talk under this question becomes evidence."""
    gap, path = found(request, gap_pk, path_pk)
    lines = request.user.notelines.filter(removed_at=None).select_related("question__gap")
    line = get_object_or_404(lines, question__gap=gap, pk=line_pk)
    piece = keep_line(line, gap=gap, path=path, now=timezone.now())
    if piece is None:
        return done(request, gap, path)
    undo = reverse("interviews:cell_unkeep", args=[gap_pk, path_pk, line_pk, piece.pk])
    return done(request, gap, path, said="Kept.", undo=undo)


@require_POST
def cell_unkeep(request: HttpRequest, gap_pk: int, path_pk: int, line_pk: int, piece_pk: int) -> HttpResponse:
    """Undo of it: the piece goes, and the line is offered again."""
    gap, path = found(request, gap_pk, path_pk)
    line = get_object_or_404(request.user.notelines, question__gap=gap, pk=line_pk)
    piece: Any = get_object_or_404(request.user.takeaways, gap=gap, interview=line.interview_id, pk=piece_pk)
    remove(piece, now=timezone.now())
    offer_line(line)
    return done(request, gap, path, said="It is offered again.")
