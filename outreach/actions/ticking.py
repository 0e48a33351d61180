"""One tick: plan, queue, say that the scan lives. And the loop of a sender. Both run any number of times at once."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from itertools import chain
from time import monotonic

from django.conf import settings

from outreach.actions.clocks import close_silent
from outreach.actions.closing_loops import close_loops
from outreach.actions.planning import plan_in_parts
from outreach.actions.planning_days import plan_briefs
from outreach.actions.queueing import queue_due
from outreach.actions.sending import claim, send_claimed
from outreach.models import Delivery, Heartbeat

BATCH = 20  # deliveries that a sender claims at once
SENDERS = 8  # started by one tick at most
SHARE_OF_TICK = 0.6  # then a scan leaves the rest of a great backlog to the next one, so that they do not pile up


def tick(*, now: datetime) -> int:
    """Scan to the end; returns how many deliveries wait to be claimed, as far as it matters."""
    *_, ready = scan(now=now)
    return ready


def scan(*, now: datetime) -> Iterator[int]:
    """Bring reminders and outbox up to `now`; yields how many deliveries wait, at once and after each part.

    A part takes a fraction of a second and is kept, so that a scan that is killed loses no more than that, and
    senders start long before the end of a great backlog.
    """
    stop_at = monotonic() + settings.TICK_SECONDS * SHARE_OF_TICK
    yield waiting(now=now)
    for _ in _parts(now):
        yield waiting(now=now)
        if monotonic() > stop_at:
            break
    Heartbeat.objects.update_or_create(name="tick", defaults={"at": now})


def _parts(now: datetime) -> Iterator[int]:
    """First what earlier scans planned, then what is new."""
    yield from iter(partial(queue_due, now=now), 0)
    for changed in chain(close_silent(now=now), plan_briefs(now=now), plan_in_parts(now=now)):
        if changed:
            yield from iter(partial(queue_due, now=now), 0)
    yield from close_loops(now=now)


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
