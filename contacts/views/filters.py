"""What the list of people can be narrowed by: the form with all of it, and names offered as one types."""

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.http import HttpRequest
from contacts.forms.filter_form import FilterForm
from contacts.forms.filtering import PeopleFilter

OFFERED = 12


@require_safe
def person_filters(request: HttpRequest) -> HttpResponse:
    """Every filter and every column, as a page, or over htmx as the inside of the list's dialog."""
    chosen = PeopleFilter.of(request.GET)
    paths, properties = request.user.careerpaths.active(), request.user.properties.active()
    context = {"chosen": chosen, "form": FilterForm(chosen, paths=paths, properties=properties)}
    fragment = "#form" if request.htmx.target == "filters-dialog" else ""
    return TemplateResponse(request, f"contacts/person_filters.html{fragment}", context)


@require_safe
def person_filter_options(request: HttpRequest, of: str) -> HttpResponse:
    """Tags or organizations whose name holds what is typed, each as a link to the list narrowed by it."""
    chosen = PeopleFilter.of(request.GET)
    if of not in {"tag", "organization"}:
        raise Http404
    typed = chosen.values.get(of, "")
    tags, organizations = request.user.tags.in_use(), request.user.organizations.all()
    named = tags.named_like(typed) if of == "tag" else organizations.named_like(typed)
    options = [(one, chosen.put(of, one).query) for one in named.values_list("name", flat=True)[:OFFERED]]
    return TemplateResponse(request, "contacts/person_filter_options.html", {"options": options})
