"""A person's page: what is next, what happened, and how to reach them."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accounts.http import HttpRequest, came_from
from accounts.models import User
from contacts.forms.note import NoteForm
from contacts.forms.person import PersonForm
from contacts.models import Contact, CustomProperty
from contacts.querysets.whole import whole
from contacts.views.parts import clock_there, read_parts
from interviews.models import Interviewee
from outreach.views.rows import first_promises
from outreach.views.timeline import read_history

LEADS = 12  # shown on the page of the one who named them
MET = {  # fields that are changed in their place, and what they are called there
    "how_met": "How you met",
    "met_on": "Met on",
    "source": "Source",
    "relationship": "Relationship",
    "warmth": "How well",
}
FACTS = {"birthday": "Birthday", "location": "Place", "time_zone": "Time zone"}


def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One contact of the user; over htmx the next page of their history, or the next step once a field changed it."""
    now = timezone.now()
    people = request.user.contacts.select_related("organization")
    kind, before = request.GET.get("kind", ""), request.GET.get("before", "")
    in_part = request.htmx.target in {"more", "next"}
    contact = (people if in_part else whole(people)).filter(pk=pk).first()
    if contact is None:
        return redirect(merged_into(request.user, pk))
    contact.owner = request.user
    if request.htmx.target == "next":
        context = {"contact": contact, "now": now} | next_of(request.user, contact, now=now)
        return TemplateResponse(request, "outreach/person.html#next", context)
    history = read_history(request.user, contact, kind=kind, before=before, now=now)
    context = {"contact": contact, "history": history, "now": now}
    if in_part:
        return TemplateResponse(request, "outreach/person.html#entries", context)
    context |= read_person(request.user, contact, now=now)
    context |= {"note_form": NoteForm(now=now, owner=request.user, contact=contact), "is_first_page": not before}
    context["list_url"] = came_from(request, {"contacts:person_list"}) or reverse("contacts:person_list")
    return TemplateResponse(request, "outreach/person.html", context)


def merged_into(user: User, pk: int) -> Contact:
    """Whoever the contact of that id became by a merge."""
    return get_object_or_404(user.contactmerges.standing().select_related("kept"), gone_pk=pk).kept


def read_person(user: User, contact: Any, *, now: datetime) -> dict[str, object]:
    """What the page shows beside the history; `contact` is read with `whole`."""
    introduced = user.contacts.active().filter(introducer=contact).by_name()
    return {
        **next_of(user, contact, now=now),
        "jobs": [former_job(row) for row in contact.job_rows],
        "introduced": introduced[:LEADS],
        "met": [field for field in MET.items() if field[0] in PersonForm.base_fields],
        "facts": [field for field in FACTS.items() if field[0] in PersonForm.base_fields],
        "properties": [stored_property(row) for row in contact.property_rows],
        **read_parts(contact),
        **clock_there(contact, user, now=now),
    }


def organization_url(pk: int | None) -> str:
    """The organization's page; empty where there is none."""
    try:
        return reverse("interviews:organization", args=[pk]) if pk else ""
    except NoReverseMatch:
        return ""


def former_job(row: dict[str, Any]) -> dict[str, Any]:
    """A past job (a row of contacts.querysets.whole), with its years as "2019–2024"."""
    years = [str(date.fromisoformat(day).year) if (day := row[name]) else "" for name in ("started_on", "ended_on")]
    span = "–".join(years) if all(years) and years[0] != years[1] else years[1] or (years[0] and f"from {years[0]}")
    if years[1] and not years[0]:
        span = f"until {years[1]}"
    return row | {"years": span, "url": organization_url(row["organization_id"])}


def stored_property(row: dict[str, Any]) -> dict[str, Any]:
    """What a property says (a row of contacts.querysets.whole)."""
    return row | {"property": CustomProperty(pk=row["pk"], name=row["name"], kind=row["kind"])}


def next_of(user: User, contact: Contact, *, now: datetime) -> dict[str, object]:
    """What the next step is about: the contact's part in an interview, or a promise."""
    if contact.next_step == Contact.NextStep.PROMISE:
        return {"part": None, "promise": first_promises(user, [contact]).get(contact.pk)}
    return {"part": next_part(user, contact, now=now), "promise": None}


def next_part(user: User, contact: Contact, *, now: datetime) -> Interviewee | None:
    """The contact's part in the interview that the next step is about."""
    parts = user.interviewees.filter(contact=contact).select_related("interview")
    parts = parts.order_by("interview__starts_at", "interview__state_changed_at", "pk")
    they_ask = Q(interview__direction="incoming", interview__state__in=["requested", "idea"])
    about = {
        Contact.NextStep.THANK: parts.unthanked().filter(interview__in=user.interviews.owing_thanks(now)),
        Contact.NextStep.TALK: parts.filter(interview__in=user.interviews.upcoming(now)),
        Contact.NextStep.WRAP_UP: parts.filter(
            interview__in=user.interviews.took_place(now).filter(direction="incoming")
        ),
        Contact.NextStep.REPLY: parts.filter(they_ask | Q(interview__state="agreed")),
        Contact.NextStep.NUDGE: parts.to_nudge(),
        Contact.NextStep.REQUEST: parts.filter(interview__state="idea").order_by("-interview"),  # as `mark_asked`
    }.get(Contact.NextStep(contact.next_step), parts.waiting())
    return about.first()
