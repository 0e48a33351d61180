"""The page for while people talk: the clock, the questions, the lines, and what they agreed to."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import HttpRequest, form_page
from interviews.actions import clock, lines
from interviews.actions.refusals import MoveError
from interviews.forms.live import ConsentForm, LineForm, first_consent, times_from_address, times_in_address
from interviews.models import Interview, NoteLine
from interviews.views.frame import found, frame, say
from interviews.views.showing import asks, clock_face

CLOCK: dict[str, Callable[..., object]] = {"start": clock.begin, "pause": clock.pause, "resume": clock.resume}
CLOCK_SAYS = {
    "start": "The clock runs.",
    "unstart": "The clock is back at nothing.",
    "pause": "The clock is paused.",
    "resume": "The clock runs again.",
}


@require_safe
def live(request: HttpRequest, pk: int) -> HttpResponse:
    """The page, or what other devices may have changed of it."""
    return live_page(request, found(request, pk))


def live_page(
    request: HttpRequest,
    it: Interview,
    *,
    line: LineForm | None = None,
    consent: ConsentForm | None = None,
    status: int = 200,
    kept: NoteLine | None = None,
    **more: Any,
) -> HttpResponse:
    """The page with forms as they were sent in or fresh ones; `kept` is the line that holds what was just sent."""
    now = timezone.now()
    rows, current = list(it.lines.filter(removed_at=None)), request.GET.get("q", "")
    context = frame(request, it, tab="live", now=now) | {
        "line": line or LineForm(interview=it, initial={"key": uuid4(), "version": 0, "question": current}),
        "consent": consent or ConsentForm(initial=first_consent(it), today=timezone.localdate()),
        "said": getattr(it, "consent", None),
        "lines": rows,
        "kept": kept,
        "clock": clock_face(it, now=now),
    }
    context |= asks(it, rows, chosen=current) | more
    part = "#parts" if request.htmx.target == "parts" else ""
    return TemplateResponse(request, f"interviews/live.html{part}", context, status=status)


@require_POST
def talk_clock(request: HttpRequest, pk: int, to: str) -> HttpResponse:
    """Start, pause or resume the clock; the toast takes a start back."""
    if to not in CLOCK_SAYS:
        raise Http404
    it, undo = found(request, pk), ""
    was = times_in_address(it)
    try:
        if to == "unstart":
            clock.unbegin(it, now=timezone.now(), **times_from_address(request.GET.dict()))
        elif CLOCK[to](it, now=timezone.now()):
            undo = f"{reverse('interviews:talk_clock', args=[pk, 'unstart'])}?{was}"
    except MoveError as error:
        if request.htmx.target == "parts":
            return live_page(request, it, refused=str(error), status=422)
        messages.error(request, str(error))
        return redirect("interviews:live", pk)
    if request.htmx.target == "parts":
        return live_page(request, it, words=CLOCK_SAYS[to], undo_url=undo)
    say(request, CLOCK_SAYS[to], undo=undo)
    return redirect("interviews:live", pk)


@require_POST
def talk_finish(request: HttpRequest, pk: int) -> HttpResponse:
    """It is over: on to the wrap-up."""
    it = found(request, pk)
    before = it.state
    try:
        clock.end(it, now=timezone.now())
    except MoveError as error:
        messages.error(request, str(error))
    else:
        it.refresh_from_db()
        undo = reverse("interviews:move", args=[pk, before]) if before != it.state else ""
        say(request, "Now “Held”." if undo else "", undo=undo)
    return redirect("interviews:wrap_up", pk)


@require_POST
def line_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A line, as it was typed or typed on; the same one twice stays one."""
    it = found(request, pk)
    form = LineForm(request.POST, interview=it)
    if not form.is_valid():
        return live_page(request, it, line=form, status=422)
    kept = lines.write_line(it, form.written(), now=timezone.now())
    if request.htmx.target == "parts":
        return live_page(request, it, kept=kept)
    if kept is not None and kept.key != form.cleaned_data["key"]:
        say(request, "That line was changed elsewhere meanwhile. Both are kept.")
    return redirect("interviews:live", pk)


@require_safe
def line_edit(request: HttpRequest, pk: int, key: UUID) -> HttpResponse:
    """The line in the box, to be typed on."""
    it = found(request, pk)
    row = get_object_or_404(it.lines, key=key, removed_at=None)
    said = {"key": key, "text": row.text, "version": row.version, "question": row.question_id or ""}
    return live_page(request, it, line=LineForm(interview=it, initial=said), edited=row)


@require_POST
def line_remove(request: HttpRequest, pk: int, key: UUID) -> HttpResponse:
    """Put a line away; the toast brings it back."""
    it = found(request, pk)
    lines.remove_line(it, get_object_or_404(it.lines, key=key), now=timezone.now())
    undo = reverse("interviews:line_restore", args=[pk, key])
    if request.htmx.target == "parts":
        return live_page(request, it, words="Line removed.", undo_url=undo)
    say(request, "Line removed.", undo=undo)
    return redirect("interviews:live", pk)


@require_POST
def line_restore(request: HttpRequest, pk: int, key: UUID) -> HttpResponse:
    """Bring it back."""
    it = found(request, pk)
    lines.restore_line(it, get_object_or_404(it.lines, key=key))
    return live_page(request, it) if request.htmx.target == "parts" else redirect("interviews:live", pk)


@require_POST
def question_asked(request: HttpRequest, pk: int, question: int) -> HttpResponse:
    """Tick it, or with `asked=` nothing untick it."""
    it = found(request, pk)
    row = get_object_or_404(it.questions, pk=question)
    lines.mark_asked(it, row, asked=bool(request.POST.get("asked")), now=timezone.now())
    return live_page(request, it) if request.htmx.target == "parts" else redirect("interviews:live", pk)


@form_page
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """What they said when asked whether they may be recorded."""
    it = found(request, pk)
    form = ConsentForm(request.POST, today=timezone.localdate()) if request.method == "POST" else None
    if form is not None and form.is_valid():
        form.save(it, now=timezone.now())
        say(request, "They said yes." if it.consent.said_yes else "They said no: nothing is recorded.")
        return redirect("interviews:live", pk)
    return live_page(request, it, consent=form, asking=True, status=422 if form else 200)
