"""Our own JSON of contacts, as contacts.exporting.json_file writes it and docs/formats.md describes it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from contacts.importing import naming
from contacts.importing.documents import RENAMED, WRITE, from_document
from contacts.importing.json_walk import Lines, Walk, json_text, parsed, words
from contacts.importing.rows import Read, Row, RowError

FORMAT, VERSION = "rapport-contacts", 1
KNOWN = {RENAMED.get(name, name) for name in WRITE}
NAMETAG = {"people", "relationshipTypes"}
LONGEST_RAW = 2_000


def is_documents(content: bytes) -> bool:
    """Whether the file is our own JSON, of any version."""
    walk = Walk(json_text(content))
    return any(name == "format" and walk.take() == b'"rapport-contacts"' for name in walk.members())


def unknown_json(content: bytes) -> str:
    """What to tell about a JSON file that no reader knows; "" if it is no JSON at all."""
    walk = Walk(json_text(content))
    if walk.first not in (b"{", b"["):
        return ""
    whose = "the JSON of Nametag" if set(walk.members()) >= NAMETAG else "a JSON file"
    return (
        f"This is {whose}, but Rapport reads its own and the one that Monica 4 exports. "
        "If the program that wrote it can write vCard or CSV, bring that."
    )


def read_documents(content: bytes) -> Iterator[Read]:
    """The people in the file one by one; a bad one costs nobody else."""
    content = json_text(content)
    walk, lines = Walk(content), Lines(content)
    for name in walk.members():
        if name == "version" and walk.first and (version := walk.take()) != str(VERSION).encode():
            yield RowError(
                1, f"The file has version {version.decode(errors='replace')[:20]}; this Rapport reads {VERSION}."
            )
            return
        if name == "contacts":
            for begin in walk.items():
                yield read_one(walk.take(), line=lines.of(begin))


def read_one(written: bytes, *, line: int) -> Row | RowError:
    """The person of one object."""
    try:
        document = parsed(written)
    except ValueError:
        return RowError(line, "This is no JSON, or the file breaks off here.", raw(written))
    try:
        row = with_name(from_document(document, line=line))
    except ValueError as error:
        return RowError(line, str(error), raw(written))
    return replace(row, notes="\n".join(filter(None, (row.notes, *others(document)))))


def with_name(row: Row) -> Row:
    """The row with a name, made of what there is; raises ValueError if there is nothing."""
    if row.display_name.strip():
        return row
    names = (naming.derive(vars(row)), row.organization_name, *row.emails, *row.phones, *row.links)
    name = next(filter(None, (name.strip() for name in names)), "")
    if not name:
        raise ValueError("Nobody is named here.")
    return replace(row, display_name=name)


def others(document: dict[str, Any]) -> Iterator[str]:
    """What is said under names that Rapport does not have, for the notes."""
    for name, value in document.items():
        if name not in KNOWN and (said := "yes" if value is True else words(value)):
            yield f"{words(name)}: {said}"


def raw(written: bytes) -> str:
    """How the person stands in the file, cut if it is long."""
    return written[:LONGEST_RAW].decode(errors="replace").replace("\0", "")
