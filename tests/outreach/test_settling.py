"""What the user said of the Sent folder is taken back exactly: letter, clocks, timeline, whatever it was about."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from accounts.models import User
from contacts.models import Contact, Interaction
from interviews.actions.progress import refresh_contacts
from interviews.actions.refusals import MoveError
from interviews.models import Interview
from outreach.actions.introducing import begin_introduction
from outreach.actions.letters import mark_replied
from outreach.actions.settling import confirm_letter, unsettle_letter
from outreach.models import Delivery, FollowUp, Introduction, Message
from tests.factories import NOW, make_contact, make_interview
from tests.outreach.posting import make_account, make_reader, posted
from tests.undoing import undo_of

DAY = timedelta(days=1)
LATER = NOW + DAY


def everything() -> dict[str, list[Any]]:
    """All rows of contacts, interviews and outreach, but for what is kept for Undo."""
    models = [m for name in ("contacts", "interviews", "outreach") for m in apps.get_app_config(name).get_models()]
    return {m._meta.label: list(m._base_manager.order_by("pk").values()) for m in models if m.__name__ != "Removal"}


def unknown(owner: User, kind: str) -> Delivery:
    """A letter of that kind, about what such letters are about, that nobody knows of."""
    make_account(owner)
    reader = make_reader(owner, snoozed_until=NOW + 9 * DAY)
    about: dict[str, Any] = {}
    if kind == "nudge":
        about = {"interview": make_interview(owner, [reader], state="requested", requested_at=NOW - 9 * DAY)}
    elif kind == "thank_you":
        held: dict[str, Any] = {"state": "held", "starts_at": NOW - DAY, "ends_at": NOW - DAY + timedelta(minutes=30)}
        about = {"interview": make_interview(owner, [reader, make_contact(owner)], **held)}
    elif kind == "intro_request":
        target = make_contact(owner, "Tomás Rivera")
        about = {"introduction": begin_introduction(owner, connector=reader, target=target, now=NOW)}
    elif kind == "update":
        talk = make_interview(owner, [reader], state="thanked")
        FollowUp.objects.create(owner=owner, contact=reader, interview=talk, kind="progress", due_on=NOW.date())
    refresh_contacts(owner.contacts.all(), now=NOW)
    delivery = posted(owner, reader, kind=kind, **about)
    Delivery.objects.update(state="unknown", data_started_at=NOW, attempts=1, last_error="Lost")
    return delivery


@pytest.mark.parametrize("arrived", [True, False])
@pytest.mark.parametrize(
    "kind", ["request", "nudge", "thank_you", "intro_request", "update", "times", "answer", "reconnect"]
)
def test_undo_puts_every_row_back(alice: User, kind: str, arrived: bool) -> None:
    delivery = unknown(alice, kind)
    before = everything()
    kept = confirm_letter(delivery, arrived=arrived, now=LATER)
    assert (kept is not None, everything() == before) == (True, False)
    for _ in range(2):  # twice is once
        unsettle_letter(alice.removals.get(kind="settling"), now=LATER)
        assert everything() == before


def test_a_letter_that_was_answered_since_stays_sent(alice: User) -> None:
    delivery = unknown(alice, "request")
    confirm_letter(delivery, arrived=True, now=LATER)
    mark_replied(Message.objects.get(), now=LATER)
    before = everything()
    with pytest.raises(MoveError, match="It has gone on since then"):
        unsettle_letter(alice.removals.get(kind="settling"), now=LATER)
    assert everything() == before


def test_a_talk_that_was_written_in_since_stays(alice: User) -> None:
    confirm_letter(unknown(alice, "request"), arrived=True, now=LATER)
    talk = Interview.objects.get()
    talk.promises.create(owner=alice, by="me", text="Send the paper")
    with pytest.raises(MoveError, match="written in the talk"):
        unsettle_letter(alice.removals.get(kind="settling"), now=LATER)
    assert (Interview.objects.get(), Delivery.objects.get().state) == (talk, "sent")


def test_what_else_was_changed_since_stays_as_it_is(alice: User) -> None:
    confirm_letter(unknown(alice, "answer"), arrived=True, now=LATER)
    Contact.objects.update(role="Chemist")
    unsettle_letter(alice.removals.get(kind="settling"), now=LATER)
    contact = Contact.objects.get()
    assert (contact.role, contact.snoozed_until, Interaction.objects.count()) == ("Chemist", NOW + 9 * DAY, 0)


def test_the_toast_takes_it_back_without_script(alice: User, alice_client: Client, bob_client: Client) -> None:
    letter = unknown(alice, "intro_request").letter
    assert letter is not None
    url = reverse("outreach:message_settle", args=[letter.pk])
    undo = undo_of(alice_client.post(url, {"arrived": "yes"}, follow=True))
    assert (Introduction.objects.get().state, bob_client.post(undo).status_code) == ("asked", 404)
    page = alice_client.post(undo, follow=True).content.decode()
    assert ("Unknown: look in your Sent folder." in page, Introduction.objects.get().state) == (True, "draft")
