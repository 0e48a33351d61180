"""A nudge goes on with the thread: its subject is that of the mail before, once with "Re:", unless it is the user's."""

from typing import Any

import pytest

from accounts.models import User
from outreach.actions.letters import begin_letter, keep_letter
from outreach.importing.builtin import letters
from outreach.models import Message, Template
from tests.factories import NOW, make_interview
from tests.outreach.posting import make_letter, make_reader

LONG = "x" * 200


def nudge(owner: User, letter: Message, template: Template | None = None) -> Message:
    """A nudge after that letter."""
    contact, talk = letter.contact, letter.interview
    return begin_letter(owner, kind="nudge", contact=contact, interview=talk, template=template, now=NOW)


def asked(owner: User, subject: str, **fields: Any) -> Message:
    """A request that went out with that subject."""
    reader = make_reader(owner)
    talk = make_interview(owner, [reader], state="requested", requested_at=NOW)
    sent = {"kind": "request", "interview": talk, "sent_at": NOW, "sent_body": "…", "sent_subject": subject}
    return make_letter(owner, reader, **sent | fields)


@pytest.mark.parametrize(
    ("sent", "subject"),
    [
        ("A question about your work", "Re: A question about your work"),
        ("Re: A question", "Re: A question"),
        ("RE : A question", "RE : A question"),
        ("re[2]: A question", "re[2]: A question"),
        ("Regards from Alice", "Re: Regards from Alice"),
        (LONG, f"Re: {LONG}"[:200]),
        ("About {first_name}", "My question about your work"),  # it would be filled
        ("", "My question about your work"),
    ],
)
def test_the_subject_of_a_nudge_is_that_of_the_mail_before_it(alice: User, sent: str, subject: str) -> None:
    assert nudge(alice, asked(alice, sent)).subject == subject


def test_only_a_mail_of_the_same_thread_counts(alice: User) -> None:
    letter = asked(alice, "Sent to LinkedIn", via="linkedin")
    make_letter(alice, letter.contact, sent_at=NOW, sent_subject="About something else")
    make_letter(alice, letter.contact, interview=letter.interview, sent_subject="Opened, not sent")
    assert nudge(alice, letter).subject == "My question about your work"


def test_the_subject_of_a_template_of_ones_own_wins_where_it_was_changed(alice: User) -> None:
    letter, ours = asked(alice, "A question"), letters()["nudge/plain"]
    said = {"owner": alice, "kind": "nudge", "body": "Well?", "builtin": ours.stamp}
    copy = Template.objects.create(name="Copy", subject=ours.subject, **said)
    changed = Template.objects.create(name="Mine", subject="Once more", **said)
    assert [nudge(alice, letter, row).subject for row in (copy, changed)] == ["Re: A question", "Once more"]


def test_the_subject_that_was_typed_stays(alice: User) -> None:
    draft = nudge(alice, asked(alice, "A question"))
    draft.subject = "In a word"
    keep_letter(draft)
    assert Message.objects.get(pk=draft.pk).subject == "In a word"
