"""A whole file read at once, for tests."""

from dataclasses import dataclass, field

import pytest

from contacts.importing.files import FORMATS, UnknownFormatError, read, recognise
from contacts.importing.rows import Row, RowError


@dataclass
class Parsed:
    """All that a file holds; `skipped` counts rows that name nobody."""

    format: str
    rows: list[Row] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    skipped: int = 0


def read_file(content: bytes) -> Parsed:
    """The people in the file. Raises UnknownFormatError or TooLargeError."""
    layout = recognise(content)
    parsed = Parsed(FORMATS[layout.format])
    for one in read(content, layout):
        if isinstance(one, Row):
            parsed.rows.append(one)
        elif isinstance(one, RowError):
            parsed.errors.append(one)
        else:
            parsed.skipped += 1
    return parsed


def why_refused(content: bytes) -> str:
    """The words with which the file is refused."""
    with pytest.raises(UnknownFormatError) as refused:
        recognise(content)
    return str(refused.value)
