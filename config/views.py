"""Pages that own no table: health, search, the components page, the answer to a stale form."""

import sys

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import Http404, HttpResponse
from django.http import HttpRequest as DjangoRequest
from django.shortcuts import render
from django.template.loader import get_template
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import HttpRequest
from config.forms import sample_form
from config.searching import PAGE, PALETTE, search_everything
from outreach.views.doing import doings

LONGEST = 200  # letters of a search
DUE = 4  # next steps that the palette offers as done


@login_not_required
@require_safe
def healthz(request: DjangoRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request: DjangoRequest) -> HttpResponse:
    """The process and its database answer; 503 while the database does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("The database does not answer.\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What matches `q`, as a page or as the palette's groups; there "done" is asked for what is due."""
    term, now = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST], timezone.now()
    if request.htmx.target != "palette-found":
        context = {"found": search_everything(request.user, term, PAGE), "now": now}
        return TemplateResponse(request, "search.html", context)
    verb, _, rest = term.partition(" ")
    is_done = verb.lower() == "done"
    found = search_everything(request.user, rest.strip() if is_done and rest.strip() else term, PALETTE)
    about = found.people[: 0 if found.is_guess else DUE if is_done else 1]
    if is_done and not rest.strip():
        about = list(request.user.contacts.due(now).order_by("next_step_due_at", "pk")[:DUE])
    context = {"found": found, "now": now, "doings": doings(request.user, about, now=now)}
    return TemplateResponse(request, "search.html#options", context)


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component and state on one page, for staff and for the tests that look at all of them."""
    if not request.user.is_staff:
        raise Http404
    return TemplateResponse(request, "components.html", {"form": sample_form()})


@login_not_required
def failure(request: DjangoRequest) -> HttpResponse:
    """Answer what failed: 503 where the database is away, for that passes; 500 for a fault of ours."""
    is_away = isinstance(sys.exception(), OperationalError | InterfaceError)
    status, headers = (503, {"Retry-After": "30"}) if is_away else (500, {})
    return HttpResponse(get_template("500.html").render(), status=status, headers=headers)


@login_not_required
def csrf_failure(request: DjangoRequest, reason: str = "") -> HttpResponse:
    """Answer a form that came without its token."""
    return render(request, "403_csrf.html", status=403)
