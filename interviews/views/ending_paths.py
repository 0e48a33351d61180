"""Deleting a path, or making it a part of another: what happens, said before; the toast takes either back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import HttpRequest, form_page
from interviews.actions.deeds import take_back
from interviews.actions.ending_paths import delete_path, merge_paths, said_of_merge, said_of_path
from interviews.actions.refusals import MoveError
from interviews.forms.paths import PathMergeForm
from interviews.models import Removal
from interviews.views.frame import say


@form_page
def path_delete(request: HttpRequest, path_pk: int) -> HttpResponse:
    """What stays and what goes; posting deletes it."""
    path = get_object_or_404(request.user.careerpaths.select_related("owner"), pk=path_pk)
    if request.method == "POST":
        return _done(request, delete_path(path, now=timezone.now()), f"{path} is deleted.")
    return TemplateResponse(request, "interviews/path_delete.html", {"path": path, "said": said_of_path(path)})


@form_page
def path_merge(request: HttpRequest, path_pk: int) -> HttpResponse:
    """What comes to the path that stays; posting makes this one a part of it."""
    path = get_object_or_404(request.user.careerpaths.select_related("owner"), pk=path_pk)
    form = PathMergeForm(request.POST or None, gone=path)
    if form.is_bound and form.is_valid():
        kept = form.cleaned_data["kept"]
        try:
            return _done(request, merge_paths(kept, gone=path, now=timezone.now()), f"{path} is a part of {kept} now.")
        except MoveError as error:
            form.add_error(None, str(error))
    context = {"path": path, "form": form, "said": said_of_merge(path)}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "interviews/path_merge.html", context, status=status)


@require_POST
def path_restore(request: HttpRequest, ended_path_pk: int) -> HttpResponse:
    """Bring back a path that was deleted, or became a part of another."""
    kept = get_object_or_404(request.user.removals, kind="careerpath", pk=ended_path_pk)
    try:
        take_back(kept)
    except MoveError as error:
        messages.error(request, str(error))
    else:
        say(request, "The path is back.")
    return redirect("contacts:path_list")


def _done(request: HttpRequest, kept: Removal, words: str) -> HttpResponse:
    say(request, words, undo=reverse("interviews:path_restore", args=[kept.pk]))
    return redirect("contacts:path_list")
