"""Saved views: kept, renamed, put in order, deleted and taken back; what each counts; and that they are one's own."""

import re
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from accounts.models import User
from contacts.models import SavedView
from tests.factories import NOW, make_contact

COUNT = re.compile(r'id="tab-([\w-]+)"(?: hidden)?>([\d+]*)<')


def make_views(owner: User, *names: str) -> list[SavedView]:
    """Views of those names, in that order."""
    return [
        SavedView.objects.create(owner=owner, name=name, query="warmth=close", position=n)
        for n, name in enumerate(names)
    ]


def names(owner: User) -> list[str]:
    """The owner's views, in order."""
    return [view.name for view in owner.savedviews.all()]


def test_a_state_of_the_list_is_kept(alice: User, alice_client: Client) -> None:
    make_views(alice, "First")
    sent = {"name": " Close\tfriends ", "query": "?warmth=close&nonsense=1&sort=-last"}
    answer = alice_client.post("/people/views/new/", sent)
    assert answer["Location"] == "/people/?warmth=close&sort=-last"
    assert [(view.name, view.query, view.position) for view in alice.savedviews.all()][1:] == [
        ("Close friends", "warmth=close&sort=-last", 1)
    ]


@pytest.mark.parametrize(
    ("name", "words"), [("", "required"), ("\0", "Null characters"), ("FIRST", "You have a view of that name")]
)
def test_a_name_that_will_not_do(alice: User, alice_client: Client, name: str, words: str) -> None:
    make_views(alice, "First")
    answer = alice_client.post("/people/views/new/", {"name": name, "query": "stage=held"})
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert 'name="query" value="stage=held"' in answer.content.decode()
    assert names(alice) == ["First"]


def test_no_more_than_fifty(alice: User, alice_client: Client) -> None:
    make_views(alice, *map(str, range(50)))
    answer = alice_client.post("/people/views/new/", {"name": "One more", "query": ""})
    assert (answer.status_code, alice.savedviews.count()) == (422, 50)


def test_a_view_is_renamed(alice: User, alice_client: Client) -> None:
    one, other = make_views(alice, "One", "Other")
    sent = {"name": "ONE", "query": one.query}
    assert alice_client.post(f"/people/views/{one.pk}/", sent)["Location"] == "/people/views/"
    assert alice_client.post(f"/people/views/{other.pk}/", sent).status_code == 422
    assert names(alice) == ["ONE", "Other"]


def test_a_view_is_moved_up(alice: User, alice_client: Client) -> None:
    one, two, three = make_views(alice, "One", "Two", "Three")
    for view in (three, three, one):
        alice_client.post(f"/people/views/{view.pk}/up/")
    assert names(alice) == ["One", "Three", "Two"]
    assert two.position == 1


def undo_of(answer: object) -> str:
    """The address that takes back what was done."""
    return next(message.extra_tags for message in get_messages(answer.wsgi_request))  # type: ignore[attr-defined]


def test_a_deleted_view_comes_back_to_its_place(alice: User, alice_client: Client) -> None:
    view = make_views(alice, "One", "Two", "Three")[1]
    url = undo_of(alice_client.post(f"/people/views/{view.pk}/delete/"))
    assert names(alice) == ["One", "Three"]
    for _ in range(2):
        back = alice_client.post(url)
        assert names(alice) == ["One", "Two", "Three"]
        assert back["Location"] == f"/people/views/#own-{alice.savedviews.get(name='Two').pk}"


@pytest.mark.parametrize(
    ("query", "is_offered"),
    [
        ("", False),
        ("q=ada", True),
        ("next=waiting", False),
        ("organization=Nordgrid&sort=-added", False),
        ("organization=Nordgrid", True),
        ("organization=Nordgrid&sort=-added&q=x", True),
    ],
)
def test_only_what_no_view_shows_is_offered_to_be_saved(
    alice: User, bob: User, alice_client: Client, query: str, is_offered: bool
) -> None:
    alice.savedviews.create(name="Mine", query="organization=Nordgrid&sort=-added")
    bob.savedviews.create(name="Not mine", query="organization=Nordgrid")
    page = alice_client.get(f"/people/?{query}").content.decode()
    assert ('popovertarget="save-view"' in page) == is_offered


def test_nobody_else_brings_a_view_back(alice: User, bob: User, alice_client: Client, bob_client: Client) -> None:
    url = undo_of(alice_client.post(f"/people/views/{make_views(alice, 'Mine')[0].pk}/delete/"))
    bob_client.post(url)
    bob_client.post("/people/views/restore/forged/")
    assert (names(alice), names(bob)) == ([], [])


