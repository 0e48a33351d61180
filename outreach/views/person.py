"""A person's page: what is next, what happened, and how to reach them."""

from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject
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
from contacts.querysets.people import ContactQuerySet
from contacts.querysets.whole import whole
from contacts.views.parts import clock_there, read_parts
from interviews.actions.progress import awaits_reply
from interviews.actions.waiting import other_due
from interviews.models import Interviewee
from outreach.actions.referring import write_alone
from outreach.views.next_talks import Talk
from outreach.views.rows import first_promises
from outreach.views.timeline import read_history

TOLD = 5  # things that they said, the newest
LEADS = 12  # shown on the page of the one who named them
MET = {  # fields that are changed in their place, and what they are called there
    "how_met": "How you met",
    "met_on": "Met on",
    "source": "Source",
    "relationship": "Relationship",
    "warmth": "How well",
}
FACTS = {"birthday": "Birthday", "location": "Place", "time_zone": "Time zone"}
RHYTHM = {"cadence_most": "At the latest", "paused_until": "Not before"}


def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One contact of the user; over htmx the next page of their history, or the next step once a field changed it."""
    now = timezone.now()
    people = request.user.contacts.select_related("organization")
    kind, before = request.GET.get("kind", ""), request.GET.get("before", "")
    in_part = request.htmx.target in {"more", "next"}
    contact = (people if in_part else with_may_know(whole(people), request.user)).filter(pk=pk).first()
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
    context["list_url"] = way_back(request)
    return TemplateResponse(request, "outreach/person.html", context)


def with_may_know(people: ContactQuerySet, user: User) -> ContactQuerySet:
    """Know of each which questions they may be able to answer (`may_know`): ids of gaps, and their words."""
    gaps = user.mayknows.filter(contact=OuterRef("pk"), gap__trashed_at=None).order_by("pk")
    return people.annotate(may_know=ArraySubquery(gaps.values(json=JSONObject(gap="gap", text="gap__text"))))


def way_back(request: HttpRequest) -> str:
    """The list as it was when the user left it; kept, for without a script an edit lies between it and this page."""
    url, kept = came_from(request, {"contacts:person_list"}), request.session.get("list_url")
    if url and url != kept:
        request.session["list_url"] = url
    return url or kept or reverse("contacts:person_list")


def merged_into(user: User, pk: int) -> Contact:
    """Whoever the contact of that id became by a merge."""
    return get_object_or_404(user.contacts, pk=user.contactmerges.heir_of(pk))


def read_person(user: User, contact: Any, *, now: datetime) -> dict[str, object]:
    """What the page shows beside the history; `contact` is read with `whole`."""
    introduced = user.contacts.active().filter(introducer=contact).by_name()
    return {
        **next_of(user, contact, now=now),
        "jobs": [former_job(row) for row in contact.job_rows],
        "introduced": introduced[:LEADS],
        "acquaintances": user.acquaintances.of(contact)[:LEADS],
        "introductions": user.introductions.standing().about(contact)[:LEADS],
        "told": user.takeaways.filter(said_by=contact).select_related("gap").order_by("-pk")[:TOLD],
        "met": [field for field in MET.items() if field[0] in PersonForm.base_fields],
        "facts": [field for field in FACTS.items() if field[0] in PersonForm.base_fields],
        "rhythm": list(RHYTHM.items()),
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
    part = next_part(user, contact, now=now)
    asked = part is not None and awaits_reply(part.interview)
    other_at = other_due(part.interview, contact) if part and asked else None
    may_ask_another = other_at is not None and other_at <= now
    is_live = contact.next_step == Contact.NextStep.TALK and part is not None and Talk(part.interview, now).is_live
    alone = contact.next_step == Contact.NextStep.REQUEST and contact.pk in write_alone(user, [contact])
    about = {"may_ask_another": may_ask_another, "is_live": is_live, "write_alone": alone}
    return {"part": part, "promise": None, **about}


def next_part(user: User, contact: Contact, *, now: datetime) -> Interviewee | None:
    """The contact's part in the interview that the next step is about."""
    parts = user.interviewees.filter(contact=contact).select_related("interview__owner")
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
