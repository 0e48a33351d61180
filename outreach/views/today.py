"""Today: what is due, and the verbs that say it is done, put off, or was not done after all."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import HttpRequest, seen_at
from contacts.actions.people import put_off_touch, snooze_contact, wake_contact
from contacts.actions.progress import interval_of
from contacts.actions.timeline import log_touch
from contacts.models import Contact
from interviews.actions.moves import let_go, move, nudge
from interviews.actions.promising import keep_promise, reopen_promise
from interviews.actions.refusals import MoveError
from interviews.actions.taking_back import left_from, take_back, undoable
from outreach.actions.touching import close_talk, log_offer, mark_asked, unlog
from outreach.actions.watching import mail_problem
from outreach.forms import DaySnoozeForm
from outreach.views.answers import refused, row_back, row_left
from outreach.views.day import read_day
from outreach.views.rows import birthday_rows, soft_rows, wrap_rows

SAID = {
    "agreed": "{name} replied. Offer times next.",
    "no_reply": "The request to {name} is closed.",
    "requested": "{name} is asked.",
}


def today(request: HttpRequest) -> HttpResponse:
    """The home page."""
    now = timezone.now()
    context = {"now": now, "day": read_day(request.user, now=now), "problem": mail_problem(request.user, now=now)}
    return TemplateResponse(request, "outreach/today.html", context)


@require_POST
def today_touched(request: HttpRequest, contact_pk: int) -> HttpResponse:
    """The user was in touch."""
    contact = get_object_or_404(request.user.contacts.active(), pk=contact_pk)
    entry = log_touch(contact, seen=seen_at(request), now=timezone.now())
    return left(request, contact, f"In touch with {contact}.", undo="unlog", args=(entry.pk,))


@require_POST
def today_offered(request: HttpRequest, contact_pk: int) -> HttpResponse:
    """The user has offered times."""
    contact = get_object_or_404(request.user.contacts.active(), pk=contact_pk)
    entry = log_offer(contact, seen=seen_at(request), now=timezone.now())
    return left(request, contact, f"Times offered to {contact}.", undo="unlog", args=(entry.pk,))


@require_POST
def today_nudged(request: HttpRequest, contact_pk: int, interview_pk: int) -> HttpResponse:
    """The user has asked once more."""
    contact = get_object_or_404(request.user.contacts.active(), pk=contact_pk)
    interview = get_object_or_404(request.user.interviews, pk=interview_pk, people=contact)
    try:
        entry = nudge(interview, seen=seen_at(request), now=timezone.now())
    except MoveError as error:
        return refused(request, error)
    return left(request, contact, f"{contact} is nudged.", undo="unlog", args=(entry.pk,))


@require_POST
def today_asked(request: HttpRequest, contact_pk: int) -> HttpResponse:
    """The user has asked for a talk."""
    contact = get_object_or_404(request.user.contacts.active(), pk=contact_pk)
    try:
        interview = mark_asked(contact, seen=seen_at(request), now=timezone.now())
    except MoveError as error:
        return refused(request, error)
    return left(request, contact, f"{contact} is asked.", undo="back", args=(interview.pk, left_from(interview)))


@require_POST
def today_moved(request: HttpRequest, contact_pk: int, interview_pk: int, to: str) -> HttpResponse:
    """They replied, or the request is left to rest."""
    contact = get_object_or_404(request.user.contacts.active(), pk=contact_pk)
    interview = get_object_or_404(request.user.interviews, pk=interview_pk, people=contact)
    now = timezone.now()
    try:
        with undoable(interview, now=now):
            move(interview, to=to, now=now)
    except MoveError as error:
        return refused(request, error)
    said = SAID.get(to, "{name}: done.").format(name=contact)
    return left(request, contact, said, undo="back", args=(interview.pk, left_from(interview)))


@require_POST
def today_let_go(request: HttpRequest, contact_pk: int, interview_pk: int) -> HttpResponse:
    """Who has not answered is not asked again."""
    contact = get_object_or_404(request.user.contacts.active(), pk=contact_pk)
    interview = get_object_or_404(request.user.interviews, pk=interview_pk, people=contact)
    try:
        let_go(interview, now=timezone.now())
    except MoveError as error:
        return refused(request, error)
    return left(request, contact, f"{contact} is not offered again.", undo="not_let_go", args=(interview.pk,))


@require_POST
def today_not_let_go(request: HttpRequest, contact_pk: int, interview_pk: int) -> HttpResponse:
    """Undo of it."""
    now, contact = timezone.now(), get_object_or_404(request.user.contacts, pk=contact_pk)
    let_go(get_object_or_404(request.user.interviews, pk=interview_pk, people=contact), on=False, now=now)
    return back(request, contact, now=now)


@require_POST
def today_wrapped(request: HttpRequest, contact_pk: int, interview_pk: int) -> HttpResponse:
    """A talk that they asked for is wrapped up."""
    contact = get_object_or_404(request.user.contacts.active(), pk=contact_pk)
    interview = get_object_or_404(request.user.interviews, pk=interview_pk, people=contact)
    try:
        close_talk(interview, now=timezone.now())
    except MoveError as error:
        return refused(request, error)
    said, args = f"The talk with {contact} is closed.", (interview.pk, left_from(interview))
    return left(request, contact, said, undo="back", args=args)


@require_POST
def today_promised(request: HttpRequest, contact_pk: int, promise_pk: int) -> HttpResponse:
    """The user has done what they promised."""
    contact = get_object_or_404(request.user.contacts.active(), pk=contact_pk)
    promise = get_object_or_404(request.user.promises, pk=promise_pk, interview__people=contact)
    keep_promise(promise, now=timezone.now())
    return left(request, contact, f"Promise to {contact} kept.", undo="unpromised", args=(promise.pk,))


@require_POST
def today_unpromised(request: HttpRequest, contact_pk: int, promise_pk: int) -> HttpResponse:
    """Undo of it: the promise is open again."""
    now = timezone.now()
    contact = get_object_or_404(request.user.contacts, pk=contact_pk)
    reopen_promise(get_object_or_404(request.user.promises, pk=promise_pk, interview__people=contact), now=now)
    return back(request, contact, now=now)


@require_POST
def today_back(request: HttpRequest, contact_pk: int, interview_pk: int, to: str) -> HttpResponse:
    """Undo of a move: the interview goes back to the state it came from."""
    now = timezone.now()
    contact = get_object_or_404(request.user.contacts, pk=contact_pk)
    interview = get_object_or_404(request.user.interviews, pk=interview_pk, people=contact)
    try:
        take_back(interview, to=to, now=now)
    except MoveError as error:
        return refused(request, error)
    return back(request, contact, now=now)


@require_POST
def today_unlog(request: HttpRequest, contact_pk: int, entry_pk: int) -> HttpResponse:
    """Undo of a tick that was written to the timeline."""
    now = timezone.now()
    contact = get_object_or_404(request.user.contacts, pk=contact_pk)
    entry = get_object_or_404(request.user.interactions.fresh(now), pk=entry_pk, people=contact)
    try:
        unlog(entry, contact=contact, now=now)
    except MoveError as error:
        return refused(request, error)
    return back(request, contact, now=now)


@require_POST
def today_snooze(request: HttpRequest, contact_pk: int) -> HttpResponse:
    """Ask nothing that can wait about this person for a while."""
    contact = get_object_or_404(request.user.contacts.active(), pk=contact_pk)
    now = timezone.now()
    form = DaySnoozeForm(request.POST, today=now.astimezone(request.user.zone).date())
    if not form.is_valid():
        context = {"form": form, "contact": contact, "action": request.path}
        return TemplateResponse(request, "outreach/today_snooze.html", context, status=422)
    snooze_contact(contact, until=form.end(zone=request.user.zone, now=now))
    return left(request, contact, f"{contact} is put off.", undo="wake", args=())


@require_POST
def today_put_off(request: HttpRequest, contact_pk: int) -> HttpResponse:
    """Not now: keeping in touch comes back after one interval."""
    contact = get_object_or_404(request.user.contacts.active(), pk=contact_pk)
    if not interval_of(contact):
        return refused(request, MoveError(f"Nothing says how often to be in touch with {contact}. Choose a day."))
    put_off_touch(contact, on=timezone.now().astimezone(request.user.zone).date())
    return left(request, contact, f"{contact} comes back after one interval.", undo="put_on", args=())


@require_POST
def today_put_on(request: HttpRequest, contact_pk: int) -> HttpResponse:
    """Undo of it."""
    contact = get_object_or_404(request.user.contacts, pk=contact_pk)
    put_off_touch(contact, on=None)
    return back(request, contact, now=timezone.now())


@require_POST
def today_wake(request: HttpRequest, contact_pk: int) -> HttpResponse:
    """Undo of a snooze."""
    contact = get_object_or_404(request.user.contacts, pk=contact_pk)
    wake_contact(contact)
    return back(request, contact, now=timezone.now())


def left(request: HttpRequest, contact: Contact, said: str, *, undo: str, args: tuple[object, ...]) -> HttpResponse:
    """The contact's row is done with; `undo` is the verb that takes it back, with `args` after the contact."""
    undo_url = reverse(f"outreach:today_{undo}", args=(contact.pk, *args))
    return row_left(request, key=f"it-{contact.pk}", said=said, undo_url=undo_url)


def back(request: HttpRequest, contact: Contact, *, now: datetime) -> HttpResponse:
    """The contact's row as it is now."""
    wrap = next((row for row in wrap_rows(request.user, now=now) if row.contact == contact), None)
    born = [row for row in birthday_rows(request.user, now=now) if row.contact == contact]
    soft = born or soft_rows(request.user, request.user.contacts.asking(now).filter(pk=contact.pk), now=now)
    return row_back(request, row=wrap or next(iter(soft), None), now=now)
