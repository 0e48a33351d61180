"""What a field offers while one types: names of people, organizations and tags."""

import re

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.http import HttpRequest
from contacts.importing.normal import clean

SHOWN, LONGEST = 8, 200


@require_safe
def person_options(request: HttpRequest) -> HttpResponse:
    """Active contacts whose name, role or employer holds what is typed, in whichever field asks for a person."""
    typed = clean((request.GET.get("introducer_name") or request.GET.get("who", ""))[:LONGEST])
    people = request.user.contacts.active().search(typed).by_name().with_namesakes().select_related("organization")
    return TemplateResponse(request, "contacts/person_options.html", {"people": people[:SHOWN] if typed else []})


@require_safe
def organization_options(request: HttpRequest) -> HttpResponse:
    """Organizations whose name, or another they go by, holds what is typed; accents make no difference."""
    typed = clean(request.GET.get("organization_name", "")[:LONGEST])
    organizations = request.user.organizations.search(typed, SHOWN)
    return TemplateResponse(request, "contacts/organization_options.html", {"organizations": organizations})


@require_safe
def companion_options(request: HttpRequest) -> HttpResponse:
    """For a list of names: the list with its last name completed to one of the active contacts."""
    *before, last = re.split("[,;]", request.GET.get("companions", "")[-LONGEST:])
    typed = clean(last)
    people = request.user.contacts.active().search(typed).by_name().with_namesakes().select_related("organization")
    between = "; " if ";" in request.GET.get("companions", "") else ", "
    start = "".join(f"{name}{between}" for part in before if (name := clean(part)))
    context = {"people": people[:SHOWN] if typed else [], "start": start}
    return TemplateResponse(request, "contacts/companion_options.html", context)


@require_safe
def tag_options(request: HttpRequest) -> HttpResponse:
    """Tags whose name holds what is typed; in a list of names, the list with its last name completed."""
    *before, last = request.GET.get("tag_names", request.GET.get("tag", ""))[-LONGEST:].split(",")
    start = "".join(f"{name}, " for part in before if (name := clean(part)))
    tags = request.user.tags.named_like(clean(last))[:SHOWN]
    return TemplateResponse(request, "contacts/tag_options.html", {"tags": tags, "start": start})
