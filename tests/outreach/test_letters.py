"""The life of a letter: from the best template, sent and answered, each of them taken back."""

from datetime import timedelta

import pytest

from accounts.models import User
from contacts.models import Channel, Contact
from interviews.models import Takeaway
from outreach.actions.filling import UnresolvedError
from outreach.actions.letters import (
    begin_letter,
    default_note,
    keep_letter,
    mark_replied,
    mark_sent,
    unmark_replied,
    unmark_sent,
)
from outreach.models import FollowUp, Introduction, Message, Template
from tests.factories import NOW, make_contact, make_interview

LATER = NOW + timedelta(days=1)


@pytest.fixture
def grace(alice: User) -> Contact:
    return make_contact(alice, "Grace Mbeki", given_name="Grace")


def kept(owner: User, contact: Contact, kind: str, **fields: object) -> Message:
    """A draft with nothing to fill."""
    return Message.objects.create(
        owner=owner, contact=contact, kind=kind, subject="Hello", body="Dear {first_name}", **fields
    )


def test_the_template_is_the_one_that_fits_the_reader(alice: User, grace: Contact) -> None:
    def begun(**fields: object) -> str:
        Contact.objects.filter(pk=grace.pk).update(**fields)
        grace.refresh_from_db()
        return begin_letter(alice, kind="request", contact=grace, now=NOW).builtin

    assert begun() == "request/cold@2"
    assert begun(source="alumni") == "request/alumni@2"
    assert begun(introducer=make_contact(alice)) == "request/shared@2"
    Channel.objects.create(owner=alice, contact=grace, kind="linkedin", value="https://x", normal="grace")
    assert begun() == "request/linkedin_shared@2"
    assert Message.objects.count() == 0


def test_the_users_own_version_of_a_template_comes_first(alice: User, grace: Contact) -> None:
    own = Template.objects.create(owner=alice, kind="nudge", name="Mine", body="Hm?", builtin="nudge/plain@1")
    letter = begin_letter(alice, kind="nudge", contact=grace, now=NOW)
    assert (letter.template, letter.body, letter.builtin) == (own, "Hm?", "nudge/plain@1")


def test_a_request_that_is_sent_starts_the_clock_and_undo_stops_it(alice: User, grace: Contact) -> None:
    letter = kept(alice, grace, "request")
    mark_sent(letter, way="gmail", now=NOW)
    mark_sent(letter, way="mail", now=LATER)
    letter.refresh_from_db()
    assert (letter.way, letter.sent_at, letter.sent_subject, letter.sent_body) == ("gmail", NOW, "Hello", "Dear Grace")
    assert letter.interview is not None
    assert (letter.interview.state, letter.interview.requested_at) == ("requested", NOW)
    assert letter.entry is not None
    assert (letter.entry.title, letter.entry.body, letter.entry.is_touch) == ("Hello", "Dear Grace", True)
    unmark_sent(letter, now=LATER)
    letter.refresh_from_db()
    assert (letter.sent_at, letter.entry, letter.sent_body, letter.body) == (None, None, "", "Dear {first_name}")
    assert (letter.interview, grace.interviews.count(), grace.interactions.count()) == (None, 0, 0)


def test_an_open_field_keeps_a_letter_from_being_sent(alice: User, grace: Contact) -> None:
    letter = kept(alice, grace, "request")
    Message.objects.update(body="{why_you}")
    with pytest.raises(UnresolvedError):
        mark_sent(letter, way="mail", now=NOW)
    letter.refresh_from_db()
    assert (letter.sent_at, letter.entry) == (None, None)


def test_a_reply_makes_a_request_agreed_and_is_taken_back(alice: User, grace: Contact) -> None:
    letter = kept(alice, grace, "request")
    mark_replied(letter, now=NOW)
    mark_sent(letter, way="mail", now=NOW)
    mark_replied(letter, text="Yes, gladly.", now=LATER)
    talk = letter.interview
    assert talk is not None
    assert letter.reply is not None
    assert (talk.state, letter.replied_at, letter.reply.title) == ("agreed", LATER, "Reply: Hello")
    assert letter.reply.body == "Yes, gladly."
    unmark_replied(letter, now=LATER)
    talk.refresh_from_db()
    assert (talk.state, talk.requested_at, letter.reply, letter.replied_at) == ("requested", NOW, None, None)


def test_a_nudge_is_logged_once_with_its_words(alice: User, grace: Contact) -> None:
    talk = make_interview(alice, [grace], state="requested")
    letter = kept(alice, grace, "nudge", interview=talk)
    mark_sent(letter, way="mail", now=NOW)
    assert alice.interviewees.with_nudges().get().nudged_at == NOW
    assert letter.entry is not None
    assert (letter.entry.title, letter.entry.body) == ("Nudged", "Dear Grace")
    unmark_sent(letter, now=LATER)
    assert alice.interviewees.with_nudges().get().nudged_at is None


def test_offered_times_make_it_their_turn(alice: User, grace: Contact) -> None:
    letter = kept(alice, grace, "times")
    mark_sent(letter, way="mail", now=NOW)
    grace.refresh_from_db()
    assert grace.snoozed_until == NOW + timedelta(days=3)
    unmark_sent(letter, now=LATER)
    grace.refresh_from_db()
    assert (grace.snoozed_until, grace.interactions.count()) == (None, 0)


def test_a_thank_you_goes_by_the_clock_of_its_talk(alice: User, grace: Contact) -> None:
    talk = make_interview(alice, [grace], state="held")
    Takeaway.objects.create(owner=alice, interview=talk, text="Meetings")
    letter = begin_letter(alice, kind="thank_you", contact=grace, interview=talk, now=NOW)
    keep_letter(letter)
    mark_sent(letter, way="outlook", now=NOW)
    talk.refresh_from_db()
    assert (talk.state, talk.interviewees.get().thanked_at, letter.sent_body) == ("thanked", NOW, letter.body)
    assert grace.interactions.filter(is_touch=True).count() == 1
    unmark_sent(letter, now=LATER)
    talk.refresh_from_db()
    assert (talk.state, grace.interactions.filter(is_touch=True).count()) == ("held", 0)


def test_an_update_closes_what_was_to_be_told(alice: User, grace: Contact) -> None:
    talk = make_interview(alice, [grace], state="thanked")
    owed = FollowUp.objects.create(owner=alice, kind="progress", interview=talk, contact=grace, due_on=NOW.date())
    letter = kept(alice, grace, "update")
    mark_sent(letter, way="copy", now=NOW)
    owed.refresh_from_db()
    assert owed.done_at == NOW
    unmark_sent(letter, now=LATER)
    owed.refresh_from_db()
    assert owed.done_at is None


def test_the_note_to_forward_speaks_to_the_target(alice: User, grace: Contact) -> None:
    noor = make_contact(alice, "Noor Haddad", given_name="Noor")
    asked = Introduction.objects.create(
        owner=alice, connector=grace, target=noor, why="Noor moved from teaching.", state_changed_at=NOW
    )
    note = default_note(asked, now=NOW)
    assert note.startswith("Dear Noor,\n\n{about_me}. I am exploring {path}.")
    assert "because Noor moved from teaching." in note
    assert note.endswith("Kind regards,\nAlice Arden")
