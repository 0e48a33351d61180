"""Takeaways one at a time, and what becomes of the lines that were marked in the notes."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import HttpRequest, form_page
from accounts.paging import read_id
from interviews.actions import learning, offering
from interviews.actions.promising import promise_line
from interviews.actions.restoring import remove
from interviews.forms.learning import ReviewForm, TakeawayForm
from interviews.models import NoteLine, Promise, Takeaway
from interviews.views.answering import answer, edit, refused, take_away
from interviews.views.frame import found
from interviews.views.naming import lead_from
from interviews.views.promising import promised


@require_POST
def takeaway_add(request: HttpRequest, pk: int) -> HttpResponse:
    """One more."""
    it, form = found(request, pk), TakeawayForm(request.POST)
    if not form.is_valid():
        return refused(request, it, takeaway=form)
    learning.add_takeaway(it, text=form.cleaned_data["text"])
    return answer(request, it, said="Takeaway added.", fresh=True)


@form_page
def takeaway_edit(request: HttpRequest, pk: int, takeaway: int) -> HttpResponse:
    """Its text and what it speaks to in a form, in its place in the list."""
    it = found(request, pk)
    row = get_object_or_404(it.takeaways, pk=takeaway)
    form = ReviewForm(request.POST or None, instance=row, auto_id="edit_%s")
    return edit(request, it, form, save=form.save, edited=takeaway)


@require_POST
def takeaway_remove(request: HttpRequest, pk: int, takeaway: int) -> HttpResponse:
    """Away with it; the toast brings it back."""
    it = found(request, pk)
    return take_away(request, it, get_object_or_404(it.takeaways, pk=takeaway), "Takeaway removed.")


@require_POST
def line_take(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """A marked line becomes what its mark says: a takeaway, a promise of mine, or somebody to contact."""
    it, now = found(request, pk), timezone.now()
    row = get_object_or_404(it.lines.filter(removed_at=None, settled_at=None).select_related("question__gap"), pk=line)
    if row.tag == NoteLine.Tag.LEAD:
        return lead_from(request, it, row)
    follow_up = row.tag == NoteLine.Tag.FOLLOW_UP
    made = promise_line(row, now=now) if follow_up else learning.take_line(row, now=now)
    if made is None:
        return answer(request, it)
    undo = reverse("interviews:line_untake", args=[pk, line, made._meta.model_name, made.pk])
    if isinstance(made, Promise):
        return promised(request, it, made, undo=undo)
    return answer(request, it, said="Kept as a takeaway.", undo=undo)


@require_POST
def line_untake(request: HttpRequest, pk: int, line: int, kind: str, made: int) -> HttpResponse:
    """Undo of taking it: what was made of it, a "takeaway" or a "promise", goes, and the line is offered again."""
    it = found(request, pk)
    row = get_object_or_404(it.lines.filter(removed_at=None), pk=line)
    if kind not in {"takeaway", "promise"}:
        raise Http404
    gone: Promise | Takeaway
    gone = get_object_or_404(it.promises, pk=made) if kind == "promise" else get_object_or_404(it.takeaways, pk=made)
    remove(gone, now=timezone.now())
    learning.offer_line(row)
    return answer(request, it, said="It is offered again.")


@require_POST
def line_leave(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Nothing is made of it; it stays in the notes, and the toast offers it again."""
    it = found(request, pk)
    row = get_object_or_404(it.lines.filter(removed_at=None), pk=line)
    learning.settle_line(row, now=timezone.now())
    return answer(request, it, said="Left in the notes.", undo=reverse("interviews:line_offer", args=[pk, line]))


@require_POST
def line_offer(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Undo of leaving it."""
    it = found(request, pk)
    learning.offer_line(get_object_or_404(it.lines.filter(removed_at=None), pk=line))
    return answer(request, it, said="It is offered again.")


@require_POST
def answers_keep(request: HttpRequest, pk: int) -> HttpResponse:
    """All answers that were noted under questions of mine become takeaways about them; the toast takes them back."""
    it = found(request, pk)
    kept = offering.keep_answers(it, now=timezone.now())
    if not kept:
        return answer(request, it)
    pairs = ",".join(f"{line}-{takeaway}" for line, takeaway in kept)
    undo = f"{reverse('interviews:answers_offer', args=[pk])}?kept={pairs}"
    return answer(request, it, said=f"{len(kept)} kept as takeaway{'' if len(kept) == 1 else 's'}.", undo=undo)


@require_POST
def answers_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo of keeping them all: `?kept=` has pairs of a line and what was made of it."""
    it = found(request, pk)
    pairs = [tuple(map(read_id, pair.partition("-")[::2])) for pair in request.GET.get("kept", "").split(",")]
    kept = [(line, takeaway) for line, takeaway in pairs if line and takeaway]
    offering.offer_answers(it, kept=kept, now=timezone.now())
    return answer(request, it, said="They are offered again.")
