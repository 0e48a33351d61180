"""What is known of a file before its people are read: its format, encoding, delimiter, and what its columns hold."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

MOST_BYTES, MOST_ROWS = 50 * 1024 * 1024, 100_000

# What a file may be, in words for people. "json" and "rapport" are our own exports, "csv" is any other table.
FORMATS = {
    "vcard": "vCard",
    "linkedin": "LinkedIn connections",
    "google": "Google Contacts CSV",
    "outlook": "Outlook CSV",
    "thunderbird": "Thunderbird CSV",
    "monica": "Monica JSON",
    "json": "Rapport JSON",
    "rapport": "Rapport CSV",
    "csv": "Other table (CSV)",
}


class FileError(ValueError):
    """Why a whole file is not read, in words for the one who chose it: what it is not, and what to do."""


class UnknownFormatError(FileError):
    """No reader knows the file, or it is not what it was said to be."""


class TooLargeError(FileError):
    """It has more bytes, rows or parts than are read."""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How to read a file. `columns` has a field of contacts.importing.tables.columns for each column of a table.

    A column without a field has "". `header_line` counts from 1, 0 stands for a table without header. `day_first` says
    how 3/4/1990 is meant, None that nobody knows. `is_sure` is False where the user should look at the columns first.
    `member` is the file in a ZIP, and `card_files` in how many of its files there are cards, where all are read as one;
    `dates_of_messages` is for LinkedIn's, from which the user may want those, too.
    """

    format: str
    encoding: str = ""
    delimiter: str = ""
    header: tuple[str, ...] = ()
    header_line: int = 0
    columns: tuple[str, ...] = ()
    day_first: bool | None = None
    is_sure: bool = True
    member: str = ""
    card_files: int = 0
    dates_of_messages: bool = False

    @property
    def signature(self) -> str:
        """A digest of the header, the same for every file with these columns; "" where there is none."""
        plain = "\n".join(" ".join(name.casefold().split()) for name in self.header)
        return sha256(plain.encode("utf-8", "replace")).hexdigest() if self.header else ""

    def to_document(self) -> dict[str, Any]:
        """The layout as JSON has it."""
        return asdict(self)

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Layout":
        """The layout that `to_document` was called on, even after a way through JSON."""
        known: dict[str, Any] = {
            name: tuple(said) if isinstance(said, list) else said for name, said in document.items()
        }
        return cls(**known)
