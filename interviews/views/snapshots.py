"""How the decision table looked: kept, listed, compared with today, removed and brought back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import HttpRequest
from interviews.actions.refusals import MoveError
from interviews.actions.restoring import bring_back, remove
from interviews.actions.snapshots import changes, side_by_side, take_snapshot, written
from interviews.actions.weighing import read_table
from interviews.forms.deciding import SnapshotForm
from interviews.views.frame import say


@require_safe
def snapshot_list(request: HttpRequest) -> HttpResponse:
    """All of them, the newest first, and a line to keep today's."""
    return snapshots_page(request, SnapshotForm())


def snapshots_page(request: HttpRequest, form: SnapshotForm, *, status: int = 200) -> HttpResponse:
    """The list, with the line as it was sent in or empty."""
    context = {"snapshots": request.user.snapshots.all(), "form": form, "now": timezone.now()}
    return TemplateResponse(request, "interviews/snapshot_list.html", context, status=status)


@require_POST
def snapshot_add(request: HttpRequest) -> HttpResponse:
    """Keep how the table looks today."""
    form = SnapshotForm(request.POST)
    if not form.is_valid():
        return snapshots_page(request, form, status=422)
    kept = take_snapshot(request.user, name=form.cleaned_data["name"], now=timezone.now())
    undo = reverse("interviews:snapshot_remove", args=[kept.pk])
    say(request, "Kept as it looks today.", undo=undo)
    return redirect("interviews:snapshot_list")


@require_safe
def snapshot(request: HttpRequest, snapshot_pk: int) -> HttpResponse:
    """One beside today's table: totals and places then and now, and what changed."""
    kept = get_object_or_404(request.user.snapshots, pk=snapshot_pk)
    today = written(read_table(request.user))
    context = {
        "snapshot": kept,
        "paths": side_by_side(kept.table, today),
        "changes": changes(kept.table, today),
        "now": timezone.now(),
    }
    return TemplateResponse(request, "interviews/snapshot.html", context)


@require_POST
def snapshot_remove(request: HttpRequest, snapshot_pk: int) -> HttpResponse:
    """Away with one; the toast brings it back."""
    kept = get_object_or_404(request.user.snapshots, pk=snapshot_pk)
    undo = reverse("interviews:snapshot_restore", args=[remove(kept, now=timezone.now()).pk])
    say(request, "Snapshot removed.", undo=undo)
    return redirect("interviews:snapshot_list")


@require_POST
def snapshot_restore(request: HttpRequest, dropped_pk: int) -> HttpResponse:
    """Bring back one that was removed."""
    removed = get_object_or_404(request.user.removals, kind="snapshot", pk=dropped_pk)
    try:
        bring_back(removed, now=timezone.now())
    except MoveError as error:
        messages.error(request, str(error))
    else:
        say(request, "The snapshot is back.")
    return redirect("interviews:snapshot_list")
