"""Deleting a talk or a person names the letters that wait to leave, and Undo brings them back as they can be."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from interviews.actions.deleting import TOO_LATE, delete_interview, restore_interview
from outreach.actions.posting import post_letter
from outreach.models import Delivery, Message
from tests.factories import make_interview
from tests.outreach.posting import make_account, make_letter, make_reader
from tests.undoing import undo_of

HOUR = timedelta(hours=1)


@pytest.fixture
def scheduled(alice: User) -> Delivery:
    """A letter about a talk, to leave in two days at 23:30."""
    now = timezone.now()
    make_account(alice)
    reader = make_reader(alice)
    letter = make_letter(alice, reader, interview=make_interview(alice, [reader], state="requested"))
    at = (now + timedelta(days=2)).astimezone(alice.zone).replace(hour=23, minute=30)
    return post_letter(letter, at=at, now=now)


def said(delivery: Delivery, alice: User) -> str:
    """What stands on the page."""
    return f"1 letter that is scheduled for {delivery.next_at.astimezone(alice.zone):%a} "


def test_the_talk_says_it_before_and_undo_schedules_it_again(alice, alice_client: Client, scheduled: Delivery) -> None:
    before = Delivery.objects.values().get(), Message.objects.values().get()
    url = reverse("interviews:interview_delete", args=[Message.objects.get().interview_id])
    page = alice_client.get(url).content.decode()
    assert (said(scheduled, alice) in page, "23:30 will not go out." in page) == (True, True)
    undo = undo_of(alice_client.post(url, follow=True))
    assert Delivery.objects.count() == 0
    alice_client.post(undo)
    assert (Delivery.objects.values().get(), Message.objects.values().get()) == before


def test_a_talk_that_comes_back_too_late_has_a_draft_that_says_so(alice, alice_client, scheduled: Delivery) -> None:
    talk = scheduled.letter.interview if scheduled.letter else None
    assert talk is not None
    restore_interview(delete_interview(talk, now=scheduled.next_at - HOUR), now=scheduled.next_at)
    delivery, letter = Delivery.objects.get(), Message.objects.get()
    assert (delivery.state, delivery.last_error, letter.sent_body) == ("dead", TOO_LATE, "")
    assert TOO_LATE in alice_client.get(reverse("outreach:message_list")).content.decode()


def test_the_person_says_it_and_undo_schedules_it_again(alice, alice_client: Client, scheduled: Delivery) -> None:
    url = reverse("contacts:person_trash", args=[alice.contacts.get().pk])
    answer = alice_client.post(url, follow=True)
    page = answer.content.decode()
    assert (said(scheduled, alice) in page, "23:30 will not go out." in page) == (True, True)
    before = Delivery.objects.values().get()
    alice_client.post(undo_of(answer))
    assert (Delivery.objects.values().get(), alice.contacts.get().trashed_at) == (before, None)


def test_nothing_is_said_of_letters_that_do_not_wait(alice, alice_client: Client, scheduled: Delivery) -> None:
    Delivery.objects.update(state="cancelled")
    url = reverse("contacts:person_trash", args=[alice.contacts.get().pk])
    assert "will not go out" not in alice_client.post(url, follow=True).content.decode()


def test_more_than_one_are_counted(alice, alice_client: Client, scheduled: Delivery) -> None:
    letter = make_letter(alice, alice.contacts.get())
    post_letter(letter, at=scheduled.next_at + HOUR, now=timezone.now())
    url = reverse("contacts:person_trash", args=[alice.contacts.get().pk])
    page = alice_client.post(url, follow=True).content.decode()
    assert ("2 letters that are scheduled, the first for" in page, "23:30, will not go out." in page) == (True, True)


def test_many_at_once_say_it_before_and_after_until_undo(alice, alice_client: Client, scheduled: Delivery) -> None:
    url, words = reverse("contacts:bulk_new"), said(scheduled, alice)
    ask = {"all": "1", "verb": "trash"}
    assert words in alice_client.get(url, ask).content.decode()
    assert words not in alice_client.get(url, ask | {"verb": "archive"}).content.decode()
    answer = alice_client.post(url, ask | {"expected": "1"}, follow=True)
    assert f"1 person moved to the trash. {words}" in answer.content.decode()
    page = reverse("contacts:bulk_change", args=[alice.bulkchanges.get().pk])
    assert words in alice_client.get(page).content.decode()
    assert "will not go out" not in alice_client.post(undo_of(answer), follow=True).content.decode()
    assert "will not go out" not in alice_client.get(page).content.decode()


def test_the_admin_says_it_too(alice: User, alice_client: Client, scheduled: Delivery) -> None:
    User.objects.update(is_staff=True)
    url = reverse("admin:contacts_contact_changelist")
    chosen = {"action": "trash", "_selected_action": [alice.contacts.get().pk]}
    assert said(scheduled, alice) in alice_client.post(url, chosen, follow=True).content.decode()
