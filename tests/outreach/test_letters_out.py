"""Letters from here against a real SMTP server: at most once, whatever it answers; the thread; the pause."""

import email
from collections.abc import Callable, Iterator
from datetime import timedelta
from email import policy
from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from contacts.actions.people import restore_contact, trash_contact
from contacts.models import Channel, Contact
from outreach.actions import outcomes
from outreach.actions.outcomes import LeaseLostError
from outreach.actions.posting import PostError, post_letter, unpost_letter
from outreach.actions.sealing import seal
from outreach.actions.sending import claim, send_claimed
from outreach.actions.sending_letters import NOT_READY, PAUSED
from outreach.actions.settling import confirm_letter
from outreach.actions.snoozing import resend_failed
from outreach.models import Delivery, MailAccount, Message
from tests.certificates import Authority
from tests.factories import NOW, make_interview, make_user
from tests.mail_servers import Kept, serve_account
from tests.outreach.posting import make_account, make_letter, make_reader, posted

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
LEAVES = NOW + 30 * SECOND


@pytest.fixture
def kept(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
    """A server at which every account of the test is."""
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    monkeypatch.setattr("outreach.actions.mail_line.SECONDS", 1)
    controller, kept = serve_account(tmp_path, authority.sign())
    settings.MAIL_HOSTS_ALLOWED = [f"localhost:{controller.port}"]
    yield kept
    controller.stop()


@pytest.fixture
def account(alice: User, kept: Kept) -> MailAccount:
    """Alice's account there."""
    return make_account(alice, port=kept.port)


def send(now: Any = LEAVES) -> int:
    """Claim and send what is due; returns how many the server took."""
    return send_claimed(claim(now=now), now=now)


def letter_of(delivery: Delivery) -> Message:
    """The letter in it, as it is now."""
    return Message.objects.get(delivery=delivery)


def row(delivery: Delivery) -> tuple[str, int, str, bool]:
    """State, tries, the way of the letter, whether it counts as sent."""
    delivery.refresh_from_db()
    letter = letter_of(delivery)
    return delivery.state, delivery.attempts, letter.way, letter.sent_at is not None


def test_a_letter_leaves_after_half_a_minute_as_a_mail_of_a_person(alice: User, account: Any, kept: Kept) -> None:
    contact = make_reader(alice, "Grace, Mbeki \u202e\nBcc: x@example.com", given_name="Grace")
    delivery = posted(alice, contact)
    assert (send(LEAVES - SECOND), send()) == (0, 1)
    mail = email.message_from_bytes(kept.messages[0], policy=policy.default)
    assert row(delivery) == ("sent", 1, "here", True)
    assert mail["From"] == "Alice Arden <alice@example.com>"
    assert [str(a.addr_spec) for a in mail["To"].addresses] == ["grace@example.com"]
    assert (mail["Subject"], mail["Message-ID"]) == ("Hello", f"<{delivery.message_id}@example.com>")
    said = {name.lower() for name in mail}
    assert said == {"from", "to", "subject", "message-id", "date", "content-type", "mime-version"} | (
        said & {"content-transfer-encoding"}
    )
    assert (mail.get_content_type(), mail.get_content()) == ("text/plain", "Dear Grace,\r\n\r\nHow are you?\r\n")


def test_addresses_with_umlauts_in_the_domain_are_written_to(alice: User, account: MailAccount, kept: Kept) -> None:
    MailAccount.objects.update(from_addr="alice@müller.example")
    delivery = posted(alice, make_reader(alice, address="info@bücher.example"))
    assert (send(), row(delivery)) == (1, ("sent", 1, "here", True))
    mail = email.message_from_bytes(kept.messages[0], policy=policy.default)
    assert (mail["From"].addresses[0].domain, mail["To"].addresses[0].domain) == (
        "xn--mller-kva.example",
        "xn--bcher-kva.example",
    )
    assert mail["Message-ID"].endswith("@xn--mller-kva.example>")


# what the server does: delivery's state, tries, way, sent, copies, the reason that is shown
ANSWERS = {
    "rcpt450": ("pending", 1, "", False, 0, "450 4.2.0 Busy, come back later"),
    "rcpt550": ("dead", 1, "", False, 0, "550 5.1.1 No such user"),
    "data451": ("pending", 1, "", False, 0, "451 4.3.0 Not now"),
    "data552": ("dead", 1, "", False, 0, "552 5.3.4 Too big"),
    "drop": ("unknown", 1, "", False, 1, "The server's answer was lost"),
    "hang": ("unknown", 1, "", False, 1, "The server's answer was lost"),
}


@pytest.mark.parametrize("how", ANSWERS)
def test_each_answer_leads_to_one_state_and_never_to_a_second_copy(alice, account, kept, how) -> None:
    state, tries, way, is_sent, copies, reason = ANSWERS[how]
    bad = posted(alice, make_reader(alice, address=f"{how}@example.com"))
    good = posted(alice, make_reader(alice, "Tomás Rivera", "tomas@example.com"))
    assert (send(), row(bad), row(good)) == (1, (state, tries, way, is_sent), ("sent", 1, "here", True))
    assert (bad.last_error.startswith(reason), len(kept.messages) - 1) == (True, copies)
    if state != "pending":
        assert (send(NOW + timedelta(days=3)), len(kept.messages) - 1) == (0, copies)
    alice.refresh_from_db()
    assert (alice.mail_refused_at, bool(letter_of(bad).sent_body)) == (None, state != "dead")


def test_a_sender_that_died_after_data_leaves_an_unknown_and_before_it_a_retry(alice: User, account, kept) -> None:
    before, after = posted(alice), posted(alice, make_reader(alice, "Wei Tanaka", "wei@example.com"))
    for delivery in claim(now=LEAVES).deliveries:
        outcomes.begin(delivery, now=LEAVES)
        if delivery.pk == after.pk:
            outcomes.mark_data(delivery, now=LEAVES)
    assert (send(LEAVES + 10 * MINUTE), row(before), row(after)[:2]) == (1, ("sent", 2, "here", True), ("unknown", 1))
    assert after.last_error == "The sender stopped before the answer."
    assert (send(LEAVES + timedelta(days=30)), len(kept.messages), resend_failed(after, now=NOW)) == (0, 1, False)


def test_a_sender_that_wakes_up_late_sends_no_dot(alice: User, account: MailAccount, kept: Kept) -> None:
    delivery, late = posted(alice), claim(now=LEAVES)
    outcomes.begin(late.deliveries[0], now=LEAVES)
    Delivery.objects.filter(pk=delivery.pk).update(lease_until=LEAVES)
    assert send(LEAVES + 10 * MINUTE) == 1
    with pytest.raises(LeaseLostError):
        outcomes.mark_data(late.deliveries[0], now=LEAVES)
    assert (send_claimed(late, now=LEAVES), len(kept.messages)) == (0, 1)


@pytest.mark.parametrize(
    ("arrived", "expected"), [(True, ("sent", 1, "here", True)), (False, ("cancelled", 1, "", False))]
)
def test_the_user_settles_an_unknown_once(alice, account, kept, arrived, expected) -> None:
    delivery = posted(alice, make_reader(alice, address="drop@example.com"))
    send()
    assert confirm_letter(delivery, arrived=arrived, now=LEAVES) is not None
    assert (row(delivery), confirm_letter(delivery, arrived=not arrived, now=LEAVES)) == (expected, None)
    if not arrived:
        again = post_letter(letter_of(delivery), at=NOW, now=NOW)
        assert (again.pk, again.message_id, again.state, again.attempts) == (
            delivery.pk,
            delivery.message_id,
            "pending",
            0,
        )


def test_three_refused_sign_ins_pause_the_account_and_give_the_letters_back(alice, account, kept) -> None:
    account.secret = seal("wrong")
    account.save()
    first, second = posted(alice), posted(alice, make_reader(alice, "Wei Tanaka", "wei@example.com"))
    now = LEAVES
    for _ in range(3):
        send(now)
        now += timedelta(hours=1)
    account.refresh_from_db()
    assert (account.failures, account.paused_at, kept.messages) == (3, now - timedelta(hours=1), [])
    assert (row(first), row(second)) == (("dead", 3, "", False), ("dead", 3, "", False))
    assert first.last_error.startswith(PAUSED)
    with pytest.raises(PostError, match="Your mail account is not ready to send"):
        posted(alice, make_reader(alice, "Noor Haddad", "noor@example.com"))


def test_a_sign_in_that_works_forgets_the_refused_ones(alice: User, account: MailAccount, kept: Kept) -> None:
    MailAccount.objects.update(failures=2, last_error="535 No")
    posted(alice)
    send()
    account.refresh_from_db()
    assert (account.failures, account.last_error) == (0, "")


GONE: dict[str, Callable[[Delivery], Any]] = {
    "letter in the trash": lambda d: Message.objects.update(trashed_at=NOW),
    "sent another way": lambda d: Message.objects.update(sent_at=NOW, way="gmail"),
    "owner gone": lambda d: User.objects.update(is_active=False),
    "words lost": lambda d: Message.objects.update(sent_body=""),
}


@pytest.mark.parametrize("case", GONE)
def test_what_is_not_wanted_any_more_does_not_leave(alice, account, kept, case) -> None:
    delivery = posted(alice)
    GONE[case](delivery)
    assert (send(), row(delivery)[0], kept.visits) == (0, "cancelled", 0)


def test_a_letter_to_a_person_in_the_trash_waits_or_is_a_draft_that_says_so(alice, account, kept) -> None:
    delivery = posted(alice)
    trash_contact(Contact.objects.get(), now=NOW)
    restore_contact(Contact.objects.get())
    assert (row(delivery)[0], delivery.next_at) == ("pending", LEAVES)
    trash_contact(Contact.objects.get(), now=NOW)
    assert (send(), row(delivery), kept.visits) == (0, ("dead", 0, "", False), 0)
    restore_contact(Contact.objects.get())
    said = "Grace Mbeki was in the trash when it was to leave, so the letter is a draft again."
    assert (delivery.last_error, letter_of(delivery).sent_body, send(LEAVES + MINUTE)) == (said, "", 0)


def test_a_letter_whose_account_was_taken_away_is_a_draft_again(alice: User, account, kept) -> None:
    delivery = posted(alice)
    account.delete()
    assert (send(), row(delivery), delivery.last_error) == (0, ("dead", 0, "", False), NOT_READY)


def test_taking_back_works_until_it_leaves(alice: User, account: MailAccount, kept: Kept) -> None:
    first, second = posted(alice), posted(alice, make_reader(alice, "Wei Tanaka", "wei@example.com"))
    assert (unpost_letter(first), send(), unpost_letter(second), unpost_letter(first)) == (True, 1, False, False)
    assert (row(first), letter_of(first).sent_body, len(kept.messages)) == (("cancelled", 0, "", False), "", 1)


def test_letters_about_one_talk_stand_in_one_thread(alice: User, account: MailAccount, kept: Kept) -> None:
    contact = make_reader(alice)
    talk = make_interview(alice, [contact], state="agreed")
    ids = []
    for number in range(3):
        delivery = posted(alice, contact, interview=talk, subject=f"Letter {number}")
        send(LEAVES + number * MINUTE)
        ids.append(f"<{delivery.message_id}@example.com>")
    posted(alice, contact, subject="About something else")
    send(LEAVES + 3 * MINUTE)
    heads = [email.message_from_bytes(m, policy=policy.default) for m in kept.messages]
    assert [(m["In-Reply-To"], m["References"]) for m in heads] == [
        (None, None),
        (ids[0], ids[0]),
        (ids[1], f"{ids[0]} {ids[1]}"),
        (None, None),
    ]


def test_a_thread_holds_when_the_address_of_the_account_changes(alice: User, account: MailAccount, kept: Kept) -> None:
    contact = make_reader(alice)
    talk = make_interview(alice, [contact], state="agreed")
    old, first = posted(alice, contact, interview=talk), posted(alice, contact, interview=talk)
    send()
    Delivery.objects.filter(pk=old.pk).update(sent_as="", sent_at=NOW)  # it went before the column was there
    MailAccount.objects.update(from_addr="alice@example.org")
    last = posted(alice, contact, interview=talk)
    send(LEAVES + MINUTE)
    mail = email.message_from_bytes(kept.messages[-1], policy=policy.default)
    first.refresh_from_db()
    assert first.sent_as == f"<{first.message_id}@example.com>"
    assert (mail["Message-ID"], mail["In-Reply-To"]) == (f"<{last.message_id}@example.org>", first.sent_as)
    assert mail["References"].split() == [f"<{old.message_id}@example.org>", first.sent_as]


def test_a_letter_that_may_have_left_keeps_its_id_when_posted_again(alice: User, account: Any, kept: Kept) -> None:
    delivery = posted(alice, make_reader(alice, address="drop@example.com"))
    send()
    confirm_letter(delivery, arrived=False, now=LEAVES)
    MailAccount.objects.update(from_addr="alice@example.org")
    Channel.objects.update(value="grace@example.com")
    post_letter(letter_of(delivery), at=NOW, now=NOW)
    send(LEAVES + MINUTE)
    heads = [email.message_from_bytes(m, policy=policy.default)["Message-ID"] for m in kept.messages]
    assert heads[-1] == f"<{delivery.message_id}@example.com>"


def test_a_bad_server_of_one_user_keeps_no_letter_of_another(alice: User, account: MailAccount, kept: Kept) -> None:
    bob = make_user()
    make_account(bob, port=1)  # nobody listens, and the port is not allowed
    stuck = [posted(bob, make_reader(bob, address=f"{n}@example.com")) for n in range(3)]
    good = posted(alice)
    assert (send(), row(good)[0], [row(d)[:2] for d in stuck]) == (1, "sent", [("pending", 1)] * 3)
    assert stuck[0].last_error.endswith("Rapport cannot reach a mail server under that name and port.")


def test_nothing_is_posted_twice_or_from_nothing(alice: User, account: MailAccount) -> None:
    delivery = posted(alice)
    with pytest.raises(PostError, match="on its way already"):
        post_letter(letter_of(delivery), at=NOW, now=NOW)
    with pytest.raises(PostError, match="has no e-mail address"):
        posted(alice, make_reader(alice, "No Address", "not an address"))
    with pytest.raises(PostError, match="Only mail"):
        posted(alice, make_reader(alice, "Lin Ked"), via="linkedin")
    with pytest.raises(PostError, match="a subject and some words"):
        posted(alice, make_reader(alice, "Em Pty"), body=" ")
    with pytest.raises(PostError, match="within a year"):
        post_letter(make_letter(alice), at=NOW + timedelta(days=400), now=NOW)
