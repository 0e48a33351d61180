"""What interviews say of a contact: the stage, the one next step, when it is due, since when the user waits."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, time, timedelta
from itertools import groupby

from accounts.zones import resolve
from contacts.actions.progress import Progress, record_progress
from contacts.models import Contact
from interviews.models import Interview, Interviewee, Promise

PROMISED_FOR = timedelta(days=7)  # a promise without a day is asked about a week after it was given
NUDGE_AFTER = timedelta(days=7)
CLOSE_AFTER = timedelta(days=14)
Step, State = Contact.NextStep, Interview.State
UNDER_WAY = (State.IDEA, State.REQUESTED, State.AGREED, State.SCHEDULED, State.HELD)


def refresh_people(interview: Interview, *, now: datetime) -> None:
    """Bring the kept columns of everyone in the interview up to date."""
    refresh_contacts(interview.people.all(), now=now)


def refresh_contacts(contacts: Iterable[Contact], *, now: datetime) -> None:
    """Bring the kept columns of these contacts up to date, in the order of ids."""
    for contact in sorted(contacts, key=lambda contact: contact.pk):
        record_progress(contact, told=progress_of(contact, now=now))


def progress_of(contact: Contact, *, now: datetime) -> Progress:
    """What all interviews with this contact come to at `now`."""
    return progress_of_all([contact], now=now)[contact.pk]


def progress_of_all(contacts: Collection[Contact], *, now: datetime) -> dict[int, Progress]:
    """The same of many contacts, by their ids."""
    rows = Interviewee.objects.filter(contact__in=contacts).with_nudges().order_by("contact_id")
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
    """When a promise is asked about: as its day begins, or without one PROMISED_FOR after it was given."""
    if promise.due_on is None:
        return promise.created_at + PROMISED_FOR
    return resolve(promise.due_on, time.min, promise.owner.zone)


def judge(parts: Iterable[Interviewee], *, now: datetime, promised: Mapping[int, datetime] | None = None) -> Progress:
    """What one contact's parts in interviews come to; each with its interview and `nudged_at`.

    The most pressing asks: an owed thank-you, a talk that is set, one they asked for to wrap up, a reply to answer,
    a promise of mine (`promised`: due times by interview), a nudge, a request.
    """
    parts = sorted(parts, key=lambda part: part.interview_id, reverse=True)
    if not parts:
        return Progress()
    under_way = [part for part in parts if part.interview.state in UNDER_WAY]
    stage = (under_way or parts)[0].interview.state
    waits = [i.requested_at for part in under_way if awaits_reply(i := part.interview) and i.requested_at]
    asks = [ask for part in under_way if (ask := _asks(part, now=now))]
    dues = [due for part in parts if (due := (promised or {}).get(part.interview_id))]
    asks += [(ORDER.index(Step.PROMISE), due) for due in dues]
    rank, due_at = min(asks, key=_pressing, default=(None, None))
    step = Step.NONE if rank is None else ORDER[rank]
    touch_on = next((part.interview.next_touch_on for part in parts if part.interview.next_touch_on), None)
    return Progress(stage, step, due_at, min(waits, default=None), touch_on)


def awaits_reply(interview: Interview) -> bool:
    """Whether the user has asked and waits for an answer."""
    return interview.state == State.REQUESTED and not interview.is_incoming


ORDER = (Step.THANK, Step.TALK, Step.WRAP_UP, Step.REPLY, Step.PROMISE, Step.NUDGE, Step.REQUEST)


def _asks(part: Interviewee, *, now: datetime) -> tuple[int, datetime | None] | None:
    """What one interview asks, as a place in ORDER and a due time; None for nothing."""
    interview, state = part.interview, part.interview.state
    ask: tuple[str, datetime | None] | None = None
    if state == State.HELD or (state == State.SCHEDULED and interview.is_over(now)):
        if interview.is_incoming:
            ask = Step.WRAP_UP, interview.ends_at
        elif part.thanked_at is None:
            ask = Step.THANK, interview.thanks_due_at
    elif state == State.SCHEDULED:
        ask = Step.TALK, interview.starts_at
    elif state == State.AGREED or interview.is_incoming:
        ask = Step.REPLY, interview.state_changed_at
    elif state == State.IDEA:
        ask = Step.REQUEST, None
    elif interview.requested_at and not part.nudged_at:
        ask = Step.NUDGE, interview.requested_at + NUDGE_AFTER
    return ask and (ORDER.index(ask[0]), ask[1])


def _pressing(ask: tuple[int, datetime | None]) -> tuple[int, bool, float]:
    """Sorts by kind, then by due time, those without one last."""
    rank, due_at = ask
    return rank, due_at is None, due_at.timestamp() if due_at else 0
