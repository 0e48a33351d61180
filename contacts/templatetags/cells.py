"""The cells of a row in the list of people: made here and not in a template, because a page has hundreds of them."""

from datetime import datetime
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from accounts.templatetags.rapport import timed
from contacts.models import Contact

register = template.Library()

CHIPS = {Contact.Stage.SCHEDULED: "chip info", Contact.Stage.THANKED: "chip good"}
STAGES = {
    stage: format_html('<span class="{}">{}</span>', CHIPS.get(stage, "chip"), stage.label) for stage in Contact.Stage
}
STAGES[Contact.Stage.NONE] = mark_safe("")
STEPS = Contact.NextStep
URGENT = {STEPS.THANK, STEPS.REPLY}


@register.simple_tag
def cells(contact: Contact, now: datetime) -> SafeString:
    """The chosen columns of `contact`, whose `cells` hold the name of each and what it says."""
    return format_html_join(
        "\n",
        '<td role="cell" class="{}">{}</td>',
        (cell(contact, name, value, now) for name, value in contact.cells),  # type: ignore[attr-defined]
    )


def cell(contact: Contact, name: str, value: Any, now: datetime) -> tuple[str, SafeString | str]:
    """The classes and the inside of one cell."""
    match name:
        case "path":
            tag = '<span class="fieldtag"><span class="dot f{1}"></span>{0}</span>'
            return "c-path", format_html_join("", tag, value)
        case "stage":
            return "c-stage", STAGES[Contact.Stage(contact.stage)]
        case "next":
            return f"c-next{colour(contact, now)}", next_step(contact, now)
        case "last":
            return "c-last meta", timed(contact.last_touch_at, now, "ago")
        case "added":
            return "c-last meta", timed(contact.created_at, now, "ago")
    return "c-text", value


def colour(contact: Contact, now: datetime) -> str:
    """The class of a step that waits for the user; the words say it too."""
    due = contact.next_step_due_at
    late = due is not None and due <= now
    if late and contact.next_step == STEPS.THANK:
        return " t-late"
    return " t-due" if late or contact.next_step in URGENT else ""


def next_step(contact: Contact, now: datetime) -> SafeString | str:
    """The next step in words, with its time."""
    step, due = contact.next_step, contact.next_step_due_at
    to_come = due is not None and due > now
    if step == STEPS.THANK:
        return format_html("Thank-you, {}", timed(due, now, "left"))
    if step == STEPS.TALK:
        return format_html("Talk {}", timed(due, now, "start"))
    if step == STEPS.NUDGE:
        return format_html("Wait until {}", timed(due, now, "day")) if to_come else "Nudge is due"
    if step == STEPS.PROMISE:
        return format_html("Promised, {}", timed(due, now, "day"))
    if step == STEPS.KEEP_IN_TOUCH and to_come:
        return format_html("Keep in touch, {}", timed(due, now, "day"))
    return contact.get_next_step_display()
