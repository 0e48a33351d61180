"""When the last message and the last invitation went between the user and each person, from LinkedIn's ZIP.

Only names of profiles and days are looked at; what was written stays in the file.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime

from contacts.importing import normal
from contacts.importing.archive import Archive
from contacts.importing.dates import order_of, read_day
from contacts.importing.layout import MOST_BYTES, FileError
from contacts.importing.rows import Entry
from contacts.importing.tables.columns import by_name, plain
from contacts.importing.tables.delimited import records
from contacts.importing.tables.encoding import encoding_of, text_lines

MESSAGES = by_name({"sender": "SENDER PROFILE URL", "recipients": "RECIPIENT PROFILE URLS", "date": "DATE"})
INVITATIONS = by_name({"inviter": "inviterProfileUrl", "invitee": "inviteeProfileUrl", "date": "Sent At"})
HEADER_WITHIN = 20  # records
Cells = dict[str, str]


def dates_of(content: bytes) -> dict[str, list[Entry]]:
    """For each profile (its slug) an entry for the last message and one for the last invitation.

    The newest messages stand first, so that of more than MOST_BYTES the end may go unread.
    """
    try:
        archive = Archive(content)
        names = [name for name in archive.names if name.casefold().endswith(".csv")]
        messages = next((name for name in names if "messages" in name.rpartition("/")[2].casefold()), "")
        invitations = next((name for name in names if "invitations" in name.rpartition("/")[2].casefold()), "")
        found = last_messages(archive.read(messages, most=MOST_BYTES)) if messages else {}
        for slug, entry in last_invitations(archive.read(invitations, most=MOST_BYTES)).items() if invitations else ():
            found.setdefault(slug, []).append(entry)
    except FileError:
        return {}
    return found


def table(content: bytes, names: dict[str, str]) -> Iterator[Cells]:
    """The records of a table with these columns, by their names for us; none where a column is missing."""
    columns: list[str] = []
    for number, record in enumerate(records(text_lines(content, encoding_of(content)), ",")):
        cells = record.cells or []
        if not columns:
            found = [names.get(plain(cell), "") for cell in cells]
            if {*names.values()} <= {*found}:
                columns = found
            elif number > HEADER_WITHIN:
                return
        else:
            yield {name: cell for name, cell in zip(columns, cells, strict=False) if name}


def slugs(cell: str) -> Iterator[str]:
    """The profiles whose addresses stand in a cell."""
    return filter(None, map(normal.linkedin_slug, cell.replace(";", ",").split(",")))


def last_messages(content: bytes) -> dict[str, list[Entry]]:
    """The last message with each profile; the user's own is among them, but is nobody's connection."""
    last: dict[str, datetime] = {}
    for cells in table(content, MESSAGES):
        if (at := instant(cells.get("date", ""))) is not None:
            both = [*slugs(cells.get("sender", "")), *slugs(cells.get("recipients", ""))]
            last |= {slug: max(at, last.get(slug, at)) for slug in both}
    return {
        slug: [entry(f"linkedin:message:{slug}:{at.date()}", at.isoformat(), "Last message on LinkedIn")]
        for slug, at in last.items()
    }


def instant(text: str) -> datetime | None:
    """The instant that LinkedIn writes as "2026-07-01 10:00:00 UTC"; None for anything else."""
    try:
        return datetime.strptime(text.strip().removesuffix(" UTC"), "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def last_invitations(content: bytes) -> dict[str, Entry]:
    """The last invitation between the user and each profile, whoever sent it."""
    found = list(table(content, INVITATIONS))
    order = day_first([cells.get("date", "") for cells in found])
    last: dict[str, str] = {}
    for cells in found:
        with suppress(ValueError):
            day = read_day(cells.get("date", "")[:40], order)
            both = [*slugs(cells.get("inviter", "")), *slugs(cells.get("invitee", ""))]
            last |= {slug: max(day, last.get(slug, day)) for slug in both if day}
    return {
        slug: entry(f"linkedin:invitation:{slug}:{day}", day, "Invitation on LinkedIn") for slug, day in last.items()
    }


def day_first(texts: Sequence[str]) -> bool:
    """Whether the days in "7/8/26, 3:43 PM" stand first: as some of them show, else not, for the hours are American."""
    settled, _ = order_of(texts)
    return bool(settled)


def entry(uid: str, at: str, title: str) -> Entry:
    """An entry on the timeline that tells when, and nothing else."""
    return Entry(uid=uid, kind="message", at=at, title=title, is_touch=True)
