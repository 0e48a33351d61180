"""The first values of each column of a table, so that one sees what it holds."""

from itertools import islice

from contacts.importing.archive import Archive
from contacts.importing.layout import Layout
from contacts.importing.tables.table import body

LOOKED_AT, SHOWN = 100, 3  # records, values


def sample_columns(content: bytes, layout: Layout) -> list[list[str]]:
    """At most SHOWN different values of each column of the header, from the first LOOKED_AT records."""
    text = Archive(content).read(layout.member) if layout.member else content
    found: list[list[str]] = [[] for _ in layout.header]
    for record in islice(body(text, layout), LOOKED_AT):
        for values, cell in zip(found, record.cells or (), strict=False):
            said = " ".join(cell.split())
            if said and said not in values and len(values) < SHOWN:
                values.append(said)
    return found
