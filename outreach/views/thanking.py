"""The thank-you page: the prepared letter, the ways to send it, and the word that it was sent."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from accounts.http import HttpRequest


def thank_you(request: HttpRequest, interview_pk: int, contact_pk: int) -> HttpResponse:
    """The prepared thank-you to one person."""
    interview = get_object_or_404(request.user.interviews, pk=interview_pk)
    return TemplateResponse(request, "outreach/thank_you.html", {"interview": interview})
