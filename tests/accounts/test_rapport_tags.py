"""The template tags of the design system."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.template import engines

from accounts.templatetags.rapport import initials

NOW = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)


def render(source: str, **context: object) -> str:
    """`source` as a template of the product."""
    return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Grace Mbeki", "GM"),
        ("Wei-Ling Chen", "WC"),
        ("Łukasz Jan Nowak", "ŁN"),
        ("Plato", "P"),
        ("Ana (Acme)", "AA"),
        ("  ", "?"),
        ("🙂", "?"),
        ("王 芳", "王芳"),
    ],
)
def test_initials(name, letters):
    assert initials(name) == letters


def test_icon_comes_from_the_sprite():
    assert (
        render('{% i "sun" "lg" %}') == '<svg class="i lg" aria-hidden="true"><use href="/static/icons.svg#sun"/></svg>'
    )


def test_avatar_keeps_its_tint():
    person = SimpleNamespace(pk=7, display_name="Grace <b> Mbeki")
    assert render('{% av p "xs" %}', p=person) == render('{% av p "xs" %}', p=person)
    assert render("{% av p %}", p=SimpleNamespace(pk=7, short_name="Al")).endswith('aria-hidden="true">A</span>')


@pytest.mark.parametrize(("fraction", "arc"), [(0.5, "25.1 50.3"), (-1, "0.0 50.3"), (3, "50.3 50.3")])
def test_ring_is_drawn_within_its_circle(fraction, arc):
    assert f'stroke-dasharray="{arc}"' in render("{% ring f %}", f=fraction)


def test_when_says_words_and_holds_the_instant():
    assert render('{% when x "ago" %}', x=datetime(2026, 11, 16, 12, 0, tzinfo=UTC), now=NOW) == (
        '<time datetime="2026-11-16T12:00:00+00:00" title="Monday 16 November 2026, 12:00 UTC">yesterday</time>'
    )
    assert render('{% when x "ago" %}', x=None, now=NOW) == "never"


@pytest.mark.parametrize(
    ("here", "is_current"),
    [
        ("contacts:person_list", True),
        ("outreach:person", True),
        ("outreach:today", False),
        ("contacts:path_list", False),
    ],
)
def test_current_looks_at_the_url_name(rf, here, is_current):
    request = rf.get("/")
    request.resolver_match = SimpleNamespace(view_name=here)
    said = render('{% current "contacts:" "-contacts:path_list" "outreach:person" %}', request=request)
    assert said == (' aria-current="page"' if is_current else "")