@pytest.mark.parametrize("verb", ["", "up/", "delete/"])
def test_a_strangers_view_does_not_exist(bob: User, alice_client: Client, verb: str) -> None:
    view = make_views(bob, "One", "Two")[1]
    sent = {"name": "Mine", "query": ""}
    assert alice_client.post(f"/people/views/{view.pk}/{verb}", sent).status_code == 404
    assert names(bob) == ["One", "Two"]


@pytest.fixture
def people(alice: User, bob: User) -> User:
    """Alice with people in most views; Bob has one more of each."""
    for owner, more in ((alice, 0), (bob, 1)):
        kept: dict[str, Any] = {"has_email": True, "next_step": "talk"}
        rows: list[dict[str, Any]] = [
            *[{"next_step": "thank", "has_email": True}] * (1 + more),
            *[kept | {"waiting_since": NOW}] * (2 + more),
            *[kept | {"next_step_due_at": NOW.replace(year=2020)}] * (3 + more),
            *[{"warmth": "close"}] * (4 + more),
            *[{"archived_at": NOW}] * (5 + more),
            *[{"trashed_at": NOW}] * (6 + more),
        ]
        for fields in rows:
            make_contact(owner, **fields)
    make_contact(alice, introducer=alice.contacts.first(), next_step="request", has_email=True)
    return alice


def test_tabs_count_what_they_show(people: User, bob: User, alice_client: Client) -> None:
    make_views(bob, "Bob’s")
    (view,) = make_views(people, "Close")
    page = alice_client.get("/people/?warmth=close").content.decode()
    counts = {"thank": "1", "waiting": "2", "referral": "1", "overdue": "3", "nothing": "4", "email": "4"}
    assert dict(COUNT.findall(page)) == counts | {"everyone": "11", str(view.pk): "", "archived": "5", "trash": "6"}
    assert f'<a href="/people/?warmth=close" aria-current="page">Close <span class="count" id="tab-{view.pk}"' in page
    assert "Bob’s" not in page


def test_counts_come_later_to_the_sidebar_of_any_page_and_to_the_tabs(people: User, alice_client: Client) -> None:
    (view,) = make_views(people, "Close")
    assert 'hx-get="/people/views/counts/" hx-trigger="intersect once"' in alice_client.get("/").content.decode()
    counts = {str(view.pk): "4", "thank": "1", "waiting": "2", "referral": "1", "overdue": "3", "nothing": "4"}
    counts |= {"email": "4"}
    for url, places in (("/people/views/counts/", {"view"}), ("/people/views/counts/?tabs", {"view", "tab"})):
        later = re.findall(r'id="([\w-]+)" hx-swap-oob="true">(\d+)', alice_client.get(url).content.decode())
        assert dict(later) == {f"{place}-{key}": count for place in places for key, count in counts.items()}


def test_the_page_of_views_counts_them_without_script(people: User, alice_client: Client) -> None:
    make_views(people, "Close")
    page = alice_client.get("/people/views/").content.decode()
    assert '>Close</a><span class="count">4</span>' in page
    assert "/people/views/counts/" not in page


def test_counts_end_at_999(alice: User, alice_client: Client) -> None:
    row = make_contact(alice)
    type(row).objects.bulk_create(type(row)(owner=alice, display_name="Crowd") for _ in range(1000))
    page = alice_client.get("/people/").content.decode()
    assert dict(COUNT.findall(page))["everyone"] == "999+"
    assert "50 of 999+ shown" in page


def test_the_sidebar_offers_the_views_everywhere(alice: User, alice_client: Client) -> None:
    make_views(alice, "Close")
    page = alice_client.get("/").content.decode()
    assert re.findall(r'<span class="trunc">([^<]+)</span><span class="count"', page) == [
        *("Close", "Needs thank-you", "Waiting for reply", "Referrals not yet contacted"),
        *("Overdue", "No next step", "Missing e-mail"),
    ]


def test_views_work_without_a_script(people: User, alice_client: Client) -> None:
    make_views(people, "Close")
    page = alice_client.get("/people/views/").content.decode()
    assert ('href="/people/?warmth=close"' in page, 'aria-label="Delete Close"' in page) == (True, True)
    assert 'aria-label="Delete Overdue"' not in page
