"""The tabs of the list of people and the views of the sidebar: each with its words, its address and its count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.urls import reverse

from accounts.models import User
from contacts.forms.filtering import PeopleFilter
from contacts.forms.menus import DEFAULTS, View, own_views
from contacts.querysets.counting import count_capped, counting_sql, fetch_counts
from contacts.querysets.people import ContactQuerySet

EVERYONE, ARCHIVED = View("everyone", "Everyone", ""), View("archived", "Archived", "shown=archived")
READY = [EVERYONE, *DEFAULTS, ARCHIVED]
NOBODY, NEVER = -1, datetime(1, 1, 3, tzinfo=UTC)


@dataclass(frozen=True)
class Tab:
    """A link above the list, and, where `is_view`, in the sidebar. `count` is "" until another request has counted."""

    key: str
    name: str
    url: str
    count: str = ""
    colour: int = 0
    is_view: bool = False
    is_own: bool = False
    is_here: bool = False


def read_tabs(user: User, chosen: PeopleFilter | None, *, now: datetime) -> list[Tab]:
    """Everyone, the user's views, those of ours, the archive, the trash; `chosen` is the list shown, None the trash.

    One statement counts those that indexes answer; what a user's view asks for may take longer, and is counted when
    the page is there already (saved_view_counts).
    """
    counts = count_ready(user, now=now)
    everyone, *ours, archived = tabs_of(READY, chosen, counts)
    own = tabs_of(own_views(user.savedviews.all()), chosen)
    trash = Tab("trash", "Trash", reverse("contacts:person_trash_list"), counts[-1], is_here=chosen is None)
    return [everyone, *own, *ours, archived, trash]


def count_ready(user: User, *, now: datetime) -> list[str]:
    """How many people each of READY shows, and how many are in the trash."""
    sql, params = ready_sql()
    owned = [user.pk if type(one) is int and one == NOBODY else now if one == NEVER else one for one in params]
    return fetch_counts(sql, owned)


@cache
def ready_sql() -> tuple[str, list[Any]]:
    """The statement of `count_ready` with NOBODY and NEVER for owner and time: making it costs more than asking it."""
    nobody = User(pk=NOBODY)
    return counting_sql([*(apply_view(view, nobody, now=NEVER) for view in READY), nobody.contacts.trashed()])


def list_views(user: User, *, now: datetime | None = None) -> list[Tab]:
    """The user's views and those of ours; with `now` they are counted, which may take longer than a page should."""
    own = own_views(user.savedviews.all())
    counts = []
    if now is not None:
        _, *ours, _, _ = count_ready(user, now=now)
        counts = [*count_capped([apply_view(view, user, now=now) for view in own]), *ours]
    return tabs_of([*own, *DEFAULTS], counts=counts)


def is_saved(user: User, chosen: PeopleFilter) -> bool:
    """Whether a view shows the list just as it is, its order and columns, too."""
    views = [*own_views(user.savedviews.all()), *DEFAULTS]
    return any(PeopleFilter.read(view.text) == chosen for view in views)


def apply_view(view: View, user: User, *, now: datetime) -> ContactQuerySet:
    """The people of a view."""
    return PeopleFilter.read(view.text).apply(user.contacts.all(), now=now)


def tabs_of(views: Iterable[View], chosen: PeopleFilter | None = None, counts: Iterable[str] = ()) -> list[Tab]:
    """The tab of each view; the one that asks for the same people as `chosen` is where the user is."""
    list_url, numbers = reverse("contacts:person_list"), iter(counts)
    return [
        Tab(
            key=view.key,
            name=view.name,
            url=f"{list_url}?{view.text}" if view.text else list_url,
            count=next(numbers, ""),
            colour=view.colour,
            is_view=view not in (EVERYONE, ARCHIVED),
            is_own=view.key.isdecimal(),
            is_here=chosen is not None and chosen.asks_as(view.text),
        )
        for view in views
    ]
