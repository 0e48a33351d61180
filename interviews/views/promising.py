"""Promises of a talk, mine and theirs: given, put right, kept, not kept after all, taken away."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import HttpRequest, form_page
from interviews.actions.promising import keep_promise, reopen_promise
from interviews.forms.wrapping import PromiseForm, ReflectionForm, TheirQuestionsForm
from interviews.models import Interview, Promise
from interviews.views.answering import answer, edit, refused, take_away
from interviews.views.frame import found, say, tab_of
from interviews.views.prepare import prepare_page
from interviews.views.wrapping import wrap_up_page


@require_POST
def promise_add(request: HttpRequest, pk: int) -> HttpResponse:
    """One more."""
    it = found(request, pk)
    form = PromiseForm(request.POST, auto_id="promise_%s")
    if not form.is_valid():
        return refused(request, it, promise=form)
    form.save(it, now=timezone.now())
    return answer(request, it, said="Promise added.", promised=True)


def promised(request: HttpRequest, it: Interview, row: Promise, *, undo: str) -> HttpResponse:
    """A line of the notes has become this promise; by whom and until when is asked at once, in its place."""
    said = "It is a promise now."
    if not request.htmx:
        say(request, said, undo=undo)
        return redirect("interviews:promise_edit", it.pk, row.pk)
    form = PromiseForm(promise=row, auto_id="edit_%s")
    form.fields["due_on"].widget.attrs["autofocus"] = True
    return answer(request, it, said=said, undo=undo, editing=form, edited_promise=row.pk)


@form_page
def promise_edit(request: HttpRequest, pk: int, promise: int) -> HttpResponse:
    """What was promised, by whom and until when, in a form in its place in the list."""
    it, now = found(request, pk), timezone.now()
    row = get_object_or_404(it.promises, pk=promise)
    form = PromiseForm(request.POST or None, promise=row, auto_id="edit_%s")
    return edit(request, it, form, save=lambda: form.save(it, now=now), edited_promise=promise)


@require_POST
def promise_keep(request: HttpRequest, pk: int, promise: int) -> HttpResponse:
    """It is done; the toast takes it back."""
    it = found(request, pk)
    keep_promise(get_object_or_404(it.promises, pk=promise), now=timezone.now())
    return answer(request, it, said="Promise kept.", undo=reverse("interviews:promise_reopen", args=[pk, promise]))


@require_POST
def promise_reopen(request: HttpRequest, pk: int, promise: int) -> HttpResponse:
    """It was not done after all."""
    it = found(request, pk)
    reopen_promise(get_object_or_404(it.promises, pk=promise), now=timezone.now())
    return answer(request, it)


@require_POST
def promise_remove(request: HttpRequest, pk: int, promise: int) -> HttpResponse:
    """Away with it; the toast brings it back."""
    it = found(request, pk)
    return take_away(request, it, get_object_or_404(it.promises, pk=promise), "Promise removed.")


@require_POST
def reflect(request: HttpRequest, pk: int) -> HttpResponse:
    """How it felt, and when to be in touch again."""
    it, form = found(request, pk), ReflectionForm(request.POST)
    if not form.is_valid():
        return refused(request, it, reflection=form)
    form.save(it, now=timezone.now())
    return answer(request, it, said="Saved.")


@require_POST
def their_questions(request: HttpRequest, pk: int) -> HttpResponse:
    """What they want to know and what the user said, where they ask."""
    it, tab = found(request, pk), tab_of(request)
    form = TheirQuestionsForm(request.POST, interview=it)
    if form.is_valid():
        form.save(it)
        say(request, "Your answer stands below their questions." if form.cleaned_data["insert"] else "Saved.")
        return redirect(f"{reverse(f'interviews:{tab}', args=[pk])}#theirs")
    return (prepare_page if tab == "prepare" else wrap_up_page)(request, it, status=422, theirs=form)
