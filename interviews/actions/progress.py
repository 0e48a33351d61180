"""What interviews say of a contact: the stage, the one next step, when it is due, since when the user waits."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, time, timedelta
from itertools import groupby

from django.db.models import Q

from accounts.models import User
from accounts.zones import resolve
from contacts.actions.progress import TIMED, Progress, record_progress, tell_progress
from contacts.models import Contact
from interviews.actions.times import kept_start
from interviews.actions.waiting import nudge_due, revive_due
from interviews.models import Interview, Interviewee, Promise

SOON = timedelta(hours=12)  # a talk is today's from so long before it begins
Ask = tuple[Contact.NextStep, datetime | None]  # a step, and when it is due
Step, State = Contact.NextStep, Interview.State
ORDER = (Step.THANK, Step.TALK, Step.WRAP_UP, Step.REPLY, Step.PROMISE, Step.NUDGE, Step.REQUEST)
AT_ONCE = ORDER[:4]  # a talk only if it is today's; what is not among them waits for its time, and the earliest asks
UNDER_WAY = (State.IDEA, State.REQUESTED, State.AGREED, State.SCHEDULED, State.HELD)


def refresh_people(interview: Interview, *, now: datetime) -> None:
    """Bring the kept columns of everyone in the interview up to date."""
    refresh_contacts(interview.people.all(), now=now)


def refresh_contacts(contacts: Iterable[Contact], *, now: datetime) -> None:
    """Bring the kept columns of these contacts up to date, in the order of ids."""
    for contact in sorted(contacts, key=lambda contact: contact.pk):
        record_progress(contact, told=progress_of(contact, now=now))


def refresh_waiting(owner: User, *, now: datetime) -> None:
    """Bring up to date everyone of whom the owner waits for an answer, or waited, whom they are to talk to, and to whom
    they have promised something without a day, after a clock was set."""
    promised = owner.promises.filter(by=Promise.By.ME, done_at=None, due_on=None)
    waited = Q(waiting_since__isnull=False) | Q(stage=Contact.Stage.NO_REPLY) | Q(told_step=Step.TALK)
    waited |= Q(pk__in=promised.values("interview__people"))
    tell_progress(*owner.contacts.filter(waited), now=now)


def progress_of(contact: Contact, *, now: datetime) -> Progress:
    """What all interviews with this contact come to at `now`."""
    return progress_of_all([contact], now=now)[contact.pk]


def progress_of_all(contacts: Collection[Contact], *, now: datetime) -> dict[int, Progress]:
    """The same of many contacts, by their ids."""
    by_id = {contact.pk: contact for contact in contacts}
    rows = list(Interviewee.objects.filter(contact__in=contacts).with_nudges().order_by("contact_id"))
    for row in rows:
        row.contact = by_id[row.contact_id]
    parts = {contact: list(group) for contact, group in groupby(rows, key=lambda row: row.contact_id)}
    dues = promise_dues([part.interview_id for group in parts.values() for part in group])
    return {contact.pk: judge(parts.get(contact.pk, []), promised=dues, now=now) for contact in contacts}


def promise_dues(interviews: Collection[int]) -> dict[int, datetime]:
    """When the first open promise of the user from each of these interviews (ids) is due: its day's beginning."""
    dues: dict[int, datetime] = {}
    rows = Promise.objects.filter(interview__in=interviews, by=Promise.By.ME, done_at=None).select_related("owner")
    for promise in rows if interviews else []:
        due_at = promise_due(promise)
        dues[promise.interview_id] = min(due_at, dues.get(promise.interview_id, due_at))
    return dues


def promise_due(promise: Promise) -> datetime:
    """When a promise is asked about: as its day begins, or without one so many days after it was given."""
    if promise.due_on is None:
        return promise.created_at + timedelta(days=promise.owner.promise_after)
    return resolve(promise.due_on, time.min, promise.owner.zone)


def judge(parts: Iterable[Interviewee], *, now: datetime, promised: Mapping[int, datetime] | None = None) -> Progress:
    """What one contact's parts in interviews come to; each with its interview and `nudged_at`.

    The first of these asks (PRODUCT.md, section on states): an owed thank-you, today's talk, a talk they asked for to
    wrap up, a reply to answer; then whichever is due first of a talk that is set, a promise of mine (`promised`: due
    times by interview) and a nudge; then a request, which goes before a promise that is not due at `now`: a wish, or
    one that was closed without a reply long enough ago. What changes with the clock, overtaken.py finds.
    """
    parts = sorted(parts, key=lambda part: part.interview_id, reverse=True)
    if not parts:
        return Progress()
    under_way = [part for part in parts if part.interview.state in UNDER_WAY]
    stage = (under_way or parts)[0].interview.state
    waits = [i.requested_at for part in under_way if awaits_reply(i := part.interview) and i.requested_at]
    asks = [ask for part in under_way if (ask := _asks(part, now=now))]
    dues = [due for part in parts if (due := (promised or {}).get(part.interview_id))]
    asks += [(Step.PROMISE, due) for due in dues]
    asks += [(Step.REQUEST, None)] if may_revive(parts[0].interview, under_way, now=now) else []
    step, due_at = _first(asks, now=now)
    touch_on = next((part.interview.next_touch_on for part in parts if part.interview.next_touch_on), None)
    is_due = step in TIMED and due_at is not None and due_at <= now
    return Progress(stage, step, due_at, min(waits, default=None), touch_on, is_due)


def may_revive(newest: Interview, under_way: Collection[Interviewee], *, now: datetime) -> bool:
    """Whether the last that was begun with somebody was closed without a reply so long ago that it is offered again."""
    is_silent = newest.state == State.NO_REPLY and not newest.is_incoming and not newest.is_let_go
    return is_silent and not under_way and revive_due(newest) <= now


def awaits_reply(interview: Interview) -> bool:
    """Whether the user has asked and waits for an answer."""
    return interview.state == State.REQUESTED and not interview.is_incoming


def _asks(part: Interviewee, *, now: datetime) -> Ask | None:
    """What one interview asks; None for nothing."""
    interview, state = part.interview, part.interview.state
    if state == State.HELD or (state == State.SCHEDULED and interview.is_over(now)):
        if interview.is_incoming:
            return Step.WRAP_UP, interview.ends_at
        return (Step.THANK, interview.thanks_due_at) if part.thanked_at is None else None
    if state == State.SCHEDULED:
        return Step.TALK, kept_start(interview)
    if state == State.AGREED or interview.is_incoming:
        return Step.REPLY, interview.state_changed_at
    if state == State.IDEA:
        return Step.REQUEST, None
    if interview.requested_at and not part.nudged_at:
        return Step.NUDGE, nudge_due(interview, part.contact)
    return None


def _first(asks: Iterable[Ask], *, now: datetime) -> Ask:
    """The one next step of all that is asked."""
    asks = sorted(asks, key=lambda ask: _pressing(ask, now))
    if (Step.REQUEST, None) in asks:
        asks = [(step, due_at) for step, due_at in asks if step != Step.PROMISE or (due_at and due_at <= now)]
    return asks[0] if asks else (Step.NONE, None)


def _pressing(ask: Ask, now: datetime) -> tuple[int, bool, float, int]:
    """Sorts those that ask AT_ONCE by kind and before all others, the others by due time, those without one last."""
    step, due_at = ask
    place = ORDER.index(step)
    is_todays = step == Step.TALK and due_at is not None and due_at <= now + SOON
    lane = AT_ONCE.index(step) if step in AT_ONCE and (step != Step.TALK or is_todays) else len(AT_ONCE)
    return lane, due_at is None, due_at.timestamp() if due_at else 0, place
