"""An organization's page: its people, who was there before, and the interviews with them."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import HttpRequest
from interviews.views.lists import row

PEOPLE, TALKS = 50, 20


@require_safe
def organization(request: HttpRequest, organization_pk: int) -> HttpResponse:
    """What the user knows of it; one that has become part of another leads there."""
    here = request.user.organizations.filter(pk=organization_pk).first()
    if here is None:
        merge = request.user.organizationmerges.standing().filter(former__id=organization_pk).first()
        if merge is None:
            raise Http404
        return redirect(merge.kept)
    now, people = timezone.now(), request.user.contacts.active().filter(organization=here)
    talks = request.user.interviews.with_anyone_from(here).with_people()[: TALKS + 1]
    context = {
        "organization": here,
        "aliases": here.aliases.all(),
        "people": people.by_name()[: PEOPLE + 1],
        "people_shown": PEOPLE,
        "former": request.user.pastjobs.at(here).select_related("contact")[:PEOPLE],
        "talks": [row(talk, now=now) for talk in talks[:TALKS]],
        "more_talks": len(talks) > TALKS,
        "merges": request.user.organizationmerges.standing().filter(kept=here)[:TALKS],
        "now": now,
    }
    return TemplateResponse(request, "interviews/organization.html", context)
