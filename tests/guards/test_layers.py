"""Where code may live: the words for layers, reads that start at the user, one name for URL, view and template."""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.guards.sources import APPS, ROOT, name, python_files, templates

FORBIDDEN = {"utils", "helpers", "managers", "services", "handlers", "mixins"}
# How Celery is told to run something later; the database is the queue (docs/adr/0001).
LATER = re.compile(r"""\b(?:countdown|eta)\b['"]?\s*[=:]|\bretry\(|retry_for|apply_async\(""")


def view_files():
    return [path for path in python_files(*APPS) if "views" in (path.stem, path.parent.name)]


def our_patterns(resolver=None):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver) and entry.namespace != "admin":
            yield from our_patterns(entry)
        elif isinstance(entry, URLPattern) and entry.callback.__module__.split(".")[0] in APPS:
            yield entry


@pytest.mark.parametrize("path", python_files(*APPS), ids=name)
def test_no_module_has_a_word_that_says_nothing(path):
    assert not FORBIDDEN & {path.stem, path.parent.name}


@pytest.mark.parametrize("path", view_files(), ids=name)
def test_views_start_every_query_from_the_user(path):
    assert re.findall(r"\b[A-Z]\w+\.(?:_default_manager|objects)\b", path.read_text()) == []


@pytest.mark.parametrize("path", python_files(*APPS), ids=name)
def test_nothing_is_scheduled_in_the_broker(path):
    assert LATER.findall(path.read_text()) == []


@pytest.mark.parametrize("path", python_files(*APPS), ids=name)
def test_nothing_hangs_on_signals(path):
    assert re.findall(r"post_save|pre_save|m2m_changed|@receiver", path.read_text()) == []


@pytest.mark.parametrize("pattern", list(our_patterns()), ids=lambda p: str(p.name))
def test_url_name_is_view_name(pattern):
    assert pattern.callback.__name__ == pattern.name


@pytest.mark.parametrize("path", view_files(), ids=name)
def test_each_template_a_view_names_exists(path):
    named = re.findall(r'"((?:\w+/)?\w+\.html)(?:#\w+)?"', path.read_text())
    assert [template for template in named if not (ROOT / "templates" / template).exists()] == []


@pytest.mark.parametrize(
    "path", [p for p in templates() if p.suffix == ".html" and p.parent.name != "emails"], ids=name
)
def test_templates_hold_no_inline_script_or_style(path):
    found = re.findall(
        r"<style|\sstyle=|\son\w+=|hx-on|hx-vals=.js:|<script(?![^>]*\bsrc=)|javascript:", path.read_text()
    )
    assert found == []
