"""LinkedIn's Connections.csv, in the layouts it has had: a preamble of 0 to 4 lines, columns in any order.

Format: no specification; the variants are those of real exports (a header is known by its names, never its place).
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from contacts.importing import normal
from contacts.importing.days import MONTHS
from contacts.importing.rows import EMAIL, Parsed, Row, RowError, decode

HEADER_WITHIN, LONGEST_RECORD = 20, 50  # lines
COLUMNS = {
    "given_name": {"first name", "vorname"},
    "family_name": {"last name", "nachname"},
    "url": {"url", "profile url"},
    "email": {"email address", "email", "email adresse"},
    "company": {"company", "unternehmen"},
    "position": {"position", "title"},
    "connected_on": {"connected on", "verbunden am"},
}
BY_NAME = {name: column for column, names in COLUMNS.items() for name in names}
DAY = re.compile(r"(\d{1,2})[.\s-]+([^\W\d_]{3})[^\W\d_]*\.?[\s-]+(\d{4}|\d{2})")
ISO, DOTTED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"), re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
CREDENTIAL = re.compile(r"[A-Za-z.]*[A-Z][A-Za-z.]*[A-Z][A-Za-z.®()-]*")  # two capitals, as in PhD


def read_linkedin(content: bytes) -> Parsed | None:
    """The people in the file, or None if it has no header of LinkedIn's."""
    lines = io.StringIO(decode(content).replace("\0", ""), newline="").readlines()
    for at, line in enumerate(lines[:HEADER_WITHIN]):
        for delimiter in ",;\t":
            header = [column_of(cell) for cell in next(csv.reader([line], delimiter=delimiter), [])]
            if is_header(header):
                return read_body(lines[at + 1 :], header, delimiter, line=at + 1)
    return None


def column_of(cell: str) -> str:
    """Which of COLUMNS a header cell names, "" for none."""
    return BY_NAME.get(" ".join(re.sub(r"e-mail", "email", cell.casefold()).replace("-", " ").split()), "")


def is_header(columns: list[str]) -> bool:
    """Whether these are LinkedIn's: both parts of the name and at least two of what else there may be."""
    return {"given_name", "family_name"} <= set(columns) and len({*columns} - {""}) >= 4


def read_body(lines: list[str], header: list[str], delimiter: str, *, line: int) -> Parsed:
    """The rows below a header that stands in `line`."""
    parsed = Parsed("LinkedIn connections")
    for number, cells in records(lines, delimiter):
        at = line + number
        if cells is None:
            parsed.errors.append(RowError(at, "It has a quotation mark that is never closed."))
        elif any(cell.strip() for cell in cells[len(header) :]):
            parsed.errors.append(RowError(at, f"It has {len(cells)} values for {len(header)} columns."))
        elif row := to_row(dict(zip(header, map(normal.clean, cells), strict=False)), line=at):
            parsed.rows.append(row)
        else:
            parsed.skipped += 1
    return parsed


def records(lines: list[str], delimiter: str) -> Iterator[tuple[int, list[str] | None]]:
    """Each record with the line, counted from 1, in which it begins; None for one with an open quotation mark."""
    at = 0
    while at < len(lines):
        reader = csv.reader(lines[at : at + LONGEST_RECORD], delimiter=delimiter)
        cells: list[str] | None = None
        with suppress(csv.Error):  # a value beyond all measure
            cells = next(reader)
        used = max(1, reader.line_num)
        if used > 1 and sum(line.count('"') for line in lines[at : at + used]) % 2:
            cells = None
        yield at + 1, cells
        at += used if cells is not None else 1


def to_row(cells: dict[str, str], *, line: int) -> Row | None:
    """The person in a record, None if it names nobody."""
    given, family = cells.get("given_name", ""), cells.get("family_name", "")
    url, email = cells.get("url", ""), cells.get("email", "")
    slug = normal.linkedin_slug(url)
    name = display_name(f"{given} {family}") or slug
    if not name:
        return None
    connected_on = read_day(cells.get("connected_on", ""))
    return Row(
        line=line,
        display_name=name,
        given_name=given,
        family_name=family,
        organization_name=cells.get("company", ""),
        role=cells.get("position", ""),
        emails=(email,) if EMAIL.fullmatch(email) else (),
        links=(url,) if normal.split(url) else (),
        how_met="Connected on LinkedIn" + (f", {connected_on.day} {connected_on:%b %Y}" if connected_on else ""),
        connected_on=connected_on,
    )


def display_name(raw: str) -> str:
    """The name without pictures and without degrees behind a comma: "Jane Doe, PhD, 🚀" is "Jane Doe"."""
    plain = "".join(c for c in raw if unicodedata.category(c) not in {"So", "Sk", "Cf", "Co", "Cn"} and c != "\ufe0f")
    first, *tail = plain.split(",")
    kept = [part for part in tail if not all(CREDENTIAL.fullmatch(word) for word in part.split())]
    return normal.clean(",".join([first, *kept]))


def read_day(text: str) -> date | None:
    """The day that `text` says, in English or German; None for what is unclear, such as 3/4/2024."""
    if found := DAY.fullmatch(text.strip().casefold()):
        day, month, year = int(found[1]), MONTHS.get(found[2], 0), int(found[3])
        year += 2000 if year < 100 else 0
    elif found := ISO.fullmatch(text.strip()):
        year, month, day = map(int, found.groups())
    elif found := DOTTED.fullmatch(text.strip()):
        day, month, year = map(int, found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
