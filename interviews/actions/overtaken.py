"""Of whom time alone has made something else the next step: a talk is near or over, a promise has fallen due."""

from datetime import datetime, timedelta

from django.db.models import DurationField, ExpressionWrapper, F, Q, Value

from contacts.actions.progress import TIMED
from contacts.models import Contact
from interviews.actions.progress import SOON, promise_dues
from interviews.actions.times import kept_start
from interviews.actions.waiting import revive_due
from interviews.models import Interview, Interviewee, Promise

ENDED_LATELY = timedelta(days=14)  # how far back one looks for people still shown as about to be met
SHORTEST = timedelta(days=28)  # of months
AHEAD = timedelta(days=1)  # a day begins somewhere on earth up to 14 hours before it does in UTC
Step = Contact.NextStep


def overtaken(*, now: datetime) -> list[int]:
    """The ids of contacts, ascending, who are to be brought up to date; of those who were it tells no more."""
    return sorted({*_meeting(now), *_met(now), *_promised(now), *_fallen_due(now), *_silent_long(now)})


def _meeting(now: datetime) -> set[int]:
    """Those whom one talks to soon, shown with something that waited longer."""
    soon = {"starts_at__lte": now + SOON + AHEAD, "ends_at__gt": now, "state": Interview.State.SCHEDULED}
    behind = Interviewee.objects.filter(interview__in=Interview.objects.filter(**soon))
    parts = behind.exclude(contact__told_step__in=[Step.THANK, Step.TALK]).select_related("interview__owner")
    starts = [(part.contact_id, kept_start(part.interview)) for part in parts]
    return {contact for contact, start in starts if start and start <= now + SOON}


def _met(now: datetime) -> set[int]:
    """Those whose talk has ended without anyone touching it."""
    ended = Interviewee.objects.filter(
        interview__state=Interview.State.SCHEDULED,
        interview__ends_at__lte=now,
        interview__ends_at__gt=now - ENDED_LATELY,
    )
    owed = Q(interview__direction=Interview.Direction.OUTGOING, thanked_at=None) & ~Q(contact__told_step=Step.THANK)
    open_still = Q(interview__direction=Interview.Direction.INCOMING) & ~Q(
        contact__told_step__in=[Step.THANK, Step.TALK, Step.WRAP_UP]
    )
    rows = ended.annotate(asks=owed | open_still).filter(Q(asks=True) | Q(contact__told_step=Step.TALK))
    parts = rows.select_related("interview__owner", "contact")
    return {part.contact_id for part in parts if part.asks or part.contact.told_due_at == kept_start(part.interview)}


def _promised(now: datetime) -> set[int]:
    """Those of whom a request is asked, which goes before a promise only until that is due."""
    wait = ExpressionWrapper(F("owner__promise_after") * Value(timedelta(days=1)), output_field=DurationField())
    without_day = Q(due_on=None, created_at__lte=now - wait)
    promises = Promise.objects.filter(without_day | Q(due_on__lte=(now + AHEAD).date()), by=Promise.By.ME, done_at=None)
    parts = Interviewee.objects.filter(contact__told_step=Step.REQUEST, interview__promises__in=promises)
    pairs = set(parts.values_list("contact", "interview"))
    dues = promise_dues({interview for _, interview in pairs})
    return {contact for contact, interview in pairs if (due_at := dues.get(interview)) and due_at <= now}


def _fallen_due(now: datetime) -> set[int]:
    """Those shown with keeping in touch, which goes before a promise or a nudge only until that is due."""
    shown = Contact.objects.filter(next_step=Step.KEEP_IN_TOUCH, told_step__in=TIMED)
    return set(shown.filter(told_is_due=False, told_due_at__lte=now).values_list("pk", flat=True))


def _silent_long(now: datetime) -> set[int]:
    """Those of whom nothing is asked since a request was closed without a reply, which is to be offered again."""
    wait = ExpressionWrapper(F("owner__revive_after") * Value(SHORTEST), output_field=DurationField())
    silent = Interview.objects.filter(
        state=Interview.State.NO_REPLY,
        direction=Interview.Direction.OUTGOING,
        state_changed_at__lte=now - wait,
        is_let_go=False,
    )
    parts = Interviewee.objects.filter(interview__in=silent, contact__stage=Contact.Stage.NO_REPLY)
    rows = parts.filter(contact__told_step="").select_related("interview__owner").order_by("interview_id")
    newest = {row.contact_id: row.interview for row in rows}
    return {contact for contact, interview in newest.items() if revive_due(interview) <= now}
