"""The Celery tasks; imported by nobody, started by beat or by name (accounts.jobs). Their loss costs one tick."""

from math import ceil

from celery import shared_task
from django.conf import settings

from accounts.jobs import start
from outreach.actions import emptying, ticking
from outreach.actions.clock import database_now


@shared_task(soft_time_limit=90, time_limit=110)
def tick() -> None:
    """Plan and queue what is due; as soon as something waits, start as many senders as have something to do.

    It holds no lease, so its limits do not shrink with one.
    """
    started = 0
    for ready in ticking.scan(now=database_now()):
        useful = min(ticking.SENDERS, ceil(ready / ticking.BATCH))
        for _ in range(started, useful):
            start("outreach.tasks.send_deliveries")
        started = max(started, useful)


@shared_task
def send_deliveries() -> None:
    """Send until nothing is waiting; after half a tick let others have a turn, the tick itself first of all."""
    ticking.send_waiting(clock=database_now, seconds=min(settings.LEASE_SECONDS, settings.TICK_SECONDS) * 0.5)
    if ticking.waiting(now=database_now()):
        start("outreach.tasks.send_deliveries")


@shared_task
def empty_trash() -> None:
    """Delete for good what has been in the trash for 30 days; what is left waits for the next hour."""
    emptying.empty_trash(now=database_now())
