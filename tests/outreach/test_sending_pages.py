"""Sending from here in the pages: posted from the compose page, shown on its way, taken back, settled."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from accounts.models import User
from outreach.models import Delivery, Message
from tests.factories import NOW
from tests.outreach.posting import make_account, make_letter, make_reader, posted

pytestmark = pytest.mark.usefixtures("clock")


def url(name: str, letter: Message) -> str:
    """The address of a page or a verb of the letter."""
    return reverse(f"outreach:{name}", args=[letter.pk])


def said(response: Any) -> list[tuple[str, str]]:
    """The messages of an answer, with their Undo."""
    return [(str(message), message.extra_tags) for message in get_messages(response.wsgi_request)]


def typed(letter: Message, **more: str) -> dict[str, str]:
    """What the compose page posts."""
    return {"subject": letter.subject, "body": letter.body, "via": letter.via, "draft": str(letter.pk)} | more


def test_a_letter_leaves_with_what_was_typed_last(alice: User, alice_client: Client) -> None:
    make_account(alice)
    letter = make_letter(alice, make_reader(alice, given_name="Grace"))
    answer = alice_client.post(url("message", letter), typed(letter, body="Hello {first_name}!", here="now"))
    delivery = Delivery.objects.get(letter=letter)
    letter.refresh_from_db()
    undo_url = url("message_unsend", letter)
    assert said(answer) == [("The letter to Grace Mbeki leaves in 30 seconds.", undo_url)]
    assert (delivery.state, delivery.next_at) == ("pending", NOW + timedelta(seconds=30))
    assert letter.sent_body == "Hello Grace!"
    page = alice_client.get(url("message", letter)).content.decode()
    assert ("Leaves in 30 seconds," in page, undo_url in page, "<textarea" in page) == (True, True, False)


TIMES = [
    ({"here": "theirs"}, "America/New_York", datetime(2026, 11, 25, 14, 0, tzinfo=UTC)),
    ({"here": "theirs"}, "", datetime(2026, 11, 25, 8, 0, tzinfo=UTC)),
    ({"here": "at", "at": "2026-12-01T07:30"}, "", datetime(2026, 12, 1, 6, 30, tzinfo=UTC)),
    ({"here": "at", "at": "2020-12-01T07:30"}, "", NOW + timedelta(seconds=30)),
]


@pytest.mark.parametrize(("said_when", "zone", "leaves"), TIMES)
def test_a_letter_is_scheduled_by_their_clock_or_by_mine(alice, alice_client, said_when, zone, leaves) -> None:
    make_account(alice)
    letter = make_letter(alice, make_reader(alice, time_zone=zone))
    alice_client.post(url("message_send", letter), said_when)
    assert Delivery.objects.get(letter=letter).next_at == leaves


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ({"here": "at"}, "Choose a day and a time that the calendar has."),
        ({"here": "at", "at": "2026-03-29T02:30"}, "Choose a day and a time that the calendar has."),  # skipped
        ({"here": "soon"}, "Choose a day and a time that the calendar has."),
        ({"here": "at", "at": "2030-01-01T09:00"}, "Choose a time within a year."),
    ],
)
def test_a_time_that_is_none_posts_nothing(alice: User, alice_client: Client, data, fault) -> None:
    make_account(alice)
    letter = make_letter(alice)
    assert said(alice_client.post(url("message_send", letter), data)) == [(fault, "")]
    assert Delivery.objects.count() == 0


def test_open_fields_and_an_untested_account_post_nothing(alice: User, alice_client: Client) -> None:
    letter = make_letter(alice)
    assert "test it first" in said(alice_client.post(url("message_send", letter), {"here": "now"}))[-1][0]
    make_account(alice)
    open_one = make_letter(alice, letter.contact, body="Dear {why_you}")
    assert "why_you" in said(alice_client.post(url("message_send", open_one), {"here": "now"}))[-1][0]
    assert Delivery.objects.count() == 0


def test_undo_makes_it_a_draft_again_and_only_once(alice: User, alice_client: Client) -> None:
    make_account(alice)
    letter = posted(alice).letter
    assert letter is not None
    assert (
        said(alice_client.post(url("message_unsend", letter)))[-1][0] == "The letter to Grace Mbeki is a draft again."
    )
    assert said(alice_client.post(url("message_unsend", letter)))[-1][0] == "It is a draft already."
    assert "<textarea" in alice_client.get(url("message", letter)).content.decode()


def test_a_letter_on_its_way_is_not_changed_by_a_page_left_open(alice: User, alice_client: Client) -> None:
    make_account(alice)
    letter = posted(alice).letter
    assert letter is not None
    alice_client.post(url("message", letter), typed(letter, body="Something else"))
    kept = Message.objects.get(pk=letter.pk)
    assert (kept.body, kept.sent_body) == (letter.body, letter.sent_body)


@pytest.mark.parametrize(("arrived", "state", "way"), [("yes", "sent", "here"), ("no", "cancelled", "")])
def test_an_unknown_is_shown_and_settled(alice, alice_client, arrived, state, way) -> None:
    make_account(alice)
    delivery = posted(alice)
    Delivery.objects.update(state="unknown")
    letter = Message.objects.get()
    listed = alice_client.get(reverse("outreach:message_list")).content.decode()
    page = alice_client.get(url("message", letter)).content.decode()
    assert ("Look in your Sent folder" in listed, "Unknown: look in your Sent folder." in page) == (True, True)
    alice_client.post(url("message_settle", letter), {"arrived": "perhaps"})
    alice_client.post(url("message_settle", letter), {"arrived": arrived})
    delivery.refresh_from_db()
    assert (delivery.state, Message.objects.get().way) == (state, way)


def test_why_it_did_not_leave_is_shown_on_the_draft(alice: User, alice_client: Client) -> None:
    make_account(alice)
    letter = posted(alice).letter
    Delivery.objects.update(state="dead", last_error="550 No such user")
    assert letter is not None
    page = alice_client.get(url("message", letter)).content.decode()
    assert ("550 No such user" in page, "<textarea" in page) == (True, True)


def test_a_stranger_finds_nothing(alice: User, bob_client: Client) -> None:
    make_account(alice)
    letter = posted(alice).letter
    assert letter is not None
    verbs = [url(name, letter) for name in ("message_send", "message_unsend", "message_settle")]
    assert [bob_client.post(verb, {"here": "now", "arrived": "no"}).status_code for verb in verbs] == [404] * 3
    assert Delivery.objects.get().state == "pending"
