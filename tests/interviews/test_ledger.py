"""The ledger: talks given and received, counted and listed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from interviews.actions.promising import add_promise
from interviews.models import Interview
from tests.factories import NOW, make_contact, make_interview
from tests.interviews.addresses import htmx, told, url

pytestmark = pytest.mark.usefixtures("clock")


def test_given_and_received(alice: User, bob: User, alice_client: Client) -> None:
    given = make_interview(alice, state="closed", direction="incoming", minutes=20)
    add_promise(given, by="me", text="Read the letter", now=NOW)
    for state in ("held", "thanked", "scheduled", "idea"):
        make_interview(alice, state=state, minutes=30)
    make_interview(bob, state="held")
    sides = told(alice_client.get(url("ledger")))["sides"]
    assert [(side.slug, side.count, side.minutes) for side in sides] == [("given", 1, 20), ("received", 2, 60)]
    assert "1 promise open" in alice_client.get(url("ledger")).content.decode()


def test_a_talk_that_is_over_counts_before_it_is_wrapped_up(alice: User, alice_client: Client) -> None:
    for direction in ("incoming", "outgoing"):
        make_interview(alice, state="scheduled", ends_at=NOW - timedelta(hours=1), minutes=25, direction=direction)
    sides = told(alice_client.get(url("ledger")))["sides"]
    assert [(side.slug, side.count, side.minutes) for side in sides] == [("given", 1, 25), ("received", 1, 25)]


def shown(client: Client, query: str = "", *, target: str = "") -> tuple[list[int], str]:
    """The talks of the last side that the page shows, and the query of the next page."""
    side = told(client.get(url("ledger") + query, headers=htmx(target)))["sides"][-1]
    return [talk.pk for talk in side.talks], side.more


def test_it_is_read_page_by_page(alice: User, alice_client: Client) -> None:
    talks = [make_interview(alice, state="held", ends_at=NOW - timedelta(hours=n + 1)) for n in range(43)]
    talks += [make_interview(alice, state="held", ends_at=NOW - timedelta(hours=43)) for _ in range(2)]
    Interview.objects.filter(pk=talks[2].pk).update(ends_at=None, starts_at=None)  # it counts from its last move
    first, more = shown(alice_client)
    second, most = shown(alice_client, f"?{more}", target="more-received")
    third, end = shown(alice_client, f"?{most}")
    assert (len(first), len(second), len(third), end) == (20, 20, 5, "")
    assert sorted(first + second + third) == sorted(talk.pk for talk in talks)
    assert third[-3:] == [talks[44].pk, talks[43].pk, talks[42].pk]


def test_over_htmx_only_the_rows_come(alice: User, alice_client: Client) -> None:
    make_interview(alice, state="held")
    page = alice_client.get(url("ledger") + "?side=received", headers=htmx("more-received")).content.decode()
    assert (page.lstrip()[:3], "<html" in page) == ("<li", False)


def test_queries_do_not_grow(alice: User, alice_client: Client) -> None:
    counts = []
    for many in (1, 29):
        for n in range(many):
            talk = make_interview(alice, [make_contact(alice)], state="held", ends_at=NOW - timedelta(hours=n + 1))
            add_promise(talk, by="me", text="Send it", now=NOW)
        with CaptureQueriesContext(connection) as captured:
            alice_client.get(url("ledger"))
        counts.append(len(captured))
    assert counts[0] == counts[1]
