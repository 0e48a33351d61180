"""The circles of the map, each a link; written at once, for there may be two thousand."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def circles(drawing: Any) -> SafeString:
    """Everyone on a Drawing of outreach.views.network_map; where they are many, without initials or Tab stops."""
    stop = "" if drawing.has_stops else format_html(' tabindex="{}"', -1)
    inside = "" if drawing.is_big else '<text class="ini" x="{1}" y="{2}" dy=".36em">{6}</text>'
    one = (
        '<a href="{0}" class="{3}" aria-label="{4}"{7}><circle cx="{1}" cy="{2}" r="17"/>'
        f'{inside}<text class="lab" x="{{1}}" y="{{2}}" dy="31">{{5}}</text></a>\n'
    )
    nodes = drawing.nodes
    return format_html_join("", one, ((n.url, n.x, n.y, n.kinds, n.label, n.short, n.initials, stop) for n in nodes))
