"""The letter that a talk offers to write: by its state, by who asks whom, and the day before once."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import Contact
from interviews.models import Interview
from interviews.views.writing import letter_of
from outreach.models import Delivery, Message
from tests.factories import NOW, make_contact, make_interview

DAY = timedelta(days=1)
LETTERS = {
    ("idea", "outgoing"): ("Write the request", "request"),
    ("agreed", "outgoing"): ("Offer times", "times"),
    ("idea", "incoming"): ("Write an answer", "answer"),
    ("requested", "incoming"): ("Write an answer", "answer"),
}


@pytest.fixture
def ada(alice: User) -> Contact:
    return make_contact(alice, "Ada Novak")


def offered(talk: Interview) -> tuple[str, str] | None:
    """The words of the button, and the address."""
    letter = letter_of(talk.owner.interviews.with_people().get(pk=talk.pk), now=NOW)
    return (letter.label, letter.url) if letter else None


@pytest.mark.parametrize(("state", "direction"), LETTERS)
def test_each_state_has_its_letter(alice: User, ada: Contact, state: str, direction: str) -> None:
    talk = make_interview(alice, [ada], state=state, direction=direction)
    label, kind = LETTERS[state, direction]
    assert offered(talk) == (label, f"/outreach/compose/?contact={ada.pk}&kind={kind}&interview={talk.pk}")


@pytest.mark.parametrize("state", ["held", "thanked", "closed", "declined", "no_reply", "cancelled", "no_show"])
def test_others_have_none(alice: User, ada: Contact, state: str) -> None:
    assert offered(make_interview(alice, [ada], state=state)) is None


def test_a_nudge_is_offered_when_it_is_due(alice: User, ada: Contact) -> None:
    waits: dict[str, Any] = {"state": "requested", "requested_at": NOW - 3 * DAY}
    assert offered(make_interview(alice, [ada], **waits)) is None
    due = make_interview(alice, [ada], **waits | {"requested_at": NOW - 9 * DAY})
    assert offered(due) == ("Write a nudge", f"/outreach/compose/?contact={ada.pk}&kind=nudge&interview={due.pk}")


@pytest.mark.parametrize(("ahead", "is_offered"), [(0, False), (1, True), (2, False)])
def test_a_confirmation_is_offered_the_day_before(alice: User, ada: Contact, ahead: int, is_offered: bool) -> None:
    talk = make_interview(alice, [ada], state="scheduled", ends_at=NOW + ahead * DAY + timedelta(hours=2))
    assert (offered(talk) is not None) == is_offered


def test_it_is_offered_once(alice: User, ada: Contact) -> None:
    talk = make_interview(alice, [ada], state="scheduled", ends_at=NOW + DAY)
    draft = Message.objects.create(owner=alice, interview=talk, contact=ada, kind="confirm", body="Until tomorrow")
    assert offered(talk) is not None
    draft.sent_at = NOW
    draft.save()
    assert offered(talk) is None


@pytest.mark.parametrize(("state", "is_offered"), [("pending", False), ("unknown", False), ("cancelled", True)])
def test_one_that_waits_to_leave_counts_and_one_that_was_taken_back_does_not(
    alice: User, ada: Contact, state: str, is_offered: bool
) -> None:
    talk = make_interview(alice, [ada], state="scheduled", ends_at=NOW + DAY)
    letter = Message.objects.create(owner=alice, interview=talk, contact=ada, kind="confirm", body="Until tomorrow")
    Delivery.objects.create(
        owner=alice, letter=letter, to_addr="ada@example.org", state=state, next_at=NOW, created_at=NOW
    )
    assert (offered(talk) is not None) == is_offered


def test_nobody_is_written_to_who_is_in_the_trash(alice: User) -> None:
    assert offered(make_interview(alice, [make_contact(alice, trashed_at=NOW)], state="idea")) is None


@pytest.mark.usefixtures("clock")
def test_the_talk_and_today_lead_to_it(alice: User, alice_client: Client, ada: Contact) -> None:
    talk = make_interview(alice, [ada], state="scheduled", ends_at=NOW + DAY)
    url: Any = f"/outreach/compose/?contact={ada.pk}&amp;kind=confirm&amp;interview={talk.pk}"
    pages = [alice_client.get(page).content.decode() for page in ("/", f"/interviews/{talk.pk}/prepare/")]
    assert [url in page for page in pages] == [True, True]
    assert '<option value="confirm" selected>' in alice_client.get(url.replace("&amp;", "&")).content.decode()
