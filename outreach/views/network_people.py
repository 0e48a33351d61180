"""The people of the map as it names them, what it is narrowed by, and how they stand together."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from accounts.models import User
from accounts.paging import read_id
from contacts.importing.normal import clean
from contacts.models import CareerPath, Organization

LONGEST, COLOURS = 200, 5
COLUMNS = (
    "pk",
    "display_name",
    "given_name",
    "photo_digest",
    "role",
    "organization__name",
    "sort_name",
)


@dataclass
class Person:
    """Somebody on the map or on its list."""

    pk: int
    display_name: str
    given_name: str
    photo_digest: str
    role: str
    place: str
    sort_name: str
    url: str
    paths: list[CareerPath] = field(default_factory=list)

    @property
    def first_name(self) -> str:
        """What they are called by in a sentence."""
        return self.given_name or self.display_name

    @property
    def job(self) -> str:
        """What they do, and where."""
        return ", ".join(filter(None, (self.role, self.place)))


@dataclass(frozen=True)
class Choice:
    """What the address asks for."""

    path: CareerPath | None
    place: str  # the organization as it was typed
    organizations: list[Organization] | None  # those of that name; None where none was typed
    by: str  # "path" or "organization": what people stand together by
    ties: str  # "" for introductions only, or "all"
    show: str  # "" for those to whom something led, or "all"
    view: str  # "", "map" or "list"
    to: int | None  # whom to reach

    @property
    def narrows(self) -> bool:
        """Whether it leaves people out."""
        return self.path is not None or self.organizations is not None


def read_choice(user: User, said: Any) -> Choice:
    """What the parameters say; what makes no sense says nothing."""
    place, pk = clean(said.get("organization", "")[:LONGEST]), read_id(said.get("path", ""))

    def one_of(name: str, *known: str) -> str:
        return said[name] if said.get(name) in known else ""

    return Choice(
        path=user.careerpaths.filter(pk=pk).first() if pk else None,
        place=place,
        organizations=list(user.organizations.called(place)[:2]) if place else None,
        by=one_of("by", "organization") or "path",
        ties=one_of("ties", "all"),
        show=one_of("show", "all"),
        view=one_of("view", "map", "list"),
        to=read_id(said.get("to", "")),
    )


def chosen_people(user: User, choice: Choice) -> Any:
    """Those of the active contacts whom the choice does not leave out."""
    people = user.contacts.active()
    if choice.path:
        people = people.filter(paths=choice.path)
    if choice.organizations is not None:
        people = people.filter(organization__in=choice.organizations)
    return people


def read_people(user: User, pks: Collection[int], paths: dict[int, CareerPath]) -> dict[int, Person]:
    """Those of the contacts who are there, by id, with those of the `paths` that they are on; two statements."""
    base = reverse("outreach:person", args=[0]).removesuffix("0/")
    rows = user.contacts.filter(pk__in=pks).order_by("sort_name", "pk").values_list(*COLUMNS)
    people = {
        pk: Person(pk, name, given_name, photo, role, place or "", sort_name, f"{base}{pk}/")
        for pk, name, given_name, photo, role, place, sort_name in rows
    }
    on = user.contactpaths.filter(contact__in=pks).order_by("path__name", "path").values_list("contact", "path")
    for contact, path in on:
        if contact in people and path in paths:
            people[contact].paths.append(paths[path])
    return people


@dataclass(frozen=True)
class Clusters:
    """Who stands with whom: of each person (id) the place in the order of clusters and the colour, 0 for none; and
    what the colours mean, as (colour, words).
    """

    of: dict[int, tuple[int, int]]
    legend: list[tuple[int, str]]


def cluster(people: dict[int, Person], choice: Choice) -> Clusters:
    """By the chosen path, else the first one; or by employer, of which the greatest have colours."""
    return by_organization(people) if choice.by == "organization" else by_path(people, choice)


def by_organization(people: dict[int, Person]) -> Clusters:
    """The greatest first; those of one person alone have no colour, and who has none stands last."""
    sizes = Counter(person.place for person in people.values() if person.place)
    names = sorted(sizes, key=lambda name: (-sizes[name], name))
    order = {name: n for n, name in enumerate(names, start=1)}
    shared = [name for name in names[:COLOURS] if sizes[name] > 1]
    colours = {name: n for n, name in enumerate(shared, start=1)}
    of = {pk: (order.get(one.place, len(names) + 1), colours.get(one.place, 0)) for pk, one in people.items()}
    return Clusters(of, [(colour, name) for name, colour in colours.items()])


def by_path(people: dict[int, Person], choice: Choice) -> Clusters:
    """In the order of colours; who is on none stands last."""
    stands = {pk: path for pk, one in people.items() if (path := path_of(one, choice))}
    paths = sorted(set(stands.values()), key=lambda path: (path.colour, path.name, path.pk))
    order = {path: n for n, path in enumerate(paths)}
    of = {pk: (order[stands[pk]], stands[pk].colour) if pk in stands else (len(paths), 0) for pk in people}
    return Clusters(of, [(path.colour, path.name) for path in paths])


def path_of(person: Person, choice: Choice) -> CareerPath | None:
    """The path by which somebody stands."""
    return choice.path if choice.path in person.paths else next(iter(person.paths), None)
