"""Before and during one interview: the page that is due, prepare, notes."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import HttpRequest, form_page
from interviews.actions.learning import mark_of, save_notes
from interviews.actions.refusals import NotesError
from interviews.forms.learning import NotesForm
from interviews.views.frame import found, frame, is_past


@require_safe
def interview(request: HttpRequest, pk: int) -> HttpResponse:
    """The tab that is due: prepare before the talk, wrap-up after it."""
    it = found(request, pk)
    return redirect("interviews:wrap_up" if is_past(it, now=timezone.now()) else "interviews:prepare", pk)


@form_page
def notes(request: HttpRequest, pk: int) -> HttpResponse:
    """The notes, saved while one writes; text from another window is never overwritten unseen."""
    it, now = found(request, pk), timezone.now()
    form = NotesForm(request.POST or None, initial={"notes": it.notes})
    between, saved = "", False
    if form.is_bound and form.is_valid():
        try:
            save_notes(it, **form.cleaned_data)
            saved = True
        except NotesError as error:
            between = error.between
            form.add_error(None, str(error))
    part = request.htmx.target == "notes-state"
    if saved and not part:
        return redirect("interviews:notes", pk)
    mark = request.POST.get("was", "") if form.errors else mark_of(it.notes)
    context = frame(request, it, tab="notes", now=now) | {
        "form": form,
        "between": between,
        "saved": saved,
        "mark": mark,
    }
    template = f"interviews/notes.html{'#state' if part else ''}"
    return TemplateResponse(request, template, context, status=422 if form.errors else 200)
