"""Writing a letter: begun for a person, kept as typed, shown as its reader will see it, with advice beside it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_htmx.http import HttpResponseClientRedirect, replace_url

from accounts.http import HttpRequest, form_page
from accounts.models import User
from accounts.paging import read_id
from contacts.models import Contact
from interviews.actions.refusals import MoveError
from interviews.models import Interview
from outreach.actions.filling import UnresolvedError
from outreach.actions.letters import (
    KINDS,
    PAGE,
    begin_again,
    begin_letter,
    keep_letter,
    mark_sent,
    open_way,
    strike_field,
    usual_kind,
)
from outreach.actions.posting import describe_sending
from outreach.actions.templates import find_template
from outreach.actions.thanking import is_prepared, quote_learned
from outreach.forms import LetterForm, ReplyForm, SnoozeForm
from outreach.models import Message
from outreach.views.letter import letter_context, thanks_of
from outreach.views.person import next_part
from outreach.views.sending import away_page, send_from_here

WAYS = {"mail", "gmail", "outlook", "copy"}
FOUND = 8


@form_page
def compose(request: HttpRequest) -> HttpResponse:
    """A letter to `?contact=`, of the kind `?kind=`; looking keeps nothing, the first word typed does."""
    contact = find_contact(request.user, request.GET.get("contact", ""))
    if contact is None:
        return _choose(request)
    now = timezone.now()
    message = _draft(request, contact, now=now)
    is_kept = message.kind == Message.Kind.THANK_YOU and message.interview_id and request.method == "GET"
    if message.pk and (is_kept or message.sent_at is not None):
        return to_letter(request, message)
    return letter_page(request, message, now=now)


@form_page
def message(request: HttpRequest, message_pk: int) -> HttpResponse:
    """A letter that is kept: a draft to go on with, or what was sent."""
    letter, now = find_letter(request.user, message_pk), timezone.now()
    if letter.sent_at is not None and request.method == "POST":
        return to_letter(request, letter)
    if letter.sent_at is not None:
        context = letter_context(letter, now=now) | {"reply": ReplyForm()}
        return TemplateResponse(request, "outreach/message.html", context)
    return letter_page(request, letter, now=now)


def find_contact(user: User, number: str) -> Contact | None:
    """The user's own contact of that id, unless in the trash; 404 for an id of another's, None for no id."""
    if not number:
        return None
    rows = user.contacts.filter(trashed_at=None).select_related("organization", "introducer", "owner")
    return get_object_or_404(rows.prefetch_related("channels"), pk=read_id(number) or 0)


def find_letter(user: User, pk: int, **also: Any) -> Message:
    """The user's own letter of that id, not in the trash; 404 for all else."""
    rows = user.messages.filter(trashed_at=None, contact__trashed_at=None).select_related(
        "owner", "contact__owner", "contact__organization", "contact__introducer", "interview"
    )
    rows = rows.select_related("template", "introduction__target__organization", "introduction__connector", "reply")
    return get_object_or_404(rows.prefetch_related("contact__channels"), pk=pk, **also)


def letter_page(request: HttpRequest, letter: Message, *, now: datetime) -> HttpResponse:
    """Show the draft, or keep what was typed and do what the button says; one on its way is changed no more."""
    if (sending := describe_sending(letter, now=now)).is_under_way:
        return away_page(request, letter, sending, now=now)
    form = LetterForm(request.POST or None, instance=letter)
    if not form.is_bound or not form.is_valid():
        return draft_page(request, form, now=now)
    is_press = not request.htmx  # which also sends the button that has the focus
    if is_press and "use" in request.POST:
        return _use(request, letter, now=now)
    if is_press and (name := request.POST.get("strike", "")):
        strike_field(letter, name)
    if is_press and letter.interview and (wanted := read_id(request.POST.get("quote", ""))) is not None:
        quote_learned(letter, [wanted])
    try:
        keep_letter(letter)
    except MoveError as error:
        messages.error(request, str(error))
        return to_letter(request, letter)
    return _kept(request, form, is_press=is_press, now=now)


def _kept(request: HttpRequest, form: LetterForm, *, is_press: bool, now: datetime) -> HttpResponse:
    """What the button says is done with the letter as it is kept."""
    letter = form.instance
    if is_press and "here" in request.POST:
        return send_from_here(request, letter, now=now)
    if is_press and "sent" in request.POST:
        return _send(request, form, now=now)
    if (way := request.POST.get("way", "")) in WAYS:
        open_way(letter, way=way, now=now)
    here = reverse("outreach:message", args=[letter.pk])
    if request.htmx.target == "rest":
        return replace_url(draft_page(request, form, now=now), here)
    messages.success(request, "Draft saved.")
    return redirect(here)


def _send(request: HttpRequest, form: LetterForm, *, now: datetime) -> HttpResponse:
    letter = form.instance
    try:
        has_moved = mark_sent(letter, way=letter.way or Message.Way.MAIL, now=now)
    except (UnresolvedError, MoveError) as error:
        form.add_error(None, str(error))
        return draft_page(request, form, now=now)
    undo_url = reverse("outreach:message_unsent", args=[letter.pk])
    messages.success(request, sent_words(letter, has_moved=has_moved), extra_tags=undo_url)
    return redirect("outreach:message", letter.pk)


