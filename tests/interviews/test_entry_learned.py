"""What was learned from a note or a mail on the timeline, and what a person may know."""

from datetime import date, timedelta

import pytest
from django.test import Client

from accounts.models import User
from contacts.actions.timeline import log_interaction
from contacts.models import Contact, Interaction
from interviews.actions.may_know import could_know
from interviews.models import InformationGap, MayKnow, Takeaway
from tests.factories import NOW, make_contact
from tests.interviews.addresses import told, undo_in, url

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def mail(alice: User, grace: Contact) -> Interaction:
    """What Grace wrote yesterday."""
    body = "46 thousand to start. " + "x" * 2000
    return log_interaction(alice, kind="mail", people=[grace], happened_at=NOW - timedelta(days=1), body=body)


@pytest.fixture
def pay(alice: User) -> InformationGap:
    """What must be known."""
    return InformationGap.objects.create(owner=alice, text="What does it pay?")


def test_its_words_are_offered_and_the_persons_paths_first(
    alice: User, alice_client: Client, grace: Contact, mail: Interaction
) -> None:
    for name in ("Art", "Zoo"):
        path = alice.careerpaths.create(name=name)
    grace.paths.add(path, through_defaults={"owner": alice})
    form = told(alice_client.get(url("entry_learned", grace.pk, mail.pk)))["form"]
    assert (form["text"].value(), [str(each) for each in form.fields["path"].queryset]) == (
        mail.body[:1000],
        ["Zoo", "Art"],
    )


def test_it_is_kept_and_taken_back(
    alice: User, alice_client: Client, grace: Contact, mail: Interaction, pay: InformationGap
) -> None:
    path = alice.careerpaths.create(name="Energy")
    said = {"text": "46 to start", "gap": pay.pk, "path": path.pk, "speaks": "for", "strength": "first"}
    page = alice_client.post(url("entry_learned", grace.pk, mail.pk), said, follow=True)
    row = Takeaway.objects.get()
    assert (row.entry, row.said_by, row.day, row.gap, row.path) == (mail, grace, date(2026, 11, 23), pay, path)
    html = page.content.decode()
    assert ("1 thing learned" in html, url("cell", pay.pk, path.pk) in html) == (True, True)
    for _ in range(2):
        alice_client.post(undo_in(page))
    assert Takeaway.objects.count() == 0


@pytest.mark.parametrize("text", ["", "x" * 1001])
def test_what_is_wrong_comes_back(alice_client: Client, grace: Contact, mail: Interaction, text: str) -> None:
    answer = alice_client.post(url("entry_learned", grace.pk, mail.pk), {"text": text})
    assert (answer.status_code, list(told(answer)["form"].errors)) == (422, ["text"])
    assert Takeaway.objects.count() == 0


def test_only_from_ones_own_entries(
    bob: User, alice: User, alice_client: Client, bob_client: Client, grace: Contact, mail: Interaction
) -> None:
    other = make_contact(alice)
    tries = [(bob_client, grace), (alice_client, other), (bob_client, make_contact(bob))]
    answers = [client.post(url("entry_learned", one.pk, mail.pk), {"text": "x"}).status_code for client, one in tries]
    assert (answers, Takeaway.objects.count()) == ([404] * 3, 0)


def test_who_may_know_is_told_and_taken_away(
    alice: User, alice_client: Client, grace: Contact, pay: InformationGap
) -> None:
    page = alice_client.post(url("may_know_add", grace.pk), {"gap": pay.pk}, follow=True)
    assert "What does it pay?" in page.content.decode()
    assert list(could_know(grace)) == []
    removed = alice_client.post(undo_in(page), follow=True)
    assert MayKnow.objects.count() == 0
    for _ in range(2):
        alice_client.post(undo_in(removed))
    assert MayKnow.objects.get().contact == grace


def test_what_is_answered_on_all_their_paths_is_not_offered(alice: User, grace: Contact, pay: InformationGap) -> None:
    paths = [alice.careerpaths.create(name=name) for name in ("Art", "Zoo")]
    grace.paths.add(*paths, through_defaults={"owner": alice})
    offered = []
    for path in paths:
        pay.answers.create(owner=alice, path=path, state="answered")
        offered.append(list(could_know(grace)))
    assert offered == [[pay], []]


def test_a_strangers_question_is_none(bob: User, alice_client: Client, grace: Contact) -> None:
    theirs = InformationGap.objects.create(owner=bob, text="Bob's?")
    assert alice_client.post(url("may_know_add", grace.pk), {"gap": theirs.pk}).status_code == 422
    assert alice_client.post(url("may_know_restore", grace.pk, theirs.pk)).status_code == 404
    assert MayKnow.objects.count() == 0
