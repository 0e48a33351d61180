"""The question bank: all of it by topic, one question changed, hidden, shown again."""

from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.http import HttpRequest, came_from, form_page
from interviews.actions.bank import BankQuestion, bank_of, from_builtin, hide_question, row_for
from interviews.forms.bank import QuestionForm, TopicForm
from interviews.importing.builtin import questions_by_key
from interviews.models import Question
from interviews.models.preparing import Topic
from interviews.views.verbs import say


@form_page
def question_list(request: HttpRequest) -> HttpResponse:
    """All of them or those of one topic, and a form to add one."""
    form = QuestionForm(request.POST or None, instance=Question(owner=request.user))
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, "The question is in your bank.")
        return redirect(f"{reverse('interviews:question_list')}?topic={form.cleaned_data['topic']}")
    asked = TopicForm(request.GET)
    topic = asked.cleaned_data["topic"] if asked.is_valid() else ""
    found = [one for one in bank_of(request.user, hidden=True) if belongs(one, topic)]
    context = {
        "form": form,
        "filter": TopicForm({"topic": topic}),
        "topic": topic,
        "groups": [(Topic(slug).label, list(rows)) for slug, rows in groupby(found, key=lambda one: one.topic)],
        "count": len(found),
    }
    part = "#bank" if request.htmx.target == "bank" else ""
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, f"interviews/question_list.html{part}", context, status=status)


def belongs(question: BankQuestion, topic: str) -> bool:
    """Whether it is shown where `topic`, a value of TopicForm, is asked for."""
    if question.is_hidden or topic == "hidden":
        return question.is_hidden and topic == "hidden"
    return {"": True, "default": question.is_default, "own": bool(question.pk)}.get(topic, question.topic == topic)


@form_page
def question_edit(request: HttpRequest, ref: str) -> HttpResponse:
    """Change one; of a built-in one this makes the user's own version, which no upgrade touches."""
    question = found(request, ref)
    row = row_for(request.user, question)
    form = QuestionForm(request.POST or None, instance=row)
    listed = f"{reverse('interviews:question_list')}?topic={question.topic}"
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return redirect(listed)
    original = from_builtin(questions_by_key()[question.key]) if question.is_reworded else None
    context = {"form": form, "question": question, "listed": listed, "original": original}
    return TemplateResponse(request, "interviews/question_edit.html", context, status=422 if form.is_bound else 200)


@require_POST
def question_hide(request: HttpRequest, ref: str) -> HttpResponse:
    """Leave it out of the bank; the toast shows it again."""
    return _hidden(request, ref, hide=True)


@require_POST
def question_show(request: HttpRequest, ref: str) -> HttpResponse:
    """Show it in the bank again."""
    return _hidden(request, ref, hide=False)


def found(request: HttpRequest, ref: str) -> BankQuestion:
    """The question that `ref` names in the user's bank; 404 for anything else."""
    for question in bank_of(request.user, hidden=True):
        if question.ref == ref:
            return question
    raise Http404


def _hidden(request: HttpRequest, ref: str, *, hide: bool) -> HttpResponse:
    question = found(request, ref)
    hide_question(request.user, question=question, hide=hide)
    said = "Question hidden." if hide else "The question is shown again."
    undo = reverse(f"interviews:question_{'show' if hide else 'hide'}", args=[ref])
    if request.htmx.target == f"q-{question.slug}":
        context = {"question": found(request, ref), "said": said, "undo_url": undo}
        context["undo_target"] = f"#{request.htmx.target}"
        return TemplateResponse(request, "interviews/question_list.html#row_said", context)
    say(request, said, undo=undo)
    return redirect(came_from(request, {"interviews:question_list"}) or "interviews:question_list")
