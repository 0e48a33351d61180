"""Network: who leads to whom, as rings around the user and as a list."""

from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import HttpRequest
from accounts.models import User
from accounts.paging import read_id
from outreach.actions.openings import Everyone, count_known, latest_known, read_everyone
from outreach.actions.rings import Place, Places, led_to, nearest, with_those_between
from outreach.views.network_aside import Chosen, best_introducers, hoped_for, read_way, thin_paths, with_way
from outreach.views.network_list import list_page
from outreach.views.network_map import draw, number
from outreach.views.network_people import Choice, Person, chosen_people, cluster, read_choice, read_people

MOST, MOST_TIES, OFFERED = 2_000, 6_000, 60  # people and further lines that are drawn; organizations that are offered


@dataclass(frozen=True)
class Chart:
    """Everybody who has a place, and of those who were chosen the ones who are shown; `total` were chosen."""

    everyone: Everyone
    shown: Places
    total: int
    apart: int  # people whom the user knows and who led to nobody yet


@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """The map, the list, or both where the address says neither: the width of the window chooses."""
    user, now = request.user, timezone.now()
    choice = read_choice(user, request.GET)
    way = read_way(user, choice.to, now=now)
    chart = read_chart(user, choice, way)
    paths = {path.pk: path for path in user.careerpaths.order_by("name")}
    introducers, hopes = best_introducers(chart.everyone.places), hoped_for(chart.shown)
    people = read_people(user, {*chart.shown, *(one.pk for one in introducers)}, paths)
    context = shown_as(request, choice, chart, people, way.way if way else [])
    context |= {
        "lede": lede(chart, choice),
        "paths": [path for path in paths.values() if path.archived_at is None or path == choice.path],
        "introducers": [(people[one.pk], one.words) for one in introducers],
        "hopes": [(people[pk], url(choice, to=str(pk))) for pk in hopes],
        "way": way,
        "thin": thin_paths(user),
        "now": now,
    }
    return TemplateResponse(request, "outreach/network.html", context)


def read_chart(user: User, choice: Choice, way: Chosen | None) -> Chart:
    """Who has a place, and who of them is shown."""
    known = latest_known(user.contacts.active(), MOST)
    everyone = read_everyone(user, known=known)
    shown = everyone.places
    if choice.show:
        others = latest_known(chosen_people(user, choice), MOST) if choice.narrows else known
        shown = {pk: Place(pk, 1) for pk in others} | shown
    if choice.narrows:
        shown = with_those_between(shown, chosen_people(user, choice).order_by().values_list("pk", flat=True))
    total, shown = len(shown), nearest(shown, MOST)
    if way:
        shown = with_way(shown | with_those_between(everyone.places, way.way), way.way)
    return Chart(everyone, shown, total, count_known(user) - len(everyone.known))


def shown_as(
    request: HttpRequest, choice: Choice, chart: Chart, people: dict[int, Person], way: list[int]
) -> dict[str, Any]:
    """The drawing and the list, as far as the address asks for them, and the addresses of both."""
    shown: dict[str, Any] = {"choice": choice, "chart": chart, "most": MOST}
    clusters = cluster({pk: people[pk] for pk in chart.shown}, choice)
    if choice.view != "list":
        more = further_ties(request.user, chart) if choice.ties else []
        shown["map"] = draw(chart.shown, people, clusters, way, more)
    if choice.view != "map":
        page = read_id(request.GET.get("page", "")) or 1
        shown["list"] = list_page(chart.shown, people, page=page, way=way, url=partial(url, choice))
    shown["legend"] = clusters.legend
    shown["organizations"] = sorted({one.place for one in people.values() if one.place})[:OFFERED]
    shown["urls"] = {view: url(choice, view=view) for view in ("map", "list")} | {"all": url(choice, show="all")}
    return shown


def url(choice: Choice, **changed: str) -> str:
    """The address of the same choice, with something changed."""
    said = {
        "path": str(choice.path.pk) if choice.path else "",
        "organization": choice.place,
        "by": choice.by if choice.by != "path" else "",
        "ties": choice.ties,
        "show": choice.show,
        "view": choice.view,
        "to": str(choice.to) if choice.to else "",
    }
    kept = {name: value for name, value in (said | changed).items() if value}
    return f"{reverse('outreach:network')}?{urlencode(kept)}"


def further_ties(user: User, chart: Chart) -> list[tuple[int, int]]:
    """Of the people shown those (ids) who know each other, or led to each other, beside what the tree says."""
    shown = chart.shown
    tree = {frozenset((place.by, place.pk)) for place in shown.values()}
    known = user.acquaintances.filter(one__in=shown, other__in=shown).order_by("-strength", "pk")
    pairs = [*known.values_list("one", "other")[:MOST_TIES], *((one.near, one.far) for one in chart.everyone.told)]
    both = {frozenset(pair) for pair in pairs if pair[0] in shown and pair[1] in shown} - tree
    return sorted((min(pair), max(pair)) for pair in both)[:MOST_TIES]


def lede(chart: Chart, choice: Choice) -> str:
    """How many people there are, and how many of the first contacts led to somebody."""
    if len(chart.shown) < chart.total:
        return f"The {MOST:,} nearest of {chart.total:,} people. Choose a path or an organization to see the others."
    count = f"{chart.total:,} people" if chart.total != 1 else "1 person"
    if choice.narrows:
        return f"{count}: those you chose, and everyone on the way to them."
    children = led_to(chart.everyone.places)
    first = [place.pk for place in chart.everyone.places.values() if place.by is None]
    led = sum(any(one.did for one in children.get(pk, ())) for pk in first)
    if not first:
        return "You, and everyone whom others introduce you to."
    return f"{count}. {said_of_first(led, len(first))}"


def said_of_first(led: int, first: int) -> str:
    """How many of the first contacts `led` to somebody."""
    if first == 1:
        return f"Your first contact has {'' if led else 'not yet '}introduced you to someone."
    if led == first:
        return f"All {number(first)} of your first contacts have introduced you to someone."
    who, have = number(led).capitalize() if led else "None", "have" if led > 1 else "has"
    return f"{who} of your {number(first)} first contacts {have} introduced you to someone{'' if led else ' yet'}."
