"""Letters to begin with: the built-in ones and the user's own, with their former versions."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import HttpRequest, form_page
from outreach.actions.filling import FIELDS
from outreach.actions.templates import back_to, change_template, copy_builtin
from outreach.forms import TemplateForm
from outreach.importing.builtin import letters
from outreach.models import Template
from outreach.models.letters import Kind

VERSIONS = 20  # that the page shows


@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    """Kind by kind, the user's own first."""
    own = list(request.user.templates.filter(trashed_at=None))
    groups = [
        (kind.label, [one for one in own if one.kind == kind], [one for one in letters().values() if one.kind == kind])
        for kind in Kind
    ]
    return TemplateResponse(request, "outreach/template_list.html", {"groups": groups})


@form_page
def template_add(request: HttpRequest) -> HttpResponse:
    """A letter of the user's, from nothing."""
    form = TemplateForm(request.POST or None, instance=Template(owner=request.user))
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, "The template is kept.")
        return redirect("outreach:template_list")
    context = {"form": form, "known_fields": FIELDS, "template": None}
    return TemplateResponse(request, "outreach/template_edit.html", context, status=422 if form.is_bound else 200)


@form_page
def template_builtin(request: HttpRequest, key: str) -> HttpResponse:
    """A built-in letter to read; POST makes an own copy of it."""
    letter = next((one for one in letters().values() if one.slug == key), None)
    if letter is None:
        raise Http404
    if request.method == "POST":
        own = copy_builtin(request.user, letter)
        undo_url = reverse("outreach:template_remove", args=[own.pk])
        messages.success(request, "This one is yours now: change it as you like.", extra_tags=undo_url)
        return redirect("outreach:template_edit", own.pk)
    context = {"letter": letter, "kind": Kind(letter.kind).label}
    return TemplateResponse(request, "outreach/template_builtin.html", context)


@form_page
def template_edit(request: HttpRequest, template_pk: int) -> HttpResponse:
    """Change an own one; what it said before is kept."""
    template = get_object_or_404(request.user.templates.filter(trashed_at=None), pk=template_pk)
    form = TemplateForm(request.POST or None, instance=template)
    if form.is_bound and form.is_valid():
        change_template(form.instance, now=timezone.now())
        messages.success(request, "Saved.")
        return redirect("outreach:template_edit", template_pk)
    context = {
        "form": form,
        "known_fields": FIELDS,
        "template": template,
        "versions": template.versions.all()[:VERSIONS],
    }
    return TemplateResponse(request, "outreach/template_edit.html", context, status=422 if form.is_bound else 200)


@require_POST
def template_remove(request: HttpRequest, template_pk: int) -> HttpResponse:
    """Remove an own one; letters that were begun from it stay."""
    template = get_object_or_404(request.user.templates, pk=template_pk)
    template.trashed_at = template.trashed_at or timezone.now()
    template.save(update_fields=["trashed_at"])
    undo_url = reverse("outreach:template_restore", args=[template_pk])
    messages.success(request, f"Template “{template}” removed.", extra_tags=undo_url)
    return redirect("outreach:template_list")


@require_POST
def template_restore(request: HttpRequest, template_pk: int) -> HttpResponse:
    """Undo of a removal."""
    template = get_object_or_404(request.user.templates, pk=template_pk)
    template.trashed_at = None
    template.save(update_fields=["trashed_at"])
    return redirect("outreach:template_list")


@require_POST
def template_back(request: HttpRequest, template_pk: int, number: int) -> HttpResponse:
    """Say again what a version said."""
    template = get_object_or_404(request.user.templates.filter(trashed_at=None), pk=template_pk)
    version = get_object_or_404(template.versions, number=number)
    before = template.version
    back_to(template, version, now=timezone.now())
    undo_url = reverse("outreach:template_back", args=[template_pk, before]) if template.version != before else ""
    messages.success(request, f"Back to version {number}.", extra_tags=undo_url)
    return redirect("outreach:template_edit", template_pk)
