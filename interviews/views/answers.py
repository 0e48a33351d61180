"""What I say when they ask me: the newest answer to each prompt, for all paths or for one, and what I said before."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import HttpRequest
from contacts.models import CareerPath
from interviews.actions.bank import say_answer
from interviews.actions.refusals import MoveError
from interviews.actions.restoring import bring_back, remove
from interviews.forms.bank import AnswerForm
from interviews.importing.builtin import Prompt, prompts
from interviews.models import OwnAnswer
from interviews.views.verbs import say

PK_DIGITS = 18


@dataclass(frozen=True)
class Row:
    """A prompt with what is said now, what was said before, the newest first, and the form for what is said next.

    `general` is what is said for all paths, where nothing is said for this one.
    """

    prompt: Prompt
    now: OwnAnswer | None
    before: list[OwnAnswer]
    general: OwnAnswer | None
    form: AnswerForm


@require_safe
def own_answer_list(request: HttpRequest) -> HttpResponse:
    """Every prompt, for the path that is asked for or for all."""
    return answers_page(request, path_of(request))


@require_POST
def own_answer_add(request: HttpRequest, prompt: str) -> HttpResponse:
    """What is said from now on; what was said before is kept."""
    path = path_of(request)
    if prompt not in {one.key for one in prompts()}:
        raise Http404
    form = AnswerForm(request.POST, auto_id=f"id_{prompt}_%s")
    if not form.is_valid():
        return answers_page(request, path, prompt=prompt, form=form)
    say_answer(request.user, prompt=prompt, path=path, text=form.cleaned_data["text"], now=timezone.now())
    return shown(request, path, prompt, said="Kept.")


@require_POST
def own_answer_again(request: HttpRequest, answer_pk: int) -> HttpResponse:
    """Say once more what was said before; what is said now is kept among the former ones."""
    row = get_object_or_404(request.user.ownanswers.select_related("path"), pk=answer_pk)
    say_answer(request.user, prompt=row.prompt, path=row.path, text=row.text, now=timezone.now())
    return shown(request, row.path, row.prompt, said="This is what you say now.")


@require_POST
def own_answer_remove(request: HttpRequest, answer_pk: int) -> HttpResponse:
    """Away with one version; the toast brings it back."""
    row = get_object_or_404(request.user.ownanswers.select_related("path"), pk=answer_pk)
    undo = reverse("interviews:own_answer_restore", args=[remove(row, now=timezone.now()).pk])
    return shown(request, row.path, row.prompt, said="Answer removed.", undo=undo)


@require_POST
def own_answer_restore(request: HttpRequest, unsaid_pk: int) -> HttpResponse:
    """Bring back one that was removed."""
    removed = get_object_or_404(request.user.removals, kind="ownanswer", pk=unsaid_pk)
    path = request.user.careerpaths.filter(pk=removed.columns["path_id"]).first()
    try:
        bring_back(removed, now=timezone.now())
    except MoveError as error:
        return shown(request, None, removed.columns["prompt"], said=str(error))
    return shown(request, path, removed.columns["prompt"], said="The answer is back.")


def path_of(request: HttpRequest) -> CareerPath | None:
    """The path that the address names, None for all of them; 404 for what is none of the user's."""
    asked = request.GET.get("path", "")
    if not asked:
        return None
    if not asked.isdecimal() or len(asked) > PK_DIGITS:
        raise Http404
    return get_object_or_404(request.user.careerpaths, pk=asked)


def rows_of(request: HttpRequest, path: CareerPath | None) -> dict[str, Row]:
    """A row for each prompt, in their order, with what is said for `path`."""
    said = list(request.user.ownanswers.filter(Q(path=None) | Q(path=path)))
    return {prompt.key: row_of(prompt, [one for one in said if one.prompt == prompt.key], path) for prompt in prompts()}


def row_of(prompt: Prompt, said: list[OwnAnswer], path: CareerPath | None) -> Row:
    """What of `said`, the newest first, is for `path`, and what is for all."""
    here = [one for one in said if one.path_id == (path.pk if path else None)]
    now = here[0] if here else None
    general = None if now else next((one for one in said if one.path_id is None), None)
    start = now or general
    form = AnswerForm(initial={"text": start.text if start else ""}, auto_id=f"id_{prompt.key}_%s")
    return Row(prompt, now, here[1:], general, form)


def answers_page(
    request: HttpRequest, path: CareerPath | None, *, prompt: str = "", form: AnswerForm | None = None
) -> HttpResponse:
    """The page, or over htmx the row of `prompt`; `form` is that row's as it was sent in, if it was wrong."""
    rows = rows_of(request, path)
    if form:
        rows[prompt] = replace(rows[prompt], form=form)
    context: dict[str, Any] = {
        "path": path,
        "query": f"?path={path.pk}" if path else "",
        "rows": rows.values(),
        "row": rows.get(prompt),
    }
    part = "#row" if prompt and request.htmx.target == f"answer-{prompt}" else ""
    if not part:
        context["paths"] = request.user.careerpaths.active()
    status = 422 if form else 200
    return TemplateResponse(request, f"interviews/own_answer_list.html{part}", context, status=status)


def shown(request: HttpRequest, path: CareerPath | None, prompt: str, *, said: str, undo: str = "") -> HttpResponse:
    """The prompt once more, with what was done: over htmx its row, else the whole page at its own address."""
    if request.htmx.target != f"answer-{prompt}":
        say(request, said, undo=undo)
        query = f"?path={path.pk}" if path else ""
        return redirect(f"{reverse('interviews:own_answer_list')}{query}#answer-{prompt}")
    page: Any = answers_page(request, path, prompt=prompt)
    page.template_name += "_said"
    page.context_data |= {"said": said, "undo_url": undo, "undo_target": f"#answer-{prompt}"}
    return page
