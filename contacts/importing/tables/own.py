"""Our own CSV of contacts (contacts.exporting.table), every column of it that is not worked out from the others."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from contacts.importing.cards.lines import parts
from contacts.importing.codes import code_of
from contacts.importing.dates import read_day
from contacts.importing.layout import Layout
from contacts.importing.rows import Address, Fact, Job, Read, RowError, Skipped
from contacts.importing.tables.columns import LEFT_OUT, NOTED, plain
from contacts.importing.tables.draft import Draft
from contacts.importing.tables.table import NAMELESS, Table, body, raw, unended

PROPERTY = "Property: "  # before the name of a property, which might else be that of a column
FORMULA = re.compile(r"[\s']*[=+\-@＝＋－＠]|'*[\t\r\n\0]")  # what a spreadsheet takes for one, and what may hide one
TEXTS = {
    "Rapport ID": "uid",
    "Name": "display_name",
    "Prefix": "name_prefix",
    "Given name": "given_name",
    "Middle name": "middle_name",
    "Family name": "family_name",
    "Suffix": "name_suffix",
    "Nickname": "nickname",
    "How it sounds": "phonetic_name",
    "Pronouns": "pronouns",
    "Organization": "organization_name",
    "Role": "role",
    "Location": "location",
    "Time zone": "time_zone",
    "Introducer ID": "introducer_uid",
    "Introducer": "introducer_name",
    "How met": "how_met",
    "Created": "created_at",
    "Archived": "archived_at",
    "Notes": "notes",
}
DAYS = {"In this role since": "job_started_on", "Birthday": "birthday", "Met on": "met_on"}
WORDS = {"Source": "source", "Relationship": "relationship", "Warmth": "warmth", "Keep in touch": "cadence"}
WAYS = {"E-mails": "email", "Phones": "phone", "Links": "link", "Addresses": "address"}
LABELS = {"E-mail labels": "email", "Phone labels": "phone", "Link labels": "link", "Address labels": "address"}
LISTS = {"Tags": "tags", "Paths": "paths"}
WORKED_OUT = ("Stage", "Next step", "Next step due", "Waiting since", "Last contact", "Changed")
FIELDS = {
    **TEXTS,
    **DAYS,
    **WORDS,
    **WAYS,
    **{name: f"{kind}.label" for name, kind in LABELS.items()},
    **LISTS,
    **dict.fromkeys(WORKED_OUT, LEFT_OUT),
    "Favourite": "favourite",
    "Past jobs": "past_jobs",
}
BY_NAME = {plain(name): name for name in FIELDS}
LINES = re.compile(r"\r\n|\n|\r")
ADDRESS = ("street", "locality", "region", "postcode", "country")
JOB = ("role", "organization", "started_on", "ended_on")


def columns(names: Sequence[str]) -> tuple[str, ...]:
    """The field of each column; a property's is called after it."""
    mark = plain(PROPERTY)
    codes = (FIELDS.get(BY_NAME.get(name, ""), NOTED) for name in names)
    return tuple("property" if name.startswith(f"{mark} ") else code for name, code in zip(names, codes, strict=True))


def is_header(names: Sequence[str]) -> bool:
    """Whether it is ours: the first two columns are its signature."""
    return [*names[:2]] == ["rapport id", "name"]


RAPPORT = Table(code="rapport", is_header=is_header, columns=columns)


def read_own(content: bytes, layout: Layout) -> Iterator[Read]:
    """The people of the table; cells are taken as they are, but for the apostrophe that keeps them from formulas."""
    width = len(layout.header)
    for record in body(content, layout, exact=True):
        if record.cells is None:
            yield unended(record)
        elif any(cell.strip() for cell in record.cells[width:]):
            reason = f"It has {len(record.cells)} values for {width} columns."
            yield RowError(record.line, reason, raw(record))
        elif not any(cell.strip() for cell in record.cells):
            yield Skipped(record.line)
        else:
            cells = dict(zip_longest(layout.header, map(unguard, record.cells[:width]), fillvalue=""))
            draft = drafted({BY_NAME.get(plain(name), name): cell for name, cell in cells.items()}, layout.day_first)
            yield draft.row(record.line) or RowError(record.line, NAMELESS, raw(record))


def drafted(cells: dict[str, str], day_first: bool | None) -> Draft:
    """What a record says."""
    draft = Draft()
    said: dict[str, Any] = {field: cells[name] for name, field in TEXTS.items() if cells.get(name)}
    draft.notes = [said.pop("notes")] if "notes" in said else []
    draft.said = said
    for name, field in DAYS.items():
        take_day(draft, name, field, cells.get(name, ""), day_first)
    for name, field in WORDS.items():
        if text := cells.get(name, ""):
            take_code(draft, name, field, text)
    if cells.get("Favourite", "").strip():
        said["favourite"] = True
    take_ways(draft, cells)
    jobs = [dict(zip(JOB, parts(line), strict=False)) for line in LINES.split(cells.get("Past jobs", "")) if line]
    if jobs:
        said["past_jobs"] = tuple(Job(**job) for job in jobs)
    for name, field in LISTS.items():
        getattr(draft, field).extend(filter(None, LINES.split(cells.get(name, ""))))
    for name, text in cells.items():
        if text and name.startswith(PROPERTY):
            draft.properties.append(Fact(name=name.removeprefix(PROPERTY), value=text))
        elif text and name not in FIELDS:
            draft.lines.append((name, text, ""))
    return draft


def take_day(draft: Draft, name: str, field: str, text: str, day_first: bool | None) -> None:
    """A day, which a spreadsheet may have written its own way; to the notes with what is none."""
    try:
        if text and (day := read_day(text[:60], day_first)):
            draft.said[field] = day
    except ValueError:
        draft.lines.append((name, text, ""))


def take_code(draft: Draft, name: str, field: str, text: str) -> None:
    """One of a fixed set of values; to the notes with another one."""
    if code := code_of(field, text):
        draft.said[field] = code
    else:
        draft.lines.append((name, text, ""))


def take_ways(draft: Draft, cells: dict[str, str]) -> None:
    """How to reach the person, with labels and with what is preferred."""
    labels: dict[str, str] = {}
    preferred: set[str] = set()
    addresses = []
    for (name, kind), label_name in zip(WAYS.items(), LABELS, strict=True):
        for value, label, is_preferred in entries(cells.get(name, ""), cells.get(label_name, "")):
            if kind == "address":
                said = dict(zip(ADDRESS, parts(value), strict=False))
                addresses.append(Address(label=label, preferred=is_preferred, **said))
                continue
            getattr(draft, f"{kind}s")[value] = ""
            labels |= {value: label} if label else {}
            preferred |= {value} if is_preferred else set()
    found = {"labels": labels, "preferred": frozenset(preferred), "addresses": tuple(addresses)}
    draft.said |= {name: value for name, value in found.items() if value}


def entries(values: str, labels: str) -> Iterator[tuple[str, str, bool]]:
    """Each value of a cell with the label beside it, and whether it is the preferred one."""
    for value, label in zip_longest(LINES.split(values), LINES.split(labels), fillvalue=""):
        if value:
            is_preferred = label == "*" or label.startswith("* ")
            yield value, label[1:].strip() if is_preferred else label, is_preferred


def unguard(cell: str) -> str:
    """The cell as it was before an apostrophe made it safe for spreadsheets."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell[1:]) else cell
