"""Messages, introductions and promises page by page: nothing is cut off, and what is read does not grow with it."""

from collections.abc import Callable
from datetime import timedelta
from re import findall

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from contacts.models import Contact, Organization
from interviews.models import Promise
from outreach.models import Introduction, Message
from outreach.views.pages import PAGE
from tests.factories import NOW, make_contact, make_interview

pytestmark = pytest.mark.usefixtures("clock")
DAY = timedelta(days=1)


def write_letters(owner: User, count: int) -> None:
    """Drafts, and as many letters that wait for an answer."""
    grace = make_contact(owner, "Grace Mbeki")
    for n in range(count):
        owner.messages.create(contact=grace, kind="request", subject=f"Draft {n}.")
        owner.messages.create(contact=grace, kind="request", sent_at=NOW - n * DAY, sent_subject=f"Sent {n}.")


def prepare_introductions(owner: User, count: int) -> None:
    """Asked all at the same moment, and as many that are over."""
    for n in range(count):
        for state in ("asked", "told"):
            target = make_contact(owner, f"{state} {n}.")
            about = {"connector": make_contact(owner), "target": target, "state": state, "asked_at": NOW}
            Introduction.objects.create(owner=owner, state_changed_at=NOW, **about)


def promise_much(owner: User, count: int) -> None:
    """With a day each, without one, and kept."""
    talk = make_interview(owner, [make_contact(owner)], state="thanked")
    for n in range(count):
        owner.promises.create(interview=talk, text=f"By day {n}.", due_on=(NOW + n * DAY).date())
        owner.promises.create(interview=talk, by="them", text=f"Some day {n}.")
        owner.promises.create(interview=talk, text=f"Kept {n}.", done_at=NOW - n * DAY)


LISTS = {
    "message_list": (write_letters, {"drafts": "Draft", "waits": "Sent"}),
    "introduction_list": (prepare_introductions, {"asked": "asked", "over": "told"}),
    "promise_list": (promise_much, {"mine": "By day", "theirs": "Some day", "kept": "Kept"}),
}
each_list = pytest.mark.parametrize(("name", "fill", "groups"), [(name, *said) for name, said in LISTS.items()])


def page_of(client: Client, url: str, **headers: str) -> str:
    return client.get(url, headers=headers).content.decode()


@each_list
def test_queries_are_the_same_for_one_and_thirty(
    alice: User, alice_client: Client, name: str, fill: Callable[[User, int], None], groups: dict[str, str]
) -> None:
    counts = []
    for count in (1, PAGE - 1):
        fill(alice, count)
        with CaptureQueriesContext(connection) as seen:
            alice_client.get(reverse(f"outreach:{name}"))
        counts.append(len(seen))
    assert counts[0] == counts[1]


@each_list
@pytest.mark.parametrize("htmx", [True, False])
def test_every_row_is_reached_once(
    alice: User, alice_client: Client, name: str, fill: Callable[[User, int], None], groups: dict[str, str], htmx: bool
) -> None:
    fill(alice, 2 * PAGE + 1)
    url = reverse(f"outreach:{name}")
    for slug, words in groups.items():
        headers = {"HX-Request": "true", "HX-Target": f"more-{slug}"} if htmx else {}
        page, found = page_of(alice_client, url), []
        for _ in range(3):
            rows = findall(rf"{words} (\d+)\.", page.partition(f'id="h-{slug}"')[2] or page)
            found += list(dict.fromkeys(rows))[:PAGE]  # some say their words twice
            more = findall(rf'href="({url}\?group={slug}&[^"]+)"', page)
            page = page_of(alice_client, more[0].replace("&amp;", "&"), **headers) if more else ""
        assert (len(found), len(set(found)), page) == (2 * PAGE + 1, 2 * PAGE + 1, "")


