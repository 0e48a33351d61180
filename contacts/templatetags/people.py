"""What templates show of a contact: a field that is changed in its place, and Markdown as safe HTML."""

from datetime import date
from typing import Any

import nh3
from django import template
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from contacts.actions.properties import PREFIX
from contacts.forms.person import PersonForm
from contacts.importing.days import birthday_in_words, in_words
from contacts.models import Contact, CustomProperty
from contacts.views.reach import web_address

register = template.Library()
NOT_SAID = "Not said"


@register.filter
def birthday(stored: str) -> str:
    """A stored birthday in words, such as "15 April"."""
    return birthday_in_words(stored)


# Lines stay lines; HTML is text; an image is a link to it, as nothing is loaded from elsewhere.
MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["strikethrough", "table"]).disable("image")
TAGS = {
    *("p", "br", "strong", "em", "s", "code", "pre", "blockquote", "hr", "ul", "ol", "li", "a"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener noreferrer nofollow",
)
MARKDOWN.add_render_rule("heading_open", lambda *_: "<p><strong>")  # the page's own headings stay its outline
MARKDOWN.add_render_rule("heading_close", lambda *_: "</strong></p>\n")


@register.filter
def markdown(text: str) -> SafeString:
    """The user's text in CommonMark, with tables and ~~strikethrough~~, as HTML that cannot do harm."""
    return mark_safe(CLEANER.clean(MARKDOWN.render(text)))  # noqa: S308  made of allowed tags only


@register.inclusion_tag("contacts/_field.html")
def inline_field(contact: Contact, name: str, *, autofocus: bool = False) -> dict[str, Any]:
    """The value of the field `name` of PersonForm as a link to the form of it alone."""
    if name.startswith(PREFIX):
        stored = contact.owner.properties.get(pk=name.removeprefix(PREFIX))
        value = contact.property_values.filter(property=stored).first()
        return inline_property(contact, stored, value.text if value else "", autofocus=autofocus)
    field = PersonForm.base_fields.get(name)
    label = getattr(field, "label", "")
    unsaid = str(dict(getattr(field, "choices", ())).get("") or NOT_SAID)
    return shown(contact, name, label=label, unsaid=unsaid, value=in_text(contact, name), autofocus=autofocus)


@register.inclusion_tag("contacts/_field.html")
def inline_property(
    contact: Contact,
    property: CustomProperty,  # noqa: A002  (the model's own word)
    text: str,
    *,
    autofocus: bool = False,
) -> dict[str, Any]:
    """What `property` says of the contact, as a link to the form of it alone."""
    label = property.name
    value = in_words(date.fromisoformat(text)) if text and property.kind == CustomProperty.Kind.DATE else text
    more = {"value": value, "url": web_address(text, property.kind), "autofocus": autofocus}
    return shown(contact, f"{PREFIX}{property.pk}", label=label, unsaid=NOT_SAID, **more)


def shown(contact: Contact, name: str, **more: Any) -> dict[str, Any]:
    """What the template needs."""
    return {"contact": contact, "name": name} | more


def in_text(contact: Contact, name: str) -> str:
    """The value of a field in words; "" when nothing is said."""
    value = contact.shown(name)
    if name == "birthday":
        return birthday_in_words(value)
    return in_words(value) if isinstance(value, date) else value
