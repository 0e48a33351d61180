"""Insights: what works for the user, in numbers with the count behind each."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.http import HttpRequest


@require_safe
def insights(request: HttpRequest) -> HttpResponse:
    """The page."""
    return TemplateResponse(request, "outreach/insights.html")
