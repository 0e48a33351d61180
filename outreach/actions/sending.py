"""The senders' part: claim deliveries under a lease, look again whether each is still wanted, send, say what became.

No lock is held while the mail server is talked to. A sender that dies leaves a lease that runs out.
"""

import logging
from collections import defaultdict, deque
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from math import inf
from time import monotonic
from uuid import uuid4

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from outreach.actions import outcomes
from outreach.actions.agenda import build_mail, has_something
from outreach.actions.handing import connect, drop, hand_over
from outreach.actions.outcomes import LeaseLostError, Outcome, Verdict
from outreach.actions.queueing import LOOK_AGAIN, allowed_at
from outreach.actions.sending_letters import send_letters, settle_letter
from outreach.emails import MAIL_READS
from outreach.models import Delivery, Reminder

log = logging.getLogger(__name__)

SHARE_OF_LEASE = 0.6  # the rest of a lease is for the one message that is under way when the time is up
Wanted = list[tuple[Delivery, list[Reminder]]]


@dataclass(frozen=True)
class Claim:
    """Deliveries that one sender may send until `stop_at` (time.monotonic)."""

    deliveries: list[Delivery]
    stop_at: float


def claim(*, now: datetime, limit: int = 20) -> Claim:
    """Lease up to `limit` pending deliveries that are due; those whose sender died are dealt with first."""
    stop_at = monotonic() + settings.LEASE_SECONDS * SHARE_OF_LEASE
    recover_abandoned(now=now)
    token, until = uuid4(), now + timedelta(seconds=settings.LEASE_SECONDS)
    with transaction.atomic():
        pending = Delivery.objects.ready(now).select_for_update(skip_locked=True)
        found = list(pending.order_by("next_at").values_list("pk", flat=True)[:limit])
        Delivery.objects.filter(pk__in=found).update(state="sending", lease_until=until, lease_token=token)
    leased = Delivery.objects.filter(pk__in=found, lease_token=token).select_related("owner").order_by("next_at", "pk")
    return Claim(list(leased), stop_at)


@transaction.atomic
def recover_abandoned(*, now: datetime) -> int:
    """Take over deliveries whose lease has run out.

    One whose message was complete counts as an answer lost, a letter as unknown. One that was tried waits as `begin`
    wrote, so that a row that kills its sender neither loops nor keeps its neighbours. The rest can be claimed at once.
    """
    stale = Delivery.objects.abandoned(now).select_for_update(skip_locked=True)
    abandoned = list(stale.order_by("lease_until")[:100])
    for delivery in abandoned:
        settle = outcomes.settle if delivery.letter_id is None else settle_letter
        if delivery.data_started_at:
            settle(delivery, Outcome(Verdict.LOST, "The sender stopped before the answer."), now=now)
        elif delivery.attempts >= outcomes.MAX_TRIES:
            error = "The sender stopped at every try."
            settle(delivery, Outcome(Verdict.REFUSED, delivery.last_error or error), now=now)
        else:
            outcomes.release(delivery)
    return len(abandoned)


def send_claimed(claimed: Claim, *, now: datetime, stop_at: float = inf) -> int:
    """Send what is still wanted of a claim; returns how many the servers took.

    Reminders go first, over one connection to the installation's server; letters after them, each over its owner's
    own line, so that nobody's bad server keeps a reminder. Each kind stops in time for the lease, or after its first
    at `stop_at` (time.monotonic); what was not tried goes back. A busy machine, on which the time is over before the
    first, would else claim and give back for ever.
    """
    letters = [delivery for delivery in claimed.deliveries if delivery.letter_id is not None]
    reminders = [delivery for delivery in claimed.deliveries if delivery.letter_id is None]
    sent = _send_reminders(reminders, now=now, deadline=claimed.stop_at, stop_at=stop_at) if reminders else 0
    return sent + send_letters(letters, now=now, deadline=claimed.stop_at, stop_at=stop_at)


