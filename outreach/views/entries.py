"""One entry of a person's history: putting it right, and taking it away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import HttpRequest, form_page
from contacts.actions.timeline import change_interaction, drop_interaction
from contacts.forms.note import EntryForm
from contacts.models import Contact, Interaction, Undo
from outreach.views.timeline import with_fixed


@form_page
def entry_edit(request: HttpRequest, contact_pk: int, entry_pk: int) -> HttpResponse:
    """An entry as a form: a page of its own, or over htmx in its place."""
    now = timezone.now()
    contact, entry = found(request, contact_pk, entry_pk)
    form = EntryForm(request.POST or None, entry=entry, now=now, owner=request.user, contact=contact)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        people = [contact, *said.pop("companions"), *entry.people.exclude(trashed_at=None)]
        step = change_interaction(entry, contact=contact, people=people, now=now, **said)
        return changed(request, step, "Saved.")
    in_place = request.htmx.target == f"entry-{entry.pk}"
    context = {"form": form, "contact": contact, "entry": entry, "in_place": in_place}
    template = f"outreach/entry_edit.html{'#form' if in_place else ''}"
    return TemplateResponse(request, template, context, status=422 if form.is_bound else 200)


@require_POST
def entry_remove(request: HttpRequest, contact_pk: int, entry_pk: int) -> HttpResponse:
    """Take an entry away, for everyone who took part."""
    contact, entry = found(request, contact_pk, entry_pk)
    step = drop_interaction(entry, contact=contact, now=timezone.now())
    return changed(request, step, "Removed.")


def found(request: HttpRequest, contact_pk: int, entry_pk: int) -> tuple[Contact, Interaction]:
    """A contact and an entry about them that no interview tells."""
    contact = get_object_or_404(request.user.contacts, pk=contact_pk)
    entries = with_fixed(request.user, request.user.interactions.filter(people=contact)).filter(is_fixed=False)
    return contact, get_object_or_404(entries, pk=entry_pk)


def changed(request: HttpRequest, step: Undo, text: str) -> HttpResponse:
    """Back to the person, with the way to undo it."""
    messages.success(request, text, extra_tags=reverse("contacts:person_back", args=[step.contact_id, step.pk]))
    return redirect(step.contact)
