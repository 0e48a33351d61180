"""Tables of people: which program wrote one, where its header stands, and each record as a row."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from contacts.importing.layout import Layout
from contacts.importing.rows import Read, RowError, Skipped
from contacts.importing.tables.cells import Column, column
from contacts.importing.tables.columns import plain
from contacts.importing.tables.delimited import LONGEST_CELL, SEP, Record, records
from contacts.importing.tables.draft import Draft
from contacts.importing.tables.encoding import text_lines

HEADER_WITHIN = 20  # lines
MOST_COLUMNS = 2_000
LONGEST_RAW = 10_000  # characters
NAMELESS = "It has no name, organization, e-mail address or phone number."
OPEN, LONG = "It has a quotation mark that is never closed.", f"A cell is longer than {LONGEST_CELL:,} characters."
WORDS = re.compile(r"[;\n\r]|(?: ::: )")


def as_it_is(draft: Draft) -> bool:
    """Nothing to add."""
    return True


@dataclass(frozen=True, kw_only=True)
class Table:
    """How one program writes people: which plain names its header has, and which field each of them is.

    `prepare` takes away what stands before cells for other programs' sake. `finish` adds to a draft what the format
    itself says; it is False for records that name nobody.
    """

    code: str
    is_header: Callable[[Sequence[str]], bool]
    columns: Callable[[Sequence[str]], tuple[str, ...]]
    day_first: Callable[[Sequence[str]], bool | None] = lambda names: None
    separators: re.Pattern[str] = WORDS
    prepare: Callable[[Draft, list[str]], list[str]] | None = None
    finish: Callable[[Draft], bool] = as_it_is


@dataclass(frozen=True)
class Header:
    """A header that was found: the table whose it is, its cells, and the line in which it begins."""

    table: Table
    cells: tuple[str, ...]
    line: int

    @property
    def names(self) -> list[str]:
        """Its cells as plain names."""
        return [plain(cell) for cell in self.cells]


def find_header(lines: Sequence[str], delimiter: str, tables: Sequence[Table]) -> Header | None:
    """The first of the first lines with which a header of one of the tables begins, whatever marks stand above it."""
    for at in range(min(len(lines), HEADER_WITHIN)):
        cells = next((record.cells for record in records(lines[at:], delimiter)), None) or []
        if not 1 < len(cells) <= MOST_COLUMNS or not lines[at].strip():
            continue
        names = [plain(cell) for cell in cells]
        for table in tables:
            if table.is_header(names):
                return Header(table, tuple(cell.strip() for cell in cells), at + 1)
    return None


def body(content: bytes, layout: Layout, *, exact: bool = False) -> Iterator[Record]:
    """The records below the header, with the lines of the whole file."""
    lines = text_lines(content, layout.encoding)
    before = max(0, layout.header_line - 1)
    for record in records(islice(lines, before, None), layout.delimiter, width=len(layout.header), exact=exact):
        is_header = record.line == 1 and (layout.header_line or SEP.fullmatch(record.raw))
        if not is_header:
            yield Record(record.line + before, record.cells, record.raw, record.is_long)


def read_table(content: bytes, layout: Layout, table: Table) -> Iterator[Read]:
    """The people of a table, record by record."""
    found = zip(layout.header, layout.columns, strict=False)
    plan = [
        one
        for index, (name, code) in enumerate(found)
        if (one := column(index, name, code, day_first=layout.day_first, separators=table.separators))
    ]
    for record in body(content, layout):
        if is_header_again(record.cells or (), layout.header):
            yield Skipped(record.line)
        else:
            yield read_record(record, len(layout.header), plan, table)


def is_header_again(cells: Sequence[str], header: Sequence[str]) -> bool:
    """Whether another file was put below the first one."""
    return len(cells) == len(header) > 0 and all(cell.strip() == name for cell, name in zip(cells, header, strict=True))


def read_record(record: Record, width: int, plan: Sequence[Column], table: Table) -> Read:
    """The person of one record, or why there is none."""
    cells = record.cells
    if cells is None:
        return unended(record)
    if len(cells) != width:
        if any(cell.strip() for cell in cells[width:]):
            return RowError(record.line, f"It has {len(cells)} values for {width} columns.", raw(record))
        cells += [""] * (width - len(cells))
    draft = Draft()
    if table.prepare:
        cells = table.prepare(draft, cells)
    for one in plan:
        if cells[one.at] and (text := cells[one.at].strip()):
            one.put(draft, text, one)
    if draft.is_blank or not table.finish(draft):
        return Skipped(record.line)
    return draft.row(record.line) or RowError(record.line, NAMELESS, raw(record))


def unended(record: Record) -> RowError:
    """Why a record that has no end cannot be read."""
    return RowError(record.line, LONG if record.is_long else OPEN, raw(record))


def raw(record: Record) -> str:
    """The record as it stands in the file."""
    return record.raw.rstrip("\r\n")[:LONGEST_RAW]
