"""The user's calendar: the page that gives its secret address away, the feed behind that, and one talk as a file."""

from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST, require_safe

from accounts.http import HttpRequest
from interviews.actions.calendar import end_feed, read_feed, renew_feed, reopen_feed
from interviews.exporting.calendars import write_feed, write_invite
from interviews.models import Removal
from interviews.views.verbs import say

BACK = timedelta(days=366)  # how far a calendar looks back


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Its address, who read it last, and how to end it."""
    feed = request.user.calendarfeeds.first()
    address = settings.SITE_URL + reverse("interviews:calendar_feed", args=[feed.token]) if feed else ""
    context = {"feed": feed, "address": address, "opens_with": f"webcal:{address.partition(':')[2]}"}
    return TemplateResponse(request, "interviews/calendar.html", context)


@require_POST
def calendar_renew(request: HttpRequest) -> HttpResponse:
    """The first address, or another; the former one ends."""
    if former := renew_feed(request.user, now=timezone.now()):
        say(request, "The calendar has a new address.", undo=_undo_url(former))
    return redirect("interviews:calendar")


@require_POST
def calendar_busy(request: HttpRequest) -> HttpResponse:
    """Show everything, or only when the user is busy."""
    is_busy_only = request.POST.get("is_busy_only") == "on"
    if request.user.calendarfeeds.update(is_busy_only=is_busy_only):
        say(request, "The calendar tells only that you are busy." if is_busy_only else "The calendar tells with whom.")
    return redirect("interviews:calendar")


@require_POST
def calendar_end(request: HttpRequest) -> HttpResponse:
    """No address any more."""
    if ended := end_feed(request.user, now=timezone.now()):
        say(request, "The address shows nothing any more.", undo=_undo_url(ended))
    return redirect("interviews:calendar")


@require_POST
def calendar_restore(request: HttpRequest, ended_pk: int) -> HttpResponse:
    """An address that ended works again."""
    reopen_feed(get_object_or_404(request.user.removals, kind="calendarfeed", pk=ended_pk), now=timezone.now())
    say(request, "The former address works again.")
    return redirect("interviews:calendar")


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar as programs read it; whoever knows the address may."""
    now = timezone.now()
    feed = read_feed(token, now=now)
    if feed is None:
        raise Http404
    talks = feed.owner.interviews.in_calendar(now - BACK)
    return _file(request, write_feed(feed.owner, talks, is_busy_only=feed.is_busy_only), name="rapport.ics")


@require_safe
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """One talk as a file, for one's own calendar or to send to those who take part."""
    talks = request.user.interviews.filter(day__isnull=False).prefetch_related("interviewees__contact")
    talk = get_object_or_404(talks, pk=pk)
    return _file(request, write_invite(request.user, talk), name=f"talk-{talk.day}.ics")


def _undo_url(ended: Removal) -> str:
    return reverse("interviews:calendar_restore", args=[ended.pk])


def _file(request: HttpRequest, body: bytes, *, name: str) -> HttpResponse:
    """As a calendar program wants it: not sent again while it is the same, and kept nowhere on the way."""
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["ETag"] = etag = f'"{sha256(body).hexdigest()}"'
    return get_conditional_response(request, etag=etag, response=response) or response
