"""What a search found, with its words marked."""

from django import template
from django.utils.safestring import SafeString

from accounts import marking

register = template.Library()


@register.filter
def marked(text: str, words: list[str]) -> SafeString:
    """`text` with the words in <mark>."""
    return marking.marked(text, words)


@register.filter
def piece(text: str, words: list[str]) -> SafeString:
    """The part of `text` around the first of the words, all of them in <mark>."""
    return marking.marked(marking.piece(text, words), words)
