"""Deleting a talk: what stays and what goes, said before; the toast brings it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import HttpRequest, form_page
from accounts.words import in_a_row
from contacts.actions.on_their_way import said_of_letters
from interviews.actions.deleting import MOST_BYTES, bytes_of, delete_interview, restore_interview, said_of_interview
from interviews.actions.refusals import MoveError
from interviews.views.frame import found, say


@form_page
def interview_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """What stays and what goes; posting deletes it, unless its files are too big to come back."""
    it, error, now = found(request, pk), "", timezone.now()
    names = in_a_row([str(part.contact) for part in it.interviewees.all()])
    stays, goes = said_of_interview(it)
    if request.method == "POST":
        try:
            kept = delete_interview(it, now=now)
        except MoveError as refused:
            error = str(refused)
        else:
            undo = reverse("interviews:interview_restore", args=[kept.pk])
            say(request, f"The interview {f'with {names} ' if names else ''}is deleted.", undo=undo)
            return redirect("interviews:interview_list")
    size = bytes_of(it)
    context = {"interview": it, "names": names, "stays": stays, "goes": goes, "error": error}
    context["letters"] = said_of_letters(it.messages.all(), now=now)
    context |= {"too_big": size if size > MOST_BYTES else 0}
    return TemplateResponse(request, "interviews/interview_delete.html", context, status=422 if error else 200)


@require_POST
def interview_restore(request: HttpRequest, deleted_pk: int) -> HttpResponse:
    """Bring a deleted talk back."""
    kept = get_object_or_404(request.user.removals, kind="interview", pk=deleted_pk)
    try:
        it = restore_interview(kept, now=timezone.now())
    except MoveError as error:
        messages.error(request, str(error))
        return redirect("interviews:interview_list")
    say(request, "The interview is back.")
    return redirect("interviews:interview", it.pk)
