"""Where a page of a list ended, as the next page's address carries it: what the list is sorted by, and an id."""

from datetime import MAXYEAR, MINYEAR, datetime

LONGEST_ID = 18  # digits; a longer number may be none of Postgres's


def read_id(text: str) -> int | None:
    """The id that `text` says; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_ID else None


def write_cursor(value: str | datetime, pk: int) -> str:
    """The place of the row with this value and id."""
    return f"{value.isoformat() if isinstance(value, datetime) else value},{pk}"


def read_cursor(text: str) -> tuple[str, int] | None:
    """What `write_cursor` wrote of a text; None for anything else."""
    value, _, number = text.replace("\0", "").rpartition(",")
    pk = read_id(number)
    return None if pk is None else (value, pk)


def read_instant_cursor(text: str) -> tuple[datetime, int] | None:
    """What `write_cursor` wrote of an instant; None for anything else."""
    value, pk = read_cursor(text) or ("", 0)
    try:
        instant = datetime.fromisoformat(value)
    except ValueError:
        return None
    fits_every_zone = MINYEAR < instant.year < MAXYEAR
    return (instant, pk) if instant.tzinfo and fits_every_zone else None
