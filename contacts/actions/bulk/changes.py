"""The life of a bulk change: whom it is about is fixed first, then it goes through them, and back if it is undone.

Each chunk is one transaction: it writes what people were before, what they are now, and how far the change has come.
So a worker that is killed has done a chunk or has not, and whoever comes next goes on behind it (docs/adr/0001).
"""

from datetime import datetime

from django.db import connection, transaction

from accounts.jobs import start
from accounts.models import User
from contacts.actions.bulk.verbs import VERBS, locked
from contacts.actions.working import do_next, find_stalled
from contacts.models import BulkChange, BulkPart, BulkPerson, ExportPart
from contacts.querysets.people import ContactQuerySet
from contacts.querysets.working import KEPT_FOR, OPEN

CHUNK = 1_000  # people in one transaction
AT_ONCE = 200  # as many as a request changes itself
TASK = "contacts.tasks.continue_change"
State = BulkChange.State


@transaction.atomic
def begin_change(owner: User, *, people: ContactQuerySet, verb: str, value: str = "", now: datetime) -> BulkChange:
    """Do `verb` (one of BulkChange.Verb) to all `people` of the owner, whoever joins or leaves the selection later.

    `value` is the name of the tag, the cadence or the warmth. Up to AT_ONCE people are changed when this returns;
    more are left to the workers. The admin's actions call this, too.
    """
    prepare = VERBS[verb].prepare
    change = BulkChange.objects.create(owner=owner, verb=verb, value=prepare(owner, value), created_at=now)
    change.total = fix_people(change, people)
    change.save(update_fields=["total"])
    return go_on(change, now=now)


def fix_people(change: BulkChange, people: ContactQuerySet) -> int:
    """Write down whom the change is about, in parts of CHUNK and one statement; how many they are."""
    chosen, params = people.filter(owner=change.owner).order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO contacts_bulkpart (owner_id, change_id, contacts)"  # noqa: S608  the ORM's own statement
            " SELECT %s, %s, array_agg(id ORDER BY id)"
            f" FROM (SELECT id, (row_number() OVER (ORDER BY id) - 1) / %s FROM ({chosen}) AS chosen (id))"
            " AS numbered (id, part) GROUP BY part ORDER BY part RETURNING cardinality(contacts)",
            [change.owner_id, change.pk, CHUNK, *params],
        )
        return sum(size for (size,) in cursor)


@transaction.atomic
def undo_change(change: BulkChange, *, now: datetime) -> BulkChange:
    """Put everyone back to what they were before; whom the user has changed since in that respect stays as they are.

    Only what BulkChange.can_be_undone says can be; anything else is left.
    """
    row = BulkChange.objects.select_for_update(of=("self",)).select_related("owner").get(pk=change.pk)
    if not row.can_be_undone(now):
        return row
    row.state, row.step_began_at, row.finished_at = State.UNDOING, now, None
    row.save(update_fields=["state", "step_began_at", "finished_at"])
    return go_on(row, now=now)


@transaction.atomic
def stop_change(change: BulkChange, *, now: datetime) -> None:
    """Do no more people; those that are done stay changed."""
    running = BulkChange.objects.filter(pk=change.pk, state=State.RUNNING)
    running.update(state=State.CANCELLED, leased_until=None, finished_at=now)


def go_on(change: BulkChange, *, now: datetime) -> BulkChange:
    """Do a small change at once, and give a great one to the workers."""
    if change.total <= AT_ONCE:
        do_chunk(change, now)
    else:
        start(TASK, change.pk)
    return change


def continue_change(pk: int, *, now: datetime) -> bool:
    """Do the next chunk of a change that nobody else has in hand; whether there is more to do."""
    return do_next(BulkChange, pk, do=do_chunk, now=now)


def do_chunk(change: BulkChange, now: datetime) -> bool:
    """Go on or back by one chunk; whether there is more to do. The change's row is locked."""
    step = undo_part if change.state == State.UNDOING else do_part
    is_over = not step(change, now=now)
    if is_over:
        change.state = State.UNDONE if change.state == State.UNDOING else State.DONE
        change.finished_at = now
    change.leased_until = None
    change.save(update_fields=["state", "done", "changed", "leased_until", "finished_at"])
    return not is_over


def do_part(change: BulkChange, *, now: datetime) -> bool:
    """Change the next people, and keep what they were; whether there are more."""
    waiting = list(change.waiting.all()[:2])
    for next_part in waiting[:1]:
        part = list(locked(change, next_part.contacts).values_list("pk", flat=True))  # not who was deleted since
        befores = VERBS[change.verb].do(change, part, now)
        mine = {"owner_id": change.owner_id, "change": change}
        BulkPerson.objects.bulk_create([BulkPerson(**mine, contact_id=pk, before=befores.get(pk, {})) for pk in part])
        next_part.delete()
        change.done += len(part)
        change.changed += sum(1 for before in befores.values() if before)
    return len(waiting) > 1


def undo_part(change: BulkChange, *, now: datetime) -> bool:
    """Put the last people back; whether there are more. `changed` comes down to those who were left as they are."""
    part = dict(change.people.order_by("-contact_id").values_list("contact_id", "before")[:CHUNK])
    change.changed -= VERBS[change.verb].undo(change, {pk: before for pk, before in part.items() if before}, now)
    change.people.filter(contact__in=part).delete()
    change.done -= len(part)
    return len(part) == CHUNK


def stalled_changes(*, now: datetime) -> list[int]:
    """The ids of changes with work left that nobody has in hand; what cannot be done is given up."""
    return find_stalled(BulkChange, now=now)


def forget_changes(*, now: datetime) -> None:
    """Drop changes, with all that they kept, when they can no longer be undone."""
    old = BulkChange.objects.filter(created_at__lt=now - KEPT_FOR).exclude(state__in=OPEN)
    # One after the other, the many rows first: so nothing is read to be deleted.
    for pk in list(old.values_list("pk", flat=True)[:100]):
        with transaction.atomic():
            ExportPart.objects.filter(change=pk).delete()
            BulkPart.objects.filter(change=pk).delete()
            BulkPerson.objects.filter(change=pk).delete()
            BulkChange.objects.filter(pk=pk).delete()
