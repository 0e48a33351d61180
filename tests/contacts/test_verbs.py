"""What is done with a person in one tap: each verb as a plain form and over htmx, its Undo, and a stranger's try."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Interaction
from tests.factories import make_contact

VERBS = ("archive", "unarchive", "trash", "restore", "note", "touch")
WORDS = {"body": "Called about the tender."}
UNDO = re.compile(r'action="(/people/\d+/[^"]+)"')
PUT_ASIDE = [("archive", "unarchive", "archived_at"), ("trash", "restore", "trashed_at")]


@pytest.fixture
def grace(alice: User) -> Contact:
    """The person."""
    return make_contact(alice, "Grace Mbeki")


def over_htmx(client: Client, contact: Contact, url: str) -> str:
    """Post as the list's row does."""
    headers = {"HX-Request": "true", "HX-Target": f"person-{contact.pk}"}
    answer = client.post(url, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def undo_of(text: str, contact: Contact) -> str:
    """The address to which the toast's Undo posts."""
    return next(url for url in UNDO.findall(text[text.index("toast") :]) if url.startswith(f"/people/{contact.pk}/"))


@pytest.mark.parametrize(("verb", "undo", "column"), PUT_ASIDE)
def test_put_aside_and_taken_back_by_plain_forms(
    alice_client: Client, grace: Contact, verb: str, undo: str, column: str
) -> None:
    answer = alice_client.post(f"/people/{grace.pk}/{verb}/", follow=True)
    assert answer.redirect_chain == [("/people/", 302)]
    grace.refresh_from_db()
    assert getattr(grace, column) is not None
    undo_url = undo_of(answer.content.decode(), grace)
    assert undo_url == f"/people/{grace.pk}/{undo}/"
    assert alice_client.post(undo_url)["Location"] == f"/people/{grace.pk}/"
    grace.refresh_from_db()
    assert getattr(grace, column) is None


@pytest.mark.parametrize(("verb", "undo", "column"), PUT_ASIDE)
def test_put_aside_and_taken_back_in_the_list(
    alice_client: Client, grace: Contact, verb: str, undo: str, column: str
) -> None:
    text = over_htmx(alice_client, grace, f"/people/{grace.pk}/{verb}/")
    assert text.lstrip().startswith(f'<tr id="person-{grace.pk}" hidden>')
    assert '<span hx-swap-oob="innerHTML:#tab-everyone, #view-everyone">0</span>' in text
    back = over_htmx(alice_client, grace, undo_of(text, grace))
    assert f'<tr role="row" id="person-{grace.pk}" data-row>' in back
    assert '<span hx-swap-oob="innerHTML:#tab-everyone, #view-everyone">1</span>' in back
    grace.refresh_from_db()
    assert getattr(grace, column) is None


def test_a_verb_returns_to_the_list_it_came_from(alice_client: Client, grace: Contact) -> None:
    came_from = "http://testserver/people/?q=grace"
    answer = alice_client.post(f"/people/{grace.pk}/archive/", headers={"Referer": came_from})
    assert answer["Location"] == came_from


@pytest.mark.parametrize(
    "came_from", ["https://example.org/people/", "http://testserver/people/1/note/", "http://[", "http://testserver/x"]
)
def test_a_verb_never_returns_elsewhere(alice_client: Client, grace: Contact, came_from: str) -> None:
    answer = alice_client.post(f"/people/{grace.pk}/touch/", headers={"Referer": came_from})
    assert answer["Location"] == f"/people/{grace.pk}/"


def test_a_note_goes_on_the_timeline(alice_client: Client, alice: User, grace: Contact) -> None:
    when = {"kind": "call", "happened_at": "2026-03-10T14:30"}
    alice_client.post(f"/people/{grace.pk}/note/", WORDS | when)
    entry = Interaction.objects.values_list("owner", "kind", "body", "happened_at", "is_touch").get()
    held = datetime(2026, 3, 10, 13, 30, tzinfo=UTC)
    assert entry == (alice.pk, "call", WORDS["body"], held, True)
    grace.refresh_from_db()
    assert grace.last_touch_at == held


def test_a_bare_note_is_now_and_no_touch(alice_client: Client, grace: Contact) -> None:
    before = timezone.now()
    alice_client.post(f"/people/{grace.pk}/note/", {"body": "Likes tea."})
    entry = Interaction.objects.get()
    assert (entry.kind, entry.is_touch, before <= entry.happened_at <= timezone.now()) == ("note", False, True)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"body": ""}, "This field is required."),
        ({"happened_at": "2999-01-01T00:00"}, "This is still to come."),
        ({"happened_at": "yesterday"}, "Enter a valid date/time."),
        ({"kind": "interview"}, "interview is not one of the available choices."),
    ],
)
def test_a_note_that_cannot_be_kept_comes_back(
    alice_client: Client, grace: Contact, wrong: dict[str, str], message: str
) -> None:
    answer = alice_client.post(f"/people/{grace.pk}/note/", WORDS | wrong)
    text = answer.content.decode()
    kept = (WORDS | wrong)["body"]
    assert (answer.status_code, message in text, kept in text) == (422, True, True)
    assert Interaction.objects.count() == 0


def test_in_touch_today_in_one_tap_and_back(alice_client: Client, grace: Contact) -> None:
    text = over_htmx(alice_client, grace, f"/people/{grace.pk}/touch/")
    grace.refresh_from_db()
    assert (grace.last_touch_at is not None, "just now" in text) == (True, True)
    over_htmx(alice_client, grace, undo_of(text, grace))
    grace.refresh_from_db()
    assert (grace.last_touch_at, Interaction.objects.count()) == (None, 0)


def test_undo_takes_back_only_what_it_was_made_for(alice_client: Client, bob_client: Client, grace: Contact) -> None:
    undo = undo_of(over_htmx(alice_client, grace, f"/people/{grace.pk}/touch/"), grace)
    assert bob_client.post(undo).status_code == 404
    for kept in ({"kind": "interview"}, {"kind": "note", "created_at": timezone.now() - timedelta(days=1)}):
        Interaction.objects.update(**kept)
        alice_client.post(undo)
    assert Interaction.objects.count() == 1


@pytest.mark.parametrize("verb", VERBS)
def test_verbs_only_act_on_ones_own_and_by_post(
    alice_client: Client, bob_client: Client, grace: Contact, verb: str
) -> None:
    before = Contact.objects.values().get(pk=grace.pk)
    url = f"/people/{grace.pk}/{verb}/"
    assert [bob_client.post(url, WORDS).status_code, alice_client.get(url).status_code] == [404, 405]
    assert (Contact.objects.values().get(pk=grace.pk), Interaction.objects.count()) == (before, 0)
