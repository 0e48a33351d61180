"""What the pages of a decision draw and say: how talks felt, totals with two decimals, percentages."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from interviews.actions.weighing import in_points, percent
from interviews.models import Interview

register = template.Library()
register.filter("points", in_points)
register.filter(percent)

FEW, LAST = 2, 12  # talks of which there is no drawing, and that are drawn
WIDTH, MARGIN, STEP = 100, 6, 24  # of the drawing; STEP is the widest
HEIGHTS = {1: 23, 2: 18, 3: 13, 4: 8, 5: 3}  # by feeling; y goes down


@register.simple_tag
def felt(feelings: Sequence[int], colour: int) -> SafeString:
    """What the talks felt like, the oldest first: a line of dots in the path's colour, and in words.

    Words alone where there are FEW, as so few dots say nothing.
    """
    shown = feelings[-LAST:]
    words = ", ".join(Interview.Feeling(feeling).label.lower() for feeling in shown)
    if len(shown) <= FEW:
        return format_html("<span>{}</span>", words)
    step = min(STEP, (WIDTH - 2 * MARGIN) // (len(shown) - 1))
    spots = [(MARGIN + place * step, HEIGHTS[feeling] + 1) for place, feeling in enumerate(shown)]
    line = format_html_join(" ", "{},{}", spots)
    dots = format_html_join("", '<circle class="f{}" cx="{}" cy="{}" r="3.4"/>', ((colour, x, y) for x, y in spots))
    return format_html(
        '<svg viewBox="0 0 {} 28" role="img" aria-label="{}"><polyline points="{}"/>{}</svg>', WIDTH, words, line, dots
    )
