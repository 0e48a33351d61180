"""What a field offers while one types: names of people and of organizations."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.http import HttpRequest
from contacts.importing.normal import clean

SHOWN, LONGEST = 8, 200


@require_safe
def person_options(request: HttpRequest) -> HttpResponse:
    """Active contacts whose name, role or employer holds what is typed."""
    typed = clean(request.GET.get("introducer_name", "")[:LONGEST])
    people = request.user.contacts.active().search(typed).by_name().with_namesakes().select_related("organization")
    return TemplateResponse(request, "contacts/person_options.html", {"people": people[:SHOWN] if typed else []})


@require_safe
def organization_options(request: HttpRequest) -> HttpResponse:
    """Organizations whose name holds what is typed."""
    typed = clean(request.GET.get("organization_name", "")[:LONGEST])
    organizations = request.user.organizations.filter(name__icontains=typed)[:SHOWN] if typed else []
    return TemplateResponse(request, "contacts/organization_options.html", {"organizations": organizations})
