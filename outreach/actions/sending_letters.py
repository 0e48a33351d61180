"""The senders' part for letters: each goes over its owner's own line, and at most once.

What fails before the final dot is tried again, as a reminder is. When a letter will not go it is a draft again. When
the answer to the dot is lost, or the sender died there, it is unknown, until the user has looked.
"""

import logging
from collections import deque
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from time import monotonic

from django.db import transaction

from outreach.actions import outcomes
from outreach.actions.handing import connect, drop, hand_over
from outreach.actions.letter_mail import build_letter
from outreach.actions.mail_account import note_sign_in
from outreach.actions.mail_line import MailLine
from outreach.actions.moving_on import why_stale
from outreach.actions.outcomes import LeaseLostError, Outcome, Verdict
from outreach.actions.posting import draft_again, mark_gone
from outreach.actions.sealing import SealError
from outreach.models import Delivery, MailAccount, Message

log = logging.getLogger(__name__)

NOT_READY = "Your mail account is not ready to send, so the letter is a draft again."
IN_TRASH = "{} was in the trash when it was to leave, so the letter is a draft again."
PAUSED = "The server refused the sign-in three times, so nothing more is tried. Test your mail account."


def send_letters(deliveries: list[Delivery], *, now: datetime, deadline: float, stop_at: float) -> int:
    """Send claimed letters; returns how many were taken. As for reminders, the first is always tried.

    Those that were never tried go first, so that a server which is away delays its own letters most.
    """
    rows = Message.objects.select_related("owner", "contact", "interview", "introduction")
    messages = rows.in_bulk([row.letter_id for row in deliveries])
    accounts = {row.owner_id: row for row in MailAccount.objects.filter(owner__in=[d.owner_id for d in deliveries])}
    todo, sent = deque(sorted(deliveries, key=lambda delivery: delivery.attempts)), 0
    away: dict[int, Outcome] = {}  # by owner: one refused connection is the answer for all letters of a claim
    while todo and monotonic() < deadline:
        delivery, deadline = todo.popleft(), min(deadline, stop_at)
        message, account = messages.get(delivery.letter_id), accounts.get(delivery.owner_id)
        with suppress(LeaseLostError):
            sent += message is not None and _send(delivery, message, account, away, now)
    for untried in todo:
        with suppress(LeaseLostError):
            outcomes.release(untried)
    return sent


@transaction.atomic
def settle_letter(delivery: Delivery, outcome: Outcome, *, now: datetime) -> None:
    """Write how the try ended, on the delivery and the letter; raises LeaseLostError when it is not ours to say."""
    state = outcomes.settle(delivery, outcome, now=now)
    if state == Delivery.State.SENT:
        mark_gone(delivery, now=now)
    elif state == Delivery.State.DEAD:
        draft_again(delivery)


def _send(
    delivery: Delivery, message: Message, account: MailAccount | None, away: dict[int, Outcome], now: datetime
) -> bool:
    """Look once more whether it is wanted, then try; returns whether the server took it."""
    is_gone = message.trashed_at or message.sent_at or not message.sent_body
    if is_gone or not message.owner.is_active:
        _cancel(delivery)
        return False
    fault = IN_TRASH.format(message.contact) if message.contact.trashed_at else why_stale(message)
    if not fault and (account is None or not account.is_ready):
        fault = PAUSED if account and account.paused_at else NOT_READY
    if account is None or fault:
        settle_letter(delivery, Outcome(Verdict.REFUSED, fault), now=now)
        return False
    outcomes.begin(delivery, now=now)
    outcome = away.get(delivery.owner_id) or _visit(delivery, message, account, away, now)
    settle_letter(delivery, outcome, now=now)
    return outcome.verdict is Verdict.SENT


def _visit(
    delivery: Delivery, message: Message, account: MailAccount, away: dict[int, Outcome], now: datetime
) -> Outcome:
    try:
        mail, line = build_letter(delivery, message, account, now=now), MailLine(account)
    except SealError as error:
        return Outcome(Verdict.REFUSED, str(error))
    except Exception as error:  # whatever is wrong with one letter must not stop the others
        log.exception("delivery %s cannot be built", delivery.pk)
        return Outcome(Verdict.RETRY, f"The mail could not be built. {type(error).__name__}")
    try:
        if no_line := connect(line):
            if no_line.bad_login and note_sign_in(account, error=no_line.error, now=now):
                no_line = replace(no_line, verdict=Verdict.REFUSED, error=f"{PAUSED} {no_line.error}")
            away[delivery.owner_id] = no_line
            return no_line
        note_sign_in(account, error="", now=now)
        mark = partial(outcomes.mark_data, delivery, now=now, sent_as=mail.extra_headers["Message-ID"])
        outcome = hand_over(mail, line, before_dot=mark)
        with suppress(OSError):
            line.close()
        return outcome
    finally:
        drop(line)


@transaction.atomic
def _cancel(delivery: Delivery) -> None:
    outcomes.cancel(delivery)
    draft_again(delivery)
