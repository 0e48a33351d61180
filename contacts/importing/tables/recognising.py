"""Which table a file is: its encoding, its delimiter, the line of its header, and what its columns hold."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from contacts.importing.dates import order_of
from contacts.importing.layout import FORMATS, MOST_ROWS, Layout, TooLargeError, UnknownFormatError
from contacts.importing.refusing import EMPTY, NO_TABLE, is_noise
from contacts.importing.rows import EMAIL
from contacts.importing.tables.any_table import ANY, find_any_header, guess, is_sure, people_below
from contacts.importing.tables.delimited import DELIMITERS, find_delimiter, records
from contacts.importing.tables.encoding import ENCODINGS, encoding_of, text_lines
from contacts.importing.tables.google import GOOGLE
from contacts.importing.tables.linkedin import FOREIGN, LINKEDIN, is_in_order
from contacts.importing.tables.outlook import OUTLOOK
from contacts.importing.tables.own import RAPPORT
from contacts.importing.tables.table import Header, body, find_header
from contacts.importing.tables.thunderbird import THUNDERBIRD

# In the order in which they are asked.
TABLES = {table.code: table for table in (RAPPORT, GOOGLE, THUNDERBIRD, LINKEDIN, OUTLOOK, ANY)}
SAMPLE_LINES, SAMPLE_LETTERS = 500, 500_000
SAID = re.compile(rb'[^\s,;|"\0][^\r\n]*')  # a line with a value
FIRST_DAYS = 200  # LinkedIn names the month; only a spreadsheet that wrote the file again may have made numbers of it
DAYS = {"birthday", "met_on", "job_started_on"}
TOO_MANY = f"The file has more than {MOST_ROWS:,} rows. Split it, and import the parts one after the other."


def recognise_table(content: bytes, *, format: str, encoding: str, delimiter: str) -> Layout:  # noqa: A002
    """How to read the table in `content`; "auto", "" and "" leave it to what stands there. Raises FileErrors."""
    encoding = encoding if encoding in ENCODINGS else encoding_of(content)
    lines = sample(content, encoding)
    if not any(line.strip() for line in lines):
        raise UnknownFormatError(EMPTY)
    if is_noise("".join(lines)):
        raise UnknownFormatError(NO_TABLE)
    likely = delimiter or find_delimiter(lines)
    header, delimiter = find(lines, [likely] if delimiter else list(dict.fromkeys([likely, *DELIMITERS])), format)
    if header is None:
        raise UnknownFormatError(NO_TABLE)
    table = TABLES.get(format, header.table)
    columns = header.table.columns(header.names)
    sure = True
    if header.table is ANY:
        by_name = columns if table is ANY else table.columns(header.names)
        columns = guess(header, lines, delimiter)
        if table is not ANY:
            columns = tuple(mine or other for mine, other in zip(by_name, columns, strict=True))
        sure = header.line > 0 and is_sure(by_name, columns)
    layout = Layout(
        format=table.code,
        encoding=encoding,
        delimiter=delimiter,
        header=header.cells,
        header_line=header.line,
        columns=columns,
        is_sure=sure,
    )
    refuse_many(content, layout)
    return with_order(content, layout, table.day_first(header.names))


def sample(content: bytes, encoding: str) -> list[str]:
    """The first lines."""
    lines, size = [], 0
    for line in islice(text_lines(content, encoding), SAMPLE_LINES):
        lines.append(line[:SAMPLE_LETTERS])
        size += len(line)
        if size > SAMPLE_LETTERS:
            break
    return lines


def find(lines: Sequence[str], delimiters: Sequence[str], format: str) -> tuple[Header | None, str]:  # noqa: A002
    """The header and the delimiter by which it was found; of any table if it is none that is known."""
    asked = [TABLES[format]] if format in TABLES else list(TABLES.values())
    for delimiter in filter(None, delimiters):
        if header := find_header(lines, delimiter, asked):
            return header, delimiter
    if format == "rapport":
        raise UnknownFormatError(f"This is not a {FORMATS[format]}: its first columns are not Rapport’s. Try another.")
    likely = next(iter(delimiters), "")
    delimiter = likely or ","
    header = find_any_header(lines, delimiter)
    if header and format == "auto" and is_prose(header, lines, delimiter if likely else ""):
        header = None
    if header and header.line and format in {"auto", "linkedin"} and is_foreign(header, lines, delimiter):
        header = replace(header, table=FOREIGN)
    return header, delimiter


def is_foreign(header: Header, lines: Sequence[str], delimiter: str) -> bool:
    """Whether it is LinkedIn's, in a language of which we know few words."""
    known = [
        mine or other for mine, other in zip(*(table.columns(header.names) for table in (LINKEDIN, ANY)), strict=True)
    ]
    return is_in_order(known, people_below(header, lines, delimiter))


def is_prose(header: Header, lines: Sequence[str], delimiter: str) -> bool:
    """Whether it is a text rather than a table: no two columns have known names, and few lines have the same width."""
    named = sum(map(bool, ANY.columns(header.names)))
    if named > 1 or (named and len(header.cells) == 1):
        return False
    if len(header.cells) == 1 and all(EMAIL.fullmatch(line.strip()) for line in lines if line.strip()):
        return False  # a mailing list
    widths = [len(record.cells or ()) for record in records(lines, delimiter or ",")]
    return not delimiter or len(widths) < 2 or widths.count(len(header.cells)) < 0.8 * len(widths)


def refuse_many(content: bytes, layout: Layout) -> None:
    """Raise TooLargeError if there are more rows than are read, blank ones not counted; only where there may be."""
    if sum(1 for _ in islice(SAID.finditer(content), MOST_ROWS + 1)) <= MOST_ROWS:
        return
    said = (one for one in body(content, layout) if one.cells is None or any(map(str.strip, one.cells)))
    if sum(1 for _ in islice(said, MOST_ROWS + 1)) > MOST_ROWS:
        raise TooLargeError(TOO_MANY)


def with_order(content: bytes, layout: Layout, usual: bool | None) -> Layout:
    """The layout with what its days say of their order; unsure if they need it and neither they nor `usual` do."""
    indexes = [index for index, code in enumerate(layout.columns) if code in DAYS]
    if not indexes:
        return layout

    def days() -> Iterator[str]:
        for record in body(content, layout):
            yield from ((record.cells or [])[index][:60] for index in indexes if index < len(record.cells or ()))

    settled, asks = order_of(islice(days(), FIRST_DAYS if layout.format == "linkedin" else None))
    if asks and settled is None:
        settled, asks = order_of(days())
    order = settled if settled is not None else usual
    return Layout(**vars(layout) | {"day_first": order, "is_sure": layout.is_sure and not (asks and order is None)})
