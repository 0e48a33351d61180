"""What changes an interview in one step: move, nudge, plan, finish."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import HttpRequest, seen_at
from interviews.actions import moves
from interviews.actions.refusals import MoveError
from interviews.actions.taking_back import take_back, undoable
from interviews.forms.planning import FinishForm, PlanForm
from interviews.models import Interview
from interviews.views.frame import found, say
from interviews.views.prepare import prepare_page
from interviews.views.wrapping import wrap_up_page


@require_POST
def move(request: HttpRequest, pk: int, to: str) -> HttpResponse:
    """Into another state; the toast takes it back."""
    if to not in Interview.State:
        raise Http404
    it = found(request, pk)
    before, undone, now = it.state, request.GET.get("from", ""), timezone.now()
    try:
        if not undone:
            with undoable(it, now=now):
                moves.move(it, to=to, now=now)
        elif not take_back(it, to=to, came_from=undone, now=now):  # it was made by the move
            return redirect("interviews:interview_list")
    except MoveError as error:
        messages.error(request, str(error))
    else:
        undo = f"{reverse('interviews:move', args=[pk, before])}?from={it.state}" if before != it.state else ""
        say(request, f"Now “{it.get_state_display()}”.", undo=undo)
    return redirect("interviews:interview", pk)


@require_POST
def nudge(request: HttpRequest, pk: int) -> HttpResponse:
    """The user has asked once more."""
    try:
        moves.nudge(found(request, pk), seen=seen_at(request), now=timezone.now())
    except MoveError as error:
        messages.error(request, str(error))
    return redirect("interviews:interview", pk)


@require_POST
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The first time, or another."""
    it = found(request, pk)
    form = PlanForm(request.POST)
    if form.is_valid():
        try:
            gap = form.save(it, now=timezone.now())
        except MoveError as error:
            form.add_error(None, str(error))
        else:
            say(request, gap or "The time is set.")
            return redirect("interviews:interview", pk)
    return prepare_page(request, found(request, pk), plan=form, status=422)


@require_POST
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """It took place; when it really began and ended, if the user says so."""
    it = found(request, pk)
    before, form = it.state, FinishForm(request.POST)
    if form.is_valid():
        now = timezone.now()
        try:
            with undoable(it, now=now):
                form.save(it, now=now)
        except MoveError as error:
            form.add_error(None, str(error))
        else:
            undo = f"{reverse('interviews:move', args=[pk, before])}?from={it.state}" if before != it.state else ""
            say(request, "Now “Held”." if undo else "Saved.", undo=undo)
            return redirect("interviews:wrap_up", pk)
    return wrap_up_page(request, found(request, pk), finish=form, status=422)
