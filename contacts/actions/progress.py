"""The one writer of what lists show of a contact: stage, next step, its due time, waiting since, last touch."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max

from accounts.zones import resolve
from contacts.models import Contact

MONTHS = {
    Contact.Cadence.P1M: 1,
    Contact.Cadence.P3M: 3,
    Contact.Cadence.P6M: 6,
    Contact.Cadence.P1Y: 12,
}
KEPT = ("stage", "next_step", "next_step_due_at", "waiting_since", "last_touch_at")
SETTLED = (*KEPT, "snoozed_until")


@dataclass(frozen=True)
class Progress:
    """What the interviews say of a contact; the default says that they ask nothing."""

    stage: str = ""
    next_step: str = ""
    next_step_due_at: datetime | None = None
    waiting_since: datetime | None = None


@transaction.atomic
def record_progress(contact: Contact, *, told: Progress | None = None) -> None:
    """Work out the kept columns of `contact` and write them, on the row and on the object.

    `told` is what interviews say now; None keeps what they last said. Something else to do ends a snooze.
    """
    row = Contact.objects.select_for_update().select_related("owner").get(pk=contact.pk)
    row.last_touch_at = row.interactions.touches().aggregate(newest=Max("happened_at"))["newest"]
    settle(row, told=told)
    kept = {name: getattr(row, name) for name in SETTLED}
    Contact.objects.filter(pk=row.pk).update(**kept)
    for name, value in kept.items():
        setattr(contact, name, value)


def settle(row: Contact, *, told: Progress | None = None) -> None:
    """Work out SETTLED on the object alone, its last touch being right; bulk changes write many such rows at once."""
    before = row.stage, row.next_step
    told = told or last_told(row)
    row.stage, row.waiting_since = told.stage, told.waiting_since
    row.next_step, row.next_step_due_at = told.next_step, told.next_step_due_at
    if not told.next_step:
        row.next_step, row.next_step_due_at = own_step(row)
    if (row.stage, row.next_step) != before:
        row.snoozed_until = None


def last_told(contact: Contact) -> Progress:
    """What interviews last said, read back from the row; a step that contacts alone set is none of theirs."""
    if contact.stage == Contact.Stage.NONE:
        return Progress()
    if contact.next_step == Contact.NextStep.KEEP_IN_TOUCH:
        return Progress(stage=contact.stage, waiting_since=contact.waiting_since)
    return Progress(contact.stage, contact.next_step, contact.next_step_due_at, contact.waiting_since)


def own_step(contact: Contact) -> tuple[str, datetime | None]:
    """The next step, and its due time, of a contact of whom interviews ask nothing."""
    lead = contact.introducer_id is not None and contact.last_touch_at is None
    if lead and contact.stage in {Contact.Stage.NONE, Contact.Stage.IDEA}:
        return Contact.NextStep.REQUEST, None
    if contact.cadence:
        return Contact.NextStep.KEEP_IN_TOUCH, after_cadence(contact, contact.last_touch_at or contact.created_at)
    return Contact.NextStep.NONE, None


def after_cadence(contact: Contact, since: datetime) -> datetime:
    """`since` plus the contact's cadence, at the same wall time in the owner's zone.

    Always counted from the touch itself: monthly from 31 January is 28 February, and does not drift from there.
    """
    local = since.astimezone(contact.owner.zone)
    months = MONTHS.get(Contact.Cadence(contact.cadence))
    day = local.date() + timedelta(weeks=2) if months is None else add_months(local.date(), months)
    return resolve(day, local.time(), contact.owner.zone)


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
