"""People who were named: each a lead, or somebody who is known already."""

import re

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import HttpRequest, form_page
from interviews.actions.refusals import MoveError
from interviews.forms.wrapping import ReferralEditForm, ReferralForm
from interviews.models import Interview, NoteLine
from interviews.views.answering import answer, edit, refused, take_away
from interviews.views.frame import found

NAME_ENDS = re.compile(r"\s*(?:[,;:(\n]| [–—-] )\s*")  # behind it, a line says what the person does


@require_POST
def referral_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A person who was named becomes a lead, or is linked where they are known."""
    it = found(request, pk)
    return name(request, it, ReferralForm(request.POST, interview=it))


def lead_from(request: HttpRequest, it: Interview, line: NoteLine) -> HttpResponse:
    """The same from a line of the notes; where something has to be asked, its form is filled in."""
    who, *why = NAME_ENDS.split(line.text.strip(), maxsplit=1)
    data = {"display_name": who[:200], "why": why[0][:300] if why else "", "line": str(line.pk)}
    if len(seats := it.interviewees.all()) == 1:
        data["named_by"] = str(seats[0].contact_id)
    return name(request, it, ReferralForm(data, interview=it))


def name(request: HttpRequest, it: Interview, form: ReferralForm) -> HttpResponse:
    """Make the lead or the link, or show the form with what is wrong or to be asked."""
    if not form.is_valid():
        return refused(request, it, referral=form)
    try:
        person = form.save(now=timezone.now()).contact
    except MoveError as error:
        form.add_error(None, str(error))
        return refused(request, it, referral=form)
    known = person.pk in {row.pk for row in form.known}
    said = f"{person} was here already and is linked." if known else f"{person} is someone to contact now."
    return answer(request, it, said=said, referral=ReferralForm(interview=it, fresh=True))


@form_page
def referral_edit(request: HttpRequest, pk: int, referral: int) -> HttpResponse:
    """What the person does and what they said of them, in a form in its place in the list."""
    it = found(request, pk)
    row = get_object_or_404(it.referrals.select_related("contact"), pk=referral)
    form = ReferralEditForm(request.POST or None, instance=row, auto_id="edit_%s")
    return edit(request, it, form, save=form.save, edited_referral=referral)


@require_POST
def referral_remove(request: HttpRequest, pk: int, referral: int) -> HttpResponse:
    """They were not named after all; the person stays among the people."""
    it = found(request, pk)
    row = get_object_or_404(it.referrals.select_related("contact"), pk=referral)
    return take_away(request, it, row, f"{row.contact} is no longer listed here, and stays in People.")
