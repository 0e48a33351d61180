"""What was typed into a letter, or pasted from its answer, is kept whatever button comes next; without script too."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from accounts.models import User
from contacts.models import Contact
from outreach.models import Message
from tests.factories import NOW, make_contact

pytestmark = pytest.mark.usefixtures("clock")
TYPED = {"via": "email", "subject": "Hello", "body": "Dear Grace, once more.", "way": "", "value_path": "Planning"}


@pytest.fixture
def grace(alice: User) -> Contact:
    return make_contact(alice, "Grace Mbeki")


@pytest.fixture
def opened(alice: User, grace: Contact) -> Message:
    """A draft that was opened in Gmail."""
    said = {"subject": "Hello", "body": "Dear Grace", "sent_body": "Dear Grace"}
    return alice.messages.create(contact=grace, kind="request", opened_at=NOW, way="gmail", **said)


@pytest.fixture
def sent(alice: User, grace: Contact) -> Message:
    return alice.messages.create(contact=grace, kind="reconnect", sent_at=NOW, sent_subject="Hello", sent_body="Dear")


def url(name: str, letter: Message) -> str:
    return reverse(f"outreach:message_{name}", args=[letter.pk])


def said(answer: object) -> tuple[str, str]:
    last = list(get_messages(answer.wsgi_request))[-1]  # type: ignore[attr-defined]
    return str(last), last.extra_tags


def test_not_yet_keeps_what_was_typed(alice_client: Client, opened: Message) -> None:
    alice_client.post(url("opened", opened), TYPED)
    opened.refresh_from_db()
    assert (opened.body, opened.fields["path"], opened.opened_at) == (TYPED["body"], "Planning", None)


def test_a_removed_draft_comes_back_with_what_was_typed(alice_client: Client, opened: Message) -> None:
    answer = alice_client.post(url("remove", opened), TYPED)
    opened.refresh_from_db()
    assert (opened.trashed_at, opened.body) == (NOW, TYPED["body"])
    alice_client.post(said(answer)[1])
    opened.refresh_from_db()
    assert (opened.trashed_at, opened.body) == (None, TYPED["body"])


@pytest.mark.parametrize("name", ["opened", "remove"])
def test_words_that_do_not_fit_are_shown_again(alice_client: Client, opened: Message, name: str) -> None:
    answer = alice_client.post(url(name, opened), TYPED | {"body": "x" * 20_001})
    opened.refresh_from_db()
    assert (answer.status_code, "x" * 20_001 in answer.content.decode()) == (422, True)
    assert f'action="{reverse("outreach:message", args=[opened.pk])}"' in answer.content.decode()
    assert (opened.body, opened.trashed_at, opened.opened_at) == ("Dear Grace", None, NOW)


def test_from_a_list_the_words_stay_as_they_are(alice_client: Client, opened: Message) -> None:
    alice_client.post(url("opened", opened), {"way": ""})
    opened.refresh_from_db()
    assert (opened.body, opened.opened_at) == ("Dear Grace", None)


def test_an_answer_can_be_pasted_after_the_tap_and_taken_back(alice_client: Client, sent: Message) -> None:
    page, tapped = reverse("outreach:message", args=[sent.pk]), alice_client.post(url("replied", sent))
    assert f'<a href="{page}#reply-h">Paste their words</a>' in said(tapped)[0]
    assert f'action="{url("replied", sent)}"' in alice_client.get(page).content.decode()
    pasted = alice_client.post(url("replied", sent), {"text": "Gladly."})
    sent.refresh_from_db()
    assert (sent.replied_at, sent.reply and sent.reply.body) == (NOW, "Gladly.")
    assert "Gladly." in alice_client.get(page).content.decode()
    alice_client.post(said(pasted)[1])
    sent.refresh_from_db()
    assert (sent.replied_at, sent.reply and sent.reply.body) == (NOW, "")
    alice_client.post(said(tapped)[1])
    sent.refresh_from_db()
    assert (sent.replied_at, sent.reply) == (None, None)


def test_the_timeline_leads_to_the_letter(alice_client: Client, sent: Message, grace: Contact) -> None:
    alice_client.post(url("replied", sent))
    page = alice_client.get(grace.get_absolute_url()).content.decode()
    assert f'href="{reverse("outreach:message", args=[sent.pk])}"' in page
