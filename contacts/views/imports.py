"""Bringing people in: the page for a file, the page of each import, and the verbs below it."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import HttpRequest, came_from, form_page
from accounts.models import User
from contacts.actions.imports import batches
from contacts.actions.imports.dropping import drop_import
from contacts.exporting.refused import refused_file
from contacts.forms.columns import ColumnsForm
from contacts.forms.imports import ChoiceForm, ReadingForm, UploadForm
from contacts.importing.layout import FileError, Layout
from contacts.models import Import
from contacts.querysets import previewing
from contacts.views.import_batch import CHIPS, batch_page, read_counts, steps
from contacts.views.import_rows import all_chosen, show_rows
from contacts.views.import_words import may_be_undone, summary, told

RECENT = 20
PAGES = {"contacts:import_batch", "contacts:import_list"}


@dataclass(frozen=True)
class Recent:
    """An import in the list of them."""

    batch: Import
    words: str
    chip: str
    can_be_undone: bool


@form_page
def import_list(request: HttpRequest) -> HttpResponse:
    """Give a file or a text; or look at what came in lately."""
    now = timezone.now()
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_bound and form.is_valid():
        try:
            batch = batches.begin_import(request.user, **form.said(), now=now)
            return redirect("contacts:import_batch", batch.pk)
        except FileError as error:
            form.refuse(str(error))
    context = {"form": form, "imports": recent_imports(request.user, now=now), "steps": steps(0), "now": now}
    return TemplateResponse(request, "contacts/import_list.html", context, status=422 if form.errors else 200)


@require_safe
def import_batch(request: HttpRequest, batch_pk: int) -> HttpResponse:
    """One import, in whatever state it is."""
    return batch_page(request, get_object_or_404(request.user.imports, pk=batch_pk))


@require_POST
def import_read(request: HttpRequest, batch_pk: int) -> HttpResponse:
    """Read the file again, as the user says it is."""
    batch = get_object_or_404(request.user.imports, pk=batch_pk)
    form = ReadingForm(request.POST)
    if form.is_valid():
        try:
            batches.read_again(batch, **form.cleaned_data, now=timezone.now())
            return redirect("contacts:import_batch", batch.pk)
        except FileError as error:
            form.add_error(None, str(error))
    return batch_page(request, batch, status=422, reading=form)


@require_POST
def import_columns(request: HttpRequest, batch_pk: int) -> HttpResponse:
    """Say what each column is."""
    batch = get_object_or_404(request.user.imports, pk=batch_pk)
    form = ColumnsForm(request.POST, layout=Layout.from_document(batch.layout))
    if form.is_valid():
        columns, day_first = form.cleaned_data["columns"], form.cleaned_data["day_first"]
        batches.match_columns(batch, columns=columns, day_first=day_first, now=timezone.now())
        return redirect("contacts:import_batch", batch.pk)
    return batch_page(request, batch, status=422, columns=form)


@require_POST
def import_choose(request: HttpRequest, batch_pk: int) -> HttpResponse:
    """Say what becomes of one row, or of all of a kind."""
    batch = get_object_or_404(request.user.imports, pk=batch_pk)
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        return batch_page(request, batch, status=422)
    rows = request.user.importrows.filter(batch=batch)
    count = batches.choose(form.chosen(rows), choice=form.cleaned_data["choice"])
    pk = form.cleaned_data["row"]
    if request.htmx.target == "import":
        return batch_page(request, batch, said=all_chosen(count, **form.cleaned_data), has_chosen=True)
    if request.htmx.target != f"decision-{pk}":
        back = came_from(request, PAGES) or reverse("contacts:import_batch", args=[batch.pk])
        return redirect(f"{back}#row-{pk}" if pk else back)
    shown = show_rows(previewing.lean(rows.filter(pk=pk)))
    said = " ".join(f"{one.row.name}: {one.label}." for one in shown)
    context = {"batch": batch, "rows": shown, "said": said} | read_counts(request, batch)
    return TemplateResponse(request, "contacts/import_batch.html#decision", context)


@require_POST
def import_run(request: HttpRequest, batch_pk: int) -> HttpResponse:
    """Bring in whom the user has chosen."""
    batch = get_object_or_404(request.user.imports, pk=batch_pk)
    batch = batches.run_import(batch, now=timezone.now())
    if batch.state == Import.State.DONE:
        counts = request.user.importrows.filter(batch=batch).counts_by_done()
        undo = reverse("contacts:import_undo", args=[batch.pk])
        messages.success(request, told(batch, counts), extra_tags=undo)
    return redirect("contacts:import_batch", batch.pk)


@require_POST
def import_stop(request: HttpRequest, batch_pk: int) -> HttpResponse:
    """Bring no more in."""
    batch = get_object_or_404(request.user.imports, pk=batch_pk)
    batches.stop_import(batch, now=timezone.now())
    return redirect("contacts:import_batch", batch.pk)


@require_POST
def import_undo(request: HttpRequest, batch_pk: int) -> HttpResponse:
    """Put everything back as it was before."""
    batch = get_object_or_404(request.user.imports, pk=batch_pk)
    try:
        batch = batches.undo_import(batch, now=timezone.now())
    except batches.ImportBusyError as error:
        messages.error(request, str(error))
    if batch.state == Import.State.UNDONE:
        messages.success(request, f"The import of {batch.file_name} is undone.")
    return redirect("contacts:import_batch", batch.pk)


@require_POST
def import_delete(request: HttpRequest, batch_pk: int) -> HttpResponse:
    """Forget a file of which nothing is in."""
    batch = get_object_or_404(request.user.imports, pk=batch_pk)
    if not drop_import(batch):
        messages.error(request, "Undo the import first; then it can be deleted.")
        return redirect("contacts:import_batch", batch.pk)
    messages.success(request, f"{batch.file_name} is off the list.")
    return redirect("contacts:import_list")


@require_safe
def import_refused(request: HttpRequest, batch_pk: int) -> StreamingHttpResponse:
    """The rows that were refused as a file, each with its reason and what it says."""
    batch = get_object_or_404(request.user.imports, pk=batch_pk)
    rows = request.user.importrows.filter(batch=batch).refused().order_by("number")
    content = refused_file(rows.values_list("line", "reason", "raw").iterator())
    answer = StreamingHttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="refused-{batch.pk}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def recent_imports(user: User, *, now: datetime) -> list[Recent]:
    """The latest imports, the newest first."""
    found = list(user.imports.order_by("-pk")[:RECENT])
    counts = previewing.count_batches(user.importrows.all(), [batch.pk for batch in found])
    return [
        Recent(
            batch,
            summary(batch, counts[batch.pk]),
            CHIPS.get(batch.state, ""),
            may_be_undone(batch, counts[batch.pk], now),
        )
        for batch in found
    ]
