"""The sizes of ARCHITECTURE.md section 6, and one opening sentence in each file."""

import ast

import pytest

from tests.guards.sources import name, python_files, templates

MODULE, FUNCTION, VIEW, TEMPLATE, TEST = 300, 40, 25, 150, 20


def functions(path):
    """(function, most lines it may have) for each function of a file."""
    limit = TEST if path.name.startswith("test_") else VIEW if "views" in (path.stem, path.parent.name) else FUNCTION
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            yield node, limit if limit != TEST or node.name.startswith("test_") else FUNCTION


@pytest.mark.parametrize("path", python_files(), ids=name)
def test_modules_and_functions_stay_small(path):
    assert len(path.read_text().splitlines()) <= MODULE
    too_long = {f.name: f.end_lineno - f.lineno + 1 for f, most in functions(path) if f.end_lineno - f.lineno >= most}
    assert too_long == {}


@pytest.mark.parametrize("path", python_files(), ids=name)
def test_each_module_opens_with_one_sentence(path):
    text = path.read_text()
    assert not text or (ast.get_docstring(ast.parse(text)) or "").split("\n")[0].endswith("."), path


@pytest.mark.parametrize("path", templates(), ids=name)
def test_templates_stay_small(path):
    assert len(path.read_text().splitlines()) <= TEMPLATE
