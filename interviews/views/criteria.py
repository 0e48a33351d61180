"""What paths are compared by: the list with its weights, those that come with the program, one, gone and back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from accounts.http import HttpRequest, form_page
from interviews.actions.criteria import criteria_left, remove_criterion, restore_criterion, take_criteria
from interviews.actions.refusals import CriterionError
from interviews.forms.deciding import CriteriaSeedsForm, CriterionForm, WeightsForm, off_by
from interviews.views.frame import say


@form_page
def criterion_list(request: HttpRequest) -> HttpResponse:
    """All of them with their weights, and a line to add one."""
    form = CriterionForm(request.POST or None, owner=request.user)
    if form.is_bound and form.is_valid():
        form.save()
        return answer(request, fresh=True)
    return criteria_page(request, form=form, status=422 if form.is_bound else 200, part=_part(request))


def criteria_page(
    request: HttpRequest,
    *,
    form: CriterionForm | None = None,
    weights: WeightsForm | None = None,
    status: int = 200,
    part: str = "",
    fresh: bool = False,
) -> HttpResponse:
    """The page, or its `part` ("#criteria", "#criteria_said"), with the forms as they were sent in or empty."""
    criteria = list(request.user.criteria.active())
    whole = sum(criterion.weight for criterion in criteria)
    context = {
        "form": form or CriterionForm(owner=request.user, fresh=fresh),
        "weights": weights or WeightsForm(owner=request.user, criteria=criteria),
        "off": off_by(whole) if whole and not weights else "",
        "removed": request.user.criteria.removed(),
        "left": len(criteria_left(request.user)),
    }
    return TemplateResponse(request, f"interviews/criterion_list.html{part}", context, status=status)


@require_POST
def criterion_weights(request: HttpRequest) -> HttpResponse:
    """All weights at once: together 100, or scaled to it."""
    form = WeightsForm(request.POST, owner=request.user, criteria=request.user.criteria.active())
    if not form.is_valid():
        return criteria_page(request, weights=form, status=422, part=_part(request))
    form.save()
    return answer(request, said="Weights saved.")


@form_page
def criterion_seeds(request: HttpRequest) -> HttpResponse:
    """Those that come with the program, to take or to leave."""
    left = criteria_left(request.user)
    form = CriteriaSeedsForm(request.POST if request.method == "POST" else None, left=left)
    if form.is_bound and form.is_valid():
        taken = len(take_criteria(request.user, keys=form.cleaned_data["keys"]))
        messages.success(request, f"{taken} {'criterion' if taken == 1 else 'criteria'} added. Now weigh them.")
        return redirect("interviews:criterion_list")
    context = {"form": form, "left": left, "ticked": request.POST.getlist("keys")}
    return TemplateResponse(request, "interviews/criterion_seeds.html", context, status=422 if form.is_bound else 200)


@form_page
def criterion_edit(request: HttpRequest, criterion_pk: int) -> HttpResponse:
    """One of them: its name, and what kind of evidence speaks to it."""
    criterion = get_object_or_404(request.user.criteria.active(), pk=criterion_pk)
    name = str(criterion)
    form = CriterionForm(request.POST or None, instance=criterion, owner=request.user)
    if form.is_bound and form.is_valid() and renamed(form):
        messages.success(request, "Saved.")
        return redirect("interviews:criterion_list")
    context = {"form": form, "criterion": criterion, "name": name}
    return TemplateResponse(request, "interviews/criterion_edit.html", context, status=422 if form.is_bound else 200)


def renamed(form: CriterionForm) -> bool:
    """Save it; False, and the form says why, where another window was quicker."""
    try:
        form.save()
    except CriterionError as error:
        form.add_error("name", str(error))
        return False
    return True


@require_POST
def criterion_remove(request: HttpRequest, criterion_pk: int) -> HttpResponse:
    """Out of the table with it; the toast and the list of those removed bring it back with its scores."""
    criterion = get_object_or_404(request.user.criteria, pk=criterion_pk)
    remove_criterion(criterion, now=timezone.now())
    undo = reverse("interviews:criterion_restore", args=[criterion.pk])
    return answer(request, said=f"{criterion} removed.", undo=undo)


@require_POST
def criterion_restore(request: HttpRequest, criterion_pk: int) -> HttpResponse:
    """Bring it back, unless one of the same name was written down since."""
    criterion = get_object_or_404(request.user.criteria, pk=criterion_pk)
    try:
        restore_criterion(criterion)
    except CriterionError as error:
        messages.error(request, str(error))
        listed = reverse("interviews:criterion_list")
        return HttpResponseClientRedirect(listed) if request.htmx else redirect(listed)
    return answer(request, said=f"{criterion} is back.")


def answer(request: HttpRequest, *, said: str = "", undo: str = "", fresh: bool = False) -> HttpResponse:
    """The list once more: over htmx only that, else the whole page at its own address."""
    if not _part(request):
        say(request, said, undo=undo)
        return redirect("interviews:criterion_list")
    page: Any = criteria_page(request, part="#criteria_said" if said else "#criteria", fresh=fresh)
    page.context_data |= {"said": said, "undo_url": undo}
    return page


def _part(request: HttpRequest) -> str:
    return "#criteria" if request.htmx.target == "criteria" else ""
