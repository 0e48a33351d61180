"""What the list's head is drawn from: the filters as menus of links, the columns' heads, and views with a name."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from contacts.forms.choosing import CHOICES, COLUMNS, SORTED_BY
from contacts.forms.filtering import PeopleFilter
from contacts.models import CareerPath, CustomProperty, Import, SavedView

ALWAYS = ("path", "stage", "tag", "organization", "last")  # the others show where they are set
TYPED = {"tag": "Tag", "organization": "Organization"}


@dataclass(frozen=True)
class Menu:
    """A filter: its words, those of its value where it is set, and where each of its options leads."""

    name: str
    label: str
    said: str
    options: list[tuple[str, str]]  # words, address
    cleared: str
    hidden: list[tuple[str, str]]  # the rest of the state, for the form of a filter that is typed


@dataclass(frozen=True)
class Head:
    """The head of a column; `order` is the value of aria-sort, "" where the column cannot be sorted by."""

    name: str
    label: str
    order: str = ""
    url: str = ""


@dataclass(frozen=True)
class View:
    """A state of the list with a name; `key` tells them apart on the page."""

    key: str
    name: str
    text: str
    colour: int = 0


DEFAULTS = [
    View("thank", "Needs thank-you", "next=thank&sort=due", 4),
    View("waiting", "Waiting for reply", "next=waiting", 2),
    View("referral", "Referrals not yet contacted", "next=referral&sort=-added", 3),
    View("overdue", "Overdue", "next=overdue&sort=due", 5),
    View("nothing", "No next step", "next=none"),
    View("email", "Missing e-mail", "email=no"),
]


def own_views(saved: Iterable[SavedView]) -> list[View]:
    """The user's views, in their colours."""
    return [View(str(view.pk), view.name, view.query, view.pk % 5 + 1) for view in saved]


def filter_menus(chosen: PeopleFilter, paths: Iterable[CareerPath], imports: Iterable[Import]) -> list[Menu]:
    """The filters to show, in order; `imports` are those that may be chosen."""
    offered = {"path": ("Path", {str(path.pk): path.name for path in paths})} | CHOICES
    offered["import"] = ("Import", {str(one.pk): one.file_name for one in imports})
    others = [name for name in ("import", *CHOICES) if name not in (*ALWAYS, "shown")]
    names = [*ALWAYS, *(name for name in others if name in chosen.values)]
    menus = []
    for name in names:
        value, rest = chosen.values.get(name, ""), chosen.put(name, "")
        label, options = offered.get(name) or (TYPED[name], {})
        if not (options or name in TYPED or value):
            continue
        start = f"?{rest.text}{'&' if rest.text else ''}{name}="
        links = [(words, start + option) for option, words in options.items()]
        said = value if name in TYPED else options.get(value, "unknown" if value else "")
        menus.append(Menu(name, label, said, links, rest.query, rest.pairs() if name in TYPED else []))
    return menus


def condition_chips(chosen: PeopleFilter, names: dict[int, str]) -> list[tuple[str, str]]:
    """Of each condition on a property: its words, and the address of the list without it."""
    return [
        (
            f"{names.get(one.pk, 'Unknown')} {one.words}",
            replace(chosen, conditions=tuple(other for other in chosen.conditions if other != one)).query,
        )
        for one in chosen.conditions
    ]


def heads(chosen: PeopleFilter, names: dict[int, str]) -> list[Head]:
    """The heads of the chosen columns, the name's first."""
    columns = [("name", "Name"), *((name, column_label(name, names)) for name in chosen.columns)]
    return [sort_head(chosen, name, label) for name, label in columns]


def sort_head(chosen: PeopleFilter, name: str, label: str) -> Head:
    """The head of a column, with a link to the list in its order, or in the opposite one."""
    first = "name" if name == "name" else SORTED_BY.get(name)
    if first is None:
        return Head(name, label)
    here = chosen.sort.removeprefix("-") == first.removeprefix("-")
    if not here:
        return Head(name, label, "none", replace(chosen, sort=first).query)
    down = chosen.sort.startswith("-")
    turned = chosen.sort.removeprefix("-") if down else f"-{chosen.sort}"
    return Head(name, label, "descending" if down else "ascending", replace(chosen, sort=turned).query)


def column_label(name: str, names: dict[int, str]) -> str:
    """The words of a column; `names` are those of properties."""
    return COLUMNS.get(name) or names.get(int(name[1:]), "")


def property_names(properties: Iterable[CustomProperty]) -> dict[int, str]:
    """The name of each property by its id."""
    return {one.pk: one.name for one in properties}
