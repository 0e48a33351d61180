"""The one writer of what lists show of a contact: stage, next step, its due time, waiting since, last touch."""

import calendar
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain

from django.db import transaction
from django.db.models import Max

from accounts.zones import resolve
from contacts.actions.bulk.writing import write_rows
from contacts.models import Contact, InteractionPerson

MONTHS = {
    Contact.Cadence.P1M: 1,
    Contact.Cadence.P3M: 3,
    Contact.Cadence.P6M: 6,
    Contact.Cadence.P1Y: 12,
}
MONTH_ENDS = 60  # touches in a row on last days of months: further back nobody looks for the day that is kept
KEPT = (
    *("stage", "told_step", "told_due_at", "told_is_due", "next_step", "next_step_due_at"),
    *("waiting_since", "last_touch_at", "touch_on", "cadence_day"),
)
SETTLED = (*KEPT, "snoozed_until")
QUIET = {*SETTLED, "updated_at", "has_email", "photo_digest"}  # columns that follow from others: nobody writes them
# Steps of interviews that wait for their time: what contacts ask for goes first where it is due before.
TIMED = {Contact.NextStep.PROMISE, Contact.NextStep.NUDGE}  # a talk that is set keeps in touch by itself


@dataclass(frozen=True)
class Progress:
    """What the interviews say of a contact; the default says that they ask nothing."""

    stage: str = ""
    next_step: str = ""
    next_step_due_at: datetime | None = None
    waiting_since: datetime | None = None
    touch_on: date | None = None
    is_due: bool = False  # whether that step, one of TIMED, was due when they said so


# How to ask what interviews say of contacts at an instant, by their ids; they put it here when the program starts.
tellers: list[Callable[[Collection[Contact], datetime], Mapping[int, Progress]]] = []


@transaction.atomic
def tell_progress(*contacts: Contact, now: datetime) -> None:
    """Work out the kept columns of the contacts and write them on their rows, with interviews asked anew.

    For contacts whose interviews are others now; as many statements for a hundred of them as for one.
    """
    mine = Contact.objects.select_for_update(of=("self",)).select_related("owner")
    rows = list(mine.filter(pk__in=[contact.pk for contact in contacts]).order_by("pk"))
    touches = InteractionPerson.objects.filter(contact__in=rows, interaction__is_touch=True).order_by()
    newest = dict(touches.values_list("contact").annotate(Max("interaction__happened_at")))
    told = tellers[0](rows, now) if tellers else {}
    for row in rows:
        row.last_touch_at = newest.get(row.pk)
        settle(row, told=told.get(row.pk))
    write_rows(Contact, {row.pk: {name: getattr(row, name) for name in SETTLED} for row in rows})


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


def settle(row: Contact, *, told: Progress | None = None, touches: Iterable[datetime] | None = None) -> None:
    """Work out SETTLED on the object alone, its last touch being right; bulk changes write many such rows at once.

    `touches` are all of the contact's, the latest first; unless they are given they are looked up if need be.
    """
    before = row.stage, row.next_step
    told = told or last_told(row)
    row.cadence_day = kept_day(row, touches)
    row.stage, row.waiting_since, row.touch_on = told.stage, told.waiting_since, told.touch_on
    row.told_step, row.told_due_at, row.told_is_due = told.next_step, told.next_step_due_at, told.is_due
    row.next_step, row.next_step_due_at = first_of(told, *own_step(row))
    if (row.stage, row.next_step) != before:
        row.snoozed_until = None


def last_told(contact: Contact) -> Progress:
    """What interviews last said, read back from the row."""
    kept = contact.told_step, contact.told_due_at, contact.waiting_since, contact.touch_on, contact.told_is_due
    return Progress(contact.stage, *kept)


def first_of(told: Progress, own: str, own_due_at: datetime | None) -> tuple[str, datetime | None]:
    """Which comes first, what interviews ask or what contacts themselves do, and when it is due.

    What interviews ask goes first once it is due; when that comes about by time alone, they say so anew.
    """
    step, due_at = told.next_step, told.next_step_due_at
    may_wait = step in TIMED and not told.is_due and due_at and own_due_at and own_due_at < due_at
    return (own, own_due_at) if may_wait or not step else (step, due_at)


