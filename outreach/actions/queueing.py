"""The scan's second half: due reminders become deliveries in the outbox, one for each owner, outside quiet hours."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from accounts.quiet_hours import first_allowed
from outreach.actions.planning import plan_all_of
from outreach.actions.planning_days import is_as_planned
from outreach.models import Delivery, Reminder
from outreach.querysets import EARLY_AFTER

RIDE_ALONG = timedelta(minutes=10)  # what is due this soon goes in the same mail (reliability T30)
LOOK_AGAIN = timedelta(minutes=10)  # held rows are judged anew, because settings and zones change (T9)
EARLY_AT_THE_LATEST = timedelta(hours=23)  # after the end: one hour before the promise runs out


def allowed_at(reminder: Reminder, *, owner: User, now: datetime) -> datetime:
    """The first instant, perhaps past, at which the mail may go by the owner's present settings."""
    if reminder.kind == Reminder.Kind.THANK_FINAL and owner.final_ignores_quiet:
        return reminder.due_at
    quiet_ends = _first_allowed(reminder.due_at, owner)
    latest = reminder.due_at - EARLY_AFTER + EARLY_AT_THE_LATEST
    if reminder.kind == Reminder.Kind.THANK_EARLY and not reminder.snoozed and quiet_ends > latest:
        return latest
    return quiet_ends if quiet_ends > now else _first_allowed(now, owner)


def _first_allowed(instant: datetime, owner: User) -> datetime:
    return first_allowed(instant, zone=owner.zone, start=owner.quiet_start, end=owner.quiet_end)


def queue_due(*, now: datetime, limit: int = 500) -> int:
    """Queue or hold back the due reminders of as many owners as the first `limit` due rows have.

    Returns how many rows were dealt with, so that it can be called until nothing is left.
    """
    owners = _next_owners(now, limit)
    plan_all_of(owners, now=now)
    return _queue(owners, now)


@transaction.atomic
def _queue(wanted: Collection[int], now: datetime) -> int:
    """Do so for these owners; they are locked, so that two scans never split one owner's rows into two mails."""
    free = User.objects.select_for_update(skip_locked=True, no_key=True)
    owners = {owner.pk: owner for owner in free.filter(pk__in=wanted)}
    by_owner = defaultdict(list)
    for reminder in _due_soon(owners, now):
        if is_as_planned(reminder, owners[reminder.owner_id]):
            by_owner[reminder.owner_id].append(reminder)
    found = _Found()
    for owner_id, rows in by_owner.items():
        owner, due_rows = owners[owner_id], [row for row in rows if row.due_at <= now]
        allowed = [allowed_at(row, owner=owner, now=now) for row in due_rows]
        if allowed and min(allowed) <= now:
            found.put(rows, Delivery(owner=owner, to_addr=owner.email, next_at=now, created_at=now))
        else:
            found.hold(due_rows, allowed, now)
    found.write()
    return len(found.queued) + len(found.overtaken) + len(found.held)


def _next_owners(now: datetime, limit: int) -> set[int]:
    """Whose mails are the next: `limit` due rows are read by their time alone, then judged, until some are good."""
    due = Reminder.objects.due(now).order_by("due_at").values_list("pk", flat=True)
    owners, start = set[int](), 0
    while not owners and (part := list(due[start : start + limit])):
        good = Reminder.objects.filter(pk__in=part).fitting().mailable().owed(now)
        owners, start = set(good.values_list("owner_id", flat=True)), start + limit
    return owners


def _due_soon(owners: Iterable[int], now: datetime) -> Iterable[Reminder]:
    """The owners' rows that are due or may ride along, locked; held ones too, for a mail goes or it does not."""
    waiting = Reminder.objects.waiting().filter(owner__in=list(owners), due_at__lte=now + RIDE_ALONG)
    return waiting.fitting().owed(now).select_for_update(of=("self",), skip_locked=True)


@dataclass
class _Found:
    """What one scan found, to be written in a handful of statements."""

    deliveries: list[Delivery] = field(default_factory=list)
    queued: list[Reminder] = field(default_factory=list)
    overtaken: list[Reminder] = field(default_factory=list)
    held: list[Reminder] = field(default_factory=list)

    def put(self, rows: list[Reminder], delivery: Delivery) -> None:
        """Give the rows to the delivery; of two about one interview only the 24-hour one.

        The other one keeps the delivery too: it was dealt with there, and planning leaves it alone.
        """
        finals = {row.interview_id for row in rows if row.kind == Reminder.Kind.THANK_FINAL}
        for row in rows:
            row.delivery = delivery
            is_overtaken = row.kind == Reminder.Kind.THANK_EARLY and row.interview_id in finals
            (self.overtaken if is_overtaken else self.queued).append(row)
        self.deliveries.append(delivery)

    def hold(self, rows: list[Reminder], allowed: list[datetime], now: datetime) -> None:
        """Look at the rows again when they are allowed, or in ten minutes."""
        for row, instant in zip(rows, allowed, strict=True):
            row.held_until = min(instant, now + LOOK_AGAIN)
        self.held += rows

    def write(self) -> None:
        """Write it; the rows are locked."""
        Delivery.objects.bulk_create(self.deliveries)
        Reminder.objects.bulk_update([*self.queued, *self.overtaken], ["delivery"], batch_size=500)
        for state, rows in ((Reminder.State.QUEUED, self.queued), (Reminder.State.CANCELLED, self.overtaken)):
            Reminder.objects.filter(pk__in=[row.pk for row in rows]).update(state=state, held_until=None)
        Reminder.objects.bulk_update(self.held, ["held_until"], batch_size=500)
