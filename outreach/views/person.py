"""A person's page: what is next, what happened, and how to reach them."""

from datetime import datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone

from accounts.http import HttpRequest
from accounts.models import User
from contacts.forms.note import NoteForm
from contacts.models import Channel, Contact
from interviews.models import Interviewee
from outreach.views.timeline import read_history

HOPS = 6  # of introductions
LEADS = 12  # shown on the page of the one who named them
SAFE = ("https://", "http://")  # the only addresses that become links
CHAIN = "__".join(["introducer"] * HOPS)


def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One contact of the user, or over htmx the next page of their history."""
    now = timezone.now()
    people = request.user.contacts.select_related("organization", "owner", CHAIN)
    contact = get_object_or_404(people.prefetch_related("tags", "channels"), pk=pk)
    kind, before = request.GET.get("kind", ""), request.GET.get("before", "")
    history = read_history(request.user, contact, kind=kind, before=before, now=now)
    context = {"contact": contact, "history": history, "now": now}
    if request.htmx.target == "more":
        return TemplateResponse(request, "outreach/person.html#entries", context)
    context |= read_person(request.user, contact, now=now)
    context |= {"note_form": NoteForm(now=now), "is_first_page": not before}
    return TemplateResponse(request, "outreach/person.html", context)


def read_person(user: User, contact: Contact, *, now: datetime) -> dict[str, object]:
    """What the page shows beside the history."""
    introduced = user.contacts.active().filter(introducer=contact).by_name()
    there = now.astimezone(ZoneInfo(contact.time_zone)) if contact.time_zone else None
    away = there is not None and there.utcoffset() != now.astimezone(user.zone).utcoffset()
    return {
        "part": next_part(user, contact, now=now),
        "channels": reach(contact),
        "chain": introducers(contact),
        "introduced": introduced[:LEADS],
        "there": there.strftime("%H:%M") if there else "",
        "is_away": away,
    }


def next_part(user: User, contact: Contact, *, now: datetime) -> Interviewee | None:
    """The contact's part in the interview that the next step is about."""
    parts = user.interviewees.filter(contact=contact).select_related("interview")
    about = {
        Contact.NextStep.THANK: parts.unthanked().filter(interview__in=user.interviews.owing_thanks(now)),
        Contact.NextStep.TALK: parts.filter(interview__in=user.interviews.upcoming(now)),
        Contact.NextStep.WRAP_UP: parts.filter(
            interview__in=user.interviews.took_place(now).filter(direction="incoming")
        ),
        Contact.NextStep.REPLY: parts.filter(interview__state__in=["agreed", "requested", "idea"]),
        Contact.NextStep.NUDGE: parts.filter(interview__state="requested"),
        Contact.NextStep.REQUEST: parts.filter(interview__state="idea"),
    }.get(Contact.NextStep(contact.next_step), parts.filter(interview__state="requested"))
    return about.order_by("interview__starts_at", "-interview__state_changed_at", "pk").first()


def introducers(contact: Contact) -> list[Contact]:
    """Who introduced whom, from the one the user knows to the one who introduced `contact`; a circle ends it."""
    chain: list[Contact] = []
    seen, at = {contact.pk}, contact.introducer
    while at is not None and at.pk not in seen and len(chain) < HOPS:
        chain.append(at)
        seen.add(at.pk)
        at = at.introducer if len(chain) < HOPS else None
    return chain[::-1]


def reach(contact: Contact) -> list[dict[str, str]]:
    """The contact's channels, each with where it leads; what is no known kind of address leads nowhere."""
    words = {"email": "e-mail address", "phone": "phone number", "linkedin": "profile link", "link": "link"}
    return [
        {
            "kind": one.kind,
            "value": one.value,
            "shown": one.value.removeprefix("https://").removeprefix("www."),
            "words": words[one.kind],
            "url": address(one),
        }
        for one in contact.channels.all()
    ]


def address(channel: Channel) -> str:
    """Where a channel leads: mailto, tel or a web page; empty for any other scheme."""
    if channel.kind == Channel.Kind.EMAIL:
        return f"mailto:{quote(channel.value, safe='@')}"
    if channel.kind == Channel.Kind.PHONE:
        number = "".join(sign for sign in channel.value if sign.isdigit() or sign == "+")
        return f"tel:{number}" if number else ""
    return channel.value if channel.value.lower().startswith(SAFE) else ""
