"""Sending: claims, leases, fences, retries, and what each answer of a real SMTP server leads to."""

import smtplib
import socket
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from email.errors import HeaderParseError
from pathlib import Path
from unittest.mock import Mock
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail import BadHeaderError, EmailMessage

from accounts.models import User
from outreach.actions import outcomes, sending
from outreach.actions.outcomes import LeaseLostError, Outcome, Verdict
from outreach.actions.sending import Claim, claim, recover_abandoned, send_claimed
from outreach.actions.snoozing import resend_failed
from outreach.actions.ticking import send_waiting
from outreach.models import Delivery, Reminder
from tests.factories import NOW, make_interview, make_user
from tests.faults.sink import copies, serve
from tests.outreach.clockwork import HOURS, change

MINUTE = timedelta(minutes=1)
LEASE = timedelta(seconds=120)


def queued(owner: User) -> Delivery:
    """A delivery of `owner`, one reminder in it, that can be claimed at NOW."""
    interview = make_interview(owner, state="held", ends_at=NOW - 2 * HOURS)
    delivery = Delivery.objects.create(owner=owner, to_addr=owner.email, next_at=NOW, created_at=NOW)
    fields = {"kind": "thank_early", "occurrence": 1, "due_at": NOW, "state": "queued"}
    Reminder.objects.create(owner=owner, interview=interview, delivery=delivery, **fields)
    return delivery


@pytest.fixture
def sink(tmp_path: Path, settings: object) -> Iterator[Path]:
    """A real SMTP server, and the file in which it notes what it kept."""
    kept = tmp_path / "kept"
    controller = serve(kept)
    settings.EMAIL_BACKEND = "outreach.actions.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port  # type: ignore[attr-defined]
    settings.EMAIL_TIMEOUT = 1  # type: ignore[attr-defined]
    yield kept
    controller.stop()


def row(delivery: Delivery) -> tuple[str, int, bool, str]:
    """State, tries, whether a copy may be out, and the reminder's state."""
    delivery.refresh_from_db()
    return delivery.state, delivery.attempts, delivery.ambiguous, delivery.reminders.get().state


ANSWERS = {
    "ok": (("sent", 1, False, "sent"), 250, 1),
    "rcpt450": (("pending", 1, False, "queued"), 450, 0),
    "rcpt550": (("dead", 1, False, "failed"), 550, 0),
    "data451": (("pending", 1, False, "queued"), 451, 0),
    "data552": (("dead", 1, False, "failed"), 552, 0),
    "drop": (("pending", 1, True, "queued"), None, 1),
    "hang": (("pending", 1, True, "queued"), None, 1),
}


@pytest.mark.parametrize("how", ANSWERS)
def test_each_answer_leads_to_one_state(db: None, sink: Path, how: str) -> None:
    expected, code, kept = ANSWERS[how]
    delivery, after = queued(make_user(f"{how}@example.com")), queued(make_user("after@example.com"))
    after_id = f"<{after.message_id}@127.0.0.1>"
    send_claimed(claim(now=NOW), now=NOW)
    assert row(delivery) == expected
    assert (delivery.smtp_code, copies(sink)[f"<{delivery.message_id}@127.0.0.1>"]) == (code, kept)
    assert (row(after), copies(sink)[after_id]) == (("sent", 1, False, "sent"), 1)


def test_a_refused_address_is_told_to_its_owner_and_gets_no_more_mail(db: None, sink: Path) -> None:
    owner = make_user("rcpt550@example.com")
    delivery = queued(owner)
    send_claimed(claim(now=NOW), now=NOW)
    owner.refresh_from_db()
    assert (owner.mail_refused_at, owner.mail_refused_reason) == (NOW, "550 5.1.1 No such user")
    assert resend_failed(delivery, now=NOW) is True
    owner.refresh_from_db()
    assert (row(delivery), owner.mail_refused_at) == (("pending", 0, False, "queued"), None)
    assert resend_failed(delivery, now=NOW) is False


