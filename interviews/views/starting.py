"""A new interview."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from accounts.http import HttpRequest, form_page
from interviews.actions.refusals import MoveError
from interviews.forms.planning import gap_words
from interviews.forms.starting import StartForm
from interviews.views.frame import say


@form_page
def interview_new(request: HttpRequest) -> HttpResponse:
    """Whom, what for, and if it is known, when; as GET, or by “Search”, it answers with the people that match."""
    said = request.POST if request.method == "POST" else request.GET
    given = {name: said[name] for name in StartForm.base_fields if said.get(name)}
    start: dict[str, object] = {"direction": "outgoing", "zone": request.user.time_zone, **given}
    start["contact"] = said.getlist("contact")
    is_sent = request.method == "POST" and "search" not in said
    form = StartForm(said if is_sent else None, owner=request.user, initial=start)
    if form.is_bound and form.is_valid():
        try:
            interview = form.start(now=timezone.now())
        except MoveError as error:
            form.add_error(None, str(error))
        else:
            say(request, gap_words(interview))
            return redirect("interviews:interview", interview.pk)
    context = {"form": form, "ticked": form.ticked(), "found": form.found()}
    fragment = "#people" if request.htmx.target == "people" else ""
    template = f"interviews/interview_new.html{fragment}"
    return TemplateResponse(request, template, context, status=422 if form.is_bound else 200)
