"""When the last message and the last invitation went between the user and each person, from LinkedIn's ZIP.

Only names of profiles and days are looked at; what was written stays in the file.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice

from contacts.importing import normal
from contacts.importing.archive import Archive
from contacts.importing.columns import by_name, plain
from contacts.importing.dates import order_of, read_day
from contacts.importing.delimited import records
from contacts.importing.encoding import encoding_of, text_lines
from contacts.importing.layout import FileError
from contacts.importing.rows import Entry

MESSAGES = by_name({"sender": "SENDER PROFILE URL", "recipients": "RECIPIENT PROFILE URLS", "date": "DATE"})
INVITATIONS = by_name({"inviter": "inviterProfileUrl", "invitee": "inviteeProfileUrl", "date": "Sent At"})
HEADER_WITHIN = 20  # records
Cells = dict[str, str]


def dates_of(content: bytes) -> dict[str, list[Entry]]:
    """For each profile (its slug) an entry for the last message and one for the last invitation."""
    try:
        archive = Archive(content)
        names = [name for name in archive.names if name.casefold().endswith(".csv")]
        messages = next((name for name in names if "messages" in name.rpartition("/")[2].casefold()), "")
        invitations = next((name for name in names if "invitations" in name.rpartition("/")[2].casefold()), "")
        found = last_messages(archive.read(messages)) if messages else {}
        for slug, entry in last_invitations(archive.read(invitations)).items() if invitations else ():
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
            yield dict(zip(columns, cells, strict=False))


def slugs(cell: str) -> Iterator[str]:
    """The profiles whose addresses stand in a cell."""
    return filter(None, map(normal.linkedin_slug, cell.replace(";", ",").split(",")))


def last_messages(content: bytes) -> dict[str, list[Entry]]:
    """The last message with each profile that is not the user's own, which is the one that sends the most."""
    last: dict[str, datetime] = {}
    senders: Counter[str] = Counter()
    for cells in table(content, MESSAGES):
        at = instant(cells.get("date", ""))
        sender = list(islice(slugs(cells.get("sender", "")), 1))
        senders.update(sender)
        if at is not None:
            last |= {slug: max(at, last.get(slug, at)) for slug in (*sender, *slugs(cells.get("recipients", "")))}
    own = senders.most_common(1)[0][0] if senders else ""
    return {
        slug: [entry(f"linkedin:message:{slug}:{at.date()}", at.isoformat(), "Last message on LinkedIn")]
        for slug, at in last.items()
        if slug != own
    }


def instant(text: str) -> datetime | None:
    """The instant that LinkedIn writes as "2026-07-01 10:00:00 UTC"; None for anything else."""
    try:
        return datetime.strptime(text.strip().removesuffix(" UTC"), "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def last_invitations(content: bytes) -> dict[str, Entry]:
    """The last invitation between the user and each profile, whoever sent it."""
    found = [
        (both, cells.get("date", ""))
        for cells in table(content, INVITATIONS)
        if len(both := [*slugs(cells.get("inviter", "")), *slugs(cells.get("invitee", ""))]) == 2
    ]
    own = Counter(slug for both, _ in found for slug in both).most_common(1)
    order = day_first([text for _, text in found])
    last: dict[str, str] = {}
    for both, text in found:
        try:
            day = read_day(text[:40], order)
        except ValueError:
            continue
        for slug in both:
            if day and slug != own[0][0]:
                last[slug] = max(day, last.get(slug, ""))
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
