"""The list of people, what it can be narrowed by, and the trash."""

from collections.abc import Iterable
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_htmx.http import replace_url

from accounts.http import HttpRequest
from accounts.paging import read_instant_cursor, write_cursor
from contacts.forms import menus
from contacts.forms.filtering import PeopleFilter
from contacts.models import CareerPath, Import
from contacts.querysets.counting import count_capped
from contacts.querysets.ordering import take_page
from contacts.views.rows import LEAN, fill_rows
from contacts.views.tabs import is_saved, read_tabs

PAGE, MOST_PAGES = 50, 10
FRAGMENTS = {"found": "#found", "more": "#page"}


@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    """Everyone, or those who are asked for, a page at a time; over htmx the next page is put below."""
    chosen, now = PeopleFilter.of(request.GET), timezone.now()
    if not request.htmx and "" in request.GET.values():  # a form sends its empty fields, too
        return redirect(f"{request.path}{chosen.query}")
    fragment = FRAGMENTS.get(request.htmx.target or "", "")
    after, size = request.GET.get("after", ""), PAGE * read_pages(request.GET)
    found = chosen.apply(request.user.contacts.select_related("organization").only(*LEAN), now=now)
    people, following = take_page(found, sort=chosen.sort, after=after, size=size)
    fill_rows(request.user, people, chosen.columns)
    has_more = following or after
    context = read_head(request, chosen) | {
        "now": now,
        "people": people,
        "found_count": cache(lambda: count_capped([found])[0]) if has_more else len(people),
        "more_url": chosen.address(after=following) if following else "",
        "first_page": not after,
        "tabs": cache(lambda: read_tabs(request.user, chosen, now=now)),
    }
    answer = TemplateResponse(request, f"contacts/person_list.html{fragment}", context)
    return grown(request, chosen, after, answer) if fragment == FRAGMENTS["more"] else answer


@require_safe
def person_trash_list(request: HttpRequest) -> HttpResponse:
    """Who was put into the trash, the latest first, a page at a time."""
    now, cursor = timezone.now(), read_instant_cursor(request.GET.get("after", ""))
    rows = list(request.user.contacts.select_related("organization").latest_trashed(cursor)[: PAGE + 1])
    more = write_cursor(rows[PAGE - 1].trashed_at or now, rows[PAGE - 1].pk) if len(rows) > PAGE else ""
    context = {"people": rows[:PAGE], "more": more, "first_page": cursor is None, "now": now}
    context["tabs"] = cache(lambda: read_tabs(request.user, None, now=now))
    fragment = FRAGMENTS["more"] if request.htmx.target == "more" else ""
    return TemplateResponse(request, f"contacts/person_trash_list.html{fragment}", context)


@require_safe
def person_acts(request: HttpRequest, pk: int) -> HttpResponse:
    """What can be done with one person of the list: the inside of the row's menu."""
    contact = get_object_or_404(request.user.contacts.all(), pk=pk)
    return TemplateResponse(request, "contacts/person_acts.html", {"contact": contact, "now": timezone.now()})


def read_head(request: HttpRequest, chosen: PeopleFilter) -> dict[str, Any]:
    """What stands above the rows: filters, conditions, heads of columns."""
    paths: Iterable[CareerPath] = request.user.careerpaths.active()
    asked = {one.pk for one in chosen.conditions} | {int(name[1:]) for name in chosen.columns if name[1:].isdecimal()}
    names = menus.property_names(request.user.properties.filter(pk__in=asked)) if asked else {}
    one = chosen.values.get("import", "")
    imports: Iterable[Import] = request.user.imports.filter(pk=one).only("file_name") if one else []
    return {
        "chosen": chosen,
        "menus": cache(lambda: menus.filter_menus(chosen, paths, imports)),
        "conditions": menus.condition_chips(chosen, names),
        "heads": menus.heads(chosen, names),
        "is_saved": cache(lambda: is_saved(request.user, chosen)),
    }


def read_pages(query: QueryDict) -> int:
    """How many pages an address asks for at once, that a list which had grown comes back whole."""
    text = query.get("pages", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 and 0 < int(text) <= MOST_PAGES else 1


def grown(request: HttpRequest, chosen: PeopleFilter, after: str, answer: HttpResponse) -> HttpResponse:
    """Let the browser's address say that the list has grown by the page `answer`."""
    before = QueryDict(urlsplit(request.htmx.current_url_abs_path or "").query)
    pages = read_pages(before) + 1
    if pages > MOST_PAGES:
        return replace_url(answer, f"{request.path}{chosen.address(after=after)}")
    return replace_url(answer, f"{request.path}{chosen.address(after=before.get('after', ''), pages=pages)}")
