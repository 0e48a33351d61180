"""Middleware: deny by default, answers that vary on htmx, refused forms, the user's own time zone."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import middleware as auth_middleware
from django.contrib.auth.views import redirect_to_login
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from accounts.http import came_from

GetResponse = Callable[[HttpRequest], HttpResponse]


class LoginRequiredMiddleware(auth_middleware.LoginRequiredMiddleware):
    """Send htmx to the sign-in page as a full navigation; come back to a page, never to a verb; lose no words."""

    def handle_no_permission(  # type: ignore[override]  # an answer to htmx is no HttpResponseRedirect
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        """Answer an anonymous request for a page that is not public."""
        htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
        if not htmx and request.method in {"GET", "HEAD"}:
            return super().handle_no_permission(request, view_func)
        try:
            page = (
                htmx.current_url_abs_path
                if htmx
                else urlsplit(came_from(request))._replace(scheme="", netloc="").geturl()
            )
        except ValueError:  # a header that is no address
            page = ""
        login, name = self.get_login_url(view_func), self.get_redirect_field_name(view_func)
        response = redirect_to_login(page or settings.LOGIN_REDIRECT_URL, login, name)
        typed = [text for key in request.POST for text in request.POST.getlist(key) if is_typed(key, text)]
        context = {"typed": typed, "login_url": response.url}
        if typed and htmx:  # htmx takes a 401 in, and nothing else does (head.html)
            headers = {"HX-Retarget": "#main", "HX-Reswap": "innerHTML show:window:top"}
            return TemplateResponse(request, "signed_out.html#words", context, status=401, headers=headers).render()
        if htmx:
            return HttpResponseClientRedirect(response.url)
        return render(request, "signed_out.html", context, status=403) if typed else response


def is_typed(key: str, text: str) -> bool:
    """Whether a form's value is words that somebody may have written, and no secret."""
    return len(text.split()) > 1 and "password" not in key


class VaryOnHtmxMiddleware:
    """The same URL answers with a page or with a fragment of it; caches must keep them apart."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add HX-Request and HX-Target to Vary."""
        response = self.get_response(request)
        patch_vary_headers(response, ("HX-Request", "HX-Target"))
        return response


class RefusedFormMiddleware:
    """A form that was refused answers 422 (ARCHITECTURE.md §3): allauth's views, which are not ours, answer 200."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Leave the request as it is."""
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        """Answer 422 where the page's form was sent and has errors."""
        form = (response.context_data or {}).get("form")
        if request.method == "POST" and response.status_code == 200 and isinstance(form, BaseForm) and form.errors:
            response.status_code = 422
        return response


class TimeZoneMiddleware:
    """Show every instant in the signed-in user's zone."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Activate the user's zone for the length of the request."""
        with timezone.override(request.user.zone if request.user.is_authenticated else None):
            return self.get_response(request)
