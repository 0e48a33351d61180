"""What the product is measured against: an empty view for a signed-in user, and a list as plain Django has it."""

from typing import Any

from django.http import HttpResponse
from django.template import Context, Engine
from django.urls import path

from accounts.http import HttpRequest
from config.urls import handler500  # noqa: F401  Django looks for it in the root URL module
from config.urls import urlpatterns as product

ROW = "<tr><td><a href=/people/{{ c.pk }}/>{{ c.display_name }}</a> {{ c.role }}, {{ c.organization.name }}</td>"
CELLS = "<td>{{ c.get_stage_display }}</td><td>{{ c.get_next_step_display }}</td><td>{{ c.last_touch_at }}</td></tr>"
LIST = Engine().from_string(f"<table>{{% for c in people %}}{ROW}{CELLS}{{% endfor %}}</table>")


def empty(request: HttpRequest) -> HttpResponse:
    """Nothing, said to somebody who is known."""
    return HttpResponse(f"{request.user.pk}")


def bare_list(request: HttpRequest) -> HttpResponse:
    """The first 50 people of the owner in the order of names, without a frame around them."""
    people = request.user.contacts.active().by_name().select_related("organization")[:50]
    return HttpResponse(LIST.render(Context({"people": people})))


urlpatterns: list[Any] = [path("bench/empty/", empty), path("bench/list/", bare_list), *product]
