"""Promises of both sides: all of them, one more, one that was kept."""

from datetime import UTC, datetime

from django.contrib import messages
from django.db.models import DateTimeField, F, QuerySet, Value
from django.db.models.functions import Cast, Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import HttpRequest, came_from, form_page
from interviews.actions.promising import keep_promise, reopen_promise
from interviews.actions.restoring import remove
from interviews.models import Promise
from outreach.forms import PromiseForm
from outreach.views.answers import row_left
from outreach.views.loops import PAGES, row_back_again
from outreach.views.pages import GroupPage, asked_group, read_group

TITLES = {"mine": "I promised", "theirs": "They promised", "kept": "Done"}
NO_DAY = Value(datetime(9998, 1, 1, tzinfo=UTC), output_field=DateTimeField())  # behind all that have one
DUE = Coalesce(Cast("due_on", DateTimeField()), NO_DAY)


@form_page
def promise_list(request: HttpRequest) -> HttpResponse:
    """What was promised in talks, by either side: the open ones first; with a line for one more."""
    form, now = PromiseForm(request.POST or None, owner=request.user), timezone.now()
    if form.is_bound and form.is_valid():
        made = form.keep(now=now)
        undo = reverse("outreach:promise_unadded", args=[made.pk])
        messages.success(request, f"Added to your talk with {form.cleaned_data['who']}.", extra_tags=undo)
        return redirect("outreach:promise_list")
    asked = asked_group(request, [*TITLES])
    after = request.GET.get("after", "") if asked else ""
    rows = request.user.promises.select_related("interview").prefetch_related("interview__interviewees__contact")
    pages = [read_side(slug, rows, after=after) for slug in ([asked] if asked else TITLES)]
    context = {"form": form, "now": now, "groups": pages, "group": pages[0], "one": asked}
    part = "#page" if asked and request.htmx.target == f"more-{asked}" else ""
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, f"outreach/promise_list.html{part}", context, status=status)


def read_side(slug: str, rows: QuerySet[Promise], *, after: str) -> GroupPage:
    """A page of those of one side that are open, by their days, or of those that were kept, the last first."""
    if slug == "kept":
        return read_group(slug, TITLES[slug], rows.exclude(done_at=None), by=F("done_at"), is_down=True, after=after)
    by = Promise.By.ME if slug == "mine" else Promise.By.THEM
    return read_group(slug, TITLES[slug], rows.filter(done_at=None, by=by), by=DUE, after=after)


@require_POST
def promise_unadded(request: HttpRequest, promise_pk: int) -> HttpResponse:
    """Undo of adding one."""
    remove(get_object_or_404(request.user.promises, pk=promise_pk), now=timezone.now())
    return redirect("outreach:promise_list")


@require_POST
def promise_done(request: HttpRequest, promise_pk: int) -> HttpResponse:
    """It was kept; the toast takes it back."""
    promise = get_object_or_404(request.user.promises, pk=promise_pk)
    keep_promise(promise, now=timezone.now())
    undo = reverse("outreach:promise_undone", args=[promise_pk])
    if request.htmx.target:
        return row_left(request, key=request.htmx.target, said="Promise kept.", undo_url=undo)
    messages.success(request, "Promise kept.", extra_tags=undo)
    return redirect(came_from(request, PAGES) or reverse("outreach:promise_list"))


@require_POST
def promise_undone(request: HttpRequest, promise_pk: int) -> HttpResponse:
    """Undo of it."""
    reopen_promise(get_object_or_404(request.user.promises, pk=promise_pk), now=timezone.now())
    return row_back_again(request)