def test_a_lost_answer_is_sent_once_more_and_never_a_third_time(db: None, sink: Path) -> None:
    delivery = queued(make_user("drop@example.com"))
    send_claimed(claim(now=NOW), now=NOW)
    delivery.refresh_from_db()
    assert 8 * MINUTE <= delivery.next_at - NOW <= 12 * MINUTE
    send_claimed(claim(now=NOW + 12 * MINUTE), now=NOW + 12 * MINUTE)
    assert row(delivery) == ("dead", 2, True, "failed")
    send_claimed(claim(now=NOW + 90 * HOURS), now=NOW + 90 * HOURS)
    assert list(copies(sink).values()) == [2]


def silent_port() -> socket.socket:
    """A server that takes the call and says nothing."""
    return socket.create_server(("127.0.0.1", 0))


def test_a_server_that_refuses_or_says_nothing_costs_the_batch_one_try(sink: Path, alice: User, settings) -> None:
    rows = [queued(alice), queued(make_user())]
    with closing(silent_port()) as listener:
        settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = listener.getsockname()[1], 0.3
        send_claimed(claim(now=NOW), now=NOW)
    assert [row(delivery) for delivery in rows] == [("pending", 1, False, "queued")] * 2
    send_claimed(claim(now=NOW + 2 * MINUTE), now=NOW + 2 * MINUTE)  # nobody listens any more
    assert [row(delivery) for delivery in rows] == [("pending", 2, False, "queued")] * 2
    assert rows[0].last_error.startswith("No connection to the mail server.")


def test_the_plan_of_retries_ends_after_eight_tries(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcomes, "JITTER", 0)
    change(alice, quiet_start="00:00", quiet_end="00:00", remind_final=False)
    delivery, now, waits = queued(alice), NOW, []
    monkeypatch.setattr(sending, "_try", lambda *args: Outcome(Verdict.RETRY, "451 Not now", 451))
    while delivery.state == "pending":
        send_claimed(claim(now=now), now=now)
        delivery.refresh_from_db()
        waits.append((delivery.next_at - now) / MINUTE)
        now = delivery.next_at
    assert waits[:7] == [1, 5, 15, 60, 180, 360, 720]
    assert row(delivery) == ("dead", 8, False, "failed")


def test_a_row_is_claimed_by_one_sender_until_its_lease_ends(alice: User) -> None:
    queued(alice)
    first = claim(now=NOW)
    assert (len(first.deliveries), len(claim(now=NOW + LEASE - MINUTE / 60).deliveries)) == (1, 0)
    assert len(claim(now=NOW + LEASE).deliveries) == 1


def test_a_sender_that_lost_its_lease_sends_nothing_and_writes_nothing(sink: Path, alice: User) -> None:
    delivery = queued(alice)
    slow = claim(now=NOW)
    second = claim(now=NOW + LEASE)
    assert send_claimed(slow, now=NOW + LEASE) == 0
    with pytest.raises(LeaseLostError):
        outcomes.settle(slow.deliveries[0], Outcome(Verdict.SENT), now=NOW)
    assert send_claimed(second, now=NOW + LEASE) == 1
    assert (row(delivery), list(copies(sink).values())) == (("sent", 1, False, "sent"), [1])


