"""Two windows, a link and a page, a click and a sender: whatever comes at the same moment, once is once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import User
from interviews.actions.moves import move
from outreach.actions import links
from outreach.actions.links import Standing, follow_link
from outreach.actions.snoozing import snooze_reminder
from outreach.actions.thanking import draft_thank_you, keep_letter, send_marked
from outreach.actions.ticking import tick
from outreach.emails import LinkAction, sign_link
from outreach.models import Message
from tests.factories import NOW, make_contact, make_interview
from tests.outreach.clockwork import HOURS, play, round_at, sent


def test_two_windows_that_write_make_one_letter(alice: User) -> None:
    talk = make_interview(alice, state="held")
    one, other = (draft_thank_you(talk, talk.people.get(), now=NOW) for _ in range(2))
    one.body, other.body = "First words", "Second words"
    keep_letter(one)
    keep_letter(other)
    assert list(Message.objects.values_list("body", "sent_at")) == [("Second words", None)]


def test_sent_in_two_windows_is_sent_once(alice: User) -> None:
    talk = make_interview(alice, state="held")
    one, other = (draft_thank_you(talk, talk.people.get(), now=NOW) for _ in range(2))
    send_marked(one, now=NOW)
    send_marked(other, now=NOW + HOURS)
    assert (Message.objects.get().sent_at, talk.interviewees.get().thanked_at) == (NOW, NOW)


def test_a_draft_that_comes_late_takes_nothing_back(alice: User) -> None:
    talk = make_interview(alice, state="held")
    keep_letter(draft_thank_you(talk, talk.people.get(), now=NOW))
    late = draft_thank_you(talk, talk.people.get(), now=NOW)
    send_marked(draft_thank_you(talk, talk.people.get(), now=NOW), now=NOW)
    keep_letter(late)
    assert Message.objects.get().sent_at == NOW


@pytest.mark.parametrize("action", [LinkAction.SENT, LinkAction.LATER])
def test_a_link_followed_while_the_talk_is_called_off(
    alice: User, action: LinkAction, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = make_interview(alice, state="scheduled", ends_at=NOW - 3 * HOURS)
    tick(now=NOW)
    reminder = alice.reminders.get(kind="thank_early")
    token = sign_link(reminder, action, now=NOW, contact=talk.people.get() if action == "sent" else None)
    move(talk, to="cancelled", now=NOW)
    monkeypatch.setattr(links, "standing", lambda link, now: Standing.OPEN)  # as read a moment before
    assert follow_link(token, now=NOW) is Standing.OVER
    assert talk.interviewees.get().thanked_at is None


@pytest.mark.parametrize("minutes", [1, 5, 9])
def test_entered_minutes_before_the_deadline_is_one_mail(alice: User, minutes: int) -> None:
    make_interview(alice, state="held", ends_at=NOW - timedelta(hours=24) + timedelta(minutes=minutes))
    for minute in range(30):
        round_at(NOW + timedelta(minutes=minute))
    assert (sent(alice), len(mail.outbox)) == ([("final", f"2026-11-24 13:0{minutes} CET")], 1)


def test_put_off_while_the_mail_is_tried_again(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    make_interview(alice, state="held", ends_at=NOW - 25 * HOURS)
    make_interview(alice, [make_contact(alice)], state="held", ends_at=NOW - 25 * HOURS)
    tick(now=NOW)
    final = alice.reminders.filter(kind="thank_final").earliest("pk")
    assert (alice.reminders.filter(kind="thank_early").count(), final.state) == (0, "queued")
    snooze_reminder(final, until=NOW + 3 * HOURS, now=NOW)
    play(NOW, NOW + 48 * HOURS)
    assert [when for _, when in sent(alice)] == ["2026-11-24 13:00 CET", "2026-11-24 16:00 CET"]


def test_the_other_reminder_waits_too_while_its_mail_is_tried_again(alice: User) -> None:
    talk = make_interview(alice, state="held", ends_at=NOW - 2 * HOURS)
    play(NOW, NOW + HOURS)
    late = NOW + timedelta(hours=22, minutes=1)
    tick(now=late)
    assert alice.reminders.get(kind="thank_final").state == "queued"
    snooze_reminder(alice.reminders.get(kind="thank_early"), until=late + 3 * HOURS, now=late)
    assert (round_at(late + HOURS), talk.interviewees.get().thanked_at) == (0, None)
    play(late + HOURS, late + 48 * HOURS)
    assert (len(mail.outbox), alice.reminders.get(kind="thank_final").state) == (2, "sent")


def test_a_page_of_two_windows_answers_both(alice: User, alice_client: Client) -> None:
    talk = make_interview(alice, state="held", ends_at=timezone.now() - 2 * HOURS)
    url = f"/interviews/{talk.pk}/thank/{talk.people.get().pk}/sent/"
    answers = [alice_client.post(url, {"next": "/"}).status_code for _ in range(2)]
    assert (answers, Message.objects.count()) == ([302, 302], 1)
