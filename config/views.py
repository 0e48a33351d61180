"""Pages that own no table: health, search."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest as DjangoRequest
from django.http import HttpResponse
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def healthz(request: DjangoRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request: DjangoRequest) -> HttpResponse:
    """The process and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
def csrf_failure(request: DjangoRequest, reason: str = "") -> HttpResponse:
    """Answer a form that came without its token."""
    return HttpResponse("The form expired. Go back, reload the page and send it again.\n", status=403)
