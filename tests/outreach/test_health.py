"""Reminder health: the user's page, the test mail, sending again, and the watchdog's answer."""

from datetime import time, timedelta
from smtplib import SMTPServerDisconnected
from socket import gaierror
from ssl import SSLError
from typing import Any
from unittest.mock import patch

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from interviews.models import Interview
from outreach.models import Delivery, Heartbeat, Message, Reminder
from tests.factories import make_contact, make_interview

PAGE = "/settings/reminders/"


def beat(**ago: float) -> None:
    Heartbeat.objects.update_or_create(name="tick", defaults={"at": timezone.now() - timedelta(**ago)})


def talk_of(owner: User, name: str = "Grace Mbeki", **ago: float) -> Interview:
    ended = timezone.now() - timedelta(**(ago or {"hours": 1}))
    return make_interview(owner, [make_contact(owner, name)], state="held", ends_at=ended)


def remind(interview: Interview, **fields: Any) -> Reminder:
    assert interview.ends_at is not None
    fields = {"kind": "thank_early", "occurrence": 1, "due_at": interview.ends_at + timedelta(hours=2)} | fields
    return Reminder.objects.create(owner=interview.owner, interview=interview, **fields)


def deliver(reminder: Reminder, state: str, **fields: Any) -> Delivery:
    now = timezone.now()
    fields = {"to_addr": reminder.owner.email, "next_at": now, "created_at": now, "state": state} | fields
    if state == "sent":
        fields.setdefault("sent_at", now)
    row = Delivery.objects.create(owner=reminder.owner, **fields)
    reminder.state = {"sent": "sent", "dead": "failed"}.get(state, "queued")
    reminder.delivery = row
    reminder.save()
    return row


def shown(client: Client) -> str:
    return client.get(PAGE).content.decode().split("<main", 1)[1].split("</main")[0]


def test_a_live_scan_is_calm_and_a_dead_one_is_said(alice_client: Client) -> None:
    assert "Reminders are not running." in shown(alice_client)
    beat(minutes=6)
    assert "The last look was" in shown(alice_client)
    beat(seconds=20)
    assert "not running" not in shown(alice_client)


def test_what_waits_is_shown_at_the_time_when_it_will_go(alice: User, alice_client: Client) -> None:
    beat()
    now = timezone.now().astimezone(alice.zone)
    quiet_from = (now + timedelta(minutes=30)).time().replace(second=0, microsecond=0)
    quiet_till = (now + timedelta(hours=3)).time().replace(second=0, microsecond=0)
    User.objects.filter(pk=alice.pk).update(quiet_start=quiet_from, quiet_end=quiet_till)
    remind(talk_of(alice))
    page = shown(alice_client)
    assert "Thank Grace Mbeki" in page
    assert "when your quiet hours allow it" in page
    assert f"{quiet_till:%H:%M}" in page


def test_sent_waiting_and_failed_stand_apart_and_bobs_are_not_there(
    alice: User, bob: User, alice_client: Client
) -> None:
    beat()
    for owner, names in ((alice, ("Ada A", "Bea A", "Cy A")), (bob, ("Ada B", "Bea B", "Cy B"))):
        deliver(remind(talk_of(owner, names[0])), "sent")
        deliver(remind(talk_of(owner, names[1])), "dead", attempts=1, last_error="The server said: 550 No such user")
        deliver(remind(talk_of(owner, names[2])), "pending", attempts=2, last_error="No connection")
    page = shown(alice_client)
    failed, rest = page.split('id="waiting-h"')
    waiting, sent = rest.split('id="sent-h"')
    assert ("Bea A" in failed, "Cy A" in waiting, "Ada A" in sent) == (True, True, True)
    assert "The server said: 550 No such user Tried 1 time." in failed
    assert "Tried 2 times. No connection" in waiting
    assert [name for name in ("Ada B", "Bea B", "Cy B") if name in page] == []


