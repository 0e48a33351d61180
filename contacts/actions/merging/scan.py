"""The life of a scan for pairs who may be the same: one step for each query, each in a transaction of its own."""

from datetime import datetime

from django.db import connection, transaction

from accounts.jobs import start
from accounts.models import User
from contacts.actions.working import do_next, find_stalled
from contacts.models import Contact, DuplicatePair, DuplicateScan
from contacts.querysets.doubles import likely_pairs, sure_pairs
from contacts.querysets.working import KEPT_FOR

STEPS = (sure_pairs, likely_pairs)  # the surer first: what one step has found the next one leaves
AT_ONCE = 1_000  # people; as many a request looks through itself
TASK = "contacts.tasks.continue_scan"
State = DuplicateScan.State


@transaction.atomic
def begin_scan(owner: User, *, now: datetime) -> DuplicateScan:
    """Look for pairs among all of the owner's people; one that is under way begins anew, to see what is new.

    Up to AT_ONCE people are looked through when this returns; more are left to the workers.
    """
    running = {"state": State.RUNNING, "owner": owner}
    scan, _ = DuplicateScan.objects.select_for_update(of=("self",)).get_or_create(
        **running, defaults={"created_at": now}
    )
    scan.created_at, scan.done, scan.total, scan.leased_until = now, 0, len(STEPS), None
    scan.save(update_fields=["created_at", "done", "total", "leased_until"])
    if Contact.objects.filter(owner=owner)[AT_ONCE : AT_ONCE + 1].exists():
        start(TASK, scan.pk)
        return scan
    while do_step(scan, now):
        pass
    return scan


def continue_scan(pk: int, *, now: datetime) -> bool:
    """Do the next step of a scan that nobody else has in hand; whether there is more to do."""
    return do_next(DuplicateScan, pk, do=do_step, now=now)


def do_step(scan: DuplicateScan, now: datetime) -> bool:
    """Keep what one query finds; whether there is more to do. The scan's row is locked."""
    query, params = STEPS[scan.done](scan.owner_id)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO contacts_duplicatepair AS pair (owner_id, first_id, second_id, lane, reasons, found_at)"  # noqa: S608
            f" SELECT %(owner)s, found.*, %(found_at)s FROM ({query}) AS found ORDER BY one, other"
            " ON CONFLICT (first_id, second_id) DO UPDATE SET"
            " lane = excluded.lane, reasons = excluded.reasons, found_at = excluded.found_at"
            " WHERE pair.found_at < excluded.found_at",
            params | {"found_at": scan.created_at},
        )
    scan.done += 1
    scan.leased_until = None
    if is_over := scan.done == len(STEPS):
        old = DuplicatePair.objects.filter(owner=scan.owner_id, dismissed_at=None, found_at__lt=scan.created_at)
        old.delete()
        scan.state, scan.finished_at = State.DONE, now
    scan.save(update_fields=["state", "done", "leased_until", "finished_at"])
    return not is_over


def stalled_scans(*, now: datetime) -> list[int]:
    """The ids of scans with work left that nobody has in hand; what cannot be done is given up."""
    return find_stalled(DuplicateScan, now=now)


def forget_scans(*, now: datetime) -> None:
    """Delete old scans."""
    DuplicateScan.objects.filter(created_at__lt=now - KEPT_FOR).exclude(state=State.RUNNING).delete()
