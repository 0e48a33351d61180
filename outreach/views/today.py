"""Today: what is due, and the forms that say it is done, snoozed or undone."""

from django.http import HttpResponse
from django.template.response import TemplateResponse

from accounts.http import HttpRequest


def today(request: HttpRequest) -> HttpResponse:
    """The home page."""
    return TemplateResponse(request, "outreach/today.html", {})
