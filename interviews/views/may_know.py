"""What a person may know: questions to answer that are put beside them, and taken away."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.http import HttpRequest, form_page
from interviews.actions.may_know import add_may_know, drop_may_know
from interviews.forms.gaps import MayKnowForm
from interviews.views.frame import say


@form_page
def may_know_add(request: HttpRequest, contact_pk: int) -> HttpResponse:
    """Choose one of those that are open on the person's paths."""
    contact = get_object_or_404(request.user.contacts.select_related("owner"), pk=contact_pk)
    form = MayKnowForm(request.POST or None, contact=contact)
    if form.is_bound and form.is_valid():
        gap = form.cleaned_data["gap"]
        add_may_know(contact, gap=gap)
        undo = reverse("interviews:may_know_remove", args=[contact_pk, gap.pk])
        say(request, f"{contact} may know.", undo=undo)
        return redirect(contact)
    context = {"form": form, "contact": contact}
    return TemplateResponse(request, "interviews/may_know_add.html", context, status=422 if form.is_bound else 200)


@require_POST
def may_know_remove(request: HttpRequest, contact_pk: int, gap_pk: int) -> HttpResponse:
    """Not beside them any more; the toast puts it back."""
    contact = get_object_or_404(request.user.contacts, pk=contact_pk)
    gap = get_object_or_404(request.user.informationgaps, pk=gap_pk)
    drop_may_know(contact, gap=gap)
    say(request, "Taken away.", undo=reverse("interviews:may_know_restore", args=[contact_pk, gap_pk]))
    return redirect(contact)


@require_POST
def may_know_restore(request: HttpRequest, contact_pk: int, gap_pk: int) -> HttpResponse:
    """Beside them once more."""
    contact = get_object_or_404(request.user.contacts, pk=contact_pk)
    add_may_know(contact, gap=get_object_or_404(request.user.informationgaps, pk=gap_pk))
    say(request, "It is back.")
    return redirect(contact)
