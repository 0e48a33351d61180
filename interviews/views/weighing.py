"""The weighted table: criteria by paths, what the order hangs on, and each score with what it rests on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import HttpRequest, form_page
from interviews.actions.refusals import MoveError
from interviews.actions.restoring import bring_back
from interviews.actions.weighing import read_table
from interviews.forms.deciding import ScoreForm, SnapshotForm, evidence_first, off_by
from interviews.models import Score
from interviews.querysets.talks import parts_named
from interviews.views.charts import charts_of, least_change
from interviews.views.diary import talks_about
from interviews.views.frame import say


@require_safe
def weigh(request: HttpRequest) -> HttpResponse:
    """The table, totals, confidence, gut, and what becomes of the order when a weight changes."""
    table = read_table(request.user)
    context = {
        "table": table,
        "charts": charts_of(table),
        "least": least_change(table.swings),
        "off": off_by(table.weight) if table.weight else "",
        "form": SnapshotForm(),
    }
    return TemplateResponse(request, "interviews/weigh.html", context)


@form_page
def score_edit(request: HttpRequest, criterion_pk: int, path_pk: int) -> HttpResponse:
    """One score: how well, why, the evidence that it rests on, and the talk that changed it."""
    user, now = request.user, timezone.now()
    criterion = get_object_or_404(user.criteria.active(), pk=criterion_pk)
    path = get_object_or_404(user.careerpaths, pk=path_pk)
    score = criterion.scores.filter(path=path).first() or Score(owner=user, criterion=criterion, path=path)
    score.criterion, score.path = criterion, path
    evidence, talks = user.takeaways.on_path(path), talks_about(request, path)
    form = ScoreForm(request.POST or None, score=score, evidence=evidence, talks=talks, now=now)
    if form.is_bound and form.is_valid():
        taken = form.save(now=now)
        undo = reverse("interviews:score_restore", args=[taken.pk]) if taken else ""
        say(request, f"{path}, {criterion}: {'not scored' if taken else 'written down'}.", undo=undo)
        return redirect("interviews:weigh")
    linked = score.links.values_list("takeaway", flat=True) if score.pk else ()
    ticked = request.POST.getlist("evidence") if form.is_bound else [str(pk) for pk in linked]
    shown = request.POST.getlist("initial-evidence") if form.is_bound else ticked
    pieces = evidence.with_sources().prefetch_related(parts_named("interview__interviewees")).order_by("-pk")
    context = {"form": form, "criterion": criterion, "path": path, "ticked": ticked, "shown": shown, "now": now}
    context["pieces"] = evidence_first(pieces, kind=criterion.kind)
    return TemplateResponse(request, "interviews/score_edit.html", context, status=422 if form.is_bound else 200)


@require_POST
def score_restore(request: HttpRequest, taken_pk: int) -> HttpResponse:
    """Bring back a score that was taken away, with what it rested on."""
    taken = get_object_or_404(request.user.removals, kind="score", pk=taken_pk)
    try:
        bring_back(taken, now=timezone.now())
    except MoveError as error:
        messages.error(request, str(error))
    else:
        say(request, "The score is back.")
    return redirect("interviews:weigh")
