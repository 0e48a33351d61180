"""The orders of the list of people: each page begins where another ended, across ties and empty values, both ways."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import User
from contacts.actions.people import organization_named
from contacts.models import Contact
from contacts.querysets.ordering import ORDERS, take_page
from tests.factories import NOW, make_contact

SORTS = [f"{sign}{name}" for name in ORDERS for sign in ("", "-")]
KEYS = {
    "name": lambda c: c.sort_name,
    "due": lambda c: c.next_step_due_at,
    "last": lambda c: c.last_touch_at,
    "added": lambda c: c.created_at,
    "organization": lambda c: c.organization and c.organization.folded_name,
}


def expected(owner: User, sort: str) -> list[int]:
    """The ids in order, as Python puts them: none last, ids settle ties."""
    people = list(owner.contacts.select_related("organization"))
    key, down = KEYS[sort.removeprefix("-")], sort.startswith("-")
    valued = sorted((c for c in people if key(c) is not None), key=lambda c: (key(c), c.pk), reverse=down)
    return [c.pk for c in [*valued, *sorted((c for c in people if key(c) is None), key=lambda c: c.pk, reverse=down)]]


@pytest.fixture
def crowd(alice: User, bob: User) -> User:
    """Alice, with 13 people of whom many are equal in all that can be sorted by; Bob's lie between."""
    for n in range(13):
        make_contact(bob, f"Same {n % 3}", next_step_due_at=NOW)
        when = None if n % 4 == 0 else NOW + timedelta(days=n % 3)
        work = organization_named(alice, ["Łódź Energi", "lodz energi", "Åbo, Co"][n % 3]) if n % 5 else None
        name = ["Zoë", "zoe", "Äbc, d", "王"][n % 4]
        make_contact(alice, name, next_step_due_at=when, last_touch_at=when, organization=work)
    return alice


def page_by_page(owner: User, sort: str, size: int) -> list[int]:
    """The ids as they come by following each page to the next."""
    seen: list[int] = []
    after = ""
    for _ in range(14):
        people, after = take_page(owner.contacts.active(), sort=sort, after=after, size=size)
        seen += [contact.pk for contact in people]
        if not after:
            break
    return seen


@pytest.mark.parametrize("sort", SORTS)
def test_pages_follow_each_other(crowd: User, sort: str) -> None:
    for size in (1, 3, 5, 13, 50):
        assert page_by_page(crowd, sort, size) == expected(crowd, sort)


@pytest.mark.parametrize(
    "after", ["x", ",", "=,", ",x", "=x", "2026-11-24T12:00:00,1", "9999-99-99,1", "=x,99999999999999999999", "x,1"]
)
def test_a_cursor_that_is_none_is_ignored(crowd: User, after: str) -> None:
    for sort in SORTS:
        people, _ = take_page(crowd.contacts.active(), sort=sort, after=after, size=50)
        assert [contact.pk for contact in people] == expected(crowd, sort)


def test_heads_turn_the_order(alice_client: Client) -> None:
    heads = re.compile(r'<th role="columnheader" aria-sort="(\w+)"><a href="([^"]+)">([^<]+)')
    assert heads.findall(alice_client.get("/people/").content.decode()) == [
        ("ascending", "?sort=-name", "Name"),
        ("none", "?sort=due", "Next step"),
        ("none", "?sort=-last", "Last contact"),
    ]
    assert ("descending", "?sort=last", "Last contact") in heads.findall(
        alice_client.get("/people/?sort=-last").content.decode()
    )


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_asks_the_same_for_1_and_30_rows(
    alice: User, alice_client: Client, django_assert_max_num_queries: object, sort: str
) -> None:
    url = f"/people/?sort={sort}&columns=name&columns=path&columns=tags&columns=email&columns=organization"
    make_contact(alice)
    with django_assert_max_num_queries(12) as first:  # type: ignore[operator]
        alice_client.get(url)
    for n in range(29):
        make_contact(alice, organization=organization_named(alice, f"Guild {n}"), last_touch_at=NOW)
    with django_assert_max_num_queries(12) as second:  # type: ignore[operator]
        alice_client.get(url)
    assert len(first) == len(second)
    assert Contact.objects.count() == 30
