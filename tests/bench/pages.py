"""What is asked for: the pages that people live in, each as one user of one size asks for it."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from string import ascii_lowercase
from urllib.parse import quote

from accounts.models import User
from contacts.querysets.ordering import ORDERS
from tests.bench.words import RARE

_dice = Random(20261122)


@dataclass(frozen=True)
class Page:
    """One kind of request; `path` may differ from one request to the next. `body` makes it a POST."""

    name: str
    path: Callable[[], str]
    body: Callable[[], dict[str, str]] | None = None
    target_ms: float | None = None  # CPU of web and Postgres together, at 100,000 contacts
    target: str = ""  # the element for which htmx asks; "" for a request without it

    @property
    def headers(self) -> dict[str, str]:
        """What htmx adds to a request."""
        return {"HX-Request": "true", "HX-Target": self.target} if self.target else {}


def new_name() -> str:
    """A name that is like nobody else's, so that no one is asked about first."""
    return f"{''.join(_dice.choices(ascii_lowercase, k=9))} {''.join(_dice.choices(ascii_lowercase, k=12))}".title()


def pages_of(user: User) -> list[Page]:
    """The pages of the benchmark for `user`; names and words are such as are there."""
    people = user.contacts.active().by_name()
    middle = people[user.contacts.count() // 2]
    family = middle.family_name
    typo = family[:2] + family[3:]  # a letter is missing

    def plain(name: str, path: str, target_ms: float | None = None) -> Page:
        return Page(name, lambda: path, target_ms=target_ms)

    return [
        plain("empty view", "/bench/empty/"),
        plain("bare list view", "/bench/list/"),
        plain("list, first page", "/people/", 25),
        plain("list, deep page", f"/people/?after={quote(ORDERS['name'].write(middle))}", 25),
        plain("list, by tag", "/people/?tag=tag+7", 25),
        plain("saved view: Needs thank-you", "/people/?next=thank&sort=due", 25),
        plain("saved view: Missing e-mail", "/people/?email=no", 25),
        plain("search: name fragment", f"/search/?q={quote(family[:5])}", 25),
        plain("search: word in notes", f"/search/?q={RARE}", 25),
        plain("search: typo", f"/search/?q={quote(middle.given_name + ' ' + typo)}", 25),
        plain("search: nothing found", "/search/?q=xyzzyplugh", 25),
        plain("person", middle.get_absolute_url(), 20),
        Page("create", lambda: "/people/add/", lambda: {"line": new_name()}, 20),
        plain("admin list", "/admin/contacts/contact/"),
        plain("admin search", f"/admin/contacts/contact/?q={quote(family[:5])}"),
    ]
