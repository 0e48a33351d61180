"""A letter is never lost, doubled or refused: what a page says too late, what was sent or has moved meanwhile."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from contacts.models import Contact
from interviews.actions.moves import move
from interviews.actions.refusals import MoveError
from interviews.actions.thanks import thank
from outreach.actions.letters import (
    begin_letter,
    keep_letter,
    mark_replied,
    mark_sent,
    open_way,
    unmark_replied,
    unmark_sent,
)
from outreach.actions.posting import post_letter
from outreach.actions.sending import claim, send_claimed
from outreach.actions.thanking import send_marked
from outreach.actions.touching import mark_asked
from outreach.models import Delivery, FollowUp, Message
from tests.factories import NOW, make_contact, make_interview
from tests.outreach.posting import make_account, make_letter, make_reader, posted

LATER = NOW + timedelta(days=1)
LIVE = {"HX-Request": "true", "HX-Target": "rest"}
ANY_BODY = "Dear Grace,\n\nHow are you?\n"
TYPED = {"via": "email", "subject": "A question", "body": "Dear {first_name}"}


@pytest.fixture
def grace(alice: User) -> Contact:
    make_account(alice)
    return make_reader(alice, given_name="Grace")


def stale(letter: Message, **typed: Any) -> Message:
    """The letter as a page has read it a moment ago, with what was typed since."""
    row = Message.objects.get(pk=letter.pk)
    for name, value in typed.items():
        setattr(row, name, value)
    return row


def test_a_late_draft_writes_nothing_over_a_letter_that_was_sent(alice: User, grace: Contact) -> None:
    letter = make_letter(alice, grace, kind="request")
    late = stale(letter, body="Other words")
    mark_sent(letter, way="mail", now=NOW)
    with pytest.raises(MoveError):
        keep_letter(late)
    letter.refresh_from_db()
    assert (letter.sent_at, letter.body, letter.sent_body) == (NOW, "Dear {first_name},\n\nHow are you?\n", ANY_BODY)


def test_a_late_draft_writes_nothing_over_a_letter_on_its_way(alice: User, grace: Contact) -> None:
    letter = make_letter(alice, grace)
    late = stale(letter, body="Other words")
    post_letter(letter, at=NOW, now=NOW)
    with pytest.raises(MoveError):
        keep_letter(late)
    letter.refresh_from_db()
    assert (letter.sent_body, letter.body) == (ANY_BODY, "Dear {first_name},\n\nHow are you?\n")


def test_one_page_begins_one_letter(alice_client: Client, grace: Contact) -> None:
    url = reverse("outreach:compose", query={"contact": grace.pk})
    first = TYPED | {"draft": "", "page": "abc"}
    alice_client.post(url, first, headers=LIVE)
    alice_client.post(url, first | {"sent": "1", "body": "Dear {first_name}!"})
    assert [(row.sent_body, row.sent_at is None) for row in Message.objects.all()] == [("Dear Grace!", False)]
    answer = alice_client.post(url, first | {"body": "D"}, headers=LIVE)
    assert answer["HX-Redirect"] == reverse("outreach:message", args=[Message.objects.get().pk])
    alice_client.post(url, first | {"page": "other"}, headers=LIVE)
    assert Message.objects.count() == 2


def test_a_request_is_about_the_talk_that_is_under_way(alice: User, grace: Contact) -> None:
    talk = mark_asked(grace, now=NOW)
    letter = make_letter(alice, grace, kind="request")
    mark_sent(letter, way="mail", now=LATER)
    talk.refresh_from_db()
    assert (alice.interviews.count(), letter.interview, talk.requested_at) == (1, talk, NOW)
    unmark_sent(letter, now=LATER)
    talk.refresh_from_db()
    assert talk.state == "requested"


@pytest.mark.parametrize("how", ["letter", "thanked"])
def test_what_waits_to_leave_from_here_is_not_marked_as_sent(alice: User, grace: Contact, how: str) -> None:
    talk = make_interview(alice, [grace], state="held")
    letter = make_letter(alice, grace, kind="thank_you", interview=talk, opened_at=NOW)
    post_letter(letter, at=LATER, now=NOW)
    with pytest.raises(MoveError, match="take it back first"):
        mark_sent(letter, way="mail", now=NOW) if how == "letter" else send_marked(letter, now=NOW)
    letter.refresh_from_db()
    assert (letter.sent_at, letter.opened_at, letter.sent_body) == (None, None, ANY_BODY)


@pytest.mark.parametrize(("kind", "state"), [("nudge", "agreed"), ("request", "agreed"), ("nudge", "declined")])
def test_what_was_answered_meanwhile_does_not_leave(alice: User, grace: Contact, kind: str, state: str) -> None:
    talk = make_interview(alice, [grace], state="requested")
    delivery = posted(alice, grace, kind=kind, interview=talk)
    move(talk, to=state, now=NOW)
    assert send_claimed(claim(now=LATER), now=LATER) == 0
    delivery.refresh_from_db()
    letter = Message.objects.get()
    assert (delivery.state, letter.sent_at, letter.sent_body) == ("dead", None, "")
    assert delivery.last_error.startswith("The talk is “")


def test_what_moved_by_itself_is_told_and_never_refused(alice: User, grace: Contact) -> None:
    talk = make_interview(alice, [grace], state="requested")
    nudge = make_letter(alice, grace, kind="nudge", interview=talk)
    move(talk, to="agreed", now=NOW)
    assert mark_sent(nudge, way="mail", now=LATER) is False
    assert (nudge.sent_at, nudge.entry and nudge.entry.title, talk.state) == (LATER, "Hello", "agreed")
    talk = make_interview(alice, [grace], state="held")
    thank(talk, contact=grace, now=NOW)
    grace.interactions.filter(title="Thanked for the talk").update(title="Wrote to Grace")
    thanks = make_letter(alice, grace, kind="thank_you", interview=talk)
    assert mark_sent(thanks, way="mail", now=LATER) is True
    assert thanks.entry is not None
    assert thanks.entry.body == ANY_BODY


def test_a_late_answer_revives_the_talk_and_is_taken_back(alice: User, grace: Contact) -> None:
    letter = make_letter(alice, grace, kind="request")
    mark_sent(letter, way="mail", now=NOW)
    talk = letter.interview
    assert talk is not None
    move(talk, to="no_reply", now=NOW)
    mark_replied(letter, now=LATER)
    assert (letter.interview and letter.interview.state) == "agreed"
    unmark_replied(letter, now=LATER)
    talk.refresh_from_db()
    assert talk.state == "no_reply"


def test_a_nudge_knows_its_talk(alice: User, grace: Contact) -> None:
    talk = make_interview(alice, [grace], state="requested")
    talk.requested_at = NOW - timedelta(days=30)
    talk.save()
    letter = make_letter(alice, grace, kind="nudge")
    mark_sent(letter, way="mail", now=NOW)
    mark_replied(letter, now=LATER)
    talk.refresh_from_db()
    assert (letter.interview, talk.state) == (talk, "agreed")


def test_asking_again_starts_the_clock_anew(alice: User, grace: Contact) -> None:
    talk = make_interview(alice, [grace], state="requested")
    move(talk, to="no_reply", now=NOW)
    letter = make_letter(alice, grace, kind="request", interview=talk)
    mark_sent(letter, way="mail", now=LATER)
    talk.refresh_from_db()
    assert (talk.state, talk.requested_at) == ("requested", LATER)
    unmark_sent(letter, now=LATER)
    talk.refresh_from_db()
    assert talk.state == "no_reply"


def test_what_left_from_here_or_was_answered_is_not_unsent(alice: User, grace: Contact) -> None:
    delivery = posted(alice, grace)
    letter = Message.objects.get()
    Delivery.objects.update(state="sent", sent_at=NOW)
    mark_sent(letter, way="here", now=NOW)
    with pytest.raises(MoveError, match="left from here"):
        unmark_sent(letter, now=LATER)
    delivery.delete()
    mark_replied(letter, now=LATER)
    with pytest.raises(MoveError, match="was answered"):
        unmark_sent(letter, now=LATER)
    assert letter.sent_body == ANY_BODY


def test_the_words_are_those_that_were_opened_unless_they_changed(alice: User, grace: Contact) -> None:
    letter = make_letter(alice, grace)
    open_way(letter, way="mail", now=NOW)
    Contact.objects.update(given_name="Gracia")
    mark_sent(stale(letter), way="mail", now=LATER)
    letter.refresh_from_db()
    assert letter.sent_body == ANY_BODY
    other = make_letter(alice, make_contact(alice, "Wei Tanaka", given_name="Wei"))
    open_way(other, way="mail", now=NOW)
    keep_letter(stale(other, body="Hi {first_name}"))
    mark_sent(other, way="mail", now=LATER)
    assert other.sent_body == "Hi Wei"


def test_a_scheduled_letter_speaks_on_the_day_it_leaves(alice: User, grace: Contact) -> None:
    talk = make_interview(alice, [grace], state="held", ends_at=NOW)
    letter = make_letter(alice, grace, kind="thank_you", interview=talk, body="We talked {talk_day}.")
    post_letter(letter, at=NOW + timedelta(days=1), now=NOW)
    assert letter.sent_body == f"We talked on {NOW:%A}."


def test_an_update_is_about_what_is_due(alice: User, grace: Contact) -> None:
    talk = make_interview(alice, [grace], state="thanked")
    fields = {"owner": alice, "interview": talk, "contact": grace}
    due = FollowUp.objects.create(kind="introducer", due_on=NOW.date(), **fields)
    coming = FollowUp.objects.create(kind="progress", due_on=NOW.date() + timedelta(days=30), **fields)
    mark_sent(make_letter(alice, grace, kind="update"), way="mail", now=NOW)
    due.refresh_from_db()
    coming.refresh_from_db()
    assert (due.done_at, coming.done_at) == (NOW, None)


def test_another_template_keeps_what_a_thank_you_said(alice: User, alice_client: Client, grace: Contact) -> None:
    talk = make_interview(alice, [grace], state="held")
    kept = make_letter(alice, grace, kind="thank_you", interview=talk, body="My own words")
    url = reverse("outreach:message", args=[kept.pk])
    alice_client.post(url, TYPED | {"body": "My own words", "use": "1", "template": "thank_you/plain"})
    kept.refresh_from_db()
    assert "My own words" not in kept.body
    assert [(row.interview, row.body) for row in Message.objects.exclude(pk=kept.pk)] == [(None, "My own words")]
    query = {"contact": grace.pk, "kind": "thank_you", "interview": talk.pk, "template": "thank_you/plain"}
    assert alice_client.get(reverse("outreach:compose", query=query))["Location"] == url


def test_a_removed_thank_you_gives_way_to_a_new_one(alice: User, grace: Contact) -> None:
    talk = make_interview(alice, [grace], state="held")
    gone = make_letter(alice, grace, kind="thank_you", interview=talk, body="Gone", trashed_at=NOW)
    letter = begin_letter(alice, kind="thank_you", contact=grace, interview=talk, now=NOW)
    assert letter.pk is None
    keep_letter(letter)
    gone.refresh_from_db()
    assert (gone.body, letter.pk == gone.pk, Message.objects.count()) == ("Gone", False, 2)


def test_a_late_thank_you_leaves_a_sent_one_as_it_went(alice: User, grace: Contact) -> None:
    talk = make_interview(alice, [grace], state="held")
    late = begin_letter(alice, kind="thank_you", contact=grace, interview=talk, now=NOW)
    sent = begin_letter(alice, kind="thank_you", contact=grace, interview=talk, now=NOW)
    send_marked(sent, now=NOW)
    late.body = "Late"
    with pytest.raises(MoveError):
        keep_letter(late)
    row = Message.objects.get()
    assert (row.body, row.sent_body) == (sent.body, sent.body)
