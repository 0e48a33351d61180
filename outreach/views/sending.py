"""Sending a letter from here: now or at a time, taken back while it waits, settled when nobody knows."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from accounts.http import HttpRequest, came_from
from accounts.models import User
from accounts.words import moment
from interviews.actions.refusals import MoveError
from outreach.actions.filling import UnresolvedError
from outreach.actions.posting import UNDO_WITHIN, Here, PostError, post_letter, unpost_letter
from outreach.actions.settling import KIND, confirm_letter, unsettle_letter
from outreach.forms import SendForm
from outreach.models import Delivery, Message

LEFT = "It has left already, or is leaving just now."


@require_POST
def message_send(request: HttpRequest, message_pk: int) -> HttpResponse:
    """Put the letter into the outbox, as it is kept."""
    return send_from_here(request, find_letter(request.user, message_pk), now=timezone.now())


def send_from_here(request: HttpRequest, letter: Message, *, now: datetime) -> HttpResponse:
    """Post a kept letter when `here` says; it can be taken back until it leaves."""
    form = SendForm(request.POST)
    try:
        if not form.is_valid():
            raise PostError("Choose a day and a time that the calendar has.")
        delivery = post_letter(letter, at=form.instant(letter, now=now), now=now)
    except (PostError, UnresolvedError) as error:
        messages.error(request, str(error))
        return _page(request, letter)
    undo_url = reverse("outreach:message_unsend", args=[letter.pk])
    messages.success(request, f"The letter to {letter.contact} {_leaves(delivery, now)}.", extra_tags=undo_url)
    return _page(request, letter)


@require_POST
def message_unsend(request: HttpRequest, message_pk: int) -> HttpResponse:
    """Take it back: it is a draft again."""
    letter = find_letter(request.user, message_pk)
    delivery = get_object_or_404(request.user.deliveries, letter=letter)
    if unpost_letter(delivery):
        messages.success(request, f"The letter to {letter.contact} is a draft again.")
    else:
        messages.error(request, LEFT if delivery.state != Delivery.State.CANCELLED else "It is a draft already.")
    return _page(request, letter)


@require_POST
def message_settle(request: HttpRequest, message_pk: int) -> HttpResponse:
    """The user has looked into the Sent folder of their mail program; `arrived` says what they found."""
    letter, now = find_letter(request.user, message_pk), timezone.now()
    delivery = get_object_or_404(request.user.deliveries, letter=letter)
    arrived = request.POST.get("arrived")
    kept = confirm_letter(delivery, arrived=arrived == "yes", now=now) if arrived in {"yes", "no"} else None
    if kept is None:
        messages.error(request, "Nothing is open about this letter any more.")
        return _page(request, letter)
    became = "marked as sent" if arrived == "yes" else "a draft again"
    undo_url = reverse("outreach:message_unsettle", args=[letter.pk, kept.pk])
    messages.success(request, f"The letter to {letter.contact} is {became}.", extra_tags=undo_url)
    return _page(request, letter)


@require_POST
def message_unsettle(request: HttpRequest, message_pk: int, settled_pk: int) -> HttpResponse:
    """Undo: it was a slip, and nobody knows."""
    letter = find_letter(request.user, message_pk)
    settled = request.user.removals.filter(kind=KIND, columns__id=letter.pk)
    try:
        unsettle_letter(get_object_or_404(settled, pk=settled_pk), now=timezone.now())
    except MoveError as error:
        messages.error(request, str(error))
    return _page(request, letter)


def away_page(request: HttpRequest, letter: Message, sending: Here, *, now: datetime) -> HttpResponse:
    """A letter on its way; what a page typed in the meantime is not kept, as other words are leaving."""
    if request.method == "POST":
        messages.error(request, "This letter is on its way, so it was not changed.")
        return _page(request, letter)
    context = {"letter": letter, "contact": letter.contact, "sending": sending, "now": now}
    return TemplateResponse(request, "outreach/message_away.html", context)


def find_letter(user: User, pk: int) -> Message:
    """The user's own letter, unless it or its reader is in the trash; 404 for all else."""
    rows = user.messages.filter(trashed_at=None, contact__trashed_at=None)
    return get_object_or_404(rows.select_related("owner", "contact__owner", "interview", "introduction"), pk=pk)


def _leaves(delivery: Delivery, now: datetime) -> str:
    if delivery.next_at <= now + UNDO_WITHIN:
        return "leaves in 30 seconds"
    return f"leaves {moment(localtime(delivery.next_at), now)}"


def _page(request: HttpRequest, letter: Message) -> HttpResponse:
    """To the page that the form stood on, else to the letter's own."""
    url = came_from(request, {"outreach:message_list", "outreach:today"})
    url = url or reverse("outreach:message", args=[letter.pk])
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
