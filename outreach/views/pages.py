"""A page of one group of a list: its rows, how many there are of it, and the query of those behind them."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.db.models.expressions import Combinable

from accounts.http import HttpRequest
from accounts.paging import read_instant_cursor, write_cursor

PAGE = 30


@dataclass(frozen=True)
class GroupPage:
    """Such a page; `more` is "" where nothing is behind it."""

    slug: str
    title: str
    rows: list[Any]
    more: str
    count: int


def asked_group(request: HttpRequest, slugs: list[str]) -> str:
    """The one of `slugs` of which more is asked for; "" for the beginning of all of them."""
    asked = request.GET.get("group", "")
    return asked if asked in slugs else ""


def read_group(
    slug: str, title: str, found: QuerySet, *, by: Combinable, is_down: bool = False, after: str = ""
) -> GroupPage:
    """The rows of `found` by the instant `by`, which none of them is without, and id; those behind the cursor `after`.

    Three statements at most; one where they fit on the first page.
    """
    found = found.annotate(stands_at=by)
    behind, cursor = found, read_instant_cursor(after)
    if cursor:
        at, pk = cursor
        way = "lt" if is_down else "gt"
        behind = found.filter(Q(**{f"stands_at__{way}": at}) | Q(**{"stands_at": at, f"pk__{way}": pk}))
    order = ["-stands_at", "-pk"] if is_down else ["stands_at", "pk"]
    rows = list(behind.order_by(*order)[: PAGE + 1])
    shown, more = rows[:PAGE], ""
    if len(rows) > PAGE:
        more = urlencode({"group": slug, "after": write_cursor(shown[-1].stands_at, shown[-1].pk)})
    return GroupPage(slug, title, shown, more, found.count() if more or cursor else len(rows))
