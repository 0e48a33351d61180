"""Making two people one: side by side with a choice for each field, taking it back, and how far many merges are."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import HttpRequest, form_page
from accounts.paging import read_id
from contacts.actions.merging import merge, part, runs, words
from contacts.forms.comparing import CompareForm
from contacts.importing.normal import clean
from contacts.models import Contact
from contacts.views.duplicates import back

SHOWN, LONGEST = 8, 200


@form_page
def duplicate_pair(request: HttpRequest, pair_pk: int) -> HttpResponse:
    """The two of a pair side by side; posting merges them."""
    found = request.user.duplicatepairs.select_related("first", "second")
    pair = get_object_or_404(found.filter(first__trashed_at=None, second__trashed_at=None), pk=pair_pk)
    kept, gone = (whole(request, pk) for pk in (pair.first_id, pair.second_id))
    more = {"pair": pair, "why": words.say_why(pair.reasons, kept, gone), "back": back(pair)}
    return compare(request, "contacts/duplicate_pair.html", kept, gone, more)


@form_page
def person_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """The person side by side with another whom the user has chosen; before that, a search for the other one."""
    kept = whole(request, pk)
    other = read_id(request.GET.get("other", "") or request.POST.get("other", ""))
    if other is None:
        typed = clean(request.GET.get("q", "")[:LONGEST])
        people = request.user.contacts.filter(trashed_at=None).exclude(pk=pk).search(typed).by_name()
        found = people.select_related("organization")[:SHOWN] if typed else []
        fragment = "#found" if request.htmx.target == "found" else ""
        context = {"contact": kept, "typed": typed, "people": found}
        return TemplateResponse(request, f"contacts/person_merge.html{fragment}", context)
    return compare(
        request, "contacts/duplicate_pair.html", kept, whole(request, other), {"back": kept.get_absolute_url()}
    )


@require_POST
def person_part(request: HttpRequest, contact_merge_pk: int) -> HttpResponse:
    """Take a merge back; it leads to the one who is back, or from the list of pairs to the pair that is."""
    found = get_object_or_404(request.user.contactmerges.select_related("kept"), pk=contact_merge_pk)
    try:
        parted = part.part_contacts(found, now=timezone.now())
    except merge.MergeError as error:
        messages.error(request, str(error))
        return redirect(found.kept)
    messages.success(request, words.say_parted(parted.gone, parted.kept, parted.stayed))
    pairs = request.user.duplicatepairs.open().between(parted.gone, parted.kept)
    if request.POST.get("to", request.GET.get("to")) == "pairs" and (pair := pairs.first()):
        return redirect(back(pair))
    return redirect(parted.gone)


@require_safe
def merge_run(request: HttpRequest, run_pk: int) -> HttpResponse:
    """How far many merges are; over htmx only that, again and again until it is over."""
    run = get_object_or_404(request.user.mergeruns, pk=run_pk)
    fragment = "#progress" if request.htmx.target == "progress" else ""
    context = {"run": run, "undoable": run.can_be_undone(timezone.now()), "told": words.say_run(run)}
    return TemplateResponse(request, f"contacts/merge_run.html{fragment}", context)


@require_POST
def merge_run_stop(request: HttpRequest, run_pk: int) -> HttpResponse:
    """Merge no more."""
    runs.stop_run(get_object_or_404(request.user.mergeruns, pk=run_pk), now=timezone.now())
    return redirect("contacts:merge_run", run_pk)


@require_POST
def merge_run_undo(request: HttpRequest, run_pk: int) -> HttpResponse:
    """Take all of them back."""
    run = runs.undo_run(get_object_or_404(request.user.mergeruns, pk=run_pk), now=timezone.now())
    if run.is_open:
        return redirect("contacts:merge_run", run_pk)
    messages.success(request, words.say_run(run))
    return redirect(f"{reverse('contacts:duplicate_list')}?at=0")


def compare(request: HttpRequest, template: str, kept: Contact, gone: Contact, more: Mapping[str, Any]) -> HttpResponse:
    """The page on which two people are compared, or the answer to its form."""
    form = CompareForm(request.POST if request.method == "POST" else None, kept=kept, gone=gone)
    wrong = ""
    if request.method == "POST" and form.is_valid():
        try:
            done = merge.merge_contacts(kept, gone=gone, taken=form.taken, now=timezone.now())
        except merge.MergeError as error:
            wrong = str(error)
        else:
            undo = reverse("contacts:person_part", args=[done.pk]) + ("?to=pairs" if "pair" in more else "")
            messages.success(request, f"{kept} and {gone} are one.", extra_tags=undo)
            return redirect(kept if "pair" not in more else str(more["back"]))
    context = {"form": form, "kept": kept, "gone": gone, "people": [kept, gone], "wrong": wrong, **more}
    return TemplateResponse(request, template, context, status=422 if request.method == "POST" else 200)


def whole(request: HttpRequest, pk: int) -> Contact:
    """The user's contact of that id, with what the comparison shows; in the trash nobody is merged."""
    people = request.user.contacts.filter(trashed_at=None).select_related("organization", "introducer")
    return get_object_or_404(people.prefetch_related("channels", "tags", "addresses", "past_jobs"), pk=pk)
