"""The list of people, and the trash."""

from functools import cache

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import HttpRequest
from accounts.paging import read_cursor
from contacts.forms.filtering import PeopleFilter
from contacts.models import Contact
from contacts.querysets.people import ContactQuerySet

PAGE, TAGS = 50, 200
FRAGMENTS = {"rows": "#found", "more": "#page"}


@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    """Everyone, or those who are asked for, a page at a time in the order of names."""
    chosen = PeopleFilter.of(request.GET)
    found = chosen.apply(request.user.contacts.all())
    people, last = page(found, after := request.GET.get("after", ""))
    context = {
        "now": timezone.now(),
        "chosen": chosen,
        "people": people,
        "found_count": cache(found.count) if last or after else len(people),
        "more": last,
        "more_url": chosen.after(last) if last else "",
        "first_page": not after,
        "tags": chosen.tags(request.user.tags.in_use()[:TAGS]),
        "tabs": cache(request.user.contacts.counted),
    }
    fragment = FRAGMENTS.get(request.htmx.target or "", "")
    return TemplateResponse(request, f"contacts/person_list.html{fragment}", context)


@require_safe
def person_trash_list(request: HttpRequest) -> HttpResponse:
    """What was put into the trash, the latest first."""
    people = request.user.contacts.trashed().select_related("organization").order_by("-trashed_at", "-pk")[: PAGE * 4]
    context = {"people": people, "now": timezone.now(), "tabs": request.user.contacts.counted}
    return TemplateResponse(request, "contacts/person_trash_list.html", context)


def page(found: ContactQuerySet, after: str) -> tuple[list[Contact], Contact | None]:
    """One page of `found`, and its last contact if others follow; `after` is a cursor, and ignored if it is none."""
    if cursor := read_cursor(after):
        found = found.after(*cursor)
    people = list(found.select_related("organization")[: PAGE + 1])
    return people[:PAGE], people[PAGE - 1] if len(people) > PAGE else None
