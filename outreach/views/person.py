"""A person's page: what is next, what happened, and how to reach them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from accounts.http import HttpRequest


def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One contact of the user."""
    contact = get_object_or_404(request.user.contacts, pk=pk)
    return TemplateResponse(request, "outreach/person.html", {"contact": contact})
