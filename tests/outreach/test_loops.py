"""Today's rows that close a loop, their verbs with Undo, and the promises of both sides."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from accounts.models import User
from contacts.models import Contact
from outreach.actions.introducing import begin_introduction, move_introduction
from outreach.actions.letters import begin_letter, mark_sent, unmark_sent
from outreach.actions.loops_due import loops_due
from outreach.models import FollowUp, Introduction
from outreach.views.day import read_day
from outreach.views.loop_rows import loop_rows
from tests.factories import NOW, make_contact, make_interview

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def marta(alice: User) -> Contact:
    """Who can introduce."""
    return make_contact(alice, "Marta Lind", given_name="Marta")


@pytest.fixture
def noor(alice: User) -> Contact:
    """To whom."""
    return make_contact(alice, "Noor Haddad")


@pytest.fixture
def asked(alice: User, marta: Contact, noor: Contact) -> Introduction:
    """Eight days ago."""
    row = begin_introduction(alice, connector=marta, target=noor, now=NOW - timedelta(days=9))
    move_introduction(row, to="asked", now=NOW - timedelta(days=8))
    return row


@pytest.fixture
def follow_up(alice: User, marta: Contact) -> FollowUp:
    """Marta is to hear what came of her advice."""
    talk = make_interview(alice, [marta], state="thanked", ends_at=NOW - timedelta(days=31))
    alice.takeaways.create(interview=talk, text="Show one lesson.", said_by=marta)
    return alice.follow_ups.create(kind="progress", interview=talk, contact=marta, due_on=NOW.date())


def shown(user: User, *, days: int = 0) -> list[tuple[str, str, str]]:
    rows = loop_rows(user, now=NOW + timedelta(days=days))
    return [(row.section, str(row.contact), row.words) for row in rows]


def post(client: Client, url: str, key: str = "", **data: Any) -> Any:
    headers = {"HX-Request": "true", "HX-Target": key} if key else {}
    return client.post(url, data, headers=headers)


def undo_of(answer: Any) -> str:
    return [message.extra_tags for message in get_messages(answer.wsgi_request)][-1]


def test_a_connector_is_nudged_after_a_week_and_once(alice: User, alice_client: Client, asked: Introduction) -> None:
    assert shown(alice, days=-2) == []
    row = ("Introductions", "Marta Lind", "Nudge Marta Lind, once. It is about Noor Haddad.")
    assert shown(alice) == [row]
    key = f"it-{asked.connector_id}"
    answer = post(alice_client, reverse("outreach:introduction_nudged", args=[asked.pk]), key)
    undo = reverse("outreach:introduction_unnudged", args=[asked.pk])
    assert (shown(alice), f'hx-post="{undo}"' in answer.content.decode()) == ([], True)
    back = post(alice_client, undo, key)
    assert (shown(alice), f'id="{key}"' in back.content.decode()) == ([row], True)


def test_whoever_is_introduced_is_answered_today(alice: User, alice_client: Client, asked: Introduction) -> None:
    move_introduction(asked, to="introduced", now=NOW)
    row = ("Introductions", "Noor Haddad", "Reply to all today, connector in bcc.")
    assert shown(alice) == [row]
    key = f"it-{asked.target_id}"
    post(alice_client, reverse("outreach:introduction_move", args=[asked.pk]), key, to="replied")
    assert shown(alice) == []
    post(alice_client, reverse("outreach:introduction_back", args=[asked.pk, "introduced"]), key)
    assert shown(alice) == [row]


def test_the_connector_is_told_by_a_letter(alice: User, asked: Introduction, marta: Contact) -> None:
    for state in ("introduced", "met"):
        move_introduction(asked, to=state, now=NOW)
    assert [words for _, _, words in shown(alice)] == [
        "Tell Marta Lind how it went, and thank. It is about Noor Haddad."
    ]
    letter = begin_letter(alice, kind="update", contact=marta, introduction=asked, now=NOW)
    letter.subject, letter.body = "Thank you", "It went well."
    mark_sent(letter, way="copy", now=NOW + timedelta(hours=1))
    asked.refresh_from_db()
    assert (asked.state, shown(alice)) == ("told", [])
    unmark_sent(letter, now=NOW + timedelta(hours=2))
    asked.refresh_from_db()
    assert asked.state == "met"


def test_a_nudge_by_letter_is_one(alice: User, asked: Introduction, marta: Contact) -> None:
    letter = begin_letter(alice, kind="nudge", contact=marta, introduction=asked, now=NOW)
    letter.subject, letter.body = "Once more", "Hello."
    mark_sent(letter, way="copy", now=NOW)
    assert shown(alice) == []
    unmark_sent(letter, now=NOW)
    assert len(shown(alice)) == 1


def test_a_silent_connector_is_asked_again_by_letter(alice: User, asked: Introduction, marta: Contact) -> None:
    move_introduction(asked, to="silent", now=NOW)
    letter = begin_letter(alice, kind="intro_request", contact=marta, introduction=asked, now=NOW)
    letter.subject, letter.body = "Again", "Hello."
    mark_sent(letter, way="copy", now=NOW + timedelta(hours=1))
    asked.refresh_from_db()
    assert (asked.state, asked.asked_at) == ("asked", NOW + timedelta(hours=1))
    unmark_sent(letter, now=NOW + timedelta(hours=2))
    asked.refresh_from_db()
    assert (asked.state, asked.asked_at) == ("silent", NOW - timedelta(days=8))


@pytest.mark.parametrize(("verb", "data"), [("done", {}), ("drop", {}), ("snooze", {"until": "tomorrow"})])
def test_a_follow_up_leaves_and_comes_back(
    alice: User, alice_client: Client, follow_up: FollowUp, verb: str, data: dict[str, str]
) -> None:
    row = ("Tell them how it went", "Marta Lind", "You talked on 24 October. “Show one lesson.”")
    assert (shown(alice, days=-2), shown(alice)) == ([], [row])
    answer = post(alice_client, reverse(f"outreach:follow_up_{verb}", args=[follow_up.pk]), **data)
    assert shown(alice) == []
    post(alice_client, undo_of(answer))
    assert shown(alice) == [row]


def test_a_snooze_without_an_end_is_refused(alice_client: Client, follow_up: FollowUp) -> None:
    answer = post(alice_client, reverse("outreach:follow_up_snooze", args=[follow_up.pk]), until="never")
    follow_up.refresh_from_db()
    assert (answer.status_code, follow_up.snoozed_until) == (422, None)


def test_what_they_promised_is_asked_about(alice: User, alice_client: Client, noor: Contact) -> None:
    talk = make_interview(alice, [noor], state="thanked")
    report = alice.promises.create(interview=talk, by="them", text="The report", due_on=NOW.date())
    alice.promises.create(interview=talk, by="me", text="A link", due_on=NOW.date())
    row = ("They promised", "Noor Haddad", "Ask about it: The report")
    assert (shown(alice, days=-2), shown(alice)) == ([], [row])
    answer = post(alice_client, reverse("outreach:promise_done", args=[report.pk]))
    assert shown(alice) == []
    post(alice_client, undo_of(answer))
    assert shown(alice) == [row]


def test_all_promises_stand_on_one_page(alice: User, bob: User, alice_client: Client, noor: Contact) -> None:
    talk = make_interview(alice, [noor], state="thanked")
    theirs = alice.promises.create(interview=talk, by="them", text="The report")
    mine = alice.promises.create(interview=talk, by="me", text="A link")
    done = alice.promises.create(interview=talk, by="me", text="A book", done_at=NOW)
    bob.promises.create(interview=make_interview(bob), text="Not hers")
    context = alice_client.get(reverse("outreach:promise_list")).context
    assert [(group.title, group.rows) for group in context["groups"]] == [
        ("I promised", [mine]),
        ("They promised", [theirs]),
        ("Done", [done]),
    ]


def test_one_row_for_each_person_and_none_who_is_put_off(
    alice: User, asked: Introduction, follow_up: FollowUp, marta: Contact
) -> None:
    assert len(shown(alice)) == 1
    Contact.objects.filter(pk=marta.pk).update(snoozed_until=NOW + timedelta(hours=1))
    assert shown(alice) == []


def test_today_has_seven_soft_rows_at_most(alice: User, alice_client: Client, follow_up: FollowUp) -> None:
    for _ in range(9):
        make_contact(alice, next_step="keep_in_touch", next_step_due_at=NOW - timedelta(days=1))
    day = read_day(alice, now=NOW)
    assert (len(day.loops), len(day.soft), "one loop to close" in day.sentence.lower()) == (1, 6, True)
    assert "Tell them how it went" in alice_client.get("/").content.decode()


def test_one_is_put_off_until_a_day(alice: User, alice_client: Client, follow_up: FollowUp) -> None:
    url, key = reverse("outreach:follow_up_snooze", args=[follow_up.pk]), f"it-{follow_up.contact_id}"
    day = NOW.date() + timedelta(days=12)
    asked_again = post(alice_client, url, key, until="date")
    assert (asked_again.status_code, f'action="{url}"' in asked_again.content.decode()) == (422, True)
    post(alice_client, url, key, until="date", on=day.isoformat())
    follow_up.refresh_from_db()
    assert follow_up.snoozed_until is not None
    assert follow_up.snoozed_until.astimezone(alice.zone).date() == day
    assert (shown(alice), len(shown(alice, days=13))) == ([], 1)


def test_whoever_led_there_reads_with_whom_one_talked(alice: User, noor: Contact, marta: Contact) -> None:
    talk = make_interview(alice, [noor], state="held", ends_at=NOW - timedelta(days=3))
    alice.follow_ups.create(kind="introducer", interview=talk, contact=marta, due_on=NOW.date())
    row = loop_rows(alice, now=NOW)[0]
    assert (row.words, row.chip) == ("You talked with Noor Haddad on 21 November.", "Due today")


def test_a_connector_is_not_nudged_on_their_day_off(alice: User, asked: Introduction, marta: Contact) -> None:
    Contact.objects.filter(pk=marta.pk).update(weekend="thu_fri")
    Introduction.objects.filter(pk=asked.pk).update(asked_at=NOW - timedelta(days=5))  # due on Thursday
    assert [
        (shown(alice, days=days), loops_due(alice, now=NOW + timedelta(days=days), taken=())) for days in (2, 3)
    ] == [([], {})] * 2
    assert len(shown(alice, days=4)) == len(loops_due(alice, now=NOW + timedelta(days=4), taken=())) == 1


def test_what_presses_most_shows_however_much_waits(alice: User, asked: Introduction) -> None:
    move_introduction(asked, to="introduced", now=NOW)
    for _ in range(31):
        begin_introduction(
            alice, connector=make_contact(alice), target=make_contact(alice), now=NOW - timedelta(days=20)
        )
    assert loop_rows(alice, now=NOW)[0].contact == asked.target
