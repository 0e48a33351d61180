"""Signed links from mails: a GET shows one button, only its POST acts; nobody needs to sign in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse


@login_not_required
def reminder_link(request: HttpRequest, token: str) -> HttpResponse:
    """What a link of a reminder mail would do, with its button."""
    return TemplateResponse(request, "outreach/reminder_link.html", {"token": token})


@login_not_required
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """One-click unsubscribe of one kind of reminder."""
    return TemplateResponse(request, "outreach/unsubscribe.html", {"token": token})
