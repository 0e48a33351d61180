"""What every reader of files makes: rows, and for what it could not read the line and the reason."""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One person of a file, `line` being where they begin; what the file does not say is empty."""

    line: int
    display_name: str
    given_name: str = ""
    family_name: str = ""
    name_prefix: str = ""
    middle_name: str = ""
    name_suffix: str = ""
    nickname: str = ""
    birthday: str = ""  # as Contact keeps it: 1990-04-15, or --04-15
    pronouns: str = ""
    organization_name: str = ""
    role: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()  # LinkedIn profiles among them
    labels: Mapping[str, str] = field(default_factory=dict)  # of addresses, numbers and links, such as "work"
    preferred: frozenset[str] = frozenset()  # those of them that are
    tags: tuple[str, ...] = ()
    how_met: str = ""
    connected_on: date | None = None
    notes: str = ""


@dataclass(frozen=True)
class RowError:
    """A person who could not be read."""

    line: int
    reason: str


@dataclass
class Parsed:
    """All that a file held; `skipped` counts rows that name nobody, such as members who closed their accounts."""

    format: str
    rows: list[Row] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    skipped: int = 0


def decode(content: bytes, *, charset: str = "") -> str:
    """The text of `content`: by its BOM, as UTF-16 if there are NULs, by `charset`, as UTF-8, else Windows-1252."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace").removeprefix("\ufeff")
    if len(content) > 1 and 0 in content[:2]:
        return content.decode("utf-16-le" if content[1] == 0 else "utf-16-be", "replace")
    content = content.removeprefix(codecs.BOM_UTF8)
    for name in filter(None, (charset, "utf-8")):
        try:
            return content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("cp1252", "replace")
