"""The thank-you of a talk: its letter, the word that it was sent, and putting it off."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_text_list
from django.views.decorators.http import require_POST

from accounts.http import HttpRequest, form_page
from accounts.models import User
from accounts.paging import read_id
from interviews.actions.refusals import MoveError
from interviews.models import Interviewee
from outreach.actions.snoozing import NothingOwedError, PutOff, snooze_thank_you, wake_thank_you
from outreach.actions.thanking import draft_thank_you, send_marked, send_unmarked
from outreach.forms import LetterForm, SnoozeForm
from outreach.views.answers import go_back, refused, row_back, row_left, row_stays
from outreach.views.compose import draft_page, letter_page, to_letter
from outreach.views.rows import ThankRow

MOST_QUOTED = 5


@form_page
def thank_you(request: HttpRequest, interview_pk: int, contact_pk: int) -> HttpResponse:
    """The letter to one person, with the takeaways `?quote=` in it, written as every letter is; what was sent."""
    now = timezone.now()
    part = find_part(request.user, interview_pk, contact_pk)
    wanted = [pk for text in request.GET.getlist("quote")[:MOST_QUOTED] if (pk := read_id(text)) is not None]
    letter = draft_thank_you(part.interview, part.contact, now=now, quote=wanted)
    return letter_page(request, letter, now=now) if letter.sent_at is None else to_letter(request, letter)


@require_POST
def thank_you_sent(request: HttpRequest, interview_pk: int, contact_pk: int) -> HttpResponse:
    """“I sent it”, from a row of Today."""
    now = timezone.now()
    part = find_part(request.user, interview_pk, contact_pk)
    try:
        send_marked(draft_thank_you(part.interview, part.contact, now=now), now=now)
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
        letter, page = draft_thank_you(part.interview, part.contact, now=now), [interview_pk, contact_pk]
        action = reverse("outreach:thank_you", args=page)
        return draft_page(request, LetterForm(instance=letter), now=now, snooze=form, action=action)
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
    people = ("contact__organization", "contact__introducer", "contact__owner")
    parts = user.interviewees.select_related("interview__owner", *people)
    parts = parts.prefetch_related("interview__takeaways", "interview__referrals__contact", "contact__channels")
    parts = parts.filter(interview=interview_pk, interview__direction="outgoing", contact__trashed_at=None)
    if part := parts.filter(contact=contact_pk).first():
        return part
    return get_object_or_404(parts, contact=user.contactmerges.heir_of(contact_pk))
