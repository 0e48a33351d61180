"""Where code may live: the words for layers, reads that start at the user, one name for URL, view and template."""

import re

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


def found_in(paths, pattern):
    """What the pattern finds in each file, those without a hit left out."""
    hits = {name(path): re.findall(pattern, path.read_text()) for path in paths}
    return {path: hit for path, hit in hits.items() if hit}


def test_no_module_has_a_word_that_says_nothing():
    assert [name(path) for path in python_files(*APPS) if FORBIDDEN & {path.stem, path.parent.name}] == []


def test_views_start_every_query_from_the_user():
    assert found_in(view_files(), r"\b[A-Z]\w+\.(?:_default_manager|objects)\b") == {}


def test_nothing_is_scheduled_in_the_broker():
    assert found_in(python_files(*APPS), LATER) == {}


def test_nothing_hangs_on_signals():
    assert found_in(python_files(*APPS), r"post_save|pre_save|m2m_changed|@receiver") == {}


def test_url_name_is_view_name():
    assert [p.name for p in our_patterns() if p.callback.__name__ != p.name] == []


def test_each_template_a_view_names_exists():
    named = found_in(view_files(), r'"((?:\w+/)?\w+\.html)(?:#\w+)?"')
    missing = {t for found in named.values() for t in found if not (ROOT / "templates" / t).exists()}
    assert (missing, bool(named)) == (set(), True)


def test_templates_hold_no_inline_script_or_style():
    pages = [path for path in templates() if path.suffix == ".html" and path.parent.name != "emails"]
    inline = r"<style|\sstyle=|\son\w+=|hx-on|hx-vals=.js:|<script(?![^>]*\bsrc=)|javascript:"
    assert found_in(pages, inline) == {}
