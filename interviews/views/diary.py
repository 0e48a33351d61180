"""Where the user stands on a path, and the diary of what changed their mind."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import HttpRequest, form_page
from accounts.paging import read_id, read_instant_cursor, write_cursor
from contacts.models import CareerPath
from interviews.forms.deciding import StanceForm
from interviews.querysets import InterviewQuerySet

PAGE = 20


@form_page
def stance_edit(request: HttpRequest, path_pk: int) -> HttpResponse:
    """Where one stands, what the gut says, and because of which talk."""
    path = get_object_or_404(request.user.careerpaths, pk=path_pk)
    now = timezone.now()
    form = StanceForm(request.POST or None, path=path, talks=talks_about(request, path), now=now)
    if form.is_bound and form.is_valid():
        said = f"{path}: written down." if form.save(now=now) else f"{path}: as it was."
        messages.success(request, said)
        return redirect("interviews:decide")
    context = {"form": form, "path": path, "now": now}
    return TemplateResponse(request, "interviews/stance_edit.html", context, status=422 if form.is_bound else 200)


def talks_about(request: HttpRequest, path: CareerPath) -> InterviewQuerySet:
    """The talks about the path that were held, the newest first."""
    return request.user.interviews.asked_and_held(timezone.now()).filter(paths=path).newest_with_names()


@require_safe
def diary(request: HttpRequest) -> HttpResponse:
    """What changed one's mind, the newest first, of all paths or of one; over htmx the next page alone."""
    paths = list(request.user.careerpaths.all())
    path = next((one for one in paths if one.pk == read_id(request.GET.get("path", ""))), None)
    found = request.user.changes_of_mind.with_talks()
    if path:
        found = found.filter(path=path)
    cursor = read_instant_cursor(request.GET.get("after", ""))
    if cursor:
        found = found.before(*cursor)
    page = list(found[: PAGE + 1])
    last = page[PAGE - 1] if len(page) > PAGE else None
    more = {"after": write_cursor(last.changed_at, last.pk)} if last else {}
    context = {
        "changes": page[:PAGE],
        "since": cursor[0] if cursor else None,
        "paths": paths,
        "path": path,
        "more": f"?{urlencode(more | ({'path': path.pk} if path else {}))}" if last else "",
        "now": timezone.now(),
    }
    part = "#page" if request.htmx.target == "more-diary" and page else ""
    return TemplateResponse(request, f"interviews/diary.html{part}", context)
