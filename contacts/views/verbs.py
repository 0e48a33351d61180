"""What can be done with a person in one tap: put aside, take back, note, touch."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from accounts.http import HttpRequest, came_from, seen_at
from contacts.actions import people
from contacts.actions.on_their_way import said_of_letters
from contacts.actions.timeline import log_interaction, log_touch, remove_interaction
from contacts.actions.undoing import take_back
from contacts.forms.filtering import PeopleFilter
from contacts.forms.note import NoteForm
from contacts.models import Contact, Interaction
from contacts.views.parts import field_value
from contacts.views.rows import fill_rows
from contacts.views.tabs import read_tabs

LISTS = {"contacts:person_list", "contacts:person_trash_list"}


@require_POST
def person_archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Put aside."""
    contact = found(request, pk)
    people.archive_contact(contact, now=timezone.now())
    return gone(request, contact, f"{contact} is archived.", undo="contacts:person_unarchive")


@require_POST
def person_unarchive(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back from the archive."""
    contact = found(request, pk)
    people.unarchive_contact(contact)
    return back_again(request, contact, f"{contact} is back.")


@require_POST
def person_trash(request: HttpRequest, pk: int) -> HttpResponse:
    """Put into the trash."""
    contact, now = found(request, pk), timezone.now()
    people.trash_contact(contact, now=now)
    said = f"{contact} is in the trash. {said_of_letters(contact.messages.all(), now=now)}".strip()
    return gone(request, contact, said, undo="contacts:person_restore")


@require_POST
def person_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back from the trash."""
    contact = found(request, pk)
    people.restore_contact(contact)
    return back_again(request, contact, f"{contact} is back.")


@require_POST
def person_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Put what the note box says on the timeline."""
    contact, now = found(request, pk), timezone.now()
    form = NoteForm(request.POST, now=now, owner=request.user, contact=contact)
    if not form.is_valid():
        context = {"note_form": form, "contact": contact, "now": now}
        return TemplateResponse(request, "contacts/person_note.html", context, status=422)
    said = form.cleaned_data
    entry = log_interaction(request.user, people=[contact, *said.pop("companions")], **said)
    return logged(request, contact, entry, "Written down.")


@require_POST
def person_touch(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that they were in touch just now, no more."""
    contact = found(request, pk)
    entry = log_touch(contact, seen=seen_at(request), now=timezone.now())
    return logged(request, contact, entry, f"In touch with {contact} today.")


@require_POST
def person_undo(request: HttpRequest, pk: int, entry_pk: int) -> HttpResponse:
    """Take an entry of the note box or of "in touch" off the timeline again; interviews keep their own history."""
    contact = found(request, pk)
    entries = request.user.interactions.fresh(timezone.now()).exclude(kind=Interaction.Kind.INTERVIEW)
    for entry in entries.filter(pk=entry_pk, people=contact):
        remove_interaction(entry)
    contact.refresh_from_db()
    return back_again(request, contact, "Taken back.")


@require_POST
def person_back(request: HttpRequest, pk: int, undo_pk: int) -> HttpResponse:
    """Put a change of the person's page back as it was before."""
    step = get_object_or_404(request.user.undos.filter(contact=pk), pk=undo_pk)
    field = step.before.get("field", "")
    if request.user.undos.fresh(timezone.now()).filter(pk=step.pk).exists():
        take_back(step)
        if field and request.htmx.target in {f"field-{field}", f"edit-{field}"}:
            return field_value(request, pk, field, said="Taken back.")
        messages.success(request, "Taken back.")
    else:
        messages.error(request, "That was more than a day ago, and cannot be taken back any more.")
    page = reverse("outreach:person", args=[pk])
    return HttpResponseClientRedirect(page) if request.htmx else redirect(page)


@require_POST
def person_favourite(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a favourite of them, or not any more: `on` says which, so that twice is as once."""
    contact = found(request, pk)
    people.set_favourite(contact, on=request.POST.get("on") == "1")
    if request.htmx.target == "favourite":
        return TemplateResponse(request, "contacts/_favourite.html", {"contact": contact, "autofocus": True})
    return redirect(back(request, contact))


def found(request: HttpRequest, pk: int) -> Contact:
    """The user's contact of that id, wherever it is."""
    return get_object_or_404(request.user.contacts.select_related("organization", "owner"), pk=pk)


def gone(request: HttpRequest, contact: Contact, text: str, *, undo: str) -> HttpResponse:
    """Answer a verb that takes a contact off its list."""
    undo_url = reverse(undo, args=[contact.pk])
    if request.htmx.target == f"person-{contact.pk}":
        target = f"#{request.htmx.target}"
        context = {"contact": contact, "message": text, "undo_url": undo_url, "undo_target": target}
        context["tabs"] = read_tabs(request.user, None, now=timezone.now())
        return TemplateResponse(request, "contacts/_gone.html", context)
    messages.success(request, text, extra_tags=undo_url)
    here = back(request, contact)
    return redirect("contacts:person_list" if here == contact.get_absolute_url() else here)


def back_again(request: HttpRequest, contact: Contact, text: str) -> HttpResponse:
    """Answer a verb that takes something back."""
    if request.htmx.target == f"person-{contact.pk}":
        return changed(request, contact, text)
    messages.success(request, text)
    return redirect(back(request, contact))


def logged(request: HttpRequest, contact: Contact, entry: Interaction, text: str) -> HttpResponse:
    """Answer a verb that put an entry on the timeline."""
    undo_url = reverse("contacts:person_undo", args=[contact.pk, entry.pk])
    if request.htmx.target == f"person-{contact.pk}":
        return changed(request, contact, text, undo_url=undo_url)
    messages.success(request, text, extra_tags=undo_url)
    return redirect(back(request, contact))


def changed(request: HttpRequest, contact: Contact, text: str, *, undo_url: str = "") -> HttpResponse:
    """The contact's row as it is now, with the toast that says so."""
    columns = PeopleFilter.read(urlsplit(request.htmx.current_url_abs_path or "").query).columns
    fill_rows(request.user, [contact], columns)
    target = f"#{request.htmx.target}"
    context = {"contact": contact, "message": text, "undo_url": undo_url, "undo_target": target, "now": timezone.now()}
    context["tabs"] = read_tabs(request.user, None, now=timezone.now())
    return TemplateResponse(request, "contacts/_changed.html", context)


def back(request: HttpRequest, contact: Contact) -> str:
    """The list that the request came from; else the person's page."""
    return came_from(request, LISTS) or contact.get_absolute_url()
