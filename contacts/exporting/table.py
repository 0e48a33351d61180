"""Our own CSV of contacts: UTF-8 with BOM, RFC 4180, a line for each contact; the first columns are its signature.

A cell that holds several values has one on each line; what belongs to them stands in the same order in a cell beside
it. No cell is a formula to a spreadsheet: where one might be, an apostrophe stands before it, which
importing.tables.own takes away (OWASP, "CSV Injection"); files of other programs are not to be unguarded.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence

from contacts.importing.tables.own import FORMULA, LINES, PROPERTY

BOM = b"\xef\xbb\xbf"
COLUMNS = (
    *("Rapport ID", "Name", "Prefix", "Given name", "Middle name", "Family name", "Suffix", "Nickname"),
    *("How it sounds", "Pronouns", "Organization", "Role", "In this role since", "Location", "Birthday", "Time zone"),
    *("Introducer ID", "Introducer", "How met", "Met on", "Source", "Relationship", "Warmth", "Keep in touch"),
    *("Favourite", "Stage", "Next step", "Next step due", "Waiting since", "Last contact", "Created", "Changed"),
    *("Archived", "Notes", "E-mails", "E-mail labels", "Phones", "Phone labels", "Links", "Link labels"),
    *("Addresses", "Address labels", "Tags", "Paths", "Past jobs"),
)
Entry = tuple[str, str, bool]  # a value, its label, whether it is the preferred one


def header(properties: Iterable[str]) -> list[str]:
    """The names of all columns, those of the user's own properties last."""
    return [*COLUMNS, *(PROPERTY + name for name in properties)]


class Echo:
    """What csv.writer writes to: it hands each line back."""

    def write(self, line: str) -> str:
        """The line."""
        return line


def write_rows(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The line of each of `rows`, which have the columns of `header`; the file begins with BOM."""
    write = csv.writer(Echo(), lineterminator="\r\n").writerow
    for row in rows:
        yield write([cell and guard(cell) for cell in row]).encode()


def guard(cell: str) -> str:
    """The cell as no spreadsheet takes it for a formula."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def several(values: Iterable[str]) -> str:
    """One value on each line; a value that has lines itself is written on one."""
    return "\n".join(" ".join(LINES.split(value)) for value in values)


def labelled(entries: Sequence[Entry]) -> tuple[str, str]:
    """The cell of values, and that of their labels with a star before the preferred one's, if they have any."""
    labels = [f"* {label}".strip() if preferred else label for _, label, preferred in entries]
    return several(value for value, _, _ in entries), several(labels) if any(labels) else ""


def parted(parts: Iterable[str]) -> str:
    """Parts of an address or a job on one line, parted by semicolons, as in vCard's ADR (RFC 6350, 3.4)."""
    return ";".join(LINES.sub(r"\\n", part.replace("\\", "\\\\").replace(";", "\\;")) for part in parts)
