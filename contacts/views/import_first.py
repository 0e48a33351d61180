"""The first rows of a file as they were read, so that one sees whether it was read as it is meant."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

HEADS = {
    "display_name": "Name",
    "role": "Role",
    "organization": "Organization",
    "emails": "E-mail",
    "phones": "Phone",
    "links": "Link",
    "notes": "Notes",
}


@dataclass(frozen=True)
class Firsts:
    """Heads of the columns that any of the rows fills, and of each row its line and as many cells."""

    heads: list[str]
    rows: list[tuple[int, list[str]]]


def first_rows(said: Iterable[tuple[int, str, Mapping[str, Any] | None, str]]) -> Firsts:
    """The rows of `previewing.first_said`; one that was refused stands as it is in the file."""
    read = [(line, cells_of(name, one) if one else {"display_name": raw}) for line, name, one, raw in said]
    filled = [name for name in HEADS if any(cells.get(name) for _, cells in read)]
    rows = [(line, [cells.get(name, "") for name in filled]) for line, cells in read]
    return Firsts([HEADS[name] for name in filled], rows)


def cells_of(name: str, said: Mapping[str, Any]) -> dict[str, str]:
    """What the row says of each of HEADS; of several ways to reach somebody the first."""
    cells = {head: said[head] for head in HEADS if said.get(head)}
    return {
        head: str(value[0]["value"]) if isinstance(value, list) else str(value)
        for head, value in (cells | {"display_name": name}).items()
    }
