"""Addresses of this app's pages, and the headers by which htmx asks for a part of one."""

import re
from typing import Any

from django.urls import reverse


def url(name: str, *args: Any) -> str:
    """The address of a page or verb of interviews."""
    return reverse(f"interviews:{name}", args=args)


def htmx(target: str) -> dict[str, str]:
    """The headers of a request by htmx for the element with the id `target`."""
    return {"HX-Request": "true", "HX-Target": target}


def told(response: Any) -> dict[str, Any]:
    """What the view told the template."""
    return response.context_data


def undo_in(response: Any) -> str:
    """Where the Undo of the toast posts."""
    found = re.search(
        r'<form method="post" action="([^"]*)"[^>]*>[^<]*<[^>]*>\s*<button data-undo>', response.content.decode()
    )
    assert found
    return found[1]
