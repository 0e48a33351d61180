"""Introductions: all of them, a new one, and one of them with its letter, its note and its history."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from accounts.http import HttpRequest, came_from, form_page, seen_at
from accounts.paging import read_id
from contacts.models import Contact
from interviews.actions.refusals import MoveError
from outreach.actions.introducing import (
    begin_introduction,
    left_from,
    move_introduction,
    moves_back,
    moves_onward,
    nudge_connector,
    remove_introduction,
    restore_introduction,
    take_nudge_back,
)
from outreach.actions.letters import default_note
from outreach.forms import ConnectorForm, IntroductionForm
from outreach.models import Introduction
from outreach.views.answers import row_left
from outreach.views.connectors import connectors
from outreach.views.introduction_steps import GROUPS, letter_url, next_of, read_waiting, steps
from outreach.views.loops import row_back_again
from outreach.views.pages import asked_group

BACK_TO = {"outreach:introduction", "outreach:introduction_list", "outreach:today", "outreach:person"}


def introduction_list(request: HttpRequest) -> HttpResponse:
    """Those under way, by what they wait for; the others folded."""
    now, rows = timezone.now(), request.user.introductions.standing().with_people()
    asked = asked_group(request, [*GROUPS])
    after = request.GET.get("after", "") if asked else ""
    pages = [read_waiting(slug, rows, after=after, now=now) for slug in ([asked] if asked else GROUPS)]
    context = {"groups": [page for page in pages if page.rows], "group": pages[0], "one": asked, "now": now}
    part = "#page" if asked and request.htmx.target == f"more-{asked}" else ""
    return TemplateResponse(request, f"outreach/introduction_list.html{part}", context)


@form_page
def introduction_add(request: HttpRequest) -> HttpResponse:
    """Whom to ask for an introduction to `target`, with what was asked of each before."""
    now, people = timezone.now(), request.user.contacts.active().select_related("organization", "introducer")
    if "target" not in request.GET:
        return redirect("outreach:introduction_list")
    target = get_object_or_404(people, pk=read_id(request.GET["target"]) or 0)
    chosen = people.filter(pk=read_id(request.GET.get("connector", "")) or 0).first() or target.introducer
    form = ConnectorForm(request.POST if request.method == "POST" else None, target=target)
    if form.is_bound and form.is_valid():
        said = {"connector": form.cleaned_data["connector"], "why": form.cleaned_data["why"]}
        try:
            return redirect(
                "outreach:introduction", begin_introduction(request.user, target=target, now=now, **said).pk
            )
        except MoveError as error:
            form.add_error(None, str(error))
    offered = connectors(target, chosen=chosen, now=now)
    context = {"form": form, "target": target, "connectors": offered, "chosen": chosen_of(form, chosen or target)}
    return TemplateResponse(request, "outreach/introduction_add.html", context, status=422 if form.is_bound else 200)


@form_page
def introduction(request: HttpRequest, introduction_pk: int) -> HttpResponse:
    """One of them: the way it has gone, the one next action, the note to forward."""
    row, now = found(request, introduction_pk), timezone.now()
    note = row.note or default_note(row, now=now)
    form = IntroductionForm(request.POST or None, instance=row, initial={"note": note})
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, "The note is kept.")
        return redirect("outreach:introduction", introduction_pk)
    return TemplateResponse(
        request, "outreach/introduction.html", page(row, form), status=422 if form.is_bound else 200
    )


@require_POST
def introduction_move(request: HttpRequest, introduction_pk: int) -> HttpResponse:
    """It came so far; the toast takes it back."""
    return moved(request, found(request, introduction_pk), to=request.POST.get("to", ""))


@require_POST
def introduction_back(request: HttpRequest, introduction_pk: int, to: str) -> HttpResponse:
    """Undo: back to the state `to`, unless it has gone on from the one that is taken back (`since`)."""
    since = request.GET.get("since", "")
    return moved(request, found(request, introduction_pk), to=to, is_back=True, since=since)


@require_POST
def introduction_nudged(request: HttpRequest, introduction_pk: int) -> HttpResponse:
    """The connector was asked once more."""
    row = found(request, introduction_pk)
    try:
        nudge_connector(row, seen=seen_at(request), now=timezone.now())
    except MoveError as error:
        messages.error(request, str(error))
    else:
        undo = reverse("outreach:introduction_unnudged", args=[introduction_pk])
        if request.htmx.target:
            return row_left(request, key=request.htmx.target, said=f"{row.connector} is nudged.", undo_url=undo)
        messages.success(request, f"{row.connector} is nudged.", extra_tags=undo)
    return back(request, row)


@require_POST
def introduction_unnudged(request: HttpRequest, introduction_pk: int) -> HttpResponse:
    """Undo of it."""
    row = found(request, introduction_pk)
    take_nudge_back(row)
    return row_back_again(request) if request.htmx.target else back(request, row)


@require_POST
def introduction_remove(request: HttpRequest, introduction_pk: int) -> HttpResponse:
    """Away with it; the toast brings it back."""
    row = found(request, introduction_pk)
    remove_introduction(row, now=timezone.now())
    undo = reverse("outreach:introduction_restore", args=[introduction_pk])
    messages.success(request, f"The introduction to {row.target} is removed.", extra_tags=undo)
    return redirect("outreach:introduction_list")


@require_POST
def introduction_restore(request: HttpRequest, introduction_pk: int) -> HttpResponse:
    """Undo of it. What was begun anew meanwhile stays beside it."""
    row = get_object_or_404(request.user.introductions.with_people(), pk=introduction_pk)
    restore_introduction(row)
    return redirect("outreach:introduction", introduction_pk)


def found(request: HttpRequest, pk: int) -> Introduction:
    """The user's introduction of that id, with its people; 404 for anything else."""
    return get_object_or_404(request.user.introductions.standing().with_people(), pk=pk)