def test_a_lease_lost_within_a_message_keeps_it_from_going(
    sink: Path, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued(alice), queued(make_user())
    claimed, mark = claim(now=NOW), outcomes.mark_data

    def late(delivery: Delivery, **now: object) -> None:
        Delivery.objects.filter(owner=alice).update(lease_token=uuid4())
        mark(delivery, **now)  # type: ignore[arg-type]

    monkeypatch.setattr(outcomes, "mark_data", late)
    assert (send_claimed(claimed, now=NOW), len(copies(sink))) == (1, 1)


def killed_after(delivery: Delivery, *, data: bool) -> None:
    """A sender that began and was killed, before or after it said that the message is complete."""
    (mine,) = claim(now=NOW).deliveries
    outcomes.begin(mine, now=NOW)
    if data:
        outcomes.mark_data(mine, now=NOW)
    recover_abandoned(now=NOW + LEASE)
    delivery.refresh_from_db()


def test_a_sender_killed_before_the_message_was_complete(alice: User) -> None:
    delivery = queued(alice)
    killed_after(delivery, data=False)
    assert row(delivery) == ("pending", 1, False, "queued")
    assert delivery.next_at > NOW  # as `begin` planned: a row that kills its senders waits longer each time


def test_senders_killed_after_it_send_two_copies_at_most(alice: User) -> None:
    delivery = queued(alice)
    killed_after(delivery, data=True)
    assert row(delivery) == ("pending", 1, True, "queued")
    Delivery.objects.update(next_at=NOW)
    killed_after(delivery, data=True)
    assert row(delivery) == ("dead", 2, True, "failed")


def test_a_row_that_kills_every_sender_is_given_up(alice: User) -> None:
    delivery = queued(alice)
    for _ in range(8):
        Delivery.objects.update(next_at=NOW)
        killed_after(delivery, data=False)
    assert row(delivery) == ("dead", 8, False, "failed")


@pytest.mark.parametrize("error", [BadHeaderError("x"), HeaderParseError("x")])
def test_a_header_that_cannot_be_written_fails_at_once(
    sink: Path, alice: User, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = Mock(spec=EmailMessage, encoding=None, from_email="a@example.com", **{"message.side_effect": error})
    bad.recipients.return_value = [alice.email]
    monkeypatch.setattr(sending, "build_mail", lambda *args, **options: bad)
    delivery = queued(alice)
    assert (send_claimed(claim(now=NOW), now=NOW), row(delivery)) == (0, ("dead", 1, False, "failed"))


def test_a_mail_that_cannot_be_built_does_not_stop_the_others(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    build = sending.build_mail
    bad, good = queued(make_user()), queued(alice)
    monkeypatch.setattr(sending, "build_mail", lambda d, r, *, now: 1 / 0 if d == bad else build(d, r, now=now))
    assert send_claimed(claim(now=NOW), now=NOW) == 1
    assert [row(bad), row(good)] == [("pending", 1, False, "queued"), ("sent", 1, False, "sent")]


def test_what_time_does_not_allow_goes_back_untried(alice: User) -> None:
    delivery = queued(alice)
    claimed = claim(now=NOW)
    assert send_claimed(Claim(claimed.deliveries, stop_at=0), now=NOW) == 0
    assert (row(delivery), delivery.next_at) == (("pending", 0, False, "queued"), NOW)


def test_a_sender_whose_time_is_over_sends_one_all_the_same(alice: User) -> None:
    deliveries = queued(alice), queued(make_user())
    assert send_claimed(claim(now=NOW), now=NOW, stop_at=0) == 1
    assert [row(delivery)[0] for delivery in deliveries] == ["sent", "pending"]


def test_in_quiet_hours_a_delivery_waits_and_no_try_is_counted(alice: User) -> None:
    delivery = queued(alice)
    change(alice, quiet_start="12:00", quiet_end="15:00")  # it is 13:00 in Stockholm
    assert send_claimed(claim(now=NOW), now=NOW) == 0
    assert (row(delivery), delivery.next_at) == (("pending", 0, False, "queued"), NOW + 10 * MINUTE)


def test_a_reminder_of_someone_who_cannot_get_mail_goes_back(alice: User) -> None:
    delivery = queued(alice)
    EmailAddress.objects.filter(user=alice).update(verified=False)
    assert send_claimed(claim(now=NOW), now=NOW) == 0
    reminder = alice.reminders.get()
    assert (reminder.state, reminder.delivery) == ("scheduled", None)
    assert Delivery.objects.get(pk=delivery.pk).state == "cancelled"


def test_it_goes_to_the_address_that_the_owner_has_now(alice: User) -> None:
    queued(alice)
    change(alice, email="new@example.com")
    EmailAddress.objects.filter(user=alice).update(email="new@example.com")
    send_claimed(claim(now=NOW), now=NOW)
    assert (mail.outbox[0].to, alice.deliveries.get().to_addr) == (["new@example.com"], "new@example.com")


def test_mail_into_a_folder_counts_as_sent(alice: User, tmp_path: Path, settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_FILE_PATH = tmp_path  # type: ignore[attr-defined]
    delivery = queued(alice)
    assert (send_waiting(clock=lambda: NOW, seconds=10), row(delivery)) == (1, ("sent", 1, False, "sent"))


def test_one_connection_carries_a_batch(sink: Path, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = Mock(side_effect=smtplib.SMTP.connect)
    monkeypatch.setattr(smtplib.SMTP, "connect", lambda self, *args: lines(self, *args))
    for _ in range(5):
        queued(make_user())
    assert (send_waiting(clock=lambda: NOW, seconds=10), len(copies(sink)), lines.call_count) == (5, 5, 1)
