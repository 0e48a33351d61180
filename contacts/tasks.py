"""The Celery tasks; imported by nobody, started by beat or by name (accounts.jobs). Their loss costs one tick."""

from celery import shared_task
from django.utils import timezone

from accounts.jobs import start
from contacts.actions.bulk import changes
from contacts.actions.imports import batches
from contacts.actions.merging import runs, scan


@shared_task
def continue_change(pk: int) -> None:
    """One chunk of a bulk change; the next one is a task of its own, so that others have their turn."""
    if changes.continue_change(pk, now=timezone.now()):
        start(changes.TASK, pk)


@shared_task
def continue_scan(pk: int) -> None:
    """One step of a scan for people who stand in the list twice."""
    if scan.continue_scan(pk, now=timezone.now()):
        start(scan.TASK, pk)


@shared_task
def continue_run(pk: int) -> None:
    """One chunk of many merges."""
    if runs.continue_run(pk, now=timezone.now()):
        start(runs.TASK, pk)


@shared_task
def continue_import(pk: int) -> None:
    """One chunk of an import."""
    if batches.continue_import(pk, now=timezone.now()):
        start(batches.TASK, pk)


@shared_task
def resume_changes() -> None:
    """Take up what a killed worker or a lost broker left, and forget what is old."""
    now = timezone.now()
    for pk in changes.stalled_changes(now=now):
        start(changes.TASK, pk)
    changes.forget_changes(now=now)


@shared_task
def resume_imports() -> None:
    """The same for imports; those that waited for another one have their turn."""
    now = timezone.now()
    for pk in batches.stalled_imports(now=now):
        start(batches.TASK, pk)
    batches.forget_imports(now=now)


@shared_task
def resume_merging() -> None:
    """The same as `resume_changes` for scans and merges."""
    now = timezone.now()
    for pk in scan.stalled_scans(now=now):
        start(scan.TASK, pk)
    for pk in runs.stalled_runs(now=now):
        start(runs.TASK, pk)
    scan.forget_scans(now=now)
    runs.forget_merges(now=now)
