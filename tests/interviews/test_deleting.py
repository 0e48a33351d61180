"""Deleting a talk: what was learned stays, what goes is named before, and Undo brings all of it back to the byte."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import CareerPath, Contact
from interviews.actions.deleting import delete_interview
from interviews.actions.gaps import answer_gap
from interviews.actions.progress import refresh_people
from interviews.actions.restoring import remove
from interviews.models import Interview
from tests.factories import NOW, make_contact
from tests.interviews.addresses import told, undo_in, url
from tests.tables import everything

pytestmark = pytest.mark.usefixtures("clock")
BESIDE = {"interviews_removal"}
KEY = "0b5c9a5e-9d0c-4d1c-8f0e-2f6f0e9c1a11"
LATER = NOW.date() + timedelta(1)


@pytest.fixture
def path(alice: User) -> CareerPath:
    """What the talks are about."""
    return alice.careerpaths.create(name="Grid planner")


@pytest.fixture
def whole(alice: User, held: Interview, grace: Contact, path: CareerPath) -> Interview:
    """A talk on which something of every kind hangs, and whose thank-you is snoozed."""
    mine, gap = {"owner": alice, "interview": held}, alice.informationgaps.create(text="What does it pay?")
    held.paths.add(path, through_defaults={"owner": alice})
    question = alice.plannedquestions.create(**mine, text="Why?", gap=gap)
    alice.notelines.create(**mine, key=KEY, text="Ha", question=question, said_at=NOW)
    for text, said_on in [("Pay is fair", None), ("Night shifts", None), ("Three years", NOW.date() - timedelta(9))]:
        alice.takeaways.create(**mine, text=text, path=path, gap=gap, said_on=said_on)
    alice.promises.create(**mine, text="Send it")
    remove(alice.promises.create(**mine, text="Call"), now=NOW)
    alice.referrals.create(**mine, named_by=grace, contact=make_contact(alice))
    for name in "ab":
        file = alice.attachments.create(**mine, name=name, media_type="text/plain", size=3)
        file.parts.create(owner=alice, number=0, content=b"\x00\xff\\")
    alice.messages.create(**mine, contact=grace, subject="Thank you", body="…")
    alice.changes_of_mind.create(of="gut", path=path, because_of=held, changed_at=NOW)
    answer_gap(gap, said={path: ("partly", "Enough")}, now=NOW, closed_by=held)
    refresh_people(held, now=NOW)
    Contact.objects.filter(pk=grace.pk).update(snoozed_until=NOW + timedelta(hours=3))
    return held


def test_the_page_names_what_stays_and_what_goes(alice_client: Client, whole: Interview) -> None:
    before = everything()
    page = alice_client.get(url("interview_delete", whole.pk))
    assert (told(page)["stays"], told(page)["goes"]) == (
        "3 things you learned stay, with their day.",
        "The notes, 2 files, 1 promise, 1 note of whom they named, 1 message and the plan go.",
    )
    assert everything() == before


def test_what_was_learned_stays_with_its_day(alice: User, alice_client: Client, whole: Interview) -> None:
    alice_client.post(url("interview_delete", whole.pk))
    left = {it.text: (it.interview, it.day) for it in alice.takeaways.all()}
    day, named = whole.day, NOW.date() - timedelta(9)
    assert left == {"Pay is fair": (None, day), "Night shifts": (None, day), "Three years": (None, named)}
    assert not alice.interviews.exists()
    assert not alice.promises.exists()


def test_undo_brings_all_of_it_back_and_twice_is_once(alice_client: Client, whole: Interview) -> None:
    before = everything(beside=BESIDE)
    undo = undo_in(alice_client.post(url("interview_delete", whole.pk), follow=True))
    assert everything(beside=BESIDE) != before
    alice_client.post(undo)
    assert everything(beside=BESIDE) == before
    alice_client.post(undo)
    assert everything(beside=BESIDE) == before


def test_removals_of_the_talk_come_back_with_it(alice: User, alice_client: Client, whole: Interview) -> None:
    before = list(alice.removals.values())
    undo = undo_in(alice_client.post(url("interview_delete", whole.pk), follow=True))
    alice_client.post(undo)
    assert list(alice.removals.exclude(kind="interview").values()) == before


def test_what_was_changed_since_stays(alice: User, alice_client: Client, whole: Interview) -> None:
    undo = undo_in(alice_client.post(url("interview_delete", whole.pk), follow=True))
    alice.takeaways.filter(text="Pay is fair").update(text="Pay is good", said_on=LATER)
    alice.takeaways.filter(text="Night shifts").delete()
    alice_client.post(undo)
    rows = alice.takeaways.exclude(text="Three years").values_list("text", "interview", "said_on")
    assert list(rows) == [("Pay is good", whole.pk, LATER)]


def test_the_next_step_follows(alice_client: Client, whole: Interview, grace: Contact) -> None:
    steps = []
    undo = undo_in(alice_client.post(url("interview_delete", whole.pk), follow=True))
    for send in (lambda: None, lambda: alice_client.post(undo)):
        send()
        grace.refresh_from_db()
        steps.append((grace.stage, grace.next_step, grace.snoozed_until))
    assert steps == [("", "", None), ("held", "thank", NOW + timedelta(hours=3))]


def test_files_too_big_for_undo_are_deleted_first(alice: User, alice_client: Client, whole: Interview) -> None:
    alice.attachments.filter(name="a").update(size=12_000_000)
    before = everything()
    pages = [send(url("interview_delete", whole.pk)) for send in (alice_client.get, alice_client.post)]
    assert [page.status_code for page in pages] == [200, 422]
    assert all("Delete its files first (11.4\xa0MB)" in page.content.decode() for page in pages)
    assert everything() == before


def test_a_stranger_finds_neither(bob_client: Client, whole: Interview) -> None:
    page = url("interview_delete", whole.pk)
    sent = [bob_client.get(page), bob_client.post(page)]
    sent += [bob_client.post(url("interview_restore", delete_interview(whole, now=NOW).pk))]
    assert [answer.status_code for answer in sent] == [404, 404, 404]
