"""The rows of a file that were refused, as a CSV: where each stands, why, and what it says."""

from collections.abc import Iterable, Iterator

from contacts.exporting.table import BOM, write_rows

HEADER = ("Line", "Reason", "As in the file")


def refused_file(rows: Iterable[tuple[int, str, str]]) -> Iterator[bytes]:
    """The file, piece by piece; no cell is a formula to a spreadsheet."""
    yield BOM
    yield from write_rows([HEADER])
    yield from write_rows((str(line), reason, raw) for line, reason, raw in rows)
