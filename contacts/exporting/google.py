"""Google Contacts' CSV, in the layout since 2024: what Google has no column for stands in custom fields.

Format: no specification; the columns are those of Google's own export, their numbered groups as many as are needed. No
cell is a formula to a spreadsheet but phone numbers and days, which Google would not know again; the reader takes the
apostrophe away from people with a Rapport ID.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from contacts.exporting.table import guard
from contacts.importing.codes import CODES
from contacts.importing.naming import derive
from contacts.importing.rows import Address, Job, Row
from contacts.importing.tables.draft import JOINED, USUAL
from contacts.importing.tables.google import AT, BETWEEN, CUSTOM, DAYS, JOB, NAME, PATH
from contacts.importing.tables.own import PROPERTY

PART = 1_000  # rows that are looked at for how many columns there are, and that are written at once
SINGLE = (
    *("First Name", "Middle Name", "Last Name", "Phonetic First Name", "Phonetic Middle Name", "Phonetic Last Name"),
    *("Name Prefix", "Name Suffix", "Nickname", "File As", "Organization Name", "Organization Title"),
    *("Organization Department", "Birthday", "Notes", "Photo", "Labels"),
)
FIELDS = {
    "Middle Name": "middle_name",
    "Last Name": "family_name",
    "Phonetic First Name": "phonetic_name",
    "Name Prefix": "name_prefix",
    "Name Suffix": "name_suffix",
    "Nickname": "nickname",
    "Organization Name": "organization_name",
    "Organization Title": "role",
    "Birthday": "birthday",
}
PAIR = ("Label", "Value")
PLACE = (*("Label", "Formatted", "Street", "City", "PO Box", "Region", "Postal Code", "Country", "Extended Address"),)
# The groups in Google's order with the columns of each, and how many there are where not all rows are looked at.
GROUPS = {"E-mail": PAIR, "Phone": PAIR, "Address": PLACE, "Website": PAIR, "Relation": PAIR, "Custom Field": PAIR}
LEAST = {"E-mail": 3, "Phone": 4, "Address": 2, "Website": 3, "Relation": 1, "Custom Field": 16}
MARK = re.compile(r"(^| )(?=\\*:::(?: |$))")
BARE = re.compile(r"Birthday|Phone \d+ - Value")  # the columns whose cells are never guarded
Groups = dict[str, list[tuple[str, ...]]]


class Columns:
    """The columns of a file that has `sizes` groups of each kind: their names, and where each group begins."""

    def __init__(self, sizes: Mapping[str, int]) -> None:
        grouped = {kind: [columns_of(kind, n) for n in range(1, sizes[kind] + 1)] for kind in GROUPS}
        self.names = [*SINGLE, *chain.from_iterable(chain.from_iterable(grouped.values()))]
        self.at = {name: at for at, name in enumerate(self.names)}
        self.begins = {kind: [self.at[first] for first, *_ in each] for kind, each in grouped.items()}
        self.bare = [bool(BARE.fullmatch(name)) for name in self.names]


def write_google(rows: Iterable[Row]) -> Iterator[bytes]:
    """The file, part by part, in constant memory."""
    waiting = iter(rows)
    first = list(islice(waiting, PART + 1))
    sizes = sizes_of(first) if len(first) <= PART else sizes_of(first, least=LEAST)
    yield write_head(sizes)
    everyone = chain(first, waiting)
    del first
    while part := list(islice(everyone, PART)):
        yield write_people(part, sizes)


def write_head(sizes: Mapping[str, int]) -> bytes:
    """The names of the columns."""
    return lines([Columns(sizes).names])


def write_people(rows: Iterable[Row], sizes: Mapping[str, int]) -> bytes:
    """The lines of people; what needs more groups than there are stands in the notes."""
    columns = Columns(sizes)
    return lines(cells(row, columns) for row in rows)


def sizes_of(rows: Iterable[Row], *, least: Mapping[str, int] | None = None) -> dict[str, int]:
    """How many groups of each kind the rows need, and no fewer than `least`."""
    most = Counter(least or {})
    for row in rows:
        most |= Counter({kind: len(said) for kind, said in groups(row).items()})
    return {kind: most[kind] for kind in GROUPS}


def lines(rows: Iterable[Sequence[str]]) -> bytes:
    """RFC 4180, in UTF-8."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def cells(row: Row, columns: Columns) -> list[str]:
    """The row's cells."""
    found, at = [""] * len(columns.names), columns.at
    for name, field in FIELDS.items():
        found[at[name]] = getattr(row, field)
    has_parts = bool(derive(vars(row)))
    found[at["First Name"]] = row.given_name if has_parts else row.display_name
    found[at["File As"]] = "" if has_parts else row.display_name
    found[at["Labels"]] = JOINED.join(
        ["* myContacts", *map(escape, row.tags), *(["* starred"] if row.favourite else [])]
    )
    left = []
    for kind, several in groups(row).items():
        begins = columns.begins[kind]
        for begin, group in zip(begins, several, strict=False):
            found[begin : begin + len(group)] = group
        for name, value, *_ in several[len(begins) :]:
            left.append(f"{kind if kind != 'Custom Field' else name}: {' '.join(value.split())}")
    found[at["Notes"]] = "\n\n".join(filter(None, (row.notes, "\n".join(left))))
    return [text and (text if bare else guard(text)) for text, bare in zip(found, columns.bare, strict=True)]


