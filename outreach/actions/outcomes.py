"""What became of a delivery, and the fenced writes that say so: none has effect once the lease has gone to another."""

import random
import smtplib
import socket
import ssl
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from django.conf import settings
from django.db import transaction

from accounts.models import User
from outreach.actions.smtp import AnswerLostError
from outreach.models import Delivery, Reminder

RETRY_AFTER = [timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720)]
RESEND_AFTER = timedelta(minutes=10)  # once, when the answer was lost
MAX_TRIES = len(RETRY_AFTER) + 1
JITTER = 0.2

State = Delivery.State


class Verdict(Enum):
    """The classes of outcome; each leads to one next state."""

    SENT = auto()  # the server answered 250
    RETRY = auto()  # it did not take the message, and may later
    REFUSED = auto()  # it will not take it: 5xx, or a header that cannot be written
    LOST = auto()  # it may or may not have taken it


@dataclass(frozen=True)
class Outcome:
    """How one try ended; `bad_address` when the server refused the recipient for good, `bad_login` the sender."""

    verdict: Verdict
    error: str = ""
    code: int | None = None
    bad_address: bool = False
    bad_login: bool = False


class LeaseLostError(Exception):
    """Another sender holds the delivery now; hands off."""


def judge(error: Exception) -> Outcome:
    """The outcome that an exception while sending stands for."""
    if isinstance(error, AnswerLostError):
        return Outcome(Verdict.LOST, f"The server's answer was lost ({error}).")
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Outcome(Verdict.RETRY, _said(error.smtp_code, error.smtp_error), error.smtp_code, bad_login=True)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, reply = next(iter(error.recipients.values()))
        final = 500 <= code < 600
        return Outcome(Verdict.REFUSED if final else Verdict.RETRY, _said(code, reply), code, bad_address=final)
    if isinstance(error, smtplib.SMTPResponseException):
        verdict = Verdict.REFUSED if 500 <= error.smtp_code < 600 else Verdict.RETRY
        return Outcome(verdict, _said(error.smtp_code, error.smtp_error), max(error.smtp_code, 0) or None)
    return Outcome(Verdict.RETRY, in_words(error))


def in_words(error: Exception) -> str:
    """A line that failed, in a sentence that tells whoever runs the server where to look."""
    match error:
        case TimeoutError():
            return "The server did not answer in time."
        case smtplib.SMTPServerDisconnected():
            return "The server did not answer in time." if "timed out" in str(error) else "The server hung up."
        case ConnectionRefusedError():
            return "The server refused the connection: nothing listens at that port."
        case socket.gaierror():
            return "The server’s name is not known."
        case ssl.SSLCertVerificationError():
            return f"The server’s certificate is not good: {error.verify_message}."
        case ssl.SSLError():
            return "The line could not be encrypted. Port 465 goes with TLS, port 587 with STARTTLS."
        case smtplib.SMTPNotSupportedError():
            return f"The server lacks what is asked of it. {error}"
    return f"{type(error).__name__}: {error}"


def begin(delivery: Delivery, *, now: datetime) -> None:
    """Count the try before it starts, and say when the next one would be, in case nobody lives to say it after."""
    delivery.attempts += 1
    if delivery.letter_id is None:
        delivery.to_addr = delivery.owner.email
    _write(delivery, attempts=delivery.attempts, to_addr=delivery.to_addr, next_at=_next_try(delivery, now))


def mark_data(delivery: Delivery, *, now: datetime, sent_as: str = "") -> None:
    """Note that the message is about to be complete: from here on it may have been delivered, as `sent_as`."""
    delivery.sent_as = sent_as
    _write(delivery, data_started_at=now, sent_as=sent_as)


@transaction.atomic
def settle(delivery: Delivery, outcome: Outcome, *, now: datetime) -> Delivery.State:
    """Write how the try ended, on the delivery and its reminders; raises LeaseLostError when it is not ours to say.

    Returns the state that follows. A letter to somebody else never starts a second copy by itself.
    """
    said = {"last_error": clean(outcome.error), "smtp_code": outcome.code}
    if outcome.verdict is Verdict.SENT:
        return _close(delivery, State.SENT, sent_at=now, **said)
    if outcome.verdict is Verdict.LOST:
        if delivery.letter_id is not None:
            return _close(delivery, State.UNKNOWN, **said)
        if delivery.ambiguous:  # two copies may be out: never a third
            said["last_error"] = clean(f"Handed over twice without an answer; it may have arrived. {outcome.error}")
            return _close(delivery, State.DEAD, **said)
        return _put_back(delivery, ambiguous=True, data_started_at=None, next_at=_spread(now, RESEND_AFTER), **said)
    if outcome.verdict is Verdict.REFUSED or delivery.attempts >= MAX_TRIES:
        if outcome.bad_address and delivery.letter_id is None:
            User.objects.filter(pk=delivery.owner_id).update(
                mail_refused_at=now, mail_refused_reason=said["last_error"]
            )
        return _close(delivery, State.DEAD, data_started_at=None, **said)
    return _put_back(delivery, data_started_at=None, next_at=_next_try(delivery, now), **said)


def release(delivery: Delivery, **changes: object) -> None:
    """Give an untried delivery back, to be claimed again; no try is counted."""
    _put_back(delivery, **changes)


@transaction.atomic
def cancel(delivery: Delivery) -> None:
    """Nothing is left to say in it."""
    _write(delivery, state=State.CANCELLED, lease_until=None, lease_token=None)


def _close(delivery: Delivery, state: Delivery.State, **changes: object) -> Delivery.State:
    _write(delivery, state=state, lease_until=None, lease_token=None, **changes)
    ended = Reminder.State.SENT if state == State.SENT else Reminder.State.FAILED
    Reminder.objects.filter(delivery=delivery, state=Reminder.State.QUEUED).update(state=ended)
    return state


def _put_back(delivery: Delivery, **changes: object) -> Delivery.State:
    _write(delivery, state=State.PENDING, lease_until=None, lease_token=None, **changes)
    return State.PENDING


def _write(delivery: Delivery, **changes: object) -> None:
    ours = Delivery.objects.filter(pk=delivery.pk, state=State.SENDING, lease_token=delivery.lease_token)
    if not ours.update(**changes):
        raise LeaseLostError(delivery.pk)


def _next_try(delivery: Delivery, now: datetime) -> datetime:
    return _spread(now, RETRY_AFTER[min(delivery.attempts, len(RETRY_AFTER)) - 1])


def _spread(now: datetime, delay: timedelta) -> datetime:
    """`now` plus the delay, give or take a fifth, so that a crowd does not come back at once."""
    return now + delay * settings.RETRY_SCALE * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311  not a secret


def _said(code: int, reply: bytes | str) -> str:
    return f"{code} {reply.decode(errors='replace') if isinstance(reply, bytes) else reply}"


def clean(text: str) -> str:
    """What a server or an error said, as one short line."""
    return " ".join(text.replace("\0", "").split())[:300]
