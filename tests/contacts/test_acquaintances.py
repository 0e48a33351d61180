"""Who knows whom: said in one line, shown on both pages, said anew, taken away and put back."""

import pytest
from django.test import Client

from accounts.models import User
from contacts.actions.acquaintances import tie, untie
from contacts.models import Contact
from tests.factories import NOW, make_contact


@pytest.fixture
def marta(alice: User) -> Contact:
    return make_contact(alice, "Marta Lindqvist")


@pytest.fixture
def ingrid(alice: User) -> Contact:
    return make_contact(alice, "Ingrid Solberg")


def page(client: Client, contact: Contact) -> str:
    return " ".join(client.get(f"/people/{contact.pk}/").content.decode().split())


def said(**more: str) -> dict[str, str]:
    return {"who": "Ingrid Solberg", "kind": "former", "strength": "3", "told_by": ""} | more


def test_it_is_said_once_and_both_pages_show_it(alice_client: Client, marta: Contact, ingrid: Contact) -> None:
    make_contact(marta.owner, "Ada Says")
    alice_client.post(f"/people/{marta.pk}/knows/", said(told_by="Ada Says"))
    for here, there in ((marta, ingrid), (ingrid, marta)):
        assert f'{there}</a> <span class="meta">worked together, well, says Ada Says</span>' in page(alice_client, here)


def test_said_from_the_other_side_it_is_changed(
    alice: User, alice_client: Client, marta: Contact, ingrid: Contact
) -> None:
    alice_client.post(f"/people/{marta.pk}/knows/", said())
    alice_client.post(f"/people/{ingrid.pk}/knows/", said(who="Marta Lindqvist", kind="", strength="1"))
    assert [*alice.acquaintances.values_list("kind", "strength")] == [("", 1)]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"who": " "}, "This field is required."),
        ({"who": "Nobody Here"}, "Nobody among your people is called “Nobody Here”."),
        ({"who": "Marta Lindqvist"}, "Nobody among your people is called “Marta Lindqvist”."),
        ({"told_by": "Nobody Here"}, "Nobody among your people is called “Nobody Here”."),
        ({"kind": "enemies"}, "Select a valid choice."),
        ({"strength": "9"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_comes_back(
    alice: User, alice_client: Client, marta: Contact, ingrid: Contact, more: dict[str, str], words: str
) -> None:
    answer = alice_client.post(f"/people/{marta.pk}/knows/", said(**more))
    assert (answer.status_code, alice.acquaintances.count()) == (422, 0)
    assert words in answer.content.decode()


def test_it_is_taken_away_and_put_back(alice: User, alice_client: Client, marta: Contact, ingrid: Contact) -> None:
    told = make_contact(alice, "Ada Says")
    row = tie(marta, ingrid, kind="friend", strength=3, told_by=told)
    undo = alice_client.post(f"/people/{ingrid.pk}/knows/{row.pk}/remove/", follow=True).context["messages"]
    (toast,) = undo
    assert alice.acquaintances.count() == 0
    alice_client.post(toast.extra_tags)
    kept = ("one", "other", "kind", "strength", "told_by")
    assert [*alice.acquaintances.values_list(*kept)] == [(marta.pk, ingrid.pk, "friend", 3, told.pk)]


def test_another_persons_word_puts_nothing_back(alice: User, bob: User, alice_client: Client, marta: Contact) -> None:
    theirs = untie(tie(make_contact(bob, "Bo One"), make_contact(bob, "Cy Two"), kind="", strength=2))
    for token in (theirs, "no-token"):
        assert alice_client.post(f"/people/{marta.pk}/knows/restore/{token}/").status_code == 302
    assert (alice.acquaintances.count(), bob.acquaintances.count()) == (0, 0)


def test_who_is_in_the_trash_does_not_show(alice_client: Client, marta: Contact, ingrid: Contact) -> None:
    tie(marta, ingrid, kind="friend", strength=3)
    ingrid.trashed_at = NOW
    ingrid.save()
    assert "Ingrid Solberg" not in page(alice_client, marta)
