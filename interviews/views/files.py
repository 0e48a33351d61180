"""Files of a talk: sent in, handed out as attachments, put into the trash, taken back, deleted."""

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from accounts.http import HttpRequest
from interviews.actions.files import FileError, delete_file, pieces_of, restore_file, trash_file
from interviews.forms.files import FileForm
from interviews.views.frame import found, tab_of
from interviews.views.prepare import prepare_page
from interviews.views.verbs import say
from interviews.views.wrapping import wrap_up_page


@require_POST
def file_add(request: HttpRequest, pk: int) -> HttpResponse:
    """One more."""
    it, tab = found(request, pk), tab_of(request)
    form = FileForm(request.POST, request.FILES, interview=it)
    if form.is_valid():
        try:
            file = form.save()
        except FileError as error:
            form.add_error("file", str(error))
        else:
            say(request, f"{file.name} is kept.", undo=reverse("interviews:file_remove", args=[pk, file.pk]))
            return redirect(f"interviews:{tab}", pk)
    return (prepare_page if tab == "prepare" else wrap_up_page)(request, it, status=422, file=form)


@require_safe
def file(request: HttpRequest, pk: int, file: int) -> StreamingHttpResponse:
    """The file, to be saved and never shown by the browser."""
    row = get_object_or_404(request.user.attachments, interview=pk, pk=file, trashed_at=None)
    response = StreamingHttpResponse(pieces_of(row), content_type=row.media_type)
    response["Content-Disposition"] = content_disposition_header(True, row.name)
    response["Content-Length"] = str(row.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def file_remove(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Into the trash; the toast takes it back."""
    row = get_object_or_404(request.user.attachments, interview=pk, pk=file)
    trash_file(row, now=timezone.now())
    say(request, f"{row.name} is in the trash.", undo=reverse("interviews:file_restore", args=[pk, file]))
    return redirect(f"interviews:{tab_of(request)}", pk)


@require_POST
def file_restore(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Back from the trash."""
    row = get_object_or_404(request.user.attachments, interview=pk, pk=file)
    restore_file(row)
    say(request, f"{row.name} is back.")
    return redirect(f"interviews:{tab_of(request)}", pk)


@require_POST
def file_delete(request: HttpRequest, pk: int, trashed: int) -> HttpResponse:
    """Out of the trash for good; the page has asked."""
    row = get_object_or_404(request.user.attachments.exclude(trashed_at=None), interview=pk, pk=trashed)
    delete_file(row)
    say(request, f"{row.name} is deleted for good.")
    return redirect(f"interviews:{tab_of(request)}", pk)
