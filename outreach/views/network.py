"""Network: who leads to whom, as rings around the user and as a list."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.http import HttpRequest


@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """The page."""
    return TemplateResponse(request, "outreach/network.html")
