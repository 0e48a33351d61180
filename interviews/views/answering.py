"""What a change on the wrap-up answers: its section over htmx, else the whole page; Undo of what a talk lost."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from accounts.http import HttpRequest
from interviews.actions.refusals import MoveError
from interviews.actions.restoring import bring_back, remove
from interviews.actions.taking_back import KIND
from interviews.models import Interview, Promise, Referral, Removal, Takeaway
from interviews.views.frame import found
from interviews.views.prepare import section_page
from interviews.views.verbs import say
from interviews.views.wrapping import part_of, wrap_up_page

PREPARED = {"homeworkitem": "homework", "plannedquestion": "questions"}  # the sections of Prepare they come back to


def answer(request: HttpRequest, it: Interview, *, said: str = "", undo: str = "", **more: Any) -> HttpResponse:
    """The section as it is now, with what was `said` and where Undo posts; without htmx the page says it."""
    part = part_of(request)
    if not part:
        say(request, said, undo=undo)
        return redirect("interviews:wrap_up", it.pk)
    told: dict[str, Any] = {"said": said, "undo_url": undo, "target": part} if said else {}
    return wrap_up_page(request, it, part=f"{part}_said" if said else part, **told, **more)


def refused(request: HttpRequest, it: Interview, **forms: Any) -> HttpResponse:
    """The form as it was sent in, with what is wrong."""
    return wrap_up_page(request, it, status=422, part=part_of(request), **forms)


def edit(
    request: HttpRequest,
    it: Interview,
    form: BaseForm,
    *,
    save: Callable[[], object],
    said: str = "Saved.",
    **which: Any,
) -> HttpResponse:
    """A row in a form, in its place in the list, until `save` keeps it; `which` tells the template what row it is."""
    if form.is_bound and form.is_valid():
        kept = save()
        return answer(request, it, said=said, undo=undo_url(kept) if isinstance(kept, Removal) else "")
    next(iter(form.fields.values())).widget.attrs["autofocus"] = True
    status = 422 if form.is_bound else 200
    return wrap_up_page(request, it, status=status, part=part_of(request), editing=form, **which)


def take_away(request: HttpRequest, it: Interview, row: Promise | Referral | Takeaway, said: str) -> HttpResponse:
    """Away with the row; the toast brings it back."""
    removed = remove(row, now=timezone.now())
    return answer(request, it, said=said, undo=undo_url(removed))


def undo_url(removed: Removal) -> str:
    """Where Undo posts."""
    return reverse("interviews:removal_restore", args=[removed.interview_id, removed.pk])


@require_POST
def removal_restore(request: HttpRequest, pk: int, removal_pk: int) -> HttpResponse:
    """Bring back what was removed from a talk."""
    it = found(request, pk)
    removed = get_object_or_404(request.user.removals.exclude(kind=KIND), interview=pk, pk=removal_pk)
    prepared = PREPARED.get(removed.kind)
    try:
        bring_back(removed, now=timezone.now())
    except MoveError as error:
        messages.error(request, str(error))
        page = reverse(f"interviews:{'prepare' if prepared else 'wrap_up'}", args=[pk])
        return HttpResponseClientRedirect(page) if request.htmx else redirect(page)
    if prepared:
        return section_page(request, it, prepared, said="It is back.")
    return answer(request, it, said="It is back.", fresh=True)
