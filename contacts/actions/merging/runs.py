"""The life of many merges at once: all certain pairs, a few in each transaction, and back if they are undone."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from accounts.jobs import start
from accounts.models import User
from contacts.actions.merging.apart import find_apart
from contacts.actions.merging.fields import differences
from contacts.actions.merging.merge import MergeError, Two, merge_pairs
from contacts.actions.merging.part import part_contacts
from contacts.actions.working import do_next, find_stalled
from contacts.models import ContactMerge, DuplicatePair, MergeRun
from contacts.querysets.pairs import DuplicatePairQuerySet
from contacts.querysets.working import KEPT_FOR

CHUNK = 50  # pairs in one transaction
AT_ONCE = 20  # as many as a request merges itself
TASK = "contacts.tasks.continue_run"
State = MergeRun.State


@transaction.atomic
def begin_run(owner: User, *, now: datetime) -> MergeRun | None:
    """Merge all pairs of the owner that are certain now, into the older of the two; None where there are none.

    Up to AT_ONCE pairs are merged when this returns; more are left to the workers. While a run is under way that one
    is the answer.
    """
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)
    if running := MergeRun.objects.filter(owner=owner).open().first():
        return running
    if not (total := certain(owner.pk, now).count()):
        return None
    return go_on(MergeRun.objects.create(owner=owner, total=total, created_at=now), now=now)


def certain(owner: int, until: datetime) -> DuplicatePairQuerySet:
    """The certain pairs that were found until then."""
    return DuplicatePair.objects.open().filter(owner=owner, lane=DuplicatePair.Lane.CERTAIN, found_at__lte=until)


@transaction.atomic
def stop_run(run: MergeRun, *, now: datetime) -> None:
    """Merge no more pairs; those that are merged stay so."""
    running = MergeRun.objects.filter(pk=run.pk, state=State.RUNNING)
    running.update(state=State.CANCELLED, leased_until=None, finished_at=now)


@transaction.atomic
def undo_run(run: MergeRun, *, now: datetime) -> MergeRun:
    """Take all its merges back, the last first; what another merge has changed since stays, as one of its own."""
    row = MergeRun.objects.select_for_update(of=("self",)).select_related("owner").get(pk=run.pk)
    if not row.can_be_undone(now):
        return row
    row.state, row.step_began_at, row.finished_at, row.done = State.UNDOING, now, None, 0
    row.total = row.merges.standing().count()
    row.save(update_fields=["state", "step_began_at", "finished_at", "done", "total"])
    return go_on(row, now=now)


def go_on(run: MergeRun, *, now: datetime) -> MergeRun:
    """Do a small run at once, and give a great one to the workers."""
    if run.total > AT_ONCE:
        start(TASK, run.pk)
        return run
    while do_chunk(run, now):
        pass
    return run


def continue_run(pk: int, *, now: datetime) -> bool:
    """Do the next chunk of a run that nobody else has in hand; whether there is more to do."""
    return do_next(MergeRun, pk, do=do_chunk, now=now)


def do_chunk(run: MergeRun, now: datetime) -> bool:
    """Go on or back by one chunk; whether there is more to do. The run's row is locked."""
    step = part_some if run.state == State.UNDOING else merge_some
    is_over = step(run, now) < CHUNK
    if is_over:
        run.state = State.UNDONE if run.state == State.UNDOING else State.DONE
        run.finished_at = now
    run.leased_until = None
    run.save(update_fields=["state", "done", "total", "leased_until", "finished_at"])
    return not is_over


def merge_some(run: MergeRun, now: datetime) -> int:
    """Merge the next pairs, or say that they have become a conflict by an earlier merge; how many it came to."""
    come_to = 0
    while come_to < CHUNK and (pairs := list(certain(run.owner_id, run.created_at).order_by("pk")[: CHUNK - come_to])):
        apart = find_apart(pairs)
        differing = differences([(pair.first, pair.second) for pair in apart])
        mark_conflicts([(pair, differing[pair.second_id]) for pair in apart if differing[pair.second_id]])
        alike = [Two(pair.first, pair.second) for pair in apart if not differing[pair.second_id]]
        merge_pairs(alike, run=run, now=now)
        come_to += len(apart)
    run.done += come_to
    run.total = max(run.total, run.done)
    return come_to


def mark_conflicts(found: Sequence[tuple[DuplicatePair, set[str]]]) -> None:
    """Move the pairs to the lane of those who say different things, with what they say so (names of compared_pairs)."""
    for pair, differing in found:
        pair.lane = DuplicatePair.Lane.CONFLICT
        pair.reasons = [*pair.reasons, *(["differs", name] for name in sorted(differing))]
    DuplicatePair.objects.bulk_update([pair for pair, _ in found], ["lane", "reasons"])


def part_some(run: MergeRun, now: datetime) -> int:
    """Take the last merges back. How many it came to."""
    merges = list(run.merges.standing().order_by("-pk")[:CHUNK])
    for merge in merges:
        try:
            with transaction.atomic():
                part_contacts(merge, now=now)
        except MergeError:
            ContactMerge.objects.filter(pk=merge.pk).update(run=None)
    run.done += len(merges)
    return len(merges)


def stalled_runs(*, now: datetime) -> list[int]:
    """The ids of runs with work left that nobody has in hand; what cannot be done is given up."""
    return find_stalled(MergeRun, now=now)


def forget_merges(*, now: datetime) -> None:
    """Drop what was kept to take merges back when nobody can any more; the old addresses lead on."""
    ContactMerge.objects.filter(merged_at__lt=now - KEPT_FOR).exclude(undo={}).update(undo={})
