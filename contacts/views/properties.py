"""Properties, the fields that a user defines: listing and adding them, changing one, and putting one aside."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import HttpRequest, form_page
from contacts.actions.aside import put_aside, take_back
from contacts.forms.property import PropertyForm


@form_page
def property_list(request: HttpRequest) -> HttpResponse:
    """All properties, those put aside last, and a line to add one."""
    form = PropertyForm(request.POST or None, owner=request.user)
    if form.is_bound and form.is_valid():
        messages.success(request, f"{form.save()} is among your properties.")
        return redirect("contacts:property_list")
    context = {"form": form, "properties": request.user.properties.with_use()}
    return TemplateResponse(request, "contacts/property_list.html", context, status=422 if form.is_bound else 200)


@form_page
def property_edit(request: HttpRequest, property_pk: int) -> HttpResponse:
    """Change name and choices, and the kind while nobody has a value."""
    prop = get_object_or_404(request.user.properties, pk=property_pk)
    name = str(prop)
    form = PropertyForm(request.POST or None, owner=request.user, instance=prop)
    if form.is_bound and form.is_valid():
        messages.success(request, f"{form.save()}: saved.")
        return redirect("contacts:property_list")
    context = {"form": form, "property": prop, "name": name}
    return TemplateResponse(request, "contacts/property_edit.html", context, status=422 if form.is_bound else 200)


@require_POST
def property_archive(request: HttpRequest, property_pk: int) -> HttpResponse:
    """Put aside; what it says of people is kept."""
    prop = get_object_or_404(request.user.properties, pk=property_pk)
    put_aside(prop, now=timezone.now())
    undo = reverse("contacts:property_unarchive", args=[prop.pk])
    messages.success(request, f"{prop} is put aside.", extra_tags=undo)
    return redirect("contacts:property_list")


@require_POST
def property_unarchive(request: HttpRequest, property_pk: int) -> HttpResponse:
    """Take back."""
    prop = get_object_or_404(request.user.properties, pk=property_pk)
    take_back(prop)
    messages.success(request, f"{prop} is back.")
    return redirect("contacts:property_list")
