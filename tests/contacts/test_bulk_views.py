"""The bar of the list and its pages: at once for a few, a page with the number for all who match, progress, Undo."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.actions.bulk import changes
from contacts.actions.people import set_tags
from contacts.models import BulkChange, Contact
from tests.factories import NOW, make_contact


@pytest.fixture
def people(alice: User, bob: User) -> list[Contact]:
    """Three of Alice's, one of them tagged, and one of Bob's."""
    made = [
        make_contact(owner, name) for owner, name in ((alice, "Ada"), (alice, "Ben"), (alice, "Cleo"), (bob, "Dan"))
    ]
    set_tags(made[0], names=["Energy"])
    return made


@pytest.fixture
def no_room() -> Iterator[list[Any]]:
    """Every change is too great for the request; the hints that were sent."""
    sent: list[Any] = []
    with patch.object(changes, "AT_ONCE", 0), patch.object(changes, "start", lambda *words: sent.append(words)):
        yield sent


def post(client: Client, *ticked: Contact, **fields: Any) -> Any:
    """Press a button of the bar."""
    return client.post("/people/changes/new/", {"person": [c.pk for c in ticked]} | fields)


def toast(client: Client, url: str = "/people/") -> str:
    """What the next page says."""
    text = client.get(url).content.decode()
    return text.split('id="toasts"')[1].split("<span>")[1].split("</span>")[0]


def archived() -> list[str]:
    """The names of all who are archived."""
    return sorted(Contact.objects.archived().values_list("display_name", flat=True))


def test_those_who_are_ticked_are_archived_and_come_back(alice_client: Client, people: list[Contact]) -> None:
    answer = post(alice_client, people[0], people[1], people[3], verb="archive", query="?q=a")
    change = BulkChange.objects.get()
    assert (answer.status_code, answer["Location"], archived()) == (302, "/people/?q=a", ["Ada", "Ben"])
    page = alice_client.get("/people/").content.decode()
    assert "2 people archived." in page
    assert f'action="/people/changes/{change.pk}/undo/"' in page
    alice_client.post(f"/people/changes/{change.pk}/undo/")
    assert (archived(), toast(alice_client)) == ([], "Undone.")


def test_one_field_may_name_them_all(alice_client: Client, people: list[Contact]) -> None:
    alice_client.post("/people/changes/new/", {"people": f"{people[0].pk},x,{people[2].pk}", "verb": "warmth=warm"})
    assert list(Contact.objects.filter(warmth="warm").values_list("display_name", flat=True)) == ["Ada", "Cleo"]
    assert toast(alice_client) == "Warm: 2 people."


def test_all_who_match_are_counted_before_anything_happens(alice_client: Client, people: list[Contact]) -> None:
    page = post(alice_client, verb="archive", all="1", query="?tag=energy")
    assert (page.status_code, "Archive 1 person?" in page.content.decode(), archived()) == (200, True, [])
    asked = {"verb": "archive", "all": "1", "query": "tag=energy"}
    late = post(alice_client, **asked, expected="2").content.decode()
    assert ("They were 2 a moment ago." in late, archived()) == (True, [])
    post(alice_client, **asked, expected="1")
    assert archived() == ["Ada"]


def test_what_is_asked_stands_nowhere_else(alice_client: Client, people: list[Contact]) -> None:
    page = post(alice_client, verb="archive", all="1").content.decode()
    assert page.count("Archive 3 people") == 3  # title, heading, button


def test_all_without_a_verb_is_asked_what(alice_client: Client, people: list[Contact]) -> None:
    page = alice_client.get("/people/changes/new/?all=1").content.decode()
    assert ("<h1>3 people</h1>" in page, 'value="cadence=P1M"' in page) == (True, True)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"verb": "tag", "tag": " "}, "Write the tag, in 60 letters at most."),
        ({"verb": "tag", "tag": "x" * 61}, "Write the tag, in 60 letters at most."),
        ({"verb": "untag", "tag": "nobody"}, "There is no tag “nobody”."),
    ],
)
def test_a_tag_that_makes_no_sense_is_asked_again(
    alice_client: Client, people: list[Contact], fields: dict[str, str], words: str
) -> None:
    page = post(alice_client, *people, **fields)
    assert (page.status_code, words in page.content.decode(), BulkChange.objects.count()) == (422, True, 0)


def test_nobody_is_said(alice_client: Client, people: list[Contact]) -> None:
    assert post(alice_client, people[3], verb="archive")["Location"] == "/people/?"
    assert (toast(alice_client), archived()) == ("Nobody was selected.", [])


def test_a_great_change_is_looked_at_while_it_runs(
    alice_client: Client, people: list[Contact], no_room: list[Any]
) -> None:
    answer = post(alice_client, *people, verb="tag", tag="New")
    change = BulkChange.objects.get()
    url = f"/people/changes/{change.pk}/"
    assert (answer["Location"], no_room) == (url, [(changes.TASK, change.pk)])
    part = alice_client.get(url, headers={"HX-Request": "true", "HX-Target": "progress"}).content.decode()
    assert ("<html" in part, "0 of 3 people" in part, 'hx-trigger="every 1s"' in part) == (False, True, True)
    assert f'<a href="{url}">Tag 3 people “New”: running' in alice_client.get("/people/").content.decode()
    changes.continue_change(change.pk, now=NOW)
    page = alice_client.get(url).content.decode()
    assert ("3 people tagged “New”." in page, 'hx-trigger="every' in page) == (True, False)


def test_a_great_change_is_stopped(alice_client: Client, people: list[Contact], no_room: list[Any]) -> None:
    post(alice_client, *people, verb="archive")
    change = BulkChange.objects.get()
    alice_client.post(f"/people/changes/{change.pk}/stop/")
    assert changes.continue_change(change.pk, now=NOW) is False
    assert (BulkChange.objects.get().state, archived()) == ("cancelled", [])


def test_a_great_change_is_undone_by_the_workers(
    alice_client: Client, people: list[Contact], no_room: list[Any]
) -> None:
    post(alice_client, *people, verb="archive")
    change = BulkChange.objects.get()
    changes.continue_change(change.pk, now=NOW)
    answer = alice_client.post(f"/people/changes/{change.pk}/undo/")
    assert (answer["Location"], archived()) == (f"/people/changes/{change.pk}/", ["Ada", "Ben", "Cleo"])
    assert ">3 to go</span>" in alice_client.get(answer["Location"]).content.decode()
    changes.continue_change(change.pk, now=NOW)
    assert archived() == []


def test_a_few_are_exported_at_once_in_the_order_of_names(alice_client: Client, people: list[Contact]) -> None:
    answer = post(alice_client, people[2], people[0], people[3], verb="export=csv")
    lines = b"".join(answer.streaming_content).decode().split("\r\n")
    assert answer["Content-Disposition"].startswith('attachment; filename="people-20')
    assert [line.split(",")[1] for line in lines[:-1]] == ["Name", "Ada", "Cleo"]


def test_many_are_exported_to_a_file_that_waits(
    alice_client: Client, bob_client: Client, people: list[Contact], no_room: list[Any]
) -> None:
    with patch("contacts.views.bulk.STREAMED", 0):
        post(alice_client, verb="export=csv", all="1", expected="3")
    url = f"/people/changes/{BulkChange.objects.get().pk}/file/"
    assert alice_client.get(url).status_code == 404
    changes.continue_change(BulkChange.objects.get().pk, now=NOW)
    answer: Any = alice_client.get(url)
    names = [line.split(b",")[1] for line in b"".join(answer.streaming_content).split(b"\r\n")[:-1]]
    assert (names, bob_client.get(url).status_code) == ([b"Name", b"Ada", b"Ben", b"Cleo"], 404)


def test_recent_changes_are_listed_with_undo(alice_client: Client, bob_client: Client, people: list[Contact]) -> None:
    post(alice_client, people[0], verb="archive")
    post(alice_client, people[0], verb="export")
    mine, theirs = (c.get("/people/changes/").content.decode() for c in (alice_client, bob_client))
    assert (mine.count("/undo/"), "Archive 1 person" in mine) == (2, True)  # one in the list, one in the toast
    assert ("/undo/" in theirs, "Nothing in the last 30 days" in theirs) == (False, True)


def test_the_list_of_changes_asks_as_often_for_30_as_for_one(alice: User, alice_client: Client) -> None:
    make_contact(alice)
    asked = []
    for times in (1, 29):
        for _ in range(times):
            changes.begin_change(alice, people=alice.contacts.all(), verb="archive", now=NOW)
        with CaptureQueriesContext(connection) as queries:
            alice_client.get("/people/changes/")
        asked.append(len(queries))
    assert asked[0] == asked[1]
