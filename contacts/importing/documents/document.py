"""A person as a JSON object with plain names: a line of our JSON export, and how rows of an import are kept.

The names are listed in docs/formats.md.
"""

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from contacts.importing.documents.walk import plain
from contacts.importing.rows import Address, Entry, Fact, Job, Row

Nested = TypeVar("Nested", Address, Entry, Fact, Job)
RENAMED = {"organization_name": "organization", "introducer_name": "introducer"}
NESTED: dict[str, type[Any]] = {"past_jobs": Job, "addresses": Address, "properties": Fact, "entries": Entry}
PARTS = {one: [field.name for field in fields(one)] for one in NESTED.values()}
REACH = ("emails", "phones", "links")
WORDS = ("tags", "paths")  # lists of texts
TEXTS = {one.name for one in fields(Row) if one.type is str}
ORDER = [one.name for one in fields(Row)]


def to_document(row: Row) -> dict[str, Any]:
    """The row by plain names, without what it does not say.

    Ways to reach the person are objects of value, label and preferred. Bytes are base64 text.
    """
    document: dict[str, Any] = {}
    for name, value in vars(row).items():
        if value and name in WRITE:
            document[RENAMED.get(name, name)] = WRITE[name](row, value)
    return document


def as_it_is(row: Row, value: Any) -> Any:
    """A text, a truth."""
    return value


def as_list(row: Row, values: tuple[str, ...]) -> list[str]:
    """Texts."""
    return list(values)


def as_objects(row: Row, values: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Addresses, jobs, properties, entries: each without what it does not say; that an entry is no touch is said."""
    return [{name: said for name, said in vars(one).items() if said or name == "is_touch"} for one in values]


def as_reach(row: Row, values: tuple[str, ...]) -> list[dict[str, Any]]:
    """Ways to reach the person, each with its label if it has one, and whether it is preferred if it is."""
    written: list[dict[str, Any]] = []
    for value in values:
        said: dict[str, Any] = {"value": value}
        if label := row.labels.get(value):
            said["label"] = label
        if value in row.preferred:
            said["preferred"] = True
        written.append(said)
    return written


def as_base64(row: Row, value: bytes) -> str:
    """Bytes."""
    return base64.b64encode(value).decode()


def as_lines(row: Row, lines: tuple[bytes, ...]) -> list[Any]:
    """Lines of a vCard: texts, but an object with base64 where one is no UTF-8."""
    written: list[Any] = []
    for line in lines:
        try:
            written.append(line.decode())
        except UnicodeDecodeError:
            written.append({"base64": as_base64(row, line)})
    return written


WRITE: dict[str, Callable[[Row, Any], Any]] = {
    **dict.fromkeys([*sorted(TEXTS), "favourite"], as_it_is),
    **dict.fromkeys(WORDS, as_list),
    **dict.fromkeys(NESTED, as_objects),
    **dict.fromkeys(REACH, as_reach),
    "photo": as_base64,
    "card_lines": as_lines,
}


def from_document(document: Mapping[str, Any], *, line: int) -> Row:
    """The row that `to_document` was given. Raises ValueError, with words for the user, for anything else.

    Names that it does not know are passed over, and so is null; an e-mail address, number or link may be a plain text.
    """
    if not isinstance(document, Mapping):
        raise ValueError("This is not an object with names and values.")
    said: dict[str, Any] = {"display_name": ""}
    labels: dict[str, str] = {}
    preferred: set[str] = set()
    for name in ORDER:
        shown = RENAMED.get(name, name)
        value = document.get(shown)
        if value is None or name not in WRITE:
            continue
        if name in TEXTS:
            said[name] = text(value, shown)
        elif name in REACH:
            said[name] = tuple(read_reach(value, shown, labels, preferred))
        else:
            said[name] = READ[name](value, shown)
    return Row(line=line, labels=labels, preferred=frozenset(preferred), **said)


def text(value: Any, name: str) -> str:
    """A text without NUL and halves of letters; a number is written out."""
    if type(value) in (int, float):
        return str(value)
    if not isinstance(value, str):
        raise ValueError(f"“{name}” is not a text.")
    return plain(value)


def truth(value: Any, name: str) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise ValueError(f"“{name}” is neither true nor false.")
    return value


def listed(value: Any, name: str) -> list[Any]:
    """A list."""
    if not isinstance(value, list):
        raise ValueError(f"“{name}” is not a list.")
    return value


def read_words(value: Any, name: str) -> tuple[str, ...]:
    """Texts, none of them empty."""
    return tuple(filter(None, (text(one, name) for one in listed(value, name))))


def read_reach(value: Any, name: str, labels: dict[str, str], preferred: set[str]) -> list[str]:
    """The values; what else is said of them goes to `labels` and `preferred`."""
    values: list[str] = []
    for one in listed(value, name):
        way = one if isinstance(one, dict) else {"value": one}
        reached = text(way.get("value", ""), name)
        if not reached:
            continue
        values.append(reached)
        if label := text(way.get("label") or "", name):
            labels[reached] = label
        if truth(way.get("preferred") or False, name):
            preferred.add(reached)
    return values


def read_objects(value: Any, name: str) -> tuple[Any, ...]:
    """Addresses, jobs, properties, entries."""
    kind = NESTED[name]
    made: list[Any] = []
    for one in listed(value, name):
        if not isinstance(one, dict):
            raise ValueError(f"“{name}” is not a list of objects.")
        said = {
            part: (truth if part in {"preferred", "is_touch"} else text)(one[part], f"{part} of {name}")
            for part in PARTS[kind]
            if one.get(part) is not None
        }
        try:
            made.append(kind(**said))
        except TypeError:
            raise ValueError(f"One of “{name}” does not say all that it must.") from None
    return tuple(made)


def read_base64(value: Any, name: str) -> bytes:
    """Bytes."""
    try:
        return base64.b64decode(text(value, name))
    except (binascii.Error, ValueError):
        raise ValueError(f"“{name}” is not base64.") from None


def read_lines(value: Any, name: str) -> tuple[bytes, ...]:
    """Lines of a vCard."""
    return tuple(
        read_base64(one.get("base64", ""), name) if isinstance(one, dict) else text(one, name).encode()
        for one in listed(value, name)
    )


READ: dict[str, Callable[[Any, str], Any]] = {
    "favourite": truth,
    **dict.fromkeys(WORDS, read_words),
    **dict.fromkeys(NESTED, read_objects),
    "photo": read_base64,
    "card_lines": read_lines,
}
