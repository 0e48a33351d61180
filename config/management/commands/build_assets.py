"""`manage.py build_assets`: makes the style sheet, the icon sprite and the title font."""

import logging
import re
import zipfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import lucide
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

SHEETS = ("tokens", "base", "components", "screens", "network", "insights", "print")

# An icon is named by the tag, by an `icon` argument or key, or by a value of a dict whose name ends in ICONS.
TAG = re.compile(r"""\{%\s*i\s+["']([a-z0-9-]+)["']""")
ARGUMENT = re.compile(r"""\bicon["']?\s*[=:]\s*["']([a-z0-9-]+)["']""")
TABLE = re.compile(r"\w*ICONS\b[^=\n]*=\s*\{(.*?)\}", re.DOTALL)
TABLE_VALUE = re.compile(r""":\s*["']([a-z0-9-]+)["']""")

FONT = Path(str(files("fontpkg_source_serif_4") / "files" / "SourceSerif4[opsz,wght].ttf"))
FONT_PLACE = {"opsz": 20, "wght": 460}
FONT_FEATURES = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum", "calt"]
LETTERS = (  # Latin with Central European and Vietnamese letters, and the punctuation that we use
    "U+0020-007E,U+00A0-017F,U+01CD-01DC,U+0218-021B,U+02C6,U+02DA,U+02DC,U+1E9E,U+1EA0-1EF9,U+01A0-01A1,U+01AF-01B0,"
    "U+0300-0303,U+0309,U+0323,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+20AC,U+2122,U+2212"
)


class Command(BaseCommand):
    """Build what is out of date under ASSETS_DIR; needs no database."""

    help = "Builds app.css, icons.svg and the title font into ASSETS_DIR; does nothing where they are up to date."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Write what differs."""
        target = Path(settings.ASSETS_DIR)
        try:
            made = [
                *_write(target / "css" / "app.css", style_sheet()),
                *_write(target / "icons.svg", sprite(icon_names())),
                *_font(target / "fonts" / "rapport-serif.woff2"),
            ]
        except LookupError as error:
            raise CommandError(str(error)) from error
        for path in made:
            self.stdout.write(f"built {path.relative_to(target)}")


def _write(path: Path, text: str) -> list[Path]:
    """Put `text` into `path` if that changes it; the paths written."""
    if path.exists() and path.read_text() == text:
        return []
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return [path]


def style_sheet() -> str:
    """All of our CSS in the order of its layers."""
    return "\n".join((settings.BASE_DIR / "static" / "css" / f"{name}.css").read_text() for name in SHEETS)


def icon_names() -> dict[str, Path]:
    """Every icon that a template, a tag or Python names, with a file that names it."""
    return {name: path for path in _sources() for name in icons_in(path.read_text())}


def _sources() -> Iterator[Path]:
    """Our templates and Python files."""
    yield from sorted((settings.BASE_DIR / "templates").rglob("*.html"))
    for app in ("config", "outreach", "interviews", "contacts", "accounts"):
        yield from sorted((settings.BASE_DIR / app).rglob("*.py"))


def icons_in(text: str) -> set[str]:
    """The icons that `text` names."""
    tables = [value for table in TABLE.findall(text) for value in TABLE_VALUE.findall(table)]
    return {*TAG.findall(text), *ARGUMENT.findall(text), *tables}


def sprite(names: dict[str, Path]) -> str:
    """One SVG with a symbol for each of `names`. Raises LookupError for a name that lucide does not have."""
    symbols = []
    with zipfile.ZipFile(Path(lucide.__file__).parent / "lucide.zip") as icons:
        have = set(icons.namelist())
        for name, path in sorted(names.items()):
            if f"{name}.svg" not in have:
                raise LookupError(f"{path.relative_to(settings.BASE_DIR)} names an icon that lucide lacks: {name}")
            symbols.append(_symbol(name, icons.read(f"{name}.svg").decode()))
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'


def _symbol(name: str, svg: str) -> str:
    """The inside of one icon's file as a symbol."""
    inside = svg[svg.index(">", svg.index("<svg")) + 1 : svg.rindex("</svg>")]
    inside = re.sub(r"\s+", " ", inside).strip().replace("> <", "><").replace(" />", "/>")
    return f'<symbol id="{name}" viewBox="0 0 24 24">{inside}</symbol>'


def _font(path: Path) -> list[Path]:
    """Cut the title font if `path` is older than its source or this recipe (about 9 s); the paths written."""
    if path.exists() and path.stat().st_mtime >= max(FONT.stat().st_mtime, Path(__file__).stat().st_mtime):
        return []
    path.parent.mkdir(parents=True, exist_ok=True)
    cut_font(FONT, path)
    return [path]


def cut_font(source: Path, path: Path) -> None:
    """One instance of the variable font at `source`, with LETTERS only, as woff2 at `path`."""
    from fontTools import subset  # slow to import, and needed only when the font is cut
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    logging.getLogger("fontTools").setLevel(logging.WARNING)
    font = instancer.instantiateVariableFont(TTFont(source, recalcTimestamp=False), FONT_PLACE)
    options = subset.Options(hinting=False, desubroutinize=True, layout_features=FONT_FEATURES, name_IDs=[1, 2, 4, 6])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(LETTERS))
    cutter.subset(font)
    font.flavor = "woff2"
    part = path.with_suffix(".part")
    font.save(part)
    part.replace(path)
