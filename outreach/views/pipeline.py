"""Outreach: the board and the list of everyone whom the user means to ask, has asked, and is to thank; moving them."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import HttpRequest
from accounts.paging import read_id
from accounts.words import in_a_row
from contacts.models import CareerPath
from interviews.actions.refusals import MoveError
from interviews.actions.taking_back import take_back
from interviews.models import Interview
from interviews.querysets.lanes import LANE
from outreach.actions.leading import move_card, move_lead
from outreach.views.board import read_board
from outreach.views.lanes import read_lane, read_list


@dataclass(frozen=True)
class Refusal:
    """Why a card stays where it is, and where that can be changed."""

    words: str
    url: str


@require_safe
def outreach(request: HttpRequest) -> HttpResponse:
    """The board, or the same as a list."""
    return outreach_page(request, now=timezone.now())


@require_safe
def lane(request: HttpRequest, lane: str) -> HttpResponse:
    """All of one lane."""
    if lane not in LANE:
        raise Http404
    now, path = timezone.now(), chosen_path(request)
    after, leads_after = request.GET.get("after", ""), request.GET.get("leads", "")
    page = read_lane(request.user, LANE[lane], path=path, after=after, leads_after=leads_after, now=now)
    context = frame(request, path, now=now) | {
        "lane": LANE[lane],
        "page": page,
        "back": query_of(back_query(request, lane)),
    }
    return TemplateResponse(request, "outreach/lane.html", context)


@require_POST
def talk_move(request: HttpRequest, interview_pk: int) -> HttpResponse:
    """A card goes to another lane; Undo, which knows to where it was moved (`from`), brings it back."""
    talk = get_object_or_404(request.user.interviews, pk=interview_pk)
    to, undone, now = asked_state(request), request.GET.get("from", ""), timezone.now()
    came_from, names = undone, in_a_row([str(one) for one in talk.people.all()])
    try:
        if not undone:
            came_from = move_card(talk, to=to, now=now)
        elif not take_back(talk, to=to, came_from=undone, now=now):
            return shown(request, f"{names}: a lead again.")
    except MoveError as error:
        return refused(request, error, url=reverse("interviews:prepare", args=[talk.pk]))
    return moved(request, talk, back_to=came_from)


@require_POST
def lead_move(request: HttpRequest, contact_pk: int) -> HttpResponse:
    """A lead goes to another lane, and so becomes a talk."""
    contact = get_object_or_404(request.user.contacts.active(), pk=contact_pk)
    try:
        talk, came_from = move_lead(contact, to=asked_state(request), now=timezone.now())
    except MoveError as error:
        return refused(request, error, url=f"{reverse('interviews:interview_new')}?contact={contact.pk}")
    return moved(request, talk, back_to=came_from)


def moved(request: HttpRequest, talk: Interview, *, back_to: str) -> HttpResponse:
    """The board as it is now, or over no htmx the page from which the card was moved; with Undo."""
    said = f"{in_a_row([str(one) for one in talk.people.all()])}: now “{talk.get_state_display()}”."
    query = back_query(request, request.GET.get("lane", ""))
    undo = {"to": back_to, "from": talk.state}
    return shown(request, said, undo_url=reverse("outreach:talk_move", args=[talk.pk]) + query_of(undo | query))


def shown(request: HttpRequest, said: str, *, undo_url: str = "") -> HttpResponse:
    """The same, after what was `said` came about."""
    query = back_query(request, request.GET.get("lane", ""))
    if request.htmx.target == "pipe":
        now = timezone.now()
        context = frame(request, chosen_path(request), now=now) | {"message": said, "undo_url": undo_url}
        context |= {"undo_target": "#pipe", "board": read_board(request.user, path=chosen_path(request), now=now)}
        return TemplateResponse(request, "outreach/_moved.html", context | {"back": query_of(query)})
    messages.success(request, said, extra_tags=undo_url)
    slug = query.pop("lane", "")
    url = reverse("outreach:lane", args=[slug]) if slug else reverse("outreach:outreach")
    return redirect(f"{url}{query_of(query)}")


def refused(request: HttpRequest, error: MoveError, *, url: str) -> HttpResponse:
    """Why the card stays, above the board or the list; a link where a day is missing."""
    words = str(error)
    told = Refusal(words, url if words.startswith("Choose a day") else "")
    return outreach_page(request, now=timezone.now(), refusal=told)


def outreach_page(request: HttpRequest, *, now: datetime, refusal: Refusal | None = None) -> HttpResponse:
    """The page, or over htmx the board alone."""
    path, view, by = chosen_path(request), request.GET.get("view", ""), request.GET.get("by", "")
    context = frame(request, path, now=now) | {"refusal": refusal, "back": query_of(back_query(request, ""))}
    context |= {"view": "list" if view == "list" else "", "by": "days" if by == "days" else "lane"}
    context["board"] = read_board(request.user, path=path, now=now, with_cards=view != "list")
    if view == "list":
        after = request.GET.get("after", "")
        context["page"] = read_list(request.user, path=path, by=str(context["by"]), after=after, now=now)
    part = "outreach/_pipe.html" if request.htmx.target == "pipe" else "outreach/outreach.html"
    return TemplateResponse(request, part, context, status=422 if refusal else 200)


def frame(request: HttpRequest, path: CareerPath | None, *, now: datetime) -> dict[str, object]:
    """What board, list and lane have in common."""
    return {"now": now, "path": path, "paths": request.user.careerpaths.filter(archived_at=None)}


def asked_state(request: HttpRequest) -> str:
    """The state that was chosen; an Undo has it in its address."""
    return request.POST.get("to") or request.GET.get("to", "")


def back_query(request: HttpRequest, lane: str) -> dict[str, str]:
    """What the address of a move carries, so that one comes back to where the card was moved."""
    kept = {name: request.GET[name] for name in ("view", "by", "path") if request.GET.get(name)}
    return kept | ({"lane": lane} if lane in LANE else {})


def query_of(kept: dict[str, str]) -> str:
    """The end of an address; "" for nothing."""
    return f"?{urlencode(kept)}" if kept else ""


def chosen_path(request: HttpRequest) -> CareerPath | None:
    """The path to which the page is narrowed; None for all, and for what is none of the user's."""
    pk = read_id(request.GET.get("path", ""))
    return request.user.careerpaths.filter(pk=pk).first() if pk else None
