"""Bulk changes in words, for templates."""

from django import template

from contacts.actions.bulk import words
from contacts.actions.formats import FORMATS
from contacts.models import BulkChange, Contact

register = template.Library()


@register.filter
def asked(change: BulkChange) -> str:
    """What was asked for, such as "Archive 1,240 people"."""
    return words.asking(change.verb, change.value, change.total)


@register.filter
def told(change: BulkChange) -> str:
    """What has come of it."""
    return words.done(change)


@register.filter
def grouped(number: int) -> str:
    """Such as "1,240"."""
    return f"{number:,}"


@register.simple_tag
def cadences() -> list[tuple[str, str]]:
    """How often one may keep in touch: value and label."""
    return Contact.Cadence.choices


@register.simple_tag
def warmths() -> list[tuple[str, str]]:
    """How well one may know somebody: value and label."""
    return Contact.Warmth.choices


@register.simple_tag
def formats() -> list[tuple[str, str]]:
    """What files people can be exported to: value and label."""
    return [(code, one.words) for code, one in FORMATS.items()]
