"""Who takes part in a talk and what it is about: people added and left out, paths ticked; the sheet to bring."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import HttpRequest
from interviews.actions.attending import add_person, remove_person, set_paths
from interviews.actions.refusals import MoveError
from interviews.forms.preparing import PathsForm, PersonForm
from interviews.views import sections
from interviews.views.frame import found, frame
from interviews.views.prepare import section_page


@require_POST
def interviewee_add(request: HttpRequest, pk: int) -> HttpResponse:
    """One more takes part."""
    it, form = found(request, pk), PersonForm(request.POST, owner=request.user)
    if form.is_valid():
        try:
            person = form.save(it, now=timezone.now())
        except MoveError as error:
            form.add_error("who", str(error))
        else:
            return section_page(request, found(request, pk), "attending", said=f"{person} takes part.")
    return section_page(request, it, "attending", person_form=form, status=422)


@require_POST
def interviewee_remove(request: HttpRequest, pk: int, who: int) -> HttpResponse:
    """Somebody takes no part; the toast brings them back."""
    it = found(request, pk)
    person = get_object_or_404(it.people, pk=who)
    try:
        remove_person(it, contact=person, now=timezone.now())
    except MoveError as error:
        return section_page(request, it, "attending", refused_person=str(error), status=422)
    undo = reverse("interviews:interviewee_restore", args=[pk, who])
    return section_page(request, found(request, pk), "attending", said=f"{person} takes no part.", undo=undo)


@require_POST
def interviewee_restore(request: HttpRequest, pk: int, who: int) -> HttpResponse:
    """They take part after all."""
    it = found(request, pk)
    person = get_object_or_404(request.user.contacts, pk=who)
    try:
        add_person(it, contact=person, now=timezone.now())
    except MoveError as error:
        return section_page(request, it, "attending", refused_person=str(error), status=422)
    return section_page(request, found(request, pk), "attending", said=f"{person} takes part.")


@require_POST
def interview_paths(request: HttpRequest, pk: int) -> HttpResponse:
    """The paths that the talk is about."""
    it = found(request, pk)
    form = PathsForm(request.POST, interview=it)
    if not form.is_valid():
        return section_page(request, it, "paths", paths_form=form, status=422)
    set_paths(it, paths=form.cleaned_data["paths"])
    return section_page(request, it, "paths", said="Saved.")


@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """What to bring on paper."""
    it = found(request, pk)
    context = frame(request, it, tab="prepare", now=timezone.now())
    context |= sections.background(it, context["people"]) | sections.attending(it) | sections.questions(it)
    context |= sections.paths(it) | sections.homework(it) | {"phones": sections.phones(it, context["people"])}
    return TemplateResponse(request, "interviews/sheet.html", context)
