"""The list of people: what it shows, how it is narrowed, how it grows, and that it holds against bad addresses."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.actions.people import archive_contact, organization_named, set_tags, trash_contact
from contacts.actions.reach import Entry, save_links
from contacts.models import Contact
from tests.factories import NOW, make_contact

ROW = re.compile(r'<tr role="row" id="person-(\d+)"')


def names(client: Client, target: str = "", **query: str) -> list[str]:
    """Who is listed, in order."""
    headers = {"HX-Request": "true", "HX-Target": target} if target else {}
    answer = client.get(f"/people/?{urlencode(query)}", headers=headers)
    assert answer.status_code == 200
    listed = [int(pk) for pk in ROW.findall(answer.content.decode())]
    people = Contact.objects.in_bulk(listed)
    return [people[pk].display_name for pk in listed]


@pytest.fixture
def people(alice: User, bob: User) -> dict[str, Contact]:
    """Three of Alice's people, and one of Bob's who has it all."""
    made = {name: make_contact(alice, name) for name in ("wei Tanaka", "Grace Mbeki", "Tomás Rivera")}
    stranger = make_contact(bob, "Grace Stranger", role="Analyst", stage="held")
    set_tags(made["Grace Mbeki"], names=["Energy"])
    set_tags(stranger, names=["Energy"])
    Contact.objects.filter(pk=made["Tomás Rivera"].pk).update(stage="held", role="Analyst 100% sure")
    made["wei Tanaka"].organization = organization_named(alice, "Nord_grid")
    made["wei Tanaka"].save()
    save_links(made["wei Tanaka"], entries=[Entry("https://www.linkedin.com/in/wei-t")])
    return made


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Grace Mbeki", "Tomás Rivera", "wei Tanaka"]),
        ({"q": "gra mb"}, ["Grace Mbeki"]),
        ({"q": "stranger"}, []),
        ({"q": "100%"}, ["Tomás Rivera"]),
        ({"q": "%"}, []),
        ({"q": "nord_g"}, ["wei Tanaka"]),
        ({"q": "_"}, []),
        ({"q": "linkedin.com/in/wei-t"}, ["wei Tanaka"]),
        ({"q": "energy"}, ["Grace Mbeki"]),
        ({"tag": "ENERGY"}, ["Grace Mbeki"]),
        ({"tag": "unknown"}, []),
        ({"stage": "held"}, ["Tomás Rivera"]),
        ({"stage": "none"}, ["Grace Mbeki", "wei Tanaka"]),
        ({"stage": "nonsense"}, ["Grace Mbeki", "Tomás Rivera", "wei Tanaka"]),
        ({"q": "t\0an"}, ["wei Tanaka"]),
        ({"q": "x" * 10_000}, []),
        ({"after": "x" * 10_000}, ["Grace Mbeki", "Tomás Rivera", "wei Tanaka"]),
        ({"after": "Grace Mbeki,99999999999999999999999"}, ["Grace Mbeki", "Tomás Rivera", "wei Tanaka"]),
        ({"after": "Grace Mbeki,²"}, ["Grace Mbeki", "Tomás Rivera", "wei Tanaka"]),
        ({"after": "=h\0,1"}, ["Tomás Rivera", "wei Tanaka"]),
        ({"after": "a, b,1", "tag": "\0"}, ["Grace Mbeki", "Tomás Rivera", "wei Tanaka"]),
    ],
)
@pytest.mark.parametrize("target", ["", "found"])
def test_who_is_listed(
    alice_client: Client, people: dict[str, Contact], query: dict[str, str], found: list[str], target: str
) -> None:
    assert names(alice_client, target, **query) == found


def test_the_fragment_is_rows_and_words(alice_client: Client, people: dict[str, Contact]) -> None:
    headers = {"HX-Request": "true", "HX-Target": "found"}
    text = alice_client.get("/people/?q=grace", headers=headers).content.decode()
    assert "<html" not in text
    assert '<p id="live" hx-swap-oob="innerHTML">1 person</p>' in text


def test_archived_and_trashed_people_have_their_own_tabs(alice_client: Client, people: dict[str, Contact]) -> None:
    archive_contact(people["Grace Mbeki"], now=NOW)
    trash_contact(people["Tomás Rivera"], now=NOW)
    assert names(alice_client) == ["wei Tanaka"]
    assert names(alice_client, shown="archived") == ["Grace Mbeki"]
    trash = alice_client.get("/people/trash/").content.decode()
    assert ROW.findall(trash) == [str(people["Tomás Rivera"].pk)]


def test_the_trash_goes_on_page_by_page(alice: User, alice_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contacts.views.people.PAGE", 2)
    gone = [make_contact(alice) for _ in range(5)]
    for n, contact in enumerate(gone):
        trash_contact(contact, now=NOW + timedelta(days=n // 2))
    url, seen = "/people/trash/", []
    while url:
        page = alice_client.get(url).content.decode()
        seen.append([int(pk) for pk in ROW.findall(page)])
        url = "".join(re.findall(r'class="btn" href="(\S*trash\S*)"', page))
    assert seen == [[gone[n].pk for n in part] for part in ((4, 3), (2, 1), (0,))]


def test_pages_follow_each_other_without_gap_or_repeat(alice_client: Client, alice: User) -> None:
    made = [make_contact(alice, f"Same, {'ß' if n % 2 else 'Ä'}") for n in range(101)]
    seen, url = [], "/people/"
    while url:
        text = alice_client.get(url, headers={"HX-Request": "true", "HX-Target": "more"}).content.decode()
        seen += ROW.findall(text)
        following = re.search(r'hx-get="([^"]+)"[^>]*hx-target="#more"', text)
        url = "/people/" + following[1].replace("&amp;", "&") if following else ""
    assert sorted(map(int, seen)) == sorted(contact.pk for contact in made)


def test_the_list_asks_the_same_of_the_database_for_1_and_30_rows(alice_client: Client, alice: User) -> None:
    asked = []
    for count in (1, 29):
        for n in range(count):
            contact = make_contact(alice, f"Person {n}", organization=organization_named(alice, f"Guild {n}"))
            set_tags(contact, names=["one"])
        with CaptureQueriesContext(connection) as queries:
            alice_client.get("/people/")
        asked.append(len(queries))
    assert (asked[0], alice.contacts.count()) == (asked[1], 30)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("/people/", "Who do you already know?"),
        ("/people/?q=xyz", "Nobody matches “xyz”"),
        ("/people/?stage=held", "Nobody here has all of that"),
        ("/people/?shown=archived", "Nobody is archived"),
        ("/people/trash/", "The trash is empty"),
    ],
)
def test_a_list_with_nobody_says_what_to_do(alice_client: Client, bob: User, url: str, words: str) -> None:
    make_contact(bob)
    trash_contact(make_contact(bob), now=NOW)
    archive_contact(make_contact(bob), now=NOW)
    answer = alice_client.get(url).content.decode()
    assert (words in answer, ROW.findall(answer)) == (True, [])


def test_lists_do_not_take_posts(alice_client: Client) -> None:
    assert [alice_client.post(url).status_code for url in ("/people/", "/people/trash/")] == [405, 405]
