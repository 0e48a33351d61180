"""What templates show of a contact: a field that is changed in its place, and Markdown as safe HTML."""

from typing import Any

import nh3
from django import template
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from contacts.forms.person import PersonForm
from contacts.models import Contact

register = template.Library()

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
    """The value of the field `name` of PersonForm, as a link to its one-field form."""
    field = PersonForm.base_fields[name]
    return {
        "contact": contact,
        "name": name,
        "label": field.label,
        "unsaid": dict(getattr(field, "choices", [])).get("", field.label),
        "value": contact.shown(name),
        "autofocus": autofocus,
    }
