"""The sizes of ARCHITECTURE.md section 6, and one opening sentence in each file."""

import ast

from tests.guards.sources import name, python_files, templates

MODULE, FUNCTION, VIEW, TEMPLATE, TEST = 300, 40, 25, 150, 20


def functions(path):
    """(function, most lines it may have) for each function of a file."""
    limit = TEST if path.name.startswith("test_") else VIEW if "views" in (path.stem, path.parent.name) else FUNCTION
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            yield node, limit if limit != TEST or node.name.startswith("test_") else FUNCTION


def test_modules_and_functions_stay_small():
    long_modules = [name(path) for path in python_files() if len(path.read_text().splitlines()) > MODULE]
    long_functions = [
        f"{name(path)}: {function.name}"
        for path in python_files()
        for function, most in functions(path)
        if function.end_lineno - function.lineno >= most
    ]
    assert (long_modules, long_functions) == ([], [])


def test_each_module_opens_with_one_sentence():
    texts = {name(path): path.read_text() for path in python_files()}
    opens = {path: (ast.get_docstring(ast.parse(text)) or "").split("\n")[0] for path, text in texts.items() if text}
    assert [path for path, sentence in opens.items() if not sentence.endswith(".")] == []


def test_templates_stay_small():
    assert [name(path) for path in templates() if len(path.read_text().splitlines()) > TEMPLATE] == []
