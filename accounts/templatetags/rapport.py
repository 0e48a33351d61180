"""The marks of the design system as template tags: icons, avatars, countdown rings, dates as people say them."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def i(name: str, kind: str = "") -> SafeString:
    """The icon `name` of the sprite; the words beside it say the same."""
    return format_html(
        '<svg class="i {}" aria-hidden="true"><use href="{}#{}"/></svg>', kind, static("icons.svg"), name
    )
