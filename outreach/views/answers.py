"""What a tick, a snooze and an undo answer: the row and a toast over htmx, a redirect and a message without script."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from accounts.http import HttpRequest
from outreach.views.rows import SoftRow, ThankRow, WrapRow


def row_left(request: HttpRequest, *, key: str, said: str, undo_url: str) -> HttpResponse:
    """The row `key` of Today is done with; its hidden stand-in keeps the place for Undo."""
    if request.htmx.target == key:
        context = {"key": key, "message": said, "undo_url": undo_url, "undo_target": f"#{key}"}
        return TemplateResponse(request, "outreach/_row_left.html", context)
    messages.success(request, said, extra_tags=undo_url)
    return go_back(request)


def row_back(request: HttpRequest, *, row: SoftRow | ThankRow | WrapRow | None, now: datetime) -> HttpResponse:
    """`row` is on Today again; None where nothing is asked any more."""
    if row is not None and request.htmx.target == row.key:
        return TemplateResponse(request, "outreach/_row_back.html", {"row": row, "now": now})
    return go_back(request)


def refused(request: HttpRequest, error: Exception) -> HttpResponse:
    """The page was out of date: say why nothing was done, and show how things stand."""
    messages.error(request, str(error))
    return go_back(request)


def go_back(request: HttpRequest) -> HttpResponse:
    """To the page of ours that the form came from (its field `next`), or to Today."""
    asked = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    url = asked if asked and safe else reverse("outreach:today")
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
