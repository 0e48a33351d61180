"""The request as views see it behind deny-by-default, what it may do, and where it came from."""

import time
from collections.abc import Container
from contextlib import suppress
from datetime import UTC, datetime
from urllib.parse import urlencode, urlsplit

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest as DjangoRequest
from django.http import HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods
from django_htmx.middleware import HtmxDetails

from accounts.models import User
from accounts.paging import read_id

LATEST = 2**32  # seconds since 1970: no page is of a later century
form_page = require_http_methods(["GET", "HEAD", "POST"])  # a page with a form that posts to the page's own address


class HttpRequest(DjangoRequest):
    """A request of a signed-in user."""

    user: User
    htmx: HtmxDetails


def came_from(request: DjangoRequest, pages: Container[str] | None = None) -> str:
    """The address that the request was sent from, if it is ours and its URL name one of `pages` (None: any); else "".

    Name them where it may be the address of a verb, at which a form stands that was answered with 422.
    """
    url = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    if url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure()):
        with suppress(Resolver404, ValueError):
            page = resolve(urlsplit(url).path).view_name
            return url if pages is None or page in pages else ""
    return ""


def seen_at(request: DjangoRequest) -> datetime | None:
    """When the page was drawn on which a verb was pressed, to the second; None where the form does not say."""
    second = read_id(request.POST.get("seen", ""))
    return datetime.fromtimestamp(second, tz=UTC) if second and second < LATEST else None


def is_confirmed(request: HttpRequest) -> bool:
    """Whether the user has typed their password within allauth's REAUTHENTICATION_TIMEOUT, or has none to type."""
    if not request.user.has_usable_password():
        return True
    since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
    return any(record["at"] > since for record in get_authentication_records(request, request.user))


def confirm_first(request: HttpRequest) -> HttpResponseRedirect:
    """To the page that asks for the password, and from there back to this one; nothing that was posted is kept."""
    return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.path})}")
