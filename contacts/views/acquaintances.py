"""Who knows whom: said on a person's page, taken away there, and put back."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.http import HttpRequest, form_page
from contacts.actions.acquaintances import tie_again, untie
from contacts.forms.acquaintance import AcquaintanceForm


@form_page
def acquaintance_add(request: HttpRequest, contact_pk: int) -> HttpResponse:
    """Say whom a person knows; said once more of the same two, it is changed."""
    contact = get_object_or_404(request.user.contacts.active().select_related("owner"), pk=contact_pk)
    form = AcquaintanceForm(request.POST or None, contact=contact)
    if form.is_bound and form.is_valid():
        row = form.save()
        undo = reverse("contacts:acquaintance_remove", args=[contact_pk, row.pk])
        messages.success(request, f"{contact} knows {form.cleaned_data['who']}.", extra_tags=undo)
        return redirect(contact)
    context = {"form": form, "contact": contact}
    return TemplateResponse(request, "contacts/acquaintance_add.html", context, status=422 if form.is_bound else 200)


@require_POST
def acquaintance_remove(request: HttpRequest, contact_pk: int, acquaintance_pk: int) -> HttpResponse:
    """They do not know each other, or no longer; the toast takes it back."""
    contact = get_object_or_404(request.user.contacts, pk=contact_pk)
    rows = request.user.acquaintances.filter(Q(one=contact) | Q(other=contact))
    token = untie(get_object_or_404(rows, pk=acquaintance_pk))
    messages.success(
        request, "Taken away.", extra_tags=reverse("contacts:acquaintance_restore", args=[contact_pk, token])
    )
    return redirect(contact)


@require_POST
def acquaintance_restore(request: HttpRequest, contact_pk: int, token: str) -> HttpResponse:
    """They know each other after all."""
    contact = get_object_or_404(request.user.contacts, pk=contact_pk)
    if tie_again(request.user, token=token):
        messages.success(request, "It is back.")
    return redirect(contact)
