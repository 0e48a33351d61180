"""Middleware: deny by default, answers that vary on htmx, the user's own time zone."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import middleware as auth_middleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect

GetResponse = Callable[[HttpRequest], HttpResponse]


class LoginRequiredMiddleware(auth_middleware.LoginRequiredMiddleware):
    """Send htmx to the sign-in page as a full navigation, never as a fragment."""

    def handle_no_permission(  # type: ignore[override]  # an answer to htmx is no HttpResponseRedirect
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        """Answer an anonymous request for a page that is not public."""
        response = super().handle_no_permission(request, view_func)
        return HttpResponseClientRedirect(response["Location"]) if request.htmx else response  # type: ignore[attr-defined]


class VaryOnHtmxMiddleware:
    """The same URL answers with a page or with a fragment of it; caches must keep them apart."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add HX-Request and HX-Target to Vary."""
        response = self.get_response(request)
        patch_vary_headers(response, ("HX-Request", "HX-Target"))
        return response


class TimeZoneMiddleware:
    """Show every instant in the signed-in user's zone."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Activate the user's zone for the length of the request."""
        with timezone.override(request.user.zone if request.user.is_authenticated else None):
            return self.get_response(request)