def test_a_failed_mail_is_tried_again_once(alice: User, alice_client: Client, bob_client: Client) -> None:
    row = deliver(remind(talk_of(alice)), "dead", attempts=8, last_error="gone")
    assert bob_client.post(f"{PAGE}{row.pk}/resend/").status_code == 404
    said = alice_client.post(f"{PAGE}{row.pk}/resend/", follow=True).content.decode()
    row.refresh_from_db()
    assert (row.state, row.attempts, "tried again within a minute" in said) == ("pending", 0, True)
    said = alice_client.post(f"{PAGE}{row.pk}/resend/", follow=True).content.decode()
    assert "has not failed" in said


def test_an_address_that_cannot_be_written_to_is_said(alice: User, alice_client: Client) -> None:
    EmailAddress.objects.update(verified=False)
    assert "Your address is not confirmed" in shown(alice_client)
    EmailAddress.objects.update(verified=True)
    User.objects.update(mail_refused_at=timezone.now(), mail_refused_reason="550 Mailbox full.")
    assert "550 Mailbox full." in shown(alice_client)


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_a_test_mail_reaches_its_own_user_five_times_an_hour(alice: User, alice_client: Client, db: None) -> None:
    for _ in range(6):
        said = alice_client.post(f"{PAGE}test/", follow=True).content.decode()
    assert [(m.to, m.subject) for m in mail.outbox] == [(["alice@example.com"], "Test mail from Rapport")] * 5
    assert "That was the fifth test mail within an hour." in said


@override_settings(
    EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=9, EMAIL_TIMEOUT=1
)
def test_a_mail_server_that_does_not_answer_is_said_in_words(alice_client: Client) -> None:
    said = alice_client.post(f"{PAGE}test/", follow=True).content.decode()
    assert "The test mail did not leave. " in said
    assert "refused" in said


LINES = {
    "silent": (TimeoutError("timed out"), "The server did not answer in time."),
    "greeting": (SMTPServerDisconnected("Connection unexpectedly closed: timed out"), "did not answer in time."),
    "hung up": (SMTPServerDisconnected("Connection unexpectedly closed"), "The server hung up."),
    "unknown": (gaierror(-2, "Name or service not known"), "The server’s name is not known."),
    "encrypted": (
        SSLError(1, "[SSL: WRONG_VERSION_NUMBER]"),
        "The line could not be encrypted. Port 465 goes with TLS",
    ),
}


@pytest.mark.parametrize(("error", "words"), LINES.values(), ids=LINES)
def test_a_line_that_fails_is_said_in_words(alice: User, alice_client: Client, error: OSError, words: str) -> None:
    with patch("django.core.mail.backends.locmem.EmailBackend.send_messages", side_effect=error):
        said = alice_client.post(f"{PAGE}test/", follow=True).content.decode()
    assert words in said
    assert "tell whoever runs this installation" in said
    assert type(error).__name__ not in said


def test_the_page_takes_as_many_queries_for_thirty(alice: User, alice_client: Client) -> None:
    def fill(number: int) -> None:
        for state in ("sent", "dead", "pending"):
            deliver(remind(talk_of(alice, f"{state} {number}")), state)
        remind(talk_of(alice, f"waiting {number}"))

    fill(0)
    with CaptureQueriesContext(connection) as few:
        alice_client.get(PAGE)
    for number in range(1, 10):
        fill(number)
    with CaptureQueriesContext(connection) as many:
        alice_client.get(PAGE)
    assert len(many) == len(few)


def watchdog(client: Client) -> tuple[int, dict[str, Any]]:
    answer = client.get("/healthz/reminders")
    return answer.status_code, answer.json()


def test_the_watchdog_is_red_without_a_tick(client: Client, db: None) -> None:
    assert watchdog(client) == (503, {"status": "late", "last_tick_age_s": None, "oldest_due_age_s": None})
    beat(minutes=5, seconds=5)
    assert watchdog(client)[0] == 503
    beat(seconds=10)
    status, said = watchdog(client)
    assert (status, said["status"], said["oldest_due_age_s"]) == (200, "ok", None)
    assert 10 <= said["last_tick_age_s"] <= 12