def own_step(contact: Contact) -> tuple[str, datetime | None]:
    """The next step, and its due time, of a contact of whom interviews ask nothing."""
    lead = contact.introducer_id is not None and contact.last_touch_at is None
    if lead and contact.stage in {Contact.Stage.NONE, Contact.Stage.IDEA}:
        return Contact.NextStep.REQUEST, None
    dues = [due for due in (day_for_touch(contact), cadence_due(contact)) if due]
    return (Contact.NextStep.KEEP_IN_TOUCH, min(dues)) if dues else (Contact.NextStep.NONE, None)


def day_for_touch(contact: Contact) -> datetime | None:
    """The beginning of the day for which the user said "in touch again"; None once they were, on it or later."""
    if contact.touch_on is None:
        return None
    starts_at = resolve(contact.touch_on, time.min, contact.owner.zone)
    if contact.put_off_on and contact.put_off_on >= contact.touch_on and interval_of(contact):
        return None
    return None if contact.last_touch_at and contact.last_touch_at >= starts_at else starts_at


def cadence_due(contact: Contact) -> datetime | None:
    """When the contact's cadence asks to be in touch; None without one. Where only the latest is said, that is it.

    "Not now" counts one interval from the day on which it was said, until the next touch; a pause, to its end.
    """
    interval = interval_of(contact)
    if not interval:
        return None
    since, keep = contact.last_touch_at or contact.created_at, contact.cadence_day
    local = since.astimezone(contact.owner.zone)
    if contact.put_off_on and contact.put_off_on > local.date():
        since, keep = resolve(contact.put_off_on, local.time(), contact.owner.zone), None
    return not_paused(contact, after_interval(contact, since, interval, keep=keep))


def latest_due(contact: Contact) -> datetime | None:
    """When it is late to be in touch, whatever was put off; None where no latest is said."""
    if not contact.cadence_most:
        return None
    since = contact.last_touch_at or contact.created_at
    return not_paused(contact, after_interval(contact, since, contact.cadence_most, keep=contact.cadence_day))


def interval_of(contact: Contact) -> str:
    """How often one means to be in touch; "" for no reminder."""
    return contact.cadence or contact.cadence_most


def not_paused(contact: Contact, due_at: datetime) -> datetime:
    """That instant, or the beginning of the day on which a pause ends."""
    if contact.paused_until is None:
        return due_at
    return max(due_at, resolve(contact.paused_until, time.min, contact.owner.zone))


def kept_day(contact: Contact, touches: Iterable[datetime] | None = None) -> int | None:
    """The day of the month (1 to 31) that a cadence in months comes back to; None where there is no such cadence.

    The newest touch sets it, but for one on the last day of a month that is too short for the day kept until then:
    that one leaves it. So monthly from 31 January is 28 February and, touched on that day, 31 March (T32). It
    follows from the touches alone, whatever the order in which they were written down.
    """
    if interval_of(contact) not in MONTHS:
        return None
    kept = 0
    for instant in chain([contact.last_touch_at or contact.created_at], before_that(contact, touches)):
        day = instant.astimezone(contact.owner.zone).date()
        kept = max(kept, day.day)
        if day.day == 31 or add_months(day, 0, keep=31) != day:
            break
    return kept


def before_that(contact: Contact, touches: Iterable[datetime] | None = None) -> Iterator[datetime]:
    """The touches before the newest, the latest first, and then when the contact was made; read only if asked for."""
    if contact.last_touch_at is None:
        return
    oldest = newest = contact.last_touch_at
    if touches is None:
        earlier = contact.interactions.touches().filter(happened_at__lt=newest).order_by("-happened_at")
        touches = earlier.values_list("happened_at", flat=True)[:MONTH_ENDS]
    for oldest in [touch for touch in touches if touch < newest][:MONTH_ENDS]:
        yield oldest
    if contact.created_at < oldest:
        yield contact.created_at


def after_interval(contact: Contact, since: datetime, interval: str, *, keep: int | None) -> datetime:
    """`since` plus one of Contact.Cadence, at the same wall time in the owner's zone, on the day (`keep`) it keeps."""
    local = since.astimezone(contact.owner.zone)
    months = MONTHS.get(Contact.Cadence(interval))
    day = local.date()
    day = day + timedelta(weeks=2) if months is None else add_months(day, months, keep=keep)
    return resolve(day, local.time(), contact.owner.zone)


def add_months(day: date, months: int, *, keep: int | None = None) -> date:
    """The same day (or the day `keep` of the month) so many months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(keep or day.day, calendar.monthrange(year, month + 1)[1]))
