"""People who may stand in the list twice: the lanes, looking again, not the same, and merging all that are certain."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from accounts.http import HttpRequest
from accounts.models import User
from accounts.paging import read_id
from contacts.actions.merging import pairs, runs, scan, words
from contacts.models import DuplicatePair, DuplicateScan

PAGE, MERGES = 30, 20
LANES = {lane.value: str(lane.label) for lane in DuplicatePair.Lane}


@require_safe
def duplicate_list(request: HttpRequest) -> HttpResponse:
    """The pairs of one lane, a page at a time; over htmx the next page, or how far the scan is.

    Where the user has just done something with the pair `at`, the focus is on it, or on the next one.
    """
    now, user, target = timezone.now(), request.user, request.htmx.target
    lane, after = request.GET.get("lane", ""), read_id(request.GET.get("after", ""))
    if target == "more" and lane in LANES:
        return TemplateResponse(request, "contacts/duplicate_list.html#page", read_pairs(user, lane, after))
    last = user.duplicatescans.order_by("-pk").first()
    if target == "scan":
        return say_how_far(request, last)
    counts = user.duplicatepairs.open().counts()
    lane = lane if lane in LANES else next(iter([one for one in LANES if one in counts] or LANES))
    at = read_id(request.GET.get("at", ""))
    context = read_pairs(user, lane, after, at) | {"lane": lane, "scan": last, "now": now, "at": at}
    context["lanes"] = [(one, label, counts.get(one, 0)) for one, label in LANES.items()]
    context["certain"] = counts.get(DuplicatePair.Lane.CERTAIN, 0)
    context["run"] = user.mergeruns.open().first()
    context["merges"] = user.contactmerges.recent(now).select_related("kept")[:MERGES]
    return TemplateResponse(request, "contacts/duplicate_list.html", context)


def say_how_far(request: HttpRequest, last: DuplicateScan | None) -> HttpResponse:
    """How far the scan is; once it is over, the page anew, unless pairs that the user is at work on stand there."""
    shown = "pairs" in request.GET
    if not shown and not (last and last.is_open):
        return HttpResponseClientRefresh()
    context = {"scan": last, "pairs": shown, "is_news": True}
    return TemplateResponse(request, "contacts/duplicate_list.html#scan", context)


@require_POST
def duplicate_scan(request: HttpRequest) -> HttpResponse:
    """Look for pairs among all people."""
    begun = scan.begin_scan(request.user, now=timezone.now())
    if not begun.is_open:
        found = request.user.duplicatepairs.open().count()
        messages.success(request, f"{found:,} pairs to look at." if found != 1 else "One pair to look at.")
    return redirect("contacts:duplicate_list")


@require_POST
def duplicate_merge_all(request: HttpRequest) -> HttpResponse:
    """Merge all certain pairs."""
    now = timezone.now()
    run = runs.begin_run(request.user, now=now)
    if run is None:
        messages.error(request, "There is no certain pair any more.")
        return redirect("contacts:duplicate_list")
    if run.is_open:
        return redirect("contacts:merge_run", run.pk)
    undo_url = reverse("contacts:merge_run_undo", args=[run.pk]) if run.can_be_undone(now) else ""
    messages.success(request, words.say_run(run), extra_tags=undo_url)
    return redirect(f"{reverse('contacts:duplicate_list')}?at=0")


@require_POST
def duplicate_dismiss(request: HttpRequest, pair_pk: int) -> HttpResponse:
    """They are not the same person."""
    pair = get_object_or_404(request.user.duplicatepairs.select_related("first", "second"), pk=pair_pk)
    pairs.dismiss_pair(pair, now=timezone.now())
    text = f"{pair.first} and {pair.second} are two people. Nobody asks again."
    undo_url = reverse("contacts:duplicate_recall", args=[pair.pk])
    if request.htmx.target == f"pair-{pair.pk}":
        context = {"pair": pair, "message": text, "undo_url": undo_url, "undo_target": f"#{request.htmx.target}"}
        context["left"] = read_left(pair)
        return TemplateResponse(request, "contacts/_pair_gone.html", context)
    messages.success(request, text, extra_tags=undo_url)
    return redirect(back(pair))


@require_POST
def duplicate_recall(request: HttpRequest, pair_pk: int) -> HttpResponse:
    """They may be the same after all."""
    pair = get_object_or_404(request.user.duplicatepairs.with_people(), pk=pair_pk)
    pairs.recall_pair(pair)
    if request.htmx.target == f"pair-{pair.pk}":
        said = f"{pair.first} and {pair.second} may be the same."
        context = {"pair": shown(pair), "said": said, "left": read_left(pair), "autofocus": True}
        return TemplateResponse(request, "contacts/_pair.html", context)
    return redirect(back(pair))


def read_pairs(user: User, lane: str, after: int | None, at: int | None = None) -> dict[str, Any]:
    """A page of pairs with the reasons in words, and where the next one begins; one that `at` or what follows is on."""
    pairs = user.duplicatepairs.open().filter(lane=lane).with_people().order_by("pk")
    if at and pairs.filter(pk__gte=at).exists() and pairs.filter(pk__lt=at)[PAGE - 1 : PAGE].exists():
        after = at - 1
    rows = [shown(pair) for pair in pairs.filter(pk__gt=after or 0)[: PAGE + 1]]
    if at is not None and rows:
        next((pair for pair in rows[:PAGE] if pair.pk >= at), rows[:PAGE][-1]).has_focus = True
    more = f"?lane={lane}&after={rows[PAGE - 1].pk}" if len(rows) > PAGE else ""
    return {"pairs": rows[:PAGE], "more": more, "is_first_page": after is None}


def read_left(pair: DuplicatePair) -> int:
    """How many pairs are open in the lane of this one."""
    return pair.owner.duplicatepairs.open().filter(lane=pair.lane).count()


def shown(pair: Any) -> Any:
    """The pair with why it is one, and what differs, in words."""
    pair.why = words.say_why(pair.reasons, pair.first, pair.second)
    pair.differs = words.say_differences(pair.reasons)
    return pair


def back(pair: DuplicatePair) -> str:
    """The lane of the pair, with the focus on it, or where it is gone on the next one."""
    return f"{reverse('contacts:duplicate_list')}?lane={pair.lane}&at={pair.pk}"
