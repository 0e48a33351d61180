"""What a tick, a snooze and an undo answer: row, toast and sentence over htmx, else a redirect and a message."""

from collections.abc import Container
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from accounts.http import HttpRequest, came_from
from outreach.views.day import read_due
from outreach.views.rows import SoftRow, ThankRow, WrapRow

# Where something is asked about a person, and where the palette is most often opened.
ROWS_ON = {"outreach:today", "outreach:person", "contacts:person_list"}


def row_left(request: HttpRequest, *, key: str, said: str, undo_url: str) -> HttpResponse:
    """The row `key` of Today is done with; its hidden stand-in keeps the place for Undo."""
    if request.htmx.target == key:
        context = {"key": key, "message": said, "undo_url": undo_url, "undo_target": f"#{key}"}
        context["sentence"] = read_due(request.user, now=timezone.now()).sentence
        return TemplateResponse(request, "outreach/_row_left.html", context)
    messages.success(request, said, extra_tags=undo_url)
    return go_back(request)


def row_back(request: HttpRequest, *, row: SoftRow | ThankRow | WrapRow | None, now: datetime) -> HttpResponse:
    """`row` is on Today again; None where nothing is asked any more."""
    if row is not None and request.htmx.target == row.key:
        said = f"{row.contact} is back in the list."
        context = {"row": row, "now": now, "message": said, "sentence": read_due(request.user, now=now).sentence}
        return TemplateResponse(request, "outreach/_row_back.html", context)
    return go_back(request, {*ROWS_ON, "outreach:thank_you", "outreach:message"})


def row_stays(request: HttpRequest, *, row: ThankRow, said: str, undo_url: str) -> HttpResponse:
    """`row` stays on Today although something was done with it."""
    if request.htmx.target == row.key:
        context = {"row": row, "now": row.now, "message": said, "undo_url": undo_url, "undo_target": f"#{row.key}"}
        context["sentence"] = read_due(request.user, now=row.now).sentence
        return TemplateResponse(request, "outreach/_row_back.html", context)
    messages.success(request, said, extra_tags=undo_url)
    return go_back(request)


def refused(request: HttpRequest, error: Exception) -> HttpResponse:
    """The page was out of date: say why nothing was done, and show how things stand."""
    messages.error(request, str(error))
    return go_back(request)


def go_back(request: HttpRequest, pages: Container[str] = ROWS_ON) -> HttpResponse:
    """To the one of `pages` that the form stood on, or to Today; a letter that is sent is done with."""
    url = came_from(request, pages) or reverse("outreach:today")
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
