"""Finds the Undo that a page offers."""

import re
from typing import Any


def undo_of(answer: Any) -> str:
    """The address to which the Undo of the page's toast posts."""
    html = answer.content.decode()
    found = re.search(r'class="toast".*?action="([^"]+)"', html, re.DOTALL)
    assert found, "no Undo is offered"
    return found[1]
