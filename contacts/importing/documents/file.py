"""Our own JSON of contacts, as contacts.exporting.json_file writes it and docs/formats.md describes it."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from contacts.importing import naming
from contacts.importing.codes import CODES, ENTRIES
from contacts.importing.documents.document import RENAMED, WRITE, from_document
from contacts.importing.documents.walk import Lines, Walk, json_text, parsed, words
from contacts.importing.rows import Read, Row, RowError

FORMAT, VERSION = "rapport-contacts", 1
KNOWN = {RENAMED.get(name, name) for name in WRITE}
NAMETAG = {"people", "relationshipTypes"}
BIRTHDAY = re.compile(r"(\d{4}|-)-\d\d-\d\d")
LONGEST_RAW = 2_000


def is_documents(content: bytes) -> bool:
    """Whether the file is our own JSON, of any version."""
    walk = Walk(json_text(content))
    return any(name == "format" and walk.take() == f'"{FORMAT}"'.encode() for name in walk.members())


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
        check(row)
    except ValueError as error:
        return RowError(line, str(error), raw(written))
    return replace(row, notes="\n".join(filter(None, (row.notes, *others(document)))))


def check(row: Row) -> None:
    """Raise ValueError for what is no day, no instant, or none of the codes that there are."""
    jobs = ((day, "past_jobs") for job in row.past_jobs for day in (job.started_on, job.ended_on))
    for text, name in ((row.job_started_on, "job_started_on"), (row.met_on, "met_on"), *jobs):
        if text and not is_iso(date, text):
            raise ValueError(f"“{text[:60]}” in “{name}” is not a day such as 2024-02-01.")
    for text, name in ((row.created_at, "created_at"), (row.archived_at, "archived_at")):
        if text and not (is_iso(datetime, text) and datetime.fromisoformat(text).tzinfo):
            raise ValueError(f"“{text[:60]}” in “{name}” is not an instant such as 2024-02-01T09:30:00+00:00.")
    if row.birthday and not (BIRTHDAY.fullmatch(row.birthday) and is_iso(date, row.birthday.replace("--", "2000-", 1))):
        raise ValueError(f"“{row.birthday[:60]}” in “birthday” is not a day such as 1990-04-15 or --04-15.")
    for name, words_of in CODES.items():
        if (code := getattr(row, name)) and code not in words_of:
            raise ValueError(f"“{code[:60]}” in “{name}” is none of {', '.join(words_of)}.")
    for entry in row.entries:
        if entry.kind not in ENTRIES:
            raise ValueError(f"“{entry.kind[:60]}” in “entries” is none of {', '.join(ENTRIES)}.")
        if not is_iso(datetime, entry.at):
            raise ValueError(f"“{entry.at[:60]}” in “entries” is neither a day nor an instant.")


def is_iso(kind: type[date], text: str) -> bool:
    """Whether it is written as ISO 8601 has it."""
    try:
        return bool(kind.fromisoformat(text))
    except ValueError:
        return False


def with_name(row: Row) -> Row:
    """The row with a name, made of what there is; raises ValueError if there is nothing."""
    if row.display_name.strip():
        return row
    name = naming.stand_in(vars(row), (*row.emails, *row.phones, *row.links))
    if not name:
        raise ValueError("Nobody is named here.")
    return replace(row, display_name=name)


def others(document: dict[str, Any]) -> Iterator[str]:
    """What is said under names that Rapport does not have, for the notes."""
    for name, value in document.items():
        if name not in KNOWN and value not in (None, "", [], {}):
            yield f"{words(name)}: {words(value) or json.dumps(value, ensure_ascii=False)}"


def raw(written: bytes) -> str:
    """How the person stands in the file, cut if it is long."""
    return written[:LONGEST_RAW].decode(errors="replace").replace("\0", "")
