"""How a long job goes on: whoever leases it does one chunk, in one transaction."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import TypeVar

from django.conf import settings
from django.db import DatabaseError, transaction

from contacts.models.working import LongJob

Job = TypeVar("Job", bound=LongJob)


def do_next(jobs: type[Job], pk: int, *, do: Callable[[Job, datetime], bool], now: datetime) -> bool:
    """Let `do` do the next chunk of a job that nobody else has in hand; whether there is more to do.

    `do` gets the job's locked row, saves it without a lease, and says whether there is more. What it raises comes
    through, and the chunk is anybody's again.
    """
    lease = now + timedelta(seconds=settings.LEASE_SECONDS)
    if not jobs.objects.stalled(now).filter(pk=pk).update(leased_until=lease):
        return False
    try:
        with transaction.atomic(), uncollected():
            # The lock outlasts a lease that was too short: the chunk is done by one worker, and whole.
            mine = jobs.objects.select_for_update(of=("self",)).select_related("owner")
            job = mine.filter(pk=pk, leased_until=lease).first()
            return job is not None and do(job, now)
    except Exception:
        give_back(jobs, pk, lease=lease)
        raise


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no circles among objects meanwhile: a chunk makes hundreds of thousands, and few of them are in any.

    Going through all of them again and again was a third of what importing cost here. In the end they are looked
    for again, whatever was before: what a time limit, or another thread, has left off would stay off for ever.
    """
    try:
        gc.disable()
        yield
    finally:
        gc.enable()


def find_stalled(jobs: type[LongJob], *, now: datetime, **told: str) -> list[int]:
    """The ids of jobs with work left that nobody has in hand; those that cannot be done fail, with `told` written."""
    failed = {"state": "failed", "finished_at": now, **told}  # each model has a `state` of its own
    jobs.objects.given_up(now).update(**failed)
    return list(jobs.objects.stalled(now).order_by("pk").values_list("pk", flat=True))


def give_back(jobs: type[LongJob], pk: int, *, lease: datetime) -> None:
    """Let others have the job whose chunk failed, without waiting until the lease is over."""
    with suppress(DatabaseError):  # without a database it is over in time
        jobs.objects.filter(pk=pk, leased_until=lease).update(leased_until=None)
