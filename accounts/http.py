"""The request as views see it behind deny-by-default: with a signed-in user and htmx's headers."""

from django.http import HttpRequest as DjangoRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import User


class HttpRequest(DjangoRequest):
    """A request of a signed-in user."""

    user: User
    htmx: HtmxDetails
