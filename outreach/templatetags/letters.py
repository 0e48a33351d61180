"""What lists of letters say of each."""

from django import template

from outreach.actions.filling import subject_in_list
from outreach.models import Message

register = template.Library()


@register.filter
def subject_line(letter: Message) -> str:
    """The subject as it went, or as that of a draft will be."""
    if letter.sent_at:
        return letter.sent_subject or letter.subject
    return letter.sent_subject or subject_in_list(letter)
