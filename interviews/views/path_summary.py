"""What was learned about one path: the page, the same as a Markdown file, and who of its people has left."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from accounts.http import HttpRequest
from contacts.actions.paths import mark_left, take_off, unmark_left
from interviews.actions.path_summary import summarize_path
from interviews.exporting.markdown import write_markdown
from interviews.views.frame import say
from interviews.views.path_file import parts

SHOWN = 8  # pieces under one topic, unless it is asked for
EVERY = "all"  # as ?topic= says it


@require_safe
def path_summary(request: HttpRequest, path_pk: int) -> HttpResponse:
    """Everything about the path on one page, made to be printed; `topic` is shown whole, or with "all" each."""
    path, now = get_object_or_404(request.user.careerpaths, pk=path_pk), timezone.now()
    summary, whole = summarize_path(path, now=now), request.GET.get("topic", "")
    cut = [topic for topic in summary.topics if len(topic.said) > SHOWN and whole not in {EVERY, topic.key}]
    topics = [(topic, topic.said[:SHOWN] if topic in cut else topic.said) for topic in summary.topics]
    context = {"path": path, "summary": summary, "topics": topics, "cut": cut, "now": now}
    return TemplateResponse(request, "interviews/path_summary.html", context)


@require_safe
def path_summary_file(request: HttpRequest, path_pk: int) -> HttpResponse:
    """The same in Markdown."""
    path = get_object_or_404(request.user.careerpaths, pk=path_pk)
    text = write_markdown(str(path), parts(summarize_path(path, now=timezone.now())))
    response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    name = slugify(path.name)[:80] or f"path-{path.pk}"
    response["Content-Disposition"] = f'attachment; filename="{name}.md"'
    response["Cache-Control"] = "private, no-cache"
    return response


@require_POST
def path_left(request: HttpRequest, path_pk: int, who: int) -> HttpResponse:
    """Somebody has left the path; who was not on it before is taken off by the toast, who was stays."""
    path = get_object_or_404(request.user.careerpaths, pk=path_pk)
    person = get_object_or_404(request.user.contacts, pk=who)
    undo = "path_off" if mark_left(person, path=path) else "path_stayed"
    say(request, f"{person} has left {path}.", undo=reverse(f"interviews:{undo}", args=[path_pk, who]))
    return redirect("interviews:path_summary", path_pk)


@require_POST
def path_stayed(request: HttpRequest, path_pk: int, who: int) -> HttpResponse:
    """Somebody has not left the path after all."""
    path = get_object_or_404(request.user.careerpaths, pk=path_pk)
    person = get_object_or_404(request.user.contacts, pk=who)
    unmark_left(person, path=path)
    say(request, f"{person} is still on {path}.", undo=reverse("interviews:path_left", args=[path_pk, who]))
    return redirect("interviews:path_summary", path_pk)


@require_POST
def path_off(request: HttpRequest, path_pk: int, who: int) -> HttpResponse:
    """Undo for somebody who came onto the path only by having left it."""
    path = get_object_or_404(request.user.careerpaths, pk=path_pk)
    person = get_object_or_404(request.user.contacts, pk=who)
    take_off(person, path=path)
    say(request, f"{person} is as before.", undo=reverse("interviews:path_left", args=[path_pk, who]))
    return redirect("interviews:path_summary", path_pk)
