"""Closing the loop: the verbs of whom to tell how a talk went."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import HttpRequest
from outreach.actions.following_up import drop_follow_up, finish_follow_up, reopen_follow_up, snooze_follow_up
from outreach.forms import DaySnoozeForm
from outreach.models import FollowUp
from outreach.views.answers import go_back, row_left
from outreach.views.day import read_due
from outreach.views.loop_rows import loop_rows

PAGES = {"outreach:today", "outreach:promise_list"}


@require_POST
def follow_up_done(request: HttpRequest, follow_up_pk: int) -> HttpResponse:
    """They were told."""
    row = found(request, follow_up_pk)
    finish_follow_up(row, now=timezone.now())
    return left(request, row, f"{row.contact} knows how it went.")


@require_POST
def follow_up_drop(request: HttpRequest, follow_up_pk: int) -> HttpResponse:
    """They will not be told."""
    row = found(request, follow_up_pk)
    drop_follow_up(row, now=timezone.now())
    return left(request, row, f"{row.contact} will not be told.")


@require_POST
def follow_up_snooze(request: HttpRequest, follow_up_pk: int) -> HttpResponse:
    """Later."""
    row, now = found(request, follow_up_pk), timezone.now()
    form = DaySnoozeForm(request.POST, today=now.astimezone(request.user.zone).date())
    if not form.is_valid():
        context = {"form": form, "contact": row.contact, "action": request.path}
        return TemplateResponse(request, "outreach/today_snooze.html", context, status=422)
    snooze_follow_up(row, until=form.end(zone=request.user.zone, now=now))
    return left(request, row, f"{row.contact} is put off.")


@require_POST
def follow_up_undo(request: HttpRequest, follow_up_pk: int) -> HttpResponse:
    """None of it."""
    reopen_follow_up(found(request, follow_up_pk))
    return row_back_again(request)


def found(request: HttpRequest, pk: int) -> FollowUp:
    """The user's follow-up of that id; 404 for anything else."""
    return get_object_or_404(request.user.follow_ups.select_related("contact"), pk=pk)


def left(request: HttpRequest, row: FollowUp, said: str) -> HttpResponse:
    """Its row is done with."""
    undo = reverse("outreach:follow_up_undo", args=[row.pk])
    return row_left(request, key=f"it-{row.contact_id}", said=said, undo_url=undo)


def row_back_again(request: HttpRequest) -> HttpResponse:
    """The row that Undo was pressed for is on Today again."""
    now = timezone.now()
    rows = loop_rows(request.user, now=now, room=99) if request.htmx.target else []
    row = next((row for row in rows if row.key == request.htmx.target), None)
    if row is None:
        return go_back(request, PAGES)
    said = f"{row.contact} is back in the list."
    context = {"row": row, "now": now, "message": said, "sentence": read_due(request.user, now=now).sentence}
    return TemplateResponse(request, "outreach/_loop_back.html", context)
