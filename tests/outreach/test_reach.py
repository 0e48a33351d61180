"""Best way to reach: a name, an employer or a path is found, its ways are explained, and the first is asked."""

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from contacts.actions.acquaintances import tie
from contacts.models import Contact
from tests.factories import NOW, make_contact

HERE = "/network/reach/"


@pytest.fixture
def ingrid(alice: User) -> Contact:
    """At the Energy Agency, known by Hanna, who is known by Marta, who is close."""
    agency = alice.organizations.create(name="Energy Agency")
    marta = make_contact(alice, "Marta", warmth="close", last_touch_at=NOW)
    hanna = make_contact(alice, "Hanna")
    ingrid = make_contact(alice, "Ingrid", organization=agency)
    tie(marta, hanna, kind="friend", strength=3)
    tie(hanna, ingrid, kind="former", strength=2)
    return ingrid


def words(client: Client, **said: Any) -> str:
    page = client.get(HERE, said).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.index("<main") :]).split())


def test_a_way_is_explained_and_asked(alice: User, alice_client: Client, ingrid: Contact) -> None:
    page = words(alice_client, person=ingrid.pk)
    assert "Warmest way, 2 introductions" in page
    assert re.search(
        r"You .*Marta close, last in touch .* Hanna is friends with Marta .*Ingrid worked with Hanna", page
    )
    marta, hanna = alice.contacts.get(display_name="Marta"), alice.contacts.get(display_name="Hanna")
    asked = f"/outreach/introductions/add/?target={hanna.pk}&amp;connector={marta.pk}"
    assert asked in alice_client.get(HERE, {"person": ingrid.pk}).content.decode()


@pytest.mark.parametrize("typed", ["ingrid", "energy agency", "Grid planning"])
def test_a_name_means_a_person_an_organization_or_a_path(
    alice: User, alice_client: Client, ingrid: Contact, typed: str
) -> None:
    path = alice.careerpaths.create(name="Grid planning")
    ingrid.paths.add(path, through_defaults={"owner": alice})
    assert "Warmest way, 2 introductions" in words(alice_client, q=typed)


def test_who_is_known_is_written_to(alice: User, alice_client: Client, ingrid: Contact) -> None:
    assert "You know Marta" in words(alice_client, q="Marta")


def test_who_was_asked_to_introduce_others_of_late_is_still_written_to(
    alice: User, alice_client: Client, ingrid: Contact, clock: None
) -> None:
    wei, marta = (
        make_contact(alice, "Wei", warmth="acquainted", last_touch_at=NOW),
        alice.contacts.get(display_name="Marta"),
    )
    tie(marta, wei, kind="colleague", strength=1)
    for _ in range(2):
        lead = make_contact(alice)
        alice.introductions.create(connector=wei, target=lead, state="asked", asked_at=NOW, state_changed_at=NOW)
    page = words(alice_client, person=wei.pk)
    assert ("You know Wei" in page, "Warmest way" in page) == (True, False)


def test_a_name_of_several_offers_them(alice: User, alice_client: Client, ingrid: Contact) -> None:
    make_contact(alice, "Ingrid", role="Poet")
    page = words(alice_client, q="Ingrid")
    assert ("Whom do you mean?" in page, page.count("Ingrid "), "Poet" in page) == (True, 2, True)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({}, "People you hope to meet"),
        ({"q": "Nobody Here"}, "Nobody of that name"),
        ({"q": "x" * 5_000}, "Nobody of that name"),
        ({"person": "x", "path": "-1"}, "People you hope to meet"),
    ],
)
def test_without_a_goal_it_says_what_to_do(
    alice_client: Client, ingrid: Contact, said: dict[str, str], answer: str
) -> None:
    assert answer in words(alice_client, **said)


def test_where_no_way_is_known_it_says_so(alice: User, alice_client: Client) -> None:
    assert "No way is known yet" in words(alice_client, person=make_contact(alice, "Lone").pk)
    guild = alice.organizations.create(name="Guild")
    assert "No way is known yet" in words(alice_client, organization=guild.pk)


def test_a_strangers_people_are_not_reached(bob: User, alice_client: Client) -> None:
    stranger = make_contact(bob, "Stranger")
    assert "Stranger" not in words(alice_client, person=stranger.pk)
    assert "Nobody of that name" in words(alice_client, q="Stranger")


def test_it_asks_as_often_for_a_net_of_many(
    alice: User, alice_client: Client, ingrid: Contact, django_assert_max_num_queries: Any
) -> None:
    for n in range(30):
        tie(ingrid, make_contact(alice, f"Known {n}", warmth="warm", last_touch_at=NOW), kind="", strength=1)
    with django_assert_max_num_queries(20):
        alice_client.get(HERE, {"person": ingrid.pk})


def test_who_was_only_named_is_not_said_to_be_introduced(alice: User, alice_client: Client) -> None:
    marta = make_contact(alice, "Marta", warmth="close", last_touch_at=NOW)
    tess, bea = (
        make_contact(alice, "Tess", introducer=marta),
        make_contact(alice, "Bea", introducer=marta, warmth="new"),
    )
    assert "Tess named by Marta" in words(alice_client, person=tess.pk)
    assert "Bea introduced by Marta" in words(alice_client, person=bea.pk)


def test_a_request_without_an_answer_is_a_weak_beginning(alice: User, alice_client: Client, ingrid: Contact) -> None:
    asked = {"last_touch_at": NOW, "stage": "requested"}
    tie(ingrid, stranger := make_contact(alice, "Stranger", **asked), kind="friend", strength=3)
    page = words(alice_client, person=ingrid.pk)
    assert page.index("Ask Marta") < page.index("Ask Stranger")
    assert "You have been in touch with Stranger" in words(alice_client, person=stranger.pk)
