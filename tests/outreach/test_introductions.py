"""The pages of introductions: the list, whom to ask, one of them, and its verbs with their Undo."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from contacts.actions.merging.merge import merge_contacts
from contacts.actions.merging.part import part_contacts
from contacts.models import Contact
from interviews.actions.planning import create_interview
from outreach.actions.introducing import begin_introduction, move_introduction
from outreach.models import Introduction
from tests.factories import NOW, make_contact, make_interview

LIST = reverse("outreach:introduction_list")
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def marta(alice: User) -> Contact:
    """Who can introduce."""
    return make_contact(alice, "Marta Lind", given_name="Marta")


@pytest.fixture
def noor(alice: User, marta: Contact) -> Contact:
    """To whom; Marta named her."""
    return make_contact(alice, "Noor Haddad", introducer=marta)


@pytest.fixture
def draft(alice: User, marta: Contact, noor: Contact) -> Introduction:
    """Not asked yet."""
    return begin_introduction(alice, connector=marta, target=noor, now=NOW - timedelta(days=9))


def page(row: Introduction) -> str:
    return reverse("outreach:introduction", args=[row.pk])


def undo_of(answer: object) -> str:
    return [message.extra_tags for message in get_messages(answer.wsgi_request)][-1]  # type: ignore[attr-defined]


def add_url(target: Contact) -> str:
    return f"{reverse('outreach:introduction_add')}?target={target.pk}"


def test_the_introducer_comes_first(alice: User, alice_client: Client, marta: Contact, noor: Contact) -> None:
    talk = make_interview(alice, [wei := make_contact(alice, "Wei Tanaka")], state="held")
    alice.takeaways.create(interview=talk, said_by=wei, text="Something")
    for days in (5, 89, 91):
        asked = begin_introduction(alice, connector=marta, target=make_contact(alice), now=NOW)
        move_introduction(asked, to="asked", now=NOW - timedelta(days=days))
    rows = alice_client.get(add_url(noor)).context["connectors"]
    assert [(row.contact, row.because, row.asks, row.open_asks) for row in rows] == [
        (marta, "introducer", 2, 3),
        (wei, "has told you things", 0, 0),
    ]


@pytest.mark.parametrize(
    ("state", "is_open"),
    [("draft", 0), ("asked", 1), ("agreed", 1), ("target_agreed", 1), ("introduced", 0), ("replied", 0), ("met", 0)],
)
def test_an_ask_is_open_until_the_connector_has_introduced(
    alice: User, alice_client: Client, draft: Introduction, state: str, is_open: int
) -> None:
    alice.introductions.update(state=state)
    page = alice_client.get(add_url(make_contact(alice, introducer=draft.connector)))
    assert ([row.open_asks for row in page.context["connectors"]], page.text.count("1 ask is open")) == (
        [is_open],
        is_open,
    )


def test_whom_a_way_begins_with_is_chosen_among_many(alice: User, alice_client: Client, noor: Contact) -> None:
    kommun = alice.organizations.create(name="Kommunkraft")
    Contact.objects.filter(pk=noor.pk).update(organization=kommun)
    for _ in range(12):
        make_contact(alice, organization=kommun, last_touch_at=NOW)
    aino = make_contact(alice, "Aino Berg")
    assert f'value="{aino.pk}" checked' in alice_client.get(f"{add_url(noor)}&connector={aino.pk}").content.decode()


def test_an_ask_is_prepared(alice: User, alice_client: Client, marta: Contact, noor: Contact) -> None:
    answer = alice_client.post(add_url(noor), {"connector": marta.pk, "why": "Ward work"})
    row = alice.introductions.get()
    assert (answer["Location"], row.connector, row.target, row.why) == (page(row), marta, noor, "Ward work")
    refused = alice_client.post(add_url(noor), {"connector": marta.pk})
    assert (refused.status_code, "under way already" in refused.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "Choose who is to introduce you"),
        ({"who": "Nobody"}, "Nobody here is called Nobody"),
        ({"who": "Twin"}, "Several"),
    ],
)
def test_somebody_must_be_asked(
    alice: User, alice_client: Client, noor: Contact, said: dict[str, str], words: str
) -> None:
    make_contact(alice, "Twin"), make_contact(alice, "Twin")
    answer = alice_client.post(add_url(noor), said)
    assert (answer.status_code, words in answer.content.decode(), alice.introductions.count()) == (422, True, 0)


def test_another_is_asked_by_name(alice: User, alice_client: Client, marta: Contact, noor: Contact) -> None:
    wei = make_contact(alice, "Wei Tanaka")
    alice_client.post(add_url(noor), {"connector": marta.pk, "who": " wei  tanaka "})
    assert alice.introductions.get().connector == wei


def test_strangers_are_not_there(bob: User, alice_client: Client, alice: User, noor: Contact) -> None:
    theirs = make_contact(bob)
    assert alice_client.get(add_url(theirs)).status_code == 404
    assert alice_client.post(add_url(noor), {"connector": theirs.pk}).status_code == 422
    begin_introduction(bob, connector=theirs, target=make_contact(bob), now=NOW)
    assert list(alice_client.get(LIST).context["groups"]) == []


def test_a_note_is_offered_and_kept(alice_client: Client, draft: Introduction) -> None:
    shown = alice_client.get(page(draft))
    assert "Dear Noor" in shown.context["form"]["note"].value()
    alice_client.post(page(draft), {"why": "Ward work", "note": "Dear Noor,\n<b>hello</b>"})
    draft.refresh_from_db()
    assert (draft.why, draft.note) == ("Ward work", "Dear Noor,\n<b>hello</b>")
    assert "&lt;b&gt;hello" in alice_client.get(page(draft)).content.decode()


def test_a_note_that_is_too_long_is_refused(alice_client: Client, draft: Introduction) -> None:
    answer = alice_client.post(page(draft), {"note": "x" * 5001})
    draft.refresh_from_db()
    assert (answer.status_code, draft.note) == (422, "")


def test_a_move_can_be_undone(alice_client: Client, draft: Introduction) -> None:
    answer = alice_client.post(reverse("outreach:introduction_move", args=[draft.pk]), {"to": "asked"})
    draft.refresh_from_db()
    assert (draft.state, draft.asked_at, answer["Location"]) == ("asked", NOW, page(draft))
    alice_client.post(undo_of(answer))
    draft.refresh_from_db()
    assert (draft.state, draft.asked_at) == ("draft", None)


def test_a_move_that_cannot_be_is_refused_in_words(alice_client: Client, draft: Introduction) -> None:
    answer = alice_client.post(reverse("outreach:introduction_move", args=[draft.pk]), {"to": "met"})
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert said == ["An introduction that stands at “Draft” cannot become “Met”."]


def test_a_nudge_can_be_undone(alice_client: Client, draft: Introduction, marta: Contact) -> None:
    move_introduction(draft, to="asked", now=NOW - timedelta(days=8))
    assert alice_client.get(page(draft)).context["next"].words == "Nudge Marta Lind, once"
    answer = alice_client.post(reverse("outreach:introduction_nudged", args=[draft.pk]))
    assert marta.interactions.count() == 2
    assert alice_client.get(page(draft)).context["next"].words == "Wait for Marta Lind"
    alice_client.post(undo_of(answer))
    assert marta.interactions.count() == 1


def test_what_is_removed_comes_back(alice_client: Client, draft: Introduction) -> None:
    answer = alice_client.post(reverse("outreach:introduction_remove", args=[draft.pk]))
    assert (alice_client.get(page(draft)).status_code, alice_client.get(LIST).context["groups"]) == (404, [])
    alice_client.post(undo_of(answer))
    assert alice_client.get(page(draft)).status_code == 200


def test_the_list_says_what_each_waits_for(alice: User, alice_client: Client, draft: Introduction) -> None:
    told = begin_introduction(alice, connector=draft.connector, target=make_contact(alice), now=NOW)
    Introduction.objects.filter(pk=told.pk).update(state="told")
    asked = begin_introduction(alice, connector=draft.connector, target=make_contact(alice), now=NOW)
    move_introduction(asked, to="asked", now=NOW - timedelta(days=3))
    shown = alice_client.get(LIST).context
    assert [(group.title, [(row.introduction, row.days) for row in group.rows]) for group in shown["groups"]] == [
        ("For you to do", [(draft, 9)]),
        ("With the connector", [(asked, 3)]),
        ("Over", [(told, 0)]),
    ]


@pytest.mark.parametrize("name", ["list", "add"])
def test_queries_do_not_grow(alice: User, alice_client: Client, noor: Contact, draft: Introduction, name: str) -> None:
    url, counts = LIST if name == "list" else add_url(noor), []
    for more in (1, 29):
        for _ in range(more):
            row = begin_introduction(alice, connector=make_contact(alice), target=make_contact(alice), now=NOW)
            move_introduction(row, to="asked", now=NOW - timedelta(days=8))
        with CaptureQueriesContext(connection) as seen:
            alice_client.get(url)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_both_people_tell_of_it(alice_client: Client, draft: Introduction, marta: Contact, noor: Contact) -> None:
    link = f'href="{page(draft)}"'
    for person, words in ((marta, "To Noor Haddad"), (noor, "By Marta Lind")):
        shown = alice_client.get(person.get_absolute_url()).content.decode()
        assert (link in shown, words in shown, f"{add_url(person)}" in shown) == (True, True, True)


@pytest.mark.parametrize("name", ["outreach:person", "outreach:today", "outreach:outreach", "outreach:lane"])
def test_an_introduction_begins_wherever_a_lead_is_shown(
    alice: User, alice_client: Client, noor: Contact, marta: Contact, name: str
) -> None:
    create_interview(alice, contacts=[noor], now=NOW)
    args: dict[str, list[Any]] = {"outreach:person": [noor.pk], "outreach:lane": ["to-contact"]}
    link = f'href="{add_url(noor)}&amp;connector={marta.pk}"'
    assert link in alice_client.get(reverse(name, args=args.get(name))).content.decode()


@pytest.mark.parametrize(("state", "there"), [("idea", True), ("no_reply", True), ("held", False)])
def test_a_talk_that_has_not_come_about_offers_it_too(
    alice: User, alice_client: Client, noor: Contact, state: str, there: bool
) -> None:
    talk = make_interview(alice, [noor], state=state)
    shown = alice_client.get(reverse("interviews:prepare", args=[talk.pk])).content.decode()
    assert (f'href="{add_url(noor)}"' in shown) == there


def test_undo_takes_back_only_what_it_was_offered_for(alice_client: Client, draft: Introduction) -> None:
    move_introduction(draft, to="asked", now=NOW)
    undo = undo_of(alice_client.post(reverse("outreach:introduction_move", args=[draft.pk]), {"to": "agreed"}))
    move_introduction(draft, to="introduced", now=NOW)
    answer = alice_client.post(undo)
    draft.refresh_from_db()
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert draft.state == "introduced"
    assert said[-1] == "It has gone on since then, and stands at “Introduced” now."


@pytest.mark.parametrize("verb", ["move", "nudged"])
def test_a_refusal_never_puts_a_page_into_a_row(alice_client: Client, draft: Introduction, verb: str) -> None:
    headers = {"HX-Request": "true", "HX-Target": "it-1"}
    answer = alice_client.post(
        reverse(f"outreach:introduction_{verb}", args=[draft.pk]), {"to": "met"}, headers=headers
    )
    assert (answer["HX-Redirect"], answer.content) == (page(draft), b"")


def test_what_an_introduction_tells_is_not_changed_on_the_timeline(
    alice_client: Client, draft: Introduction, marta: Contact
) -> None:
    move_introduction(draft, to="asked", now=NOW)
    entry = draft.moves.get().interaction_id
    for name in ("entry_edit", "entry_remove"):
        url = reverse(f"outreach:{name}", args=[marta.pk, entry])
        assert alice_client.post(url).status_code == 404
        assert url not in alice_client.get(marta.get_absolute_url()).content.decode()
    assert draft.moves.count() == 1


def test_connector_and_target_can_become_one(draft: Introduction, marta: Contact, noor: Contact) -> None:
    merge_contacts(marta, gone=noor, now=NOW)
    assert not Introduction.objects.filter(pk=draft.pk).exists()


def test_connector_and_target_of_one_that_was_asked_become_one_and_two_again(
    alice: User, draft: Introduction, marta: Contact, noor: Contact
) -> None:
    move_introduction(draft, to="asked", now=NOW)
    letter = alice.messages.create(contact=marta, introduction=draft, kind="intro_request", subject="Noor", body="Hi")
    merge = merge_contacts(noor, gone=marta, now=NOW)
    letter.refresh_from_db()
    assert (letter.contact, letter.introduction, alice.introductions.count()) == (noor, None, 0)
    part_contacts(merge, now=NOW)
    letter.refresh_from_db()
    back = alice.introductions.get()
    assert (letter.contact, letter.introduction, back.connector, back.target) == (marta, draft, marta, noor)
    assert [move.to_state for move in back.moves.all()] == ["asked"]
