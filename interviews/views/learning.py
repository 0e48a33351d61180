"""Takeaways and people who were named, one at a time; over htmx only their section is drawn again."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import HttpRequest, form_page
from interviews.actions.learning import add_takeaway
from interviews.forms.learning import ReferralForm, TakeawayForm
from interviews.models import Interview
from interviews.views.frame import found
from interviews.views.pages import wrap_up_page
from interviews.views.verbs import say

REMOVED = "takeaway removed"  # the session's key of the last one, so that Undo brings it back


@require_POST
def takeaway_add(request: HttpRequest, pk: int) -> HttpResponse:
    """One more."""
    it, form = found(request, pk), TakeawayForm(request.POST)
    if not form.is_valid():
        return wrap_up_page(request, it, takeaway=form, status=422, part=_part(request))
    add_takeaway(it, text=form.cleaned_data["text"])
    return _takeaways(request, it)


@form_page
def takeaway_edit(request: HttpRequest, pk: int, takeaway: int) -> HttpResponse:
    """Its text in a form, in its place in the list."""
    it = found(request, pk)
    row = get_object_or_404(it.takeaways, pk=takeaway)
    form = TakeawayForm(request.POST or None, instance=row, auto_id="edit_%s")
    if form.is_bound and form.is_valid():
        form.save()
        return _takeaways(request, it)
    status = 422 if form.is_bound else 200
    return wrap_up_page(request, it, status=status, part=_part(request), editing=form, edited=takeaway)


@require_POST
def takeaway_remove(request: HttpRequest, pk: int, takeaway: int) -> HttpResponse:
    """Away with it; the toast brings it back."""
    it = found(request, pk)
    row = get_object_or_404(it.takeaways, pk=takeaway)
    request.session[REMOVED] = {"interview": pk, "text": row.text}
    row.delete()
    undo = reverse("interviews:takeaway_restore", args=[pk])
    if _part(request):
        return wrap_up_page(request, it, part="#takeaways_said", said="Takeaway removed.", undo_url=undo)
    say(request, "Takeaway removed.", undo=undo)
    return redirect("interviews:wrap_up", pk)


@require_POST
def takeaway_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring back the one that was removed last."""
    it = found(request, pk)
    removed = request.session.pop(REMOVED, None)
    if removed and removed["interview"] == pk:
        add_takeaway(it, text=removed["text"])
    return _takeaways(request, it)


@require_POST
def referral_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A person who was named becomes a lead."""
    it = found(request, pk)
    form = ReferralForm(request.POST, interview=it)
    part = "#referrals" if request.htmx.target == "referrals" else ""
    if not form.is_valid():
        return wrap_up_page(request, it, referral=form, status=422, part=part)
    form.save(now=timezone.now())
    said = f"{form.cleaned_data['display_name']} is someone to contact now."
    if part:
        return wrap_up_page(
            request, it, referral=ReferralForm(interview=it, fresh=True), part=f"{part}_said", said=said
        )
    say(request, said)
    return redirect("interviews:wrap_up", pk)


def _part(request: HttpRequest) -> str:
    return "#takeaways" if request.htmx.target == "takeaways" else ""


def _takeaways(request: HttpRequest, it: Interview) -> HttpResponse:
    if part := _part(request):
        return wrap_up_page(request, it, part=part, fresh=True)
    return redirect("interviews:wrap_up", it.pk)
