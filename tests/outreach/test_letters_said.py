"""The words of a letter: the note below it, braces that are text, and the morning on which it leaves."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contacts.actions.timeline import log_interaction
from contacts.models import Contact
from interviews.actions.moves import move
from interviews.models import Takeaway
from outreach.actions.filling import UnresolvedError, resolved
from outreach.actions.letters import begin_letter, keep_letter, mark_sent, strike_field, usual_kind
from outreach.actions.posting import describe_sending, their_morning
from outreach.actions.thanking import draft_thank_you
from outreach.actions.watching import mail_problem
from outreach.admin.mails import mails_of
from outreach.models import Delivery, Heartbeat, Introduction, Message
from outreach.views.messages import waiting
from tests.factories import NOW, make_contact, make_interview
from tests.outreach.posting import make_account, make_letter, make_reader, posted


@pytest.fixture
def grace(alice: User) -> Contact:
    return make_reader(alice, given_name="Grace")


def test_the_note_to_forward_goes_below_the_letter(alice: User, grace: Contact) -> None:
    noor = make_contact(alice, "Noor Haddad", given_name="Noor")
    asked = Introduction.objects.create(owner=alice, connector=grace, target=noor, why="so.", state_changed_at=NOW)
    letter = begin_letter(alice, kind="intro_request", contact=grace, introduction=asked, now=NOW)
    with pytest.raises(UnresolvedError, match="about_me"):
        resolved(letter, now=NOW)
    letter.fields |= {"about_me": "I teach.", "path": "Planning"}
    body = resolved(letter, now=NOW)[1]
    assert "talk with Noor Haddad" in body
    assert "\n\n---\n\nDear Noor,\n\nI teach. I am exploring Planning." in body
    letter.body, said = "Could you ask Noor?", letter.body
    assert resolved(letter, now=NOW)[1] == "Could you ask Noor?"
    asked.note, letter.body = "Kept by {my_name}", said
    assert resolved(letter, now=NOW)[1].endswith("\n\n---\n\nKept by Alice Arden")


def test_a_field_of_the_note_can_be_struck(alice: User, grace: Contact) -> None:
    noor = make_contact(alice, "Noor Haddad")
    asked = Introduction.objects.create(owner=alice, connector=grace, target=noor, why="so.", state_changed_at=NOW)
    letter = begin_letter(alice, kind="intro_request", contact=grace, introduction=asked, now=NOW)
    letter.fields |= {"path": "Planning"}
    strike_field(letter, "about_me")
    asked.refresh_from_db()
    assert ("{about_me}" in asked.note, "{my_name}" in asked.note) == (False, True)
    assert "I am exploring Planning." in resolved(letter, now=NOW)[1]


def test_braces_in_what_was_learned_are_text(alice: User, alice_client: Client, grace: Contact) -> None:
    talk = make_interview(alice, [grace], state="held")
    Takeaway.objects.create(owner=alice, interview=talk, text="Use {my_name} in templates")
    letter = draft_thank_you(talk, grace, now=NOW)
    assert "– Use {my_name} in templates" in resolved(letter, now=NOW)[1]
    keep_letter(letter)
    again = draft_thank_you(talk, grace, now=NOW, quote=[talk.takeaways.get().pk])
    assert again.body == letter.body
    page = alice_client.get(reverse("outreach:thank_you", args=[talk.pk, grace.pk])).content.decode()
    assert "Use%20%7Bmy_name%7D%20in" in page


def test_an_open_field_of_a_thank_you_blocks_there_too(alice: User, alice_client: Client, grace: Contact) -> None:
    talk = make_interview(alice, [grace], state="held")
    url = reverse("outreach:thank_you", args=[talk.pk, grace.pk])
    Message.objects.create(
        owner=alice, contact=grace, interview=talk, kind="thank_you", subject="S", body="Dear {first_name}, {news}"
    )
    page = alice_client.get(url).content.decode()
    assert ("Fill or strike news first" in page, 'id="open-mail"' in page) == (True, False)
    typed = {"via": "email", "subject": "S", "body": "Dear {first_name}, {news}", "sent": "1"}
    answer = alice_client.post(url, typed)
    assert ("Still to fill" in answer.content.decode(), talk.interviewees.get().thanked_at) == (True, None)
    alice_client.post(url, typed | {"body": "Dear {first_name}, thank you."})
    assert Message.objects.get().sent_body == "Dear Grace, thank you."


@pytest.mark.parametrize(
    ("weekend", "zone", "at"),
    [("", "Europe/London", 30), ("fri_sat", "Europe/London", 29), ("", "No/Such", 30)],
)
def test_the_morning_is_one_on_which_they_work(alice: User, grace: Contact, weekend: str, zone: str, at: int) -> None:
    friday = datetime(2026, 11, 27, 12, tzinfo=UTC)
    grace.weekend, grace.time_zone = weekend, zone
    assert their_morning(grace, now=friday).day == at
    assert describe_sending(Message(owner=alice, contact=grace), now=friday).is_tomorrow is False
    assert describe_sending(Message(owner=alice, contact=grace), now=friday - timedelta(days=3)).is_tomorrow is True


def test_staff_count_no_letters_and_read_no_readers(alice: User, grace: Contact) -> None:
    posted_to_grace = Delivery.objects.filter(letter__isnull=False)
    make_account(alice)
    posted(alice, grace)
    assert (posted_to_grace.count(), mails_of(alice).count()) == (1, 0)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("step", "kind"),
    [("", "request"), ("thank", "thank_you"), ("talk", "confirm"), ("reply", "times"), ("nudge", "nudge")],
)
def test_the_kind_is_by_the_next_step(alice_client: Client, grace: Contact, step: str, kind: str) -> None:
    Contact.objects.update(next_step=step)
    page = alice_client.get(reverse("outreach:compose", query={"contact": grace.pk})).content.decode()
    assert f'<option value="{kind}" selected>' in page


def test_who_asks_is_answered_and_who_is_known_is_written_to_again(alice: User, grace: Contact) -> None:
    log_interaction(alice, kind="mail", people=[grace], happened_at=NOW, title="Hello")
    assert usual_kind(grace) == "reconnect"
    make_interview(alice, [grace], state="requested", direction="incoming")
    grace.next_step = "reply"
    assert usual_kind(grace) == "answer"
    mark_sent(make_letter(alice, grace, kind="answer"), way="mail", now=NOW)
    grace.refresh_from_db()
    assert grace.snoozed_until == NOW + timedelta(days=3)


def test_what_did_not_leave_is_told(alice: User, alice_client: Client, grace: Contact) -> None:
    make_account(alice)
    posted(alice, grace)
    Delivery.objects.update(state="dead", last_error="550 No such user")
    page = alice_client.get(reverse("outreach:message_list")).content.decode()
    assert ("It did not leave" in page, "550 No such user" in page, 'id="h-drafts"' in page) == (True, True, False)
    Heartbeat.objects.create(name="tick", at=timezone.now())
    EmailAddress.objects.update_or_create(user=alice, email=alice.email, defaults={"verified": True, "primary": True})
    assert mail_problem(alice, now=timezone.now()) == "letter"


def test_a_letter_whose_talk_went_on_waits_for_no_answer(alice: User, grace: Contact) -> None:
    talk = make_interview(alice, [grace], state="requested")
    letter = make_letter(alice, grace, kind="request", interview=talk)
    mark_sent(letter, way="mail", now=NOW)
    assert list(waiting(alice.messages.all())) == [letter]
    move(talk, to="agreed", now=NOW)
    assert list(waiting(alice.messages.all())) == []