def columns_of(kind: str, number: int) -> list[str]:
    """The names of the columns of one group."""
    return [f"{kind} {number} - {part}" for part in GROUPS[kind]]


def groups(row: Row) -> Groups:
    """What stands in numbered groups of columns."""

    def ways(values: Iterable[str]) -> list[tuple[str, ...]]:
        return [
            (starred(row.labels.get(value, ""), is_first=value in row.preferred), escape(value)) for value in values
        ]

    return {
        "E-mail": ways(row.emails),
        "Phone": ways(row.phones),
        "Address": [place(address) for address in row.addresses],
        "Website": ways(row.links),
        "Relation": [("Referred By", escape(row.introducer_name))] if row.introducer_name else [],
        "Custom Field": custom(row),
    }


def starred(label: str, *, is_first: bool) -> str:
    """A label as Google writes it, behind a star for the preferred one."""
    label = label.title() if label in USUAL else label  # the reader knows those again
    return f"* {label}".strip() if is_first else label


def place(address: Address) -> tuple[str, ...]:
    """The cells of an address."""
    town = " ".join(filter(None, (address.postcode, address.locality)))
    formatted = "\n".join(filter(None, (address.street, town, address.region, address.country)))
    label = starred(address.label, is_first=address.preferred)
    parts = (address.street, address.locality, "", address.region, address.postcode, address.country, "")
    return (*map(escape, (label, formatted, *parts)),)


def custom(row: Row) -> list[tuple[str, ...]]:
    """What Google has no column for."""
    found = [
        (label, escape(CODES.get(field, {}).get(text, text)))
        for label, field in CUSTOM.items()
        if (text := str(getattr(row, field)))
    ]
    if row.display_name != (derive(vars(row)) or row.display_name):
        found.append((NAME, escape(row.display_name)))
    found += [(PATH, JOINED.join(map(escape, row.paths)))] if row.paths else []
    found += [(JOB, JOINED.join(map(escape, map(write_past, row.past_jobs))))] if row.past_jobs else []
    return [*found, *((PROPERTY + fact.name, escape(fact.value)) for fact in row.properties)]


def escape(value: str) -> str:
    """The value as it is not taken for several: with a backslash before Google's mark, which the reader takes away."""
    return MARK.sub(r"\1\\", value) if ":::" in value else value


def write_past(job: Job) -> str:
    """A job in words, such as "Analyst, Nordgrid (2020-01-01 – 2024-01-31)" and "at Nordgrid", as `read_past` reads it.

    The mark between role and organization is the first that neither has, nor any that stands behind it.
    """
    parts = [part for part in (job.role, job.organization) if part]
    taken = [n for n, mark in enumerate(BETWEEN) for part in parts if mark in f" {part} "]
    mark = BETWEEN[min(max(taken, default=-1) + 1, len(BETWEEN) - 1)]
    role = job.role if not job.role.startswith(AT) else job.role.capitalize()
    if job.role and job.organization:
        what = f"{role}{mark}{job.organization}"
    elif job.organization:
        what = f"{AT}{job.organization}"
    else:
        what = f"{role}{mark.rstrip()}" if taken else role
    days = f"{job.started_on} – {job.ended_on}".strip()
    return f"{what} ({days})".strip() if days != "–" or DAYS.search(what) else what
