"""Reminder health: what was sent, what is waiting, what failed, for the user and for a watchdog."""

from django.http import HttpResponse
from django.template.response import TemplateResponse

from accounts.http import HttpRequest


def reminder_health(request: HttpRequest) -> HttpResponse:
    """The user's reminders and mails."""
    return TemplateResponse(request, "outreach/reminder_health.html", {})
