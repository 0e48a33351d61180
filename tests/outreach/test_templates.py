"""Templates: built-in ones to read, own ones with what they said before."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from outreach.models import Template
from tests.undoing import undo_of

SAID = {"kind": "nudge", "name": "Mine", "via": "email", "subject": "A word", "body": "Dear {first_name}"}


@pytest.fixture
def mine(alice: User) -> Template:
    return Template.objects.create(owner=alice, **SAID)


def url(name: str, *args: object) -> str:
    return reverse(f"outreach:template_{name}", args=args)


def test_the_list_has_built_in_and_own_ones_and_no_strangers(
    alice_client: Client, bob_client: Client, mine: Template
) -> None:
    page, others = (one.get(url("list")).content.decode() for one in (alice_client, bob_client))
    assert (url("edit", mine.pk) in page, url("edit", mine.pk) in others) == (True, False)
    assert url("builtin", "request-cold") in others


def test_a_built_in_one_is_made_ones_own(alice_client: Client) -> None:
    assert "Make it mine" in alice_client.get(url("builtin", "intro_request-plain")).content.decode()
    answer = alice_client.post(url("builtin", "intro_request-plain"))
    own = Template.objects.get()
    assert (own.kind, own.builtin, answer["Location"]) == (
        "intro_request",
        "intro_request/plain@2",
        url("edit", own.pk),
    )
    assert alice_client.get(url("builtin", "no-such")).status_code == 404


def test_one_is_added_and_a_faulty_one_comes_back(alice_client: Client) -> None:
    assert alice_client.post(url("add"), SAID | {"body": ""}).status_code == 422
    assert alice_client.post(url("add"), SAID | {"subject": "A\r\nBcc: x"}).status_code == 302
    assert Template.objects.get().subject == "A Bcc: x"


def test_a_change_keeps_what_it_said_and_can_go_back(alice_client: Client, mine: Template) -> None:
    alice_client.post(url("edit", mine.pk), SAID | {"body": "Hello"})
    alice_client.post(url("edit", mine.pk), SAID | {"body": "Hello", "kind": "update"})
    mine.refresh_from_db()
    kept = list(mine.versions.values_list("number", "body"))
    assert (mine.body, mine.version, mine.kind, kept) == ("Hello", 2, "update", [(1, "Dear {first_name}")])
    answer = alice_client.post(url("back", mine.pk, 1), follow=True)
    mine.refresh_from_db()
    assert (mine.body, mine.version, undo_of(answer)) == ("Dear {first_name}", 3, url("back", mine.pk, 2))
    assert alice_client.post(url("edit", mine.pk), SAID | {"name": ""}).status_code == 422


def test_one_is_removed_and_comes_back(alice_client: Client, mine: Template) -> None:
    answer = alice_client.post(url("remove", mine.pk), follow=True)
    assert undo_of(answer) == url("restore", mine.pk)
    assert alice_client.get(url("edit", mine.pk)).status_code == 404
    alice_client.post(url("restore", mine.pk))
    assert alice_client.get(url("edit", mine.pk)).status_code == 200


def test_a_strangers_is_not_there(bob_client: Client, mine: Template) -> None:
    answers = [bob_client.post(url(name, mine.pk), SAID).status_code for name in ("edit", "remove", "restore")]
    assert [*answers, bob_client.post(url("back", mine.pk, 1)).status_code] == [404] * 4
    mine.refresh_from_db()
    assert (mine.trashed_at, mine.version) == (None, 1)
