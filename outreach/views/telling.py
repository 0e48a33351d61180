"""What the user says of a letter: opened, sent, answered, removed; each of it can be taken back."""

from contextlib import suppress

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from accounts.http import HttpRequest, came_from
from interviews.actions.refusals import MoveError
from outreach.actions.filling import UnresolvedError
from outreach.actions.letters import forget_words, mark_replied, mark_sent, open_way, unmark_replied, unmark_sent
from outreach.forms import ReplyForm
from outreach.models import Message
from outreach.views.compose import WAYS, find_letter, letter_refused, sent_words

STANDS_ON = {"outreach:message_list", "outreach:message", "outreach:today", "outreach:person"}


@require_POST
def message_opened(request: HttpRequest, message_pk: int) -> HttpResponse:
    """A way out was opened: from now on the page asks whether it was sent; an empty `way` says that it was not."""
    letter, way = find_letter(request.user, message_pk, sent_at=None), request.POST.get("way", "")
    if (refused := letter_refused(request, letter)) is not None:
        return refused
    open_way(letter, way=way if way in WAYS else "", now=timezone.now())
    return _back(request, letter)


@require_POST
def message_sent(request: HttpRequest, message_pk: int) -> HttpResponse:
    """ "I sent it", from a list: the letter as it is kept."""
    letter = find_letter(request.user, message_pk)
    try:
        has_moved = mark_sent(letter, way=letter.way or Message.Way.MAIL, now=timezone.now())
    except (UnresolvedError, MoveError) as error:
        messages.error(request, str(error))
    else:
        undo_url = reverse("outreach:message_unsent", args=[message_pk])
        messages.success(request, sent_words(letter, has_moved=has_moved), extra_tags=undo_url)
    return _back(request, letter)


@require_POST
def message_unsent(request: HttpRequest, message_pk: int) -> HttpResponse:
    """Undo: a draft again."""
    letter = find_letter(request.user, message_pk)
    try:
        unmark_sent(letter, now=timezone.now())
    except MoveError as error:
        messages.error(request, str(error))
    return _back(request, letter)


@require_POST
def message_replied(request: HttpRequest, message_pk: int) -> HttpResponse:
    """They answered; the words, if the user pastes them, stay on the timeline."""
    letter, form = find_letter(request.user, message_pk), ReplyForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Not kept: these words are too long, or no text.")
        return _back(request, letter)
    text, was_told = form.cleaned_data["text"], letter.replied_at is not None
    mark_replied(letter, text=text, now=timezone.now())
    undo_url = reverse("outreach:message_unreplied", args=[message_pk])
    if was_told and text:
        undo_url, said = f"{undo_url}?words=1", f"The words of {letter.contact} are kept."
    else:
        link = "" if text else f"{reverse('outreach:message', args=[message_pk])}#reply-h"
        paste = format_html(' <a href="{}">Paste their words</a>', link) if link else ""
        said = format_html("{} has answered.{}", letter.contact, paste)
    messages.success(request, said, extra_tags=undo_url)
    return _back(request, letter)


@require_POST
def message_unreplied(request: HttpRequest, message_pk: int) -> HttpResponse:
    """Undo: no answer yet; with `?words=`, an answer without the words that were pasted."""
    letter = find_letter(request.user, message_pk)
    if "words" in request.GET:
        forget_words(letter)
    else:
        unmark_replied(letter, now=timezone.now())
    return _back(request, letter)


@require_POST
def message_remove(request: HttpRequest, message_pk: int) -> HttpResponse:
    """Remove a draft; what was sent stays."""
    letter = find_letter(request.user, message_pk, sent_at=None)
    if (refused := letter_refused(request, letter)) is not None:
        return refused
    letter.trashed_at = timezone.now()
    letter.save(update_fields=["trashed_at"])
    undo_url = reverse("outreach:message_restore", args=[message_pk])
    messages.success(request, f"Draft to {letter.contact} removed.", extra_tags=undo_url)
    return redirect("outreach:message_list")


@require_POST
def message_restore(request: HttpRequest, message_pk: int) -> HttpResponse:
    """Undo of a removal; a talk's thank-you stays away where there is another by now."""
    letter = get_object_or_404(request.user.messages.filter(contact__trashed_at=None), pk=message_pk)
    twins = request.user.messages.filter(kind="thank_you", contact=letter.contact_id, trashed_at=None)
    is_second = letter.kind == Message.Kind.THANK_YOU and letter.interview_id is not None
    if letter.trashed_at and not (is_second and twins.filter(interview=letter.interview_id).exists()):
        letter.trashed_at = None
        with suppress(IntegrityError), transaction.atomic():  # another was begun at the same moment
            letter.save(update_fields=["trashed_at"])
    return redirect("outreach:message_list")


def _back(request: HttpRequest, letter: Message) -> HttpResponse:
    return redirect(came_from(request, STANDS_ON) or reverse("outreach:message", args=[letter.pk]))
