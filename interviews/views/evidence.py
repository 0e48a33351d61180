"""One piece of evidence: changed, removed, brought back; and Undo of an answer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from accounts.http import HttpRequest, form_page
from interviews.actions.refusals import MoveError
from interviews.actions.restoring import bring_back, remove
from interviews.forms.evidence import PieceForm
from interviews.models import Removal, Takeaway
from interviews.views.cell import Pair
from interviews.views.frame import say
from interviews.views.panel import done, panel_page


@form_page
def evidence_edit(request: HttpRequest, piece_pk: int) -> HttpResponse:
    """What was said, by whom, of what; in its place in the panel, else on a page of its own."""
    piece = get_object_or_404(request.user.takeaways.with_sources(), pk=piece_pk)
    pair, back_url = pair_of(piece), page_of(piece)
    form = PieceForm(request.POST or None, instance=piece, now=timezone.now(), auto_id="edit_%s")
    if form.is_bound and form.is_valid():
        form.save()
        return told(request, pair_of(piece) or pair, said="Saved.", left=pair)
    form.fields["text"].widget.attrs["autofocus"] = True
    status = 422 if form.is_bound else 200
    if pair and request.htmx.target == "cell":
        return panel_page(request, *pair, status=status, editing=form, edited=piece_pk)
    context = {"form": form, "back_url": back_url}
    return TemplateResponse(request, "interviews/evidence_edit.html", context, status=status)


@require_POST
def evidence_remove(request: HttpRequest, piece_pk: int) -> HttpResponse:
    """Away with it; the toast brings it back."""
    piece = get_object_or_404(request.user.takeaways.with_sources(), pk=piece_pk)
    pair = pair_of(piece)
    removed = remove(piece, now=timezone.now())
    return told(request, pair, said="Removed.", undo=reverse("interviews:evidence_restore", args=[removed.pk]))


@require_POST
def evidence_restore(request: HttpRequest, changed_pk: int) -> HttpResponse:
    """Bring back a piece, or the answer as it was."""
    kept = get_object_or_404(request.user.removals, kind__in=["takeaway", "gapanswer"], pk=changed_pk)
    try:
        bring_back(kept, now=timezone.now())
    except MoveError as error:
        messages.error(request, str(error))
        return to_table(request)
    return told(request, pair_of_removal(request, kept), said="It is back.")


def told(
    request: HttpRequest, pair: Pair | None, *, said: str, undo: str = "", left: Pair | None = None
) -> HttpResponse:
    """The panel of the cell, to which a piece may have come from the one it `left`; Explore where there is none."""
    if pair:
        return done(request, *pair, said=said, undo=undo, left=left)
    say(request, said, undo=undo)
    return to_table(request)


def to_table(request: HttpRequest) -> HttpResponse:
    """Explore's page, over htmx too."""
    page = reverse("interviews:explore")
    return HttpResponseClientRedirect(page) if request.htmx else redirect(page)


def pair_of(piece: Takeaway) -> Pair | None:
    """The gap and the path that it speaks of; None where it names not both, or the gap was removed."""
    gap, path = piece.gap, piece.path
    return (gap, path) if gap and path and gap.trashed_at is None else None


def page_of(piece: Takeaway) -> str:
    """The page on which the piece stands."""
    if pair := pair_of(piece):
        return reverse("interviews:cell", args=[one.pk for one in pair])
    talk = piece.interview_id
    return reverse("interviews:wrap_up", args=[talk]) if talk else reverse("interviews:explore")


def pair_of_removal(request: HttpRequest, kept: Removal) -> Pair | None:
    """The gap and the path of which it spoke; None where one of them has gone."""
    columns = kept.columns if kept.kind == "takeaway" else kept.columns["pairs"][0][0]
    gap = request.user.informationgaps.active().filter(pk=columns["gap_id"] or 0).first()
    path = request.user.careerpaths.filter(pk=columns["path_id"] or 0).first()
    return (gap, path) if gap and path else None
