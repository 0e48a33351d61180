"""The gaps that a talk leaves open: what was heard of each, and how far it is answered now."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import HttpRequest, form_page
from interviews.actions.still_open import gaps_of_talk
from interviews.forms.gaps import GapAnswersForm
from interviews.forms.learning import HeardForm
from interviews.models import Interview
from interviews.views.answering import answer, edit, refused
from interviews.views.frame import found


@require_POST
def gap_heard(request: HttpRequest, pk: int, gap_pk: int) -> HttpResponse:
    """What was heard of a gap is a takeaway about it; the focus goes on to the next gap."""
    it = found(request, pk)
    gap = get_object_or_404(request.user.informationgaps.active(), pk=gap_pk)
    form = HeardForm(request.POST, interview=it, gap=gap)
    if not form.is_valid():
        return refused(request, it, heard=form)
    after = gap_after(it, gap_pk)
    form.save()
    return answer(request, it, ask_next=after, fresh=not after)


def gap_after(it: Interview, gap_pk: int) -> int:
    """The next one on the page of which nobody has spoken yet (its id); 0 for none."""
    silent = [row.gap.pk for row in gaps_of_talk(it)[0] if not row.is_heard]
    behind = silent[silent.index(gap_pk) + 1 :] if gap_pk in silent else silent
    return next(iter(behind), 0)


@form_page
def gap_answer(request: HttpRequest, pk: int, gap_pk: int) -> HttpResponse:
    """How far it is answered on the paths of the talk, in a form in its place in the list."""
    it = found(request, pk)
    gap = get_object_or_404(request.user.informationgaps.active(), pk=gap_pk)
    if not (paths := list(it.paths.order_by("pk"))):
        raise Http404
    form = GapAnswersForm(request.POST or None, gap=gap, paths=paths, auto_id="answer_%s")
    save = partial(form.save, now=timezone.now(), talk=it)
    return edit(request, it, form, save=save, said="Answer kept.", edited_gap=gap)