def _send_reminders(deliveries: list[Delivery], *, now: datetime, deadline: float, stop_at: float) -> int:
    todo = deque(_still_wanted(deliveries, now))
    line, sent = get_connection(), 0
    no_line: Outcome | None = None  # one refused connection is the answer for the whole batch
    try:
        while todo and (no_line or monotonic() < deadline):
            delivery, reminders = todo.popleft()
            deadline = min(deadline, stop_at)
            with suppress(LeaseLostError):
                outcomes.begin(delivery, now=now)
                no_line = no_line or connect(line)
                outcome = no_line or _try(delivery, reminders, line, now)
                outcomes.settle(delivery, outcome, now=now)
                sent += outcome.verdict is Verdict.SENT
        with suppress(OSError):
            line.close()
    finally:
        drop(line)
    for untried, _ in todo:
        with suppress(LeaseLostError):
            outcomes.release(untried)
    return sent


def _try(delivery: Delivery, reminders: list[Reminder], line: BaseEmailBackend, now: datetime) -> Outcome:
    """Build and hand over one mail."""
    try:
        mail = build_mail(delivery, reminders, now=now)
    except Exception as error:  # whatever is wrong with one row must not stop the others
        log.exception("delivery %s cannot be built", delivery.pk)
        return Outcome(Verdict.RETRY, f"The mail could not be built. {type(error).__name__}")
    return hand_over(mail, line, before_dot=partial(outcomes.mark_data, delivery, now=now))


def _still_wanted(deliveries: list[Delivery], now: datetime) -> Wanted:
    """Look at each reminder again, by the interview and the settings as they are now (reliability T19)."""
    queued = Reminder.objects.filter(delivery__in=deliveries, state=Reminder.State.QUEUED)
    owed = set(queued.owed(now).values_list("pk", flat=True))
    mailable = set(queued.mailable().values_list("pk", flat=True))
    by_delivery = defaultdict(list)
    for reminder in queued.select_related("owner", "interview__owner").prefetch_related(*MAIL_READS):
        by_delivery[reminder.delivery_id].append(reminder)
    wanted = []
    for delivery in deliveries:
        mine = by_delivery[delivery.pk]
        with suppress(LeaseLostError):
            idle = {row.pk for row in mine if row.pk in owed and _is_idle(row, now)}
            kept = _drop_unwanted(delivery, mine, owed=owed, mailable=mailable, idle=idle)
            if kept and _is_allowed(delivery, kept, now):
                wanted.append((delivery, kept))
    return wanted


@transaction.atomic
def _drop_unwanted(
    delivery: Delivery, reminders: list[Reminder], *, owed: set[int], mailable: set[int], idle: set[int]
) -> list[Reminder]:
    """Take out of the delivery what is not owed, or what its owner cannot get; cancel it when nothing is left.

    What has perhaps been delivered once stays with its delivery, so that it never starts a third copy. So does a
    brief with nothing to say (`idle`), so that it is not planned again.
    """
    gone = [row for row in reminders if row.pk not in owed]
    unmailable = [row for row in reminders if row.pk in owed and row.pk not in mailable]
    kept = [row for row in reminders if row.pk in owed and row.pk in mailable and row.pk not in idle]
    if not kept:
        outcomes.cancel(delivery)
    for rows, state in ((gone, Reminder.State.CANCELLED), (unmailable, Reminder.State.SCHEDULED)):
        changes = {"state": Reminder.State.CANCELLED} if delivery.ambiguous else {"state": state, "delivery": None}
        still = Reminder.objects.filter(pk__in=[row.pk for row in rows], delivery=delivery)
        still.filter(state=Reminder.State.QUEUED).update(**changes)
    over = Reminder.objects.filter(pk__in=idle & mailable, delivery=delivery, state=Reminder.State.QUEUED)
    over.update(state=Reminder.State.CANCELLED)
    return kept


def _is_idle(reminder: Reminder, now: datetime) -> bool:
    """Whether it is a brief or a plan with nothing to say; one that cannot be read is tried as a mail."""
    try:
        return reminder.day is not None and not has_something(reminder, now=now)
    except Exception:
        log.exception("reminder %s cannot be read", reminder.pk)
        return False


def _is_allowed(delivery: Delivery, reminders: list[Reminder], now: datetime) -> bool:
    """Whether one of them may go now; if none may, the delivery waits, and no try is counted."""
    allowed = min(allowed_at(row, owner=delivery.owner, now=now) for row in reminders)
    if allowed > now:
        outcomes.release(delivery, next_at=min(allowed, now + LOOK_AGAIN))
    return allowed <= now
