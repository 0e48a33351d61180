"""Doing something to many people at once: asking how many, doing, looking how far it is, stopping, undoing."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import HttpRequest, came_from, form_page
from contacts.actions import formats
from contacts.actions.bulk import changes, words
from contacts.actions.on_their_way import said_of_change, said_of_letters
from contacts.forms.bulk import BulkAsk
from contacts.forms.filtering import PeopleFilter
from contacts.models import BulkChange
from contacts.querysets.people import ContactQuerySet

STREAMED = 5_000  # as many as a request exports itself
PAGES = {"contacts:person_list", "contacts:bulk_list", "contacts:bulk_change"}


@form_page
def bulk_new(request: HttpRequest) -> HttpResponseBase:
    """Do something to those who are ticked; to all who match only after a page has said how many they are."""
    now, data = timezone.now(), request.POST or request.GET
    ask = BulkAsk.of(data, data.getlist("person"))
    shown = PeopleFilter.of(QueryDict(ask.query))
    people = ask.chosen(request.user, shown, now=now)
    count = people.count()
    back = f"{reverse('contacts:person_list')}{shown.query}"
    if not count:
        messages.error(request, "Nobody was selected.")
        return redirect(back)
    context = {"ask": ask, "count": count, "asking": ask.words(count), "back": back}
    if ask.verb == BulkChange.Verb.TRASH:
        context["letters"] = said_of_letters(request.user.messages.filter(contact__in=people), now=now)
    if request.method != "POST" or not ask.verb or (ask.is_all and ask.expected != count):
        return TemplateResponse(request, "contacts/bulk_new.html", context, status=422 if ask.wrong else 200)
    if ask.verb == BulkChange.Verb.EXPORT and count <= STREAMED:
        return as_file(formats.file_of(request.user, pks_of(people), ask.value), ask.value)
    try:
        change = changes.begin_change(request.user, people=people, verb=ask.verb, value=ask.value, now=now)
    except ValueError as error:
        return TemplateResponse(request, "contacts/bulk_new.html", context | {"wrong": error}, status=422)
    return begun(request, change, back, now=now)


@require_safe
def bulk_list(request: HttpRequest) -> HttpResponse:
    """The changes of the last 30 days, each with Undo."""
    now = timezone.now()
    rows = [(change, change.can_be_undone(now)) for change in request.user.bulkchanges.recent(now)[:100]]
    return TemplateResponse(request, "contacts/bulk_list.html", {"changes": rows, "now": now})


@require_safe
def bulk_change(request: HttpRequest, change_pk: int) -> HttpResponse:
    """How far a change is; over htmx only that, again and again until it is over."""
    change = get_object_or_404(request.user.bulkchanges, pk=change_pk)
    now = timezone.now()
    part = "#progress" if request.htmx.target == "progress" else ""
    context = {"change": change, "undoable": change.can_be_undone(now), "now": now}
    context["letters"] = said_of_change(change, now=now)
    return TemplateResponse(request, f"contacts/bulk_change.html{part}", context)


@require_POST
def bulk_stop(request: HttpRequest, change_pk: int) -> HttpResponse:
    """Do no more people."""
    change = get_object_or_404(request.user.bulkchanges, pk=change_pk)
    changes.stop_change(change, now=timezone.now())
    return redirect("contacts:bulk_change", change_pk)


@require_POST
def bulk_undo(request: HttpRequest, change_pk: int) -> HttpResponse:
    """Put everyone back to what they were."""
    change = get_object_or_404(request.user.bulkchanges, pk=change_pk)
    change = changes.undo_change(change, now=timezone.now())
    if change.is_open:
        return redirect("contacts:bulk_change", change_pk)
    messages.success(request, words.done(change))
    return redirect(came_from(request, PAGES) or "contacts:person_list")


@require_safe
def bulk_file(request: HttpRequest, change_pk: int) -> HttpResponseBase:
    """The file that an export has made."""
    change = get_object_or_404(request.user.bulkchanges, pk=change_pk)
    if change.verb != BulkChange.Verb.EXPORT or change.state != BulkChange.State.DONE:
        raise Http404
    return as_file(formats.exported(change), change.value)


def begun(request: HttpRequest, change: BulkChange, back: str, *, now: datetime) -> HttpResponse:
    """Show how far a change is, or if it is done already the list again, with Undo."""
    if change.is_open:
        return redirect("contacts:bulk_change", change.pk)
    undo = reverse("contacts:bulk_undo", args=[change.pk]) if change.changed else ""
    said = f"{words.done(change)} {said_of_change(change, now=now)}".strip()
    messages.success(request, said, extra_tags=undo)
    return redirect(back)


def pks_of(people: ContactQuerySet) -> list[int]:
    """The ids, in the order of names."""
    return list(people.by_name().values_list("pk", flat=True))


def as_file(content: Iterator[bytes], value: str) -> StreamingHttpResponse:
    """A file to keep, named by the day; `value` is the export's."""
    made = formats.FORMATS[value.split()[0]]
    answer = StreamingHttpResponse(content, content_type=made.content_type)
    answer["Content-Disposition"] = f'attachment; filename="people-{timezone.localdate():%Y-%m-%d}{made.suffix}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