def sent_words(letter: Message, *, has_moved: bool) -> str:
    """What is said of a letter that was marked as sent."""
    said = f"{letter.get_kind_display()} to {letter.contact} marked as sent."
    return said if has_moved else f"{said} What it is about had gone on already, so only the timeline tells of it."


def to_letter(request: HttpRequest, letter: Message) -> HttpResponse:
    """To the letter's own page, whole."""
    url = reverse("outreach:message", args=[letter.pk])
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


def _use(request: HttpRequest, letter: Message, *, now: datetime) -> HttpResponse:
    """Begin from another template; what was typed over the last one stays among the drafts."""
    chosen = request.POST.get("template", "")
    source = find_template(request.user, str(letter.template_id or "") or letter.builtin.partition("@")[0])
    is_of_talk = letter.kind == Message.Kind.THANK_YOU and letter.interview is not None
    is_fresh = source.body.split() == letter.body.split() if source else is_of_talk and is_prepared(letter, now=now)
    is_typed = bool(letter.body.strip()) and not is_fresh
    if is_typed:
        messages.success(request, "What you had typed is kept among the drafts.")
    if is_of_talk:
        begin_again(letter, find_template(request.user, chosen), keeps=is_typed, now=now)
        return to_letter(request, letter)
    if is_typed:
        keep_letter(letter)
    about = {"contact": letter.contact_id, "kind": letter.kind, "interview": letter.interview_id, "template": chosen}
    about["introduction"] = letter.introduction_id
    return redirect(reverse("outreach:compose", query={name: value for name, value in about.items() if value}))


def _draft(request: HttpRequest, contact: Contact, *, now: datetime) -> Message:
    """The draft that the page was given when it was first kept, else a new one."""
    user, asked = request.user, request.GET
    if (pk := read_id(request.POST.get("draft", ""))) is not None:
        return find_letter(user, pk, contact=contact)
    kind = asked.get("kind", "")
    kind = kind if kind in Message.Kind else usual_kind(contact)
    introduction = user.introductions.filter(pk=read_id(asked.get("introduction", "")) or 0, trashed_at=None)
    draft = begin_letter(
        user,
        kind=kind,
        contact=contact,
        interview=_talk(request, contact, kind, now=now),
        introduction=introduction.select_related("connector", "target__organization").first(),
        template=find_template(user, asked.get("template", "")),
        now=now,
    )
    page = request.POST.get("page", "")[:40] if request.method == "POST" else get_random_string(16)
    if draft.pk is None and page:
        draft.fields |= {PAGE: page}
    return draft


def _talk(request: HttpRequest, contact: Contact, kind: str, *, now: datetime) -> Interview | None:
    """The talk that the letter is about: `?interview=`, or the one by whose state this kind is what one writes."""
    talks = request.user.interviews.filter(people=contact)
    talk = talks.filter(pk=read_id(request.GET.get("interview", "")) or 0).first()
    if kind == Message.Kind.THANK_YOU and talk is None:
        talk = request.user.interviews.owing_thanks(now).filter(people=contact).first()
    if talk is None and contact.next_step in KINDS and kind == usual_kind(contact):
        part = next_part(request.user, contact, now=now)
        talk = part.interview if part else None
    return talk


def _choose(request: HttpRequest) -> HttpResponse:
    """To whom? The first people whom what is typed finds."""
    typed = request.GET.get("who", "")[:200].replace("\0", "").strip()
    people = request.user.contacts.active().search(typed).by_name().select_related("organization")[:FOUND]
    context = {"who": typed, "people": people, "kind": request.GET.get("kind", ""), "kinds": Message.Kind.choices}
    return TemplateResponse(request, "outreach/compose_to.html", context)


def letter_refused(request: HttpRequest, letter: Message) -> HttpResponse | None:
    """Keep what was typed before a button of the letter's form does something else; the page where it does not fit."""
    if "body" not in request.POST:  # pressed on a list
        return None
    form = LetterForm(request.POST, instance=letter)
    if not form.is_valid():
        return draft_page(request, form, now=timezone.now(), action=reverse("outreach:message", args=[letter.pk]))
    try:
        keep_letter(letter)
    except MoveError as error:
        messages.error(request, str(error))
        return to_letter(request, letter)
    return None


def draft_page(
    request: HttpRequest, form: LetterForm, *, now: datetime, snooze: SnoozeForm | None = None, action: str = ""
) -> HttpResponse:
    """The draft, with what is wrong in it, or in the `snooze` that was asked for beside it."""
    context = letter_context(form.instance, now=now) | {
        "form": form,
        "thanks": thanks_of(form.instance, now=now),
        "snooze": snooze or SnoozeForm(),
        "action": action or request.get_full_path(),
        "kinds": Message.Kind.choices,
    }
    fragment = "#kept" if request.htmx.target == "rest" else ""
    is_wrong = (form.is_bound and not form.is_valid()) or snooze is not None
    return TemplateResponse(request, f"outreach/compose.html{fragment}", context, status=422 if is_wrong else 200)
