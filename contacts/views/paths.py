"""Career paths: the page that lists and adds them, changing one, and putting one aside."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import HttpRequest, form_page
from contacts.actions.aside import put_aside, take_back
from contacts.forms.path import PathForm


@form_page
def path_list(request: HttpRequest) -> HttpResponse:
    """All paths, those put aside last, and a line to add one."""
    form = PathForm(request.POST or None, owner=request.user)
    if form.is_bound and form.is_valid():
        messages.success(request, f"{form.save()} is among your paths.")
        return redirect("contacts:path_list")
    context = {"form": form, "paths": request.user.careerpaths.with_people_count()}
    return TemplateResponse(request, "contacts/path_list.html", context, status=422 if form.is_bound else 200)


@form_page
def path_edit(request: HttpRequest, path_pk: int) -> HttpResponse:
    """Change name and colour, say what draws and what worries, and a small test to try."""
    path = get_object_or_404(request.user.careerpaths, pk=path_pk)
    name = str(path)
    form = PathForm(request.POST or None, owner=request.user, instance=path)
    if form.is_bound and form.is_valid():
        messages.success(request, f"{form.save()}: saved.")
        return redirect("contacts:path_list")
    context = {"form": form, "path": path, "name": name}
    return TemplateResponse(request, "contacts/path_edit.html", context, status=422 if form.is_bound else 200)


@require_POST
def path_archive(request: HttpRequest, path_pk: int) -> HttpResponse:
    """Put aside; who is on it stays on it."""
    path = get_object_or_404(request.user.careerpaths, pk=path_pk)
    put_aside(path, now=timezone.now())
    undo = reverse("contacts:path_unarchive", args=[path.pk])
    messages.success(request, f"{path} is put aside.", extra_tags=undo)
    return redirect("contacts:path_list")


@require_POST
def path_unarchive(request: HttpRequest, path_pk: int) -> HttpResponse:
    """Take back."""
    path = get_object_or_404(request.user.careerpaths, pk=path_pk)
    take_back(path)
    messages.success(request, f"{path} is back.")
    return redirect("contacts:path_list")
