"""Outlook's CSV, the classic layout of about 90 columns and the new one; its names follow the language of Office.

Format: no specification; the names are those of real exports. Title is the honorific. Categories are parted by
semicolons; days follow the region that Windows was set to, and 0/0/00 is none.
"""

import re
from collections.abc import Sequence

from contacts.importing.tables import outlook_names
from contacts.importing.tables.columns import LEFT_OUT, NOTED, by_name
from contacts.importing.tables.table import Table

ENGLISH, *OTHERS = (by_name(names) for names in outlook_names.LANGUAGES.values())
LEFT = by_name({LEFT_OUT: "|".join(outlook_names.LEFT_OUT)})
ALL = [ENGLISH, *OTHERS]
TITLE = "titre"  # in French both the honorific, which stands before the name, and the role
MARKS = re.compile(r"^(street|locality|postcode|country|region|phone|po_box)\b.*:|^introducer_name$|^email$|^tags$")
ENOUGH = 4  # columns that only Outlook names so


def language(names: Sequence[str]) -> dict[str, str]:
    """The table of the language in which most of the columns are known."""
    return max(ALL, key=lambda table: sum(name in table for name in names))


def columns(names: Sequence[str]) -> tuple[str, ...]:
    """The field of each column; some versions leave a part of the names in English."""
    table = language(names)
    found = [LEFT.get(name) or table.get(name) or ENGLISH.get(name) or NOTED for name in names]
    if table is not ENGLISH and TITLE in names:
        first = names.index(TITLE)
        given = found.index("given_name") if "given_name" in found else len(found)
        for index, name in enumerate(names):
            if name == TITLE:
                found[index] = "name_prefix" if index == first and index < given else "role"
    return tuple(found)


def is_header(names: Sequence[str]) -> bool:
    """Whether it is Outlook's: a name, and some columns that it alone calls so."""
    found = columns(names)
    marks = sum(bool(MARKS.match(code)) for code in found)
    return bool({"given_name", "family_name"} & {*found}) and marks >= ENOUGH


def day_first(names: Sequence[str]) -> bool | None:
    """Whether the language puts the day first; in English nobody can tell."""
    return None if language(names) is ENGLISH else True


OUTLOOK = Table(
    code="outlook", is_header=is_header, columns=columns, day_first=day_first, separators=re.compile(r"[;\n\r]")
)