@each_list
def test_a_place_that_is_none_is_the_beginning(
    alice: User, alice_client: Client, name: str, fill: Callable[[User, int], None], groups: dict[str, str]
) -> None:
    fill(alice, 1)
    url = reverse(f"outreach:{name}")
    for slug, words in groups.items():
        assert f"{words} 0." in page_of(alice_client, f"{url}?group={slug}&after=nonsense")
        assert f"{words} 0." in page_of(alice_client, f"{url}?group=none&after=2026-01-01T00:00:00+00:00,1")


def test_the_subject_of_a_draft_stands_there_as_it_will_be(alice: User, alice_client: Client) -> None:
    noor = make_contact(alice, "Noor Haddad", organization=Organization.objects.create(owner=alice, name="Nordgrid"))
    write = {"owner": alice, "contact": noor, "kind": "request"}
    Message.objects.create(**write, subject="Your work at {organization}, {unheard_of}")
    Message.objects.create(**write, subject="A question about {path}", fields={"path": "Grids & more"})
    Message.objects.create(**write, subject="To {full_name}", sent_subject="To Noor", sent_at=NOW)
    page = page_of(alice_client, reverse("outreach:message_list"))
    for said in ("Your work at Nordgrid, …", "A question about Grids &amp; more", ": To Noor</p>"):
        assert said in page
    assert "{" not in page.partition("<main")[2].partition("</main>")[0]


def test_the_heading_counts_all(alice: User, alice_client: Client) -> None:
    write_letters(alice, PAGE + 5)
    shown = alice_client.get(reverse("outreach:message_list")).context["groups"]
    assert [(group.slug, len(group.rows), group.count) for group in shown] == [
        ("drafts", PAGE, PAGE + 5),
        ("waits", PAGE, PAGE + 5),
    ]


def add(client: Client, **said: str) -> object:
    return client.post(reverse("outreach:promise_list"), {"text": "Send the lesson", "by": "me", "due_on": ""} | said)


def test_a_promise_is_added_to_the_last_talk_and_taken_back(alice: User, alice_client: Client) -> None:
    grace = make_contact(alice, "Grace Mbeki")
    make_interview(alice, [grace], state="held", ends_at=NOW - 9 * DAY)
    last = make_interview(alice, [grace], state="thanked", ends_at=NOW - DAY)
    make_interview(alice, [grace])
    answer = add(alice_client, who="grace mbeki", by="them", due_on="2026-12-01")
    kept = Promise.objects.get()
    assert (kept.interview, kept.by, kept.text, str(kept.due_on)) == (last, "them", "Send the lesson", "2026-12-01")
    undo = [message.extra_tags for message in get_messages(answer.wsgi_request)]  # type: ignore[attr-defined]
    alice_client.post(undo[0])
    assert (Promise.objects.count(), alice_client.post(undo[0]).status_code) == (0, 404)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"who": "Nobody Here"}, "Nobody among your people is called"),
        ({"who": "Bob’s friend"}, "Nobody among your people is called"),
        ({"who": "Wei Tanaka"}, "There is no talk with Wei Tanaka yet"),
        ({"who": ""}, "This field is required"),
        ({"who": "Grace Mbeki", "text": " "}, "This field is required"),
    ],
)
def test_a_promise_that_lacks_something_is_refused(
    alice: User, bob: User, alice_client: Client, said: dict[str, str], words: str
) -> None:
    make_interview(alice, [make_contact(alice, "Grace Mbeki")], state="held")
    make_interview(bob, [make_contact(bob, "Bob’s friend")], state="held")
    make_contact(alice, "Wei Tanaka")
    answer = add(alice_client, **said)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)  # type: ignore[attr-defined]
    assert Promise.objects.count() == 0


def test_another_users_promise_is_not_taken_back(bob: User, alice_client: Client) -> None:
    theirs = bob.promises.create(interview=make_interview(bob), text="It")
    alice_client.post(reverse("outreach:promise_unadded", args=[theirs.pk]))
    assert Contact.objects.filter(owner=bob, interviews__promises=theirs).exists()
