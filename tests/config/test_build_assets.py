"""build_assets: the joined style sheet, a sprite of exactly the icons that are named, work only where needed."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command

from config.management.commands import build_assets


@pytest.fixture
def assets(tmp_path, settings, monkeypatch):
    """A folder of its own, and a font that is quick to cut."""
    settings.ASSETS_DIR = tmp_path
    monkeypatch.setattr(build_assets, "cut_font", lambda source, path: path.write_bytes(b"font"))
    return tmp_path


def build(capsys) -> list[str]:
    """The files that one run writes."""
    call_command("build_assets")
    return capsys.readouterr().out.split()[1::2]


def test_builds_once_then_does_nothing(assets, capsys):
    assert build(capsys) == ["css/app.css", "icons.svg", "fonts/rapport-serif.woff2"]
    assert build(capsys) == []


def test_rebuilds_what_was_lost(assets, capsys):
    build(capsys)
    (assets / "icons.svg").unlink()
    assert build(capsys) == ["icons.svg"]


def test_layers_keep_their_order(assets, capsys):
    build(capsys)
    layers = re.findall(r"^@layer ([a-z]+) \{", (assets / "css" / "app.css").read_text(), re.MULTILINE)
    assert list(dict.fromkeys(layers)) == ["tokens", "reset", "base", "layout", "components", "utilities", "screens"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('{% i "sun" %} {% i "moon" "lg" %}', {"sun", "moon"}),
        ('{% include "components/empty.html" with icon="users" %}', {"users"}),
        ('{"icon": "mail"}', {"mail"}),
        (
            'KIND_ICONS: dict[str, str] = {\n    Kind.CALL: "phone",\n    "note": "notebook-pen",\n}',
            {"phone", "notebook-pen"},
        ),
        ('<link rel="icon" href="x">', set()),
    ],
)
def test_finds_icons_however_they_are_named(text, names):
    assert build_assets.icons_in(text) == names


def test_sprite_has_a_symbol_for_each_name():
    sprite = build_assets.sprite({"sun": Path("a"), "check": Path("b")})
    assert re.findall(r'<symbol id="([a-z-]+)" viewBox="0 0 24 24"><', sprite) == ["check", "sun"]


def test_an_unknown_icon_is_named_with_its_file(settings):
    with pytest.raises(LookupError, match=r"templates/base.html names an icon that lucide lacks: no-such"):
        build_assets.sprite({"no-such": settings.BASE_DIR / "templates" / "base.html"})


def test_every_icon_of_the_product_exists():
    assert "<symbol" in build_assets.sprite(build_assets.icon_names())
