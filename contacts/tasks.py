"""The Celery tasks; imported by nobody, started by beat or by name (accounts.jobs). Their loss costs one tick."""

from celery import shared_task
from django.utils import timezone

from accounts.jobs import start
from contacts.actions.bulk import changes


@shared_task
def continue_change(pk: int) -> None:
    """One chunk of a bulk change; the next one is a task of its own, so that others have their turn."""
    if changes.continue_change(pk, now=timezone.now()):
        start(changes.TASK, pk)


@shared_task
def resume_changes() -> None:
    """Take up what a killed worker or a lost broker left, and forget what is old."""
    now = timezone.now()
    for pk in changes.stalled_changes(now=now):
        start(changes.TASK, pk)
    changes.forget_changes(now=now)
