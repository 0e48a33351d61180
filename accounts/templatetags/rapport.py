"""The marks of the design system as template tags: icons, avatars, countdown rings, dates as people say them."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from math import tau
from typing import Any
from zlib import crc32

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts import words

register = template.Library()

SAYINGS: dict[str, Callable[..., str]] = {
    "day": words.day,
    "moment": words.moment,
    "start": words.start,
    "ago": words.ago,
    "left": words.left,
}
for _name, _say in SAYINGS.items():
    register.filter(_name, _say)
register.filter("timer", words.timer)

PIXELS = {"": 36, "xs": 24, "lg": 64}  # as .av in components.css
TINTS = 5  # --a1 … --a5 in tokens.css
CIRCLE = tau * 8  # the ring's circumference at radius 8


@register.simple_tag
@cache
def i(name: str, kind: str = "") -> SafeString:
    """The icon `name` of the sprite; the words beside it say the same."""
    return format_html(
        '<svg class="i{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        f" {kind}" if kind else "",
        static("icons.svg"),
        name,
    )


@register.simple_tag
def av(person: Any, size: str = "") -> SafeString:
    """The photo of `person`, or where there is none their initials; the name stands beside it.

    `person` is anything with a pk and a display_name or short_name, and a photo_digest if it may have a photo.
    """
    if digest := getattr(person, "photo_digest", ""):
        picture = reverse("contacts:person_photo", args=[person.pk, digest]) + ("" if size == "lg" else "?small")
        pixels = PIXELS[size]
        return format_html(
            '<img class="av{}" src="{}" width="{}" height="{}" alt="" loading="lazy">',
            f" {size}" if size else "",
            picture,
            pixels,
            pixels,
        )
    return format_html(
        '<span class="av a{}{}" aria-hidden="true">{}</span>',
        crc32(str(person.pk).encode()) % TINTS + 1,
        f" {size}" if size else "",
        initials(getattr(person, "display_name", "") or person.short_name),
    )


def initials(name: str) -> str:
    """The first letters of the first and the last word, such as "WC" of "Wei-Ling Chen"; "?" if there are none."""
    letters = [word.strip("()\"'“”‘’")[:1] for word in name.split()]
    letters = [letter.upper() for letter in letters if letter.isalnum()]
    return "".join(letters[:1] + letters[1:][-1:]) or "?"


@register.simple_tag
def ring(fraction: float) -> SafeString:
    """The part of a deadline's time that is left, 0 to 1, drawn as an arc."""
    arc = CIRCLE * min(1.0, max(0.0, float(fraction)))
    return format_html(
        '<svg class="ring" viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" r="8"/>'
        '<circle class="v" cx="10" cy="10" r="8" stroke-dasharray="{} {}"/></svg>',
        f"{arc:.1f}",
        f"{CIRCLE:.1f}",
    )


@register.simple_tag(takes_context=True)
def when(context: template.Context, instant: words.Moment | str | None, how: str = "day") -> SafeString | str:
    """`instant` in words, exact on hover; `how` is day, moment, start, ago or left, counted from the context's `now`.

    What a template cannot find comes as "", and is as unknown as None.
    """
    known = None if not instant or isinstance(instant, str) else instant
    return timed(known, context.get("now") or timezone.now(), how)


def timed(instant: words.Moment | None, now: datetime, how: str) -> SafeString | str:
    """What `when` shows."""
    said = SAYINGS[how](instant, now)
    if instant is None:
        return said
    instant = words.day_if_midnight(instant) if how == "start" else instant
    return format_html('<time datetime="{}" title="{}">{}</time>', instant.isoformat(), words.full(instant), said)


@register.simple_tag(takes_context=True)
def current(context: template.Context, *names: str) -> SafeString | str:
    """aria-current for a link, if the page's URL name is one of `names` or in a namespace of them ("contacts:").

    Also where its address begins with one of them ("/explore/"); what has "-" before it is left out.
    """
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    here, path = match.view_name if match else "", request.path if request else ""

    def meant(name: str) -> bool:
        return path.startswith(name) if name[0] == "/" else here.startswith(name) if name[-1] == ":" else here == name

    if any(meant(name) for name in names if name[0] != "-") and not any(
        meant(name[1:]) for name in names if name[0] == "-"
    ):
        return format_html(' aria-current="{}"', "page")
    return ""
