"""What a first visit costs (DESIGN.md section 12), and a clone: CSS, JavaScript and pictures stay small."""

import re

import brotli
from django.conf import settings

from config.management.commands.build_assets import style_sheet

KIB = 1024


def test_css_fits_its_budget():
    assert len(brotli.compress(style_sheet().encode())) <= 16 * KIB  # docs/adr/0014


def test_script_fits_its_budget():
    scripts = sorted((settings.BASE_DIR / "static" / "js").glob("*.js"))
    sizes = {path.stem: len(brotli.compress(path.read_bytes())) for path in scripts}
    # What keeps the words of a talk while the line is down is a program of its own, and only the live page loads it.
    assert sum(sizes.pop(name) for name in ("live", "kept", "live_keys", "asking", "clock")) <= 7 * KIB
    # Order and words that are carried over are of the pages before and after a talk alone.
    assert sizes.pop("order") + sizes.pop("carry") <= 2 * KIB
    assert sizes.pop("board") <= KIB  # cards that are dragged from lane to lane
    # Fields by completion, and nothing lost between what is typed and what is kept, where letters are written.
    assert sizes.pop("compose") <= 1.5 * KIB
    assert sizes.pop("map") <= 1.5 * KIB  # the rings of Network, dragged and zoomed
    assert sizes.pop("grid") <= 1.25 * KIB  # the table of Explore by keys
    assert sizes["app"] + sizes["back"] <= 6 * KIB  # what a first visit loads
    assert sum(sizes.values()) <= 6.25 * KIB
    assert max(len(path.read_text().splitlines()) for path in scripts) <= 300


def test_no_script_needs_eval_or_writes_style():
    texts = [path.read_text() for path in (settings.BASE_DIR / "static" / "js").glob("*.js")]
    assert [
        word
        for word in ("eval(", "new Function", ".style.", "innerHTML", "insertAdjacentHTML")
        for t in texts
        if word in t
    ] == []


def test_pictures_fit_their_budget_and_each_is_shown():
    docs = settings.BASE_DIR / "docs"
    pictures = {f"img/{path.name}": path.stat().st_size for path in (docs / "img").iterdir()}
    assert sum(pictures.values()) <= 1_000_000
    texts = [path.read_text() for path in (*docs.glob("*.md"), settings.BASE_DIR / "README.md")]
    shown = {name for text in texts for name in re.findall(r"""(?:]\(|src=")(?:docs/)?(img/[\w.-]+)""", text)}
    assert shown == set(pictures)
