"""The thank-you page: the prepared letter, the ways to send it, the word that it was sent, and putting it off."""

from collections.abc import Collection
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_text_list
from django.views.decorators.http import require_POST

from accounts.http import HttpRequest
from accounts.models import User
from accounts.paging import read_id
from contacts.models import Channel
from interviews.actions.refusals import MoveError
from interviews.models import Interviewee
from outreach.actions.snoozing import NothingOwedError, PutOff, snooze_thank_you, wake_thank_you
from outreach.actions.thanking import check_letter, draft_thank_you, keep_letter, send_marked, send_unmarked
from outreach.emails import compose_links, when_words
from outreach.forms import MessageForm, SnoozeForm
from outreach.models import Message
from outreach.views.answers import go_back, refused, row_back, row_left, row_stays
from outreach.views.rows import ThankRow

MOST_QUOTED = 5


def thank_you(request: HttpRequest, interview_pk: int, contact_pk: int) -> HttpResponse:
    """The letter to one person, with the takeaways `?quote=` in it.

    POST keeps it, and over htmx answers with the links that carry the new text.
    """
    now = timezone.now()
    part = find_part(request.user, interview_pk, contact_pk)
    wanted = [pk for text in request.GET.getlist("quote")[:MOST_QUOTED] if (pk := read_id(text)) is not None]
    form = _form(part, request.POST or None, now=now, quote=wanted)
    if form.is_bound and form.is_valid():
        keep_letter(form.instance)
        if not request.htmx:
            messages.success(request, "Draft saved.")
            return redirect(request.path)
    fragment = "#kept" if request.htmx.target == "send" else ""
    return _page(request, part, form, now=now, fragment=fragment)


@require_POST
def thank_you_sent(request: HttpRequest, interview_pk: int, contact_pk: int) -> HttpResponse:
    """“I sent it”, from the page with its text, or from a row of Today without."""
    now = timezone.now()
    part = find_part(request.user, interview_pk, contact_pk)
    form = _form(part, request.POST if "body" in request.POST else None, now=now)
    if form.is_bound and not form.is_valid():
        return _page(request, part, form, now=now)
    try:
        send_marked(form.instance, now=now)
    except MoveError as error:
        return refused(request, error)
    said = f"Thank-you to {part.contact.display_name} marked as sent."
    undo_url = reverse("outreach:thank_you_unsent", args=[interview_pk, contact_pk])
    return row_left(request, key=ThankRow(part, now).key, said=said, undo_url=undo_url)


@require_POST
def thank_you_unsent(request: HttpRequest, interview_pk: int, contact_pk: int) -> HttpResponse:
    """Undo: it was not sent after all."""
    now = timezone.now()
    part = find_part(request.user, interview_pk, contact_pk)
    send_unmarked(draft_thank_you(part.interview, part.contact, now=now), now=now)
    part = find_part(request.user, interview_pk, contact_pk)
    return row_back(request, row=ThankRow(part, now), now=now)


@require_POST
def thank_you_snooze(request: HttpRequest, interview_pk: int, contact_pk: int) -> HttpResponse:
    """Put the reminder of this thank-you off, and its row on Today with it."""
    now = timezone.now()
    part = find_part(request.user, interview_pk, contact_pk)
    form = SnoozeForm(request.POST)
    if not form.is_valid():
        return _page(request, part, _form(part, None, now=now), now=now, snooze=form)
    try:
        snooze_thank_you(part.interview, until=form.end(zone=request.user.zone, now=now), now=now)
    except NothingOwedError as error:
        return refused(request, error)
    words = PutOff(form.cleaned_data["until"]).label
    owed = part.interview.interviewees.filter(thanked_at=None, contact__trashed_at=None).select_related("contact")
    names = get_text_list([str(other.contact) for other in owed], "and")
    said = f"You will be reminded to thank {names} {words[0].lower()}{words[1:]}."
    row, undo_url = ThankRow(part, now), reverse("outreach:thank_you_wake", args=[interview_pk, contact_pk])
    if row.is_late:  # the mail waits, the promise does not
        said += " It stays on Today, as the 24 hours are over."
        return row_stays(request, row=row, said=said, undo_url=undo_url)
    if len(owed) > 1:  # the clock is the interview's: the rows of the others go, too
        messages.success(request, said, extra_tags=undo_url)
        return go_back(request)
    return row_left(request, key=row.key, said=said, undo_url=undo_url)


@require_POST
def thank_you_wake(request: HttpRequest, interview_pk: int, contact_pk: int) -> HttpResponse:
    """Undo of a snooze."""
    now = timezone.now()
    part = find_part(request.user, interview_pk, contact_pk)
    wake_thank_you(part.interview)
    return row_back(request, row=ThankRow(part, now), now=now)


def find_part(user: User, interview_pk: int, contact_pk: int) -> Interviewee:
    """One person of one of the user's own interviews, in which the user asked; 404 for all else."""
    parts = user.interviewees.select_related("interview__owner", "contact__organization")
    parts = parts.prefetch_related("interview__takeaways", "interview__referrals__contact", "contact__channels")
    return get_object_or_404(
        parts, interview=interview_pk, contact=contact_pk, interview__direction="outgoing", contact__trashed_at=None
    )


def _form(part: Interviewee, data: QueryDict | None, *, now: datetime, quote: Collection[int] = ()) -> MessageForm:
    return MessageForm(data, instance=draft_thank_you(part.interview, part.contact, now=now, quote=quote))


def _page(
    request: HttpRequest,
    part: Interviewee,
    form: MessageForm,
    *,
    now: datetime,
    fragment: str = "",
    snooze: SnoozeForm | None = None,
) -> HttpResponse:
    context = {
        "now": now,
        "part": part,
        "form": form,
        "snooze": snooze or SnoozeForm(),
        "checks": check_letter(form.instance),
        "row": ThankRow(part, now),
        "due_at": part.interview.thanks_due_at,
        "when": when_words(part.interview, now=now),
        "is_over": part.interview.is_over(now),
    } | _ways(part, form.instance)
    is_wrong = (form.is_bound and not form.is_valid()) or snooze is not None
    return TemplateResponse(request, f"outreach/thank_you.html{fragment}", context, status=422 if is_wrong else 200)


def _ways(part: Interviewee, message: Message) -> dict[str, object]:
    """How the letter can reach the person; only links of the web are offered as links."""
    channels = part.contact.channels.all()
    emails = [channel.value for channel in channels if channel.kind == Channel.Kind.EMAIL]
    profiles = [c.value for c in channels if c.kind == Channel.Kind.LINKEDIN and c.value.startswith("https://")]
    links = compose_links(next(iter(emails), ""), message.subject, message.body)
    return {"emails": emails, "profiles": profiles, "links": links}
