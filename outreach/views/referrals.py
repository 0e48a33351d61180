"""Referrals: whom each person named, what came of it, and who was not contacted yet."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.http import HttpRequest


@require_safe
def referral_tree(request: HttpRequest) -> HttpResponse:
    """The page."""
    return TemplateResponse(request, "outreach/referral_tree.html")
