"""The ledger: talks given and received, counted and listed."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import User
from interviews.actions.promising import add_promise
from tests.factories import NOW, make_contact, make_interview
from tests.interviews.addresses import told, url

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


def test_queries_do_not_grow(alice: User, alice_client: Client, django_assert_max_num_queries: object) -> None:
    counts = []
    for _ in range(2):
        for n in range(15):
            make_interview(alice, [make_contact(alice)], state="held", ends_at=NOW - timedelta(hours=n + 1))
        with django_assert_max_num_queries(40) as captured:  # type: ignore[operator]
            alice_client.get(url("ledger"))
        counts.append(len(captured))
    assert counts[0] == counts[1]
