"""Adding a person in full, and changing one, in full or field by field."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from accounts.http import HttpRequest, form_page
from contacts.forms.person import PersonForm
from contacts.models import Contact, Undo
from contacts.views.parts import field_label, field_value
from contacts.views.photos import undo_url


@form_page
def person_new(request: HttpRequest) -> HttpResponse:
    """A new contact in full; the name is enough."""
    form = PersonForm(request.POST or None, owner=request.user, autofocus="display_name", now=timezone.now())
    if form.is_bound and form.is_valid():
        contact = form.save()
        undo = reverse("contacts:person_trash", args=[contact.pk])
        messages.success(request, f"{contact} is among your people.", extra_tags=undo)
        return redirect(contact)
    return show(request, "contacts/person_new.html", {"form": form})


@form_page
def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """All fields of a contact."""
    people = request.user.contacts.select_related("organization", "introducer", "owner")
    contact = get_object_or_404(people.prefetch_related("channels", "addresses", "tags", "paths"), pk=pk)
    name = str(contact)
    form = PersonForm(request.POST or None, owner=request.user, instance=contact, now=timezone.now())
    if form.is_bound and form.is_valid():
        messages.success(request, f"{form.save()}: saved.")
        return redirect(contact)
    return show(request, "contacts/person_edit.html", {"form": form, "contact": contact, "name": name})


@form_page
def person_field(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One field of a contact: its form in place of the value, its value in place of the form, or a small page."""
    contact = get_object_or_404(request.user.contacts.select_related("owner", "organization", "introducer"), pk=pk)
    title, now = str(contact), timezone.now()
    form = PersonForm(request.POST or None, owner=request.user, instance=contact, only=name, autofocus=name, now=now)
    if not form.fields:
        raise Http404
    if form.is_bound and form.is_valid():
        step = form.save_with_undo(field=name, now=now)
        return saved(request, contact, name, step, is_more=bool(form.made))
    in_form = request.htmx.target == f"edit-{name}"
    if in_form and request.method != "POST":
        return field_value(request, contact.pk, name)
    fragment = "#form" if in_form or request.htmx.target == f"field-{name}" else ""
    context = {"form": form, "contact": contact, "name": name, "title": title}
    return show(request, f"contacts/person_field.html{fragment}", context)


def saved(request: HttpRequest, contact: Contact, name: str, step: Undo, *, is_more: bool) -> HttpResponse:
    """Answer a form that was saved: the value in its place, or the whole page where more of it is new."""
    said, undo = f"{field_label(name, contact)}: saved.", undo_url(step)
    if request.htmx.target == f"edit-{name}" and not is_more:
        return field_value(request, contact.pk, name, said=said, undo=undo)
    messages.success(request, said, extra_tags=undo)
    return HttpResponseClientRedirect(contact.get_absolute_url()) if request.htmx else redirect(contact)


def show(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page with its form, 422 if something in it is wrong; over htmx the one field whose rows are drawn again."""
    form: PersonForm = context["form"]
    if form.redrawn and request.htmx.target == f"rows-{form.redrawn}":
        return TemplateResponse(request, "contacts/_rows_again.html", {"field": form[form.redrawn]})
    return TemplateResponse(request, template, context, status=422 if form.is_bound else 200)
