"""One tick: plan, queue, say that the scan lives. And the loop of a sender. Both run any number of times at once."""

from collections.abc import Callable
from datetime import datetime
from time import monotonic

from outreach.actions.planning import plan_thank_yous
from outreach.actions.queueing import queue_due
from outreach.actions.sending import claim, send_claimed
from outreach.models import Delivery, Heartbeat

BATCH = 20  # deliveries that a sender claims at once
SENDERS = 8  # started by one tick at most
QUEUE_SECONDS = 15  # a tick leaves the rest of a great backlog to the next one


def tick(*, now: datetime) -> int:
    """Bring reminders and outbox up to `now`; returns how many deliveries wait to be claimed, as far as it matters."""
    plan_thank_yous(now=now)
    stop_at = monotonic() + QUEUE_SECONDS
    while queue_due(now=now) and monotonic() < stop_at:
        pass
    Heartbeat.objects.update_or_create(name="tick", defaults={"at": now})
    return waiting(now=now)


def waiting(*, now: datetime) -> int:
    """Deliveries that can be claimed at `now`; not counted beyond what all senders take at once."""
    return Delivery.objects.claimable(now)[: BATCH * SENDERS].count()


def send_waiting(*, clock: Callable[[], datetime], seconds: float, stopped: Callable[[], bool] = lambda: False) -> int:
    """Claim and send until nothing is left, `seconds` have passed, or `stopped` says so; returns how many were sent."""
    stop_at, sent = monotonic() + seconds, 0
    while monotonic() < stop_at and not stopped():
        now = clock()
        claimed = claim(now=now, limit=BATCH)
        if not claimed.deliveries:
            break
        sent += send_claimed(claimed, now=now, stop_at=stop_at)
    return sent
