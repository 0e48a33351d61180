"""A field of a contact that is changed in its place."""

from typing import Any

from django import template

from contacts.forms.person import PersonForm
from contacts.models import Contact

register = template.Library()


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
