"""Every pair of colours that meets in the product has the contrast that WCAG asks for, in both themes."""

import math
import re

import pytest
from django.conf import settings

TEXT, MARK = 4.5, 3.0
INK_ON = [
    ("ink", ["bg", "surface"]),
    ("ink-2", ["bg", "surface", "sunken", "selected", "accent-soft", "due-soft", "late-soft", "lead-soft"]),
    ("ink-3", ["bg", "surface", "sunken", "hover", "selected", "raised"]),
    ("accent", ["bg", "surface", "accent-soft", "sunken"]),
    ("on-accent", ["accent", "accent-strong"]),
    ("due", ["surface", "due-soft"]),
    ("late", ["surface", "late-soft"]),
    ("info", ["info-soft"]),
    ("lead", ["lead-soft", "surface"]),
    ("on-toast", ["toast"]),
    *[(f"a{n}i", [f"a{n}"]) for n in range(1, 6)],
]
MARK_ON = [
    ("line-strong", ["bg", "surface", "sunken"]),
    ("focus", ["bg", "surface"]),
    ("due-mark", ["surface"]),
    ("late-mark", ["surface"]),
    ("accent", ["line"]),
    *[(f"f{n}", ["surface"]) for n in range(1, 6)],
]
PAIRS = [(a, b, need) for need, table in ((TEXT, INK_ON), (MARK, MARK_ON)) for a, under in table for b in under]


def tokens() -> dict[str, tuple[list[float], list[float]]]:
    """The light and the dark OKLCH value (lightness, chroma, hue in degrees) of each colour without alpha."""
    css = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text()
    found = re.findall(r"--([\w-]+):\s*light-dark\(oklch\(([^)/]+)\),\s*oklch\(([^)/]+)\)\)", css)
    return {name: ([*map(float, light.split())], [*map(float, dark.split())]) for name, light, dark in found}


def luminance(lightness: float, chroma: float, hue: float) -> float:
    """Relative luminance as WCAG defines it, by the OKLab matrices of Ottosson (2020)."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    red, green, blue = (min(1, max(0, part)) for part in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(over: list[float], under: list[float]) -> float:
    """The ratio of the lighter to the darker, 1 to 21."""
    low, high = sorted((luminance(*over), luminance(*under)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_right():
    assert contrast([1, 0, 0], [0, 0, 0]) == pytest.approx(21, abs=0.01)


@pytest.mark.parametrize(("over", "under", "need"), PAIRS, ids=lambda part: str(part))
def test_pair_can_be_read_in_both_themes(over, under, need):
    colours = tokens()
    assert [contrast(colours[over][theme], colours[under][theme]) >= need for theme in (0, 1)] == [True, True]


def test_only_the_tokens_name_colours():
    folder = settings.BASE_DIR / "static" / "css"
    sheets = {path.stem: path.read_text() for path in folder.glob("*.css") if path.stem not in {"tokens", "email"}}
    raw = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|lab|lch)a?\(", re.IGNORECASE)
    assert {name: raw.findall(css) for name, css in sheets.items() if raw.search(css)} == {}
