"""Questions to answer: the list of them, those that come with the program, one with its answers, gone and back."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from accounts.http import HttpRequest, form_page
from contacts.models import CareerPath
from interviews.actions.gaps import gaps_left, remove_gap, restore_gap, take_gaps
from interviews.actions.refusals import GapError, MoveError
from interviews.actions.restoring import bring_back
from interviews.forms.gaps import GapForm, GapLineForm, SeedsForm
from interviews.models import GapAnswer, InformationGap
from interviews.models.gaps import Kind
from interviews.views.verbs import say

CHIPS: dict[str, str] = {GapAnswer.State.PARTLY: "due", GapAnswer.State.ANSWERED: "good"}


@dataclass(frozen=True)
class Row:
    """A gap; what is known of it by path, each with the kind of its chip; and on which paths nothing is."""

    gap: InformationGap
    known: list[tuple[CareerPath, GapAnswer, str]]
    unknown: list[CareerPath]


@form_page
def gap_list(request: HttpRequest) -> HttpResponse:
    """All of them, and a line to add one."""
    form = GapLineForm(request.POST or None, owner=request.user)
    if form.is_bound and form.is_valid():
        form.save()
        return answer(request, fresh=True)
    return gaps_page(request, form=form, status=422 if form.is_bound else 200, part=_part(request))


def gaps_page(
    request: HttpRequest, *, form: GapLineForm | None = None, status: int = 200, part: str = "", fresh: bool = False
) -> HttpResponse:
    """The page, or its `part` ("#gaps", "#gaps_said"), with the line as it was sent in or empty."""
    user = request.user
    paths = list(user.careerpaths.active())
    gaps = list(user.informationgaps.active().prefetch_related("answers"))
    rows = [row_of(gap, paths) for gap in gaps]
    context = {
        "form": form or GapLineForm(owner=user, fresh=fresh),
        "sections": [
            (importance.label, [row for row in rows if row.gap.importance == importance])
            for importance in InformationGap.Importance
        ],
        "any": bool(rows),
        "paths": paths,
        "removed": user.informationgaps.removed(),
        "left": len(gaps_left(user)),
    }
    return TemplateResponse(request, f"interviews/gap_list.html{part}", context, status=status)


def row_of(gap: InformationGap, paths: list[CareerPath]) -> Row:
    """The gap on each of `paths`; its answers are read already."""
    said = {row.path_id: row for row in gap.answers.all() if row.answer or row.state != GapAnswer.State.OPEN}
    known = [(path, said[path.pk], CHIPS.get(said[path.pk].state, "")) for path in paths if path.pk in said]
    return Row(gap, known, [path for path in paths if path.pk not in said])


@form_page
def gap_seeds(request: HttpRequest) -> HttpResponse:
    """Those that come with the program, to take or to leave."""
    left = gaps_left(request.user)
    form = SeedsForm(request.POST if request.method == "POST" else None, left=left)
    if form.is_bound and form.is_valid():
        taken = len(take_gaps(request.user, keys=form.cleaned_data["keys"]))
        messages.success(request, f"{taken} question{'' if taken == 1 else 's'} added.")
        return redirect("interviews:gap_list")
    groups = [(Kind(kind).label, list(gaps)) for kind, gaps in groupby(left, key=lambda gap: gap.kind)]
    context = {"form": form, "groups": groups, "count": len(left), "ticked": request.POST.getlist("keys")}
    return TemplateResponse(request, "interviews/gap_seeds.html", context, status=422 if form.is_bound else 200)


@form_page
def gap_edit(request: HttpRequest, gap_pk: int) -> HttpResponse:
    """One of them: its words, and what is known of it on each path."""
    gap = get_object_or_404(request.user.informationgaps.active(), pk=gap_pk)
    paths = request.user.careerpaths.filter(Q(archived_at=None) | Q(pk__in=gap.answers.values("path")))
    words = str(gap)
    form = GapForm(request.POST or None, instance=gap, owner=request.user, paths=paths)
    if form.is_bound and form.is_valid() and keep(request, form):
        return redirect("interviews:gap_list")
    context = {"form": form, "gap": gap, "words": words}
    return TemplateResponse(request, "interviews/gap_edit.html", context, status=422 if form.is_bound else 200)


def keep(request: HttpRequest, form: GapForm) -> bool:
    """Keep the gap as the form has it, and say so, with Undo for its answers; False where it cannot be."""
    try:
        kept = form.keep(now=timezone.now())
    except GapError as error:
        form.add_error("text", str(error))
        return False
    say(request, "Saved.", undo=reverse("interviews:answer_restore", args=[kept.pk]) if kept else "")
    return True


@require_POST
def answer_restore(request: HttpRequest, changed_pk: int) -> HttpResponse:
    """Undo of answering: what was known before is there again."""
    kept = get_object_or_404(request.user.removals.filter(kind="gapanswer", interview=None), pk=changed_pk)
    try:
        bring_back(kept, now=timezone.now())
        messages.success(request, "The answer is as it was.")
    except MoveError as error:
        messages.error(request, str(error))
    return redirect("interviews:gap_list")


@require_POST
def gap_remove(request: HttpRequest, gap_pk: int) -> HttpResponse:
    """Away with it and its answers; the toast and the list of those removed bring it back."""
    gap = get_object_or_404(request.user.informationgaps, pk=gap_pk)
    remove_gap(gap, now=timezone.now())
    return answer(request, said="Question removed.", undo=reverse("interviews:gap_restore", args=[gap.pk]))


@require_POST
def gap_restore(request: HttpRequest, gap_pk: int) -> HttpResponse:
    """Bring it back, unless it was written down anew."""
    gap = get_object_or_404(request.user.informationgaps, pk=gap_pk)
    try:
        restore_gap(gap)
    except GapError as error:
        messages.error(request, str(error))
        listed = reverse("interviews:gap_list")
        return HttpResponseClientRedirect(listed) if request.htmx else redirect(listed)
    return answer(request, said="The question is back.")


def answer(request: HttpRequest, *, said: str = "", undo: str = "", fresh: bool = False) -> HttpResponse:
    """The list once more: over htmx only that, else the whole page at its own address."""
    if not _part(request):
        say(request, said, undo=undo)
        return redirect("interviews:gap_list")
    page: Any = gaps_page(request, part="#gaps_said" if said else "#gaps", fresh=fresh)
    page.context_data |= {"said": said, "undo_url": undo}
    return page


def _part(request: HttpRequest) -> str:
    return "#gaps" if request.htmx.target == "gaps" else ""