def test_the_watchdog_counts_what_is_due_and_has_not_left(alice: User, client: Client) -> None:
    beat()
    row = remind(talk_of(alice, hours=3))
    status, said = watchdog(client)
    assert (status, said["status"]) == (503, "late")
    assert 3600 <= said["oldest_due_age_s"] <= 3602
    Reminder.objects.update(held_until=timezone.now() + timedelta(hours=1))  # quiet hours are not late
    assert watchdog(client)[0] == 200
    Reminder.objects.update(held_until=timezone.now() - timedelta(minutes=1))  # late only since they ended
    assert 60 <= watchdog(client)[1]["oldest_due_age_s"] <= 62
    deliver(row, "pending", next_at=timezone.now() - timedelta(minutes=6))
    assert watchdog(client)[0] == 503
    Delivery.objects.update(next_at=timezone.now() + timedelta(hours=1))  # a retry whose turn has not come
    assert watchdog(client)[0] == 200


def test_the_watchdog_tells_nobody_anything_else(alice: User, client: Client) -> None:
    remind(talk_of(alice, hours=3))
    assert set(watchdog(client)[1]) == {"status", "last_tick_age_s", "oldest_due_age_s"}


@pytest.mark.parametrize("url", [PAGE, f"{PAGE}test/", f"{PAGE}1/resend/"])
def test_health_is_for_those_signed_in(client: Client, db: None, url: str) -> None:
    answer = client.post(url)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_no_quiet_hours_are_said_as_none(alice: User, alice_client: Client) -> None:
    User.objects.update(quiet_start=time(8), quiet_end=time(8), remind_early=False)
    page = shown(alice_client)
    assert "No quiet hours." in page
    assert "Two hours after an interview: off." in page


def soon(owner: User, name: str = "Wei Tanaka", **ahead: float) -> Interview:
    ends = timezone.now() + timedelta(**(ahead or {"hours": 5}))
    return make_interview(owner, [make_contact(owner, name)], state="scheduled", ends_at=ends)


def test_the_next_ones_are_foreseen_and_not_kept(alice: User, bob: User, alice_client: Client) -> None:
    beat()
    User.objects.filter(pk=alice.pk).update(brief_daily=True, plan_weekly=True, plan_day=2)
    soon(alice)
    soon(bob, "Bea B")
    page = shown(alice_client)
    assert page.count("Thank Wei Tanaka") == 2
    assert page.count(">Planned</span>") == 4
    assert (page.count(">Daily brief</span>"), page.count(">Weekly plan</span>")) == (1, 1)
    assert "Bea B" not in page
    assert Reminder.objects.count() == 0


def test_what_is_switched_off_is_not_foreseen(alice: User, alice_client: Client) -> None:
    soon(alice)
    User.objects.filter(pk=alice.pk).update(remind_early=False, remind_final=False)
    assert "Nothing is waiting." in shown(alice_client)


def test_ten_are_shown_in_the_order_in_which_they_go(alice: User, alice_client: Client) -> None:
    for hours in range(8):
        soon(alice, f"Person {hours}", hours=hours + 1)
    found = alice_client.get(PAGE).context["coming"]
    assert len(found) == 10
    assert [one.goes_at for one in found] == sorted(one.goes_at for one in found)


def test_a_brief_with_nothing_to_say_is_told(alice: User, alice_client: Client) -> None:
    now = timezone.now()
    gone = Delivery.objects.create(owner=alice, to_addr=alice.email, state="cancelled", next_at=now, created_at=now)
    rows = {"due_at": now - timedelta(hours=1), "state": "cancelled"}
    Reminder.objects.create(owner=alice, kind="brief", day=now.date(), delivery=gone, **rows)
    Reminder.objects.create(owner=alice, kind="plan", day=now.date(), **rows)  # switched off
    assert shown(alice_client).count("nothing was due, so no mail was sent") == 1


def test_a_letter_is_counted_and_no_reminder(alice: User, alice_client: Client) -> None:
    now = timezone.now()
    talk = talk_of(alice)
    letter = Message.objects.create(owner=alice, interview=talk, contact=talk.people.get(), subject="Hello", body="…")
    row = {"to_addr": "ada@example.com", "state": "unknown", "next_at": now, "created_at": now}
    Delivery.objects.create(owner=alice, letter=letter, **row)
    page = shown(alice_client)
    assert "1 letter of yours is on the way, or in need of a look." in page
    assert "ada@example.com" not in page
    assert 'id="failed-h"' not in page
