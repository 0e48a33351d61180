"""The parts of a person's page that are changed in their place: what each shows, and each as the answer to its form."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django_htmx.http import trigger_client_event

from accounts.http import HttpRequest
from accounts.models import User
from contacts.actions.properties import PREFIX
from contacts.forms.person import PersonForm
from contacts.models import Contact
from contacts.querysets.whole import chain_to, whole
from contacts.views.reach import LABELS, reach

PARTS = {  # fields and groups of PersonForm that show as more than a line of text, and the template of each
    "name": "contacts/_name.html",
    "job": "contacts/_job.html",
    "paths": "contacts/_paths.html",
    "tag_names": "contacts/_tags.html",
    "introducer_name": "contacts/_thread.html",
    **dict.fromkeys(LABELS, "contacts/_reach.html"),
}
STEPS = {
    "cadence",
    "cadence_most",
    "paused_until",
    "weekend",
    "time_zone",
    "introducer_name",
}  # the next step follows from them; the page asks for it when it is told
WORDS = {"name": "Name", "job": "Role and organization", "paths": "Paths"}


def read_parts(contact: Any) -> dict[str, Any]:
    """What the templates of PARTS show of `contact`, which is read with `whole`."""
    return {
        "reach": reach(contact.channel_rows, contact.address_rows),
        "chain": chain_to(contact) if contact.introducer_id else [],
    }


def clock_there(contact: Contact, user: User, *, now: datetime) -> dict[str, Any]:
    """The time where the contact is, "" if that is not known, and whether it is another than the user's."""
    there = now.astimezone(ZoneInfo(contact.time_zone)) if contact.time_zone else None
    away = there is not None and there.utcoffset() != now.astimezone(user.zone).utcoffset()
    return {"there": there.strftime("%H:%M") if there else "", "is_away": away}


def field_value(request: HttpRequest, pk: int, name: str, *, said: str = "", undo: str = "") -> HttpResponse:
    """The value of a field of the user's contact, in place of its form; `said` and `undo` go into the toast."""
    people = request.user.contacts.select_related("organization")
    contact: Any = get_object_or_404(whole(people) if name in PARTS else people, pk=pk)
    contact.owner = request.user
    context = {"contact": contact, "name": name, "part": PARTS.get(name, "contacts/_value.html")}
    context |= {"message": said, "undo_url": undo, "undo_target": f"#field-{name}, #edit-{name}"}
    context |= clock_there(contact, request.user, now=timezone.now())
    if name in PARTS:
        context |= read_parts(contact)
        context["one"] = next((one for one in context["reach"] if one.name == name), None)
    answer = TemplateResponse(request, "contacts/person_field.html#value", context)
    return trigger_client_event(answer, "next-step", after="settle") if said and name in STEPS else answer


def field_label(name: str, contact: Contact) -> str:
    """What the field, or the group of fields, is called."""
    if name.startswith(PREFIX):
        return str(contact.owner.properties.get(pk=name.removeprefix(PREFIX)))
    return WORDS.get(name) or str(PersonForm.base_fields[name].label)
