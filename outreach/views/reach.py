"""Best way to reach: the strongest chains of people to somebody, to anyone at an organization, or on a path."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import HttpRequest
from accounts.models import User
from accounts.paging import read_id
from contacts.importing.normal import clean
from contacts.models import Contact
from contacts.querysets.people import ContactQuerySet
from outreach.actions.ties import Tie, Why, asks, closeness, ties_of
from outreach.actions.warm_paths import Chain, best_chains

LONGEST, OFFERED, HOPED_FOR = 200, 8, 6
MOST = 5_000  # people of one organization or path whom the search starts from
HOW = {  # why the two know each other, said of the one who is nearer to the target
    (Why.SAID, "colleague"): "works with {}",
    (Why.SAID, "former"): "worked with {}",
    (Why.SAID, "school"): "studied with {}",
    (Why.SAID, "friend"): "is friends with {}",
    (Why.SAID, "family"): "is family of {}",
    (Why.SAID, ""): "knows {}",
    (Why.INTRODUCED, "by"): "{} agreed to introduce you",
    (Why.INTRODUCED, "to"): "agreed to introduce you to {}",
    (Why.INTRODUCER, "by"): "introduced by {}",
    (Why.INTRODUCER, "to"): "introduced {} to you",
    (Why.INTRODUCER, "by, not met"): "named by {}",
    (Why.INTRODUCER, "to, not met"): "named {} to you",
    (Why.NAMED, "by"): "named by {} in a talk",
    (Why.NAMED, "to"): "named {} in a talk",
    (Why.COLLEAGUES, ""): "works where {} works",
}


@dataclass(frozen=True)
class Step:
    """Somebody on the way, and how the one before them knows them; nothing of the first."""

    contact: Contact
    how: str


@dataclass(frozen=True)
class Way:
    """A chain as it is shown; `asked` is whom to ask for `introduced`, none where the user knows the target."""

    steps: list[Step]
    asks: int

    @property
    def asked(self) -> Contact:
        """Whom to write to."""
        return self.steps[0].contact

    @property
    def introduced(self) -> Contact | None:
        """To whom they can lead; none where they are the target."""
        return self.steps[1].contact if len(self.steps) > 1 else None


@dataclass(frozen=True)
class Goal:
    """Whom to reach, under a name: somebody, anyone at an organization, or anyone on a path."""

    name: str
    people: ContactQuerySet
    is_one: bool = False


@require_safe
def reach(request: HttpRequest) -> HttpResponse:
    """The best ways to whom the address or the typed name means; where that is not one, whom it may mean."""
    user, now = request.user, timezone.now()
    typed = clean(request.GET.get("q", "")[:LONGEST])
    goal = goal_of(user, request.GET) or goal_called(user, typed)
    context: dict[str, Any] = {"typed": typed or (goal.name if goal else ""), "goal": goal, "now": now}
    if goal:
        context["ways"] = ways_to(user, goal, now=now)
    elif typed:
        context["offered"] = offers(user, typed)
    else:
        hoped_for = user.contacts.active().filter(last_touch_at=None, warmth="")
        context["hoped_for"] = hoped_for.select_related("organization").order_by("-pk")[:HOPED_FOR]
    return TemplateResponse(request, "outreach/reach.html", context)


def kinds(user: User) -> dict[str, tuple[Any, str]]:
    """What a goal can be, by the parameter that names its id: the rows, and the column of contacts that names them."""
    return {
        "person": (user.contacts.active(), "pk"),
        "organization": (user.organizations.all(), "organization"),
        "path": (user.careerpaths.active(), "paths"),
    }


def goal_of(user: User, said: Any) -> Goal | None:
    """The goal that the address names by its id; None where it names none of the user's."""
    for key, (rows, column) in kinds(user).items():
        if row := rows.filter(pk=read_id(said.get(key, "")) or 0).first():
            return Goal(str(row), user.contacts.active().filter(**{column: row.pk}), key == "person")
    return None


def goal_called(user: User, typed: str) -> Goal | None:
    """The only person, organization or path of that name; None for none, and for several."""
    called = {
        "person": user.contacts.known_as(typed),
        "organization": user.organizations.called(typed),
        "path": user.careerpaths.active().filter(name__iexact=typed),
    }
    found = [{key: str(row.pk)} for key, rows in called.items() for row in rows[:2]] if typed else []
    return goal_of(user, found[0]) if len(found) == 1 else None


def offers(user: User, typed: str) -> list[tuple[str, Any, str]]:
    """Whom the name may mean: the parameter of the address, the row, and what kind of thing it is."""
    people = user.contacts.active().search(typed).by_name().select_related("organization")[:OFFERED]
    organizations = user.organizations.search(typed, OFFERED)
    paths = user.careerpaths.active().filter(name__icontains=typed)[:OFFERED]
    found = [("person", row, row.job) for row in people]
    found += [("organization", row, "Organization") for row in organizations]
    return found + [("path", row, "Path") for row in paths]


def ways_to(user: User, goal: Goal, *, now: datetime) -> list[Way]:
    """The best ways to the goal, with the people of each."""
    targets = goal.people.order_by("pk").values_list("pk", flat=True)[:MOST]
    close = closeness(user, targets, now=now)
    chains = best_chains({pk: close.get(pk, 0.0) for pk in targets}, ties_of=partial(ties_of, user, now=now))
    people = user.contacts.select_related("organization").in_bulk({pk for chain in chains for pk in chain.people})
    asked = asks(user, people, now=now)
    return [Way(steps_of(chain, people), asked[chain.people[0]]) for chain in chains]


def steps_of(chain: Chain, people: dict[int, Contact]) -> list[Step]:
    """The people of a chain, from the one whom the user knows."""
    first, *others = (people[pk] for pk in chain.people)
    return [Step(first, ""), *(Step(one, how(tie, people)) for one, tie in zip(others, chain.ties, strict=True))]


def how(tie: Tie, people: dict[int, Contact]) -> str:
    """Why the two of a tie know each other, said of the nearer one."""
    led_to = people[tie.near if tie.detail == "by" else tie.far]
    is_met = tie.why is not Why.INTRODUCER or led_to.last_touch_at or led_to.warmth
    return HOW[tie.why, tie.detail if is_met else f"{tie.detail}, not met"].format(people[tie.far])
