"""The homework of one talk: ticked, added, noted, removed."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import HttpRequest, form_page
from accounts.paging import read_id
from interviews.actions.homework import begin_homework, homework_of, ref_of, tick_homework
from interviews.actions.restoring import remove
from interviews.forms.preparing import HomeworkForm
from interviews.models import HomeworkItem, Interview
from interviews.views.answering import undo_url
from interviews.views.frame import found
from interviews.views.prepare import section_page


@require_POST
def homework_tick(request: HttpRequest, pk: int, item: str) -> HttpResponse:
    """Done, or with `on` empty not yet after all."""
    it = found(request, pk)
    tick_homework(row_of(it, item), is_done=bool(request.POST.get("on")), now=timezone.now())
    return section_page(request, it, "homework")


@require_POST
def homework_add(request: HttpRequest, pk: int) -> HttpResponse:
    """One more thing to do."""
    it = found(request, pk)
    form = HomeworkForm(request.POST, instance=HomeworkItem(interview=it, owner=request.user))
    if not form.is_valid():
        return section_page(request, it, "homework", homework_form=form, status=422)
    begin_homework(it)
    form.save()
    return section_page(request, it, "homework", said="Added.")


@form_page
def homework_edit(request: HttpRequest, pk: int, item: str) -> HttpResponse:
    """Its words, link and note in a form, in its place."""
    it = found(request, pk)
    row = next((each for each in homework_of(it) if ref_of(each) == item), None)
    if row is None:
        raise Http404
    form = HomeworkForm(request.POST or None, instance=row, auto_id="hw_%s")
    if form.is_bound and form.is_valid():  # only now is homework written down that was not yet
        HomeworkForm(request.POST, instance=row_of(it, item)).save()
        return section_page(request, it, "homework", said="Saved.")
    return section_page(
        request, it, "homework", status=422 if form.is_bound else 200, homework_edit=form, homework_edited=item
    )


@require_POST
def homework_remove(request: HttpRequest, pk: int, item: str) -> HttpResponse:
    """Away with it; the toast brings it back."""
    it = found(request, pk)
    removed = remove(row_of(it, item), now=timezone.now())
    return section_page(request, it, "homework", said="Homework removed.", undo=undo_url(removed))


def row_of(it: Interview, item: str) -> HomeworkItem:
    """The item of that id or key, written down with the others if it is not yet; 404 for anything else."""
    if not any(ref_of(each) == item for each in homework_of(it)):
        item = "-"
    else:
        begin_homework(it)
    number = read_id(item)
    return get_object_or_404(it.homework, **({"pk": number} if number is not None else {"builtin": item}))