def moved(request: HttpRequest, row: Introduction, *, to: str, is_back: bool = False, since: str = "") -> HttpResponse:
    """Move it, say so, and go back to where the form stood."""
    was = row.state
    try:
        move_introduction(row, to=to, now=timezone.now(), is_back=is_back, since=since)
    except MoveError as error:
        messages.error(request, str(error))
    else:
        undo = ""
        if not is_back and (before := left_from(row)):
            undo = reverse("outreach:introduction_back", args=[row.pk, before]) + f"?since={row.state}"
        words = f"{row.target}: {row.get_state_display().lower()}."
        if request.htmx.target:
            row_shown = row_left(request, key=request.htmx.target, said=words, undo_url=undo)
            return row_back_again(request) if is_back else row_shown
        messages.success(request, words, extra_tags=undo if row.state != was else "")
    return back(request, row)


def back(request: HttpRequest, row: Introduction) -> HttpResponse:
    """To the page on which the form stood; all of it, where htmx waits for a row of it."""
    url = came_from(request, BACK_TO) or reverse("outreach:introduction", args=[row.pk])
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


def page(row: Introduction, form: IntroductionForm) -> dict[str, Any]:
    """What the page of one introduction shows."""
    onward, now = moves_onward(row), timezone.now()
    return {
        "introduction": row,
        "form": form,
        "now": now,
        "next": next_of(row, now=now),
        "steps": steps(row),
        "onward": onward,
        "back": [state for state in moves_back(row) if state not in onward],
        "history": row.moves.select_related("interaction").order_by("-pk"),
        "ask_url": letter_url(row, "intro_request") if row.state == "asked" else "",
        "letters": row.messages.filter(trashed_at=None).order_by("-pk"),
    }


def chosen_of(form: ConnectorForm, offered: Contact) -> str:
    """The id of whom the form has ticked."""
    return str(form["connector"].value() or offered.pk) if form.is_bound else str(offered.pk)
