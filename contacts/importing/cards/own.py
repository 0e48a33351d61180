"""Rapport's own properties of a vCard, X-RAPPORT-…: what vCard has none for (docs/formats.md)."""

from collections.abc import Callable
from datetime import date, datetime

from contacts.importing.cards.draft import Draft, Reader, text_reader
from contacts.importing.cards.lines import Head, parts
from contacts.importing.codes import CODES
from contacts.importing.rows import Fact, Job

# The fields that one line says.
OWN_TEXTS = {
    "X-RAPPORT-PHONETIC-NAME": "phonetic_name",
    "X-RAPPORT-PRONOUNS": "pronouns",
    "X-RAPPORT-LOCATION": "location",
    "X-RAPPORT-INTRODUCER-UID": "introducer_uid",
    "X-RAPPORT-INTRODUCER": "introducer_name",
    "X-RAPPORT-HOW-MET": "how_met",
}
OWN_CODES = {f"X-RAPPORT-{field.upper()}": field for field in CODES}
OWN_DAYS = {"X-RAPPORT-MET-ON": "met_on", "X-RAPPORT-JOB-SINCE": "job_started_on"}
OWN_INSTANTS = {"X-RAPPORT-CREATED": "created_at", "X-RAPPORT-ARCHIVED": "archived_at"}


def read_paths(draft: Draft, head: Head, said: str) -> bool:
    """X-RAPPORT-PATHS."""
    draft.lists["paths"] += filter(None, parts(said, ",;"))
    return True


def read_property(draft: Draft, head: Head, said: str) -> bool:
    """X-RAPPORT-PROPERTY: name; value; kind."""
    name, value, kind, *_ = [*parts(said), "", "", ""]
    draft.lists["properties"].append(Fact(name=name, value=value, kind=kind or "text"))
    return True


def read_job(draft: Draft, head: Head, said: str) -> bool:
    """X-RAPPORT-PAST-JOB: organization; role; first day; last day."""
    organization, role, begun, ended, *_ = [*parts(said), "", "", "", ""]
    begun, ended = (day if is_day(day) else "" for day in (begun, ended))
    draft.lists["past_jobs"].append(Job(organization=organization, role=role, started_on=begun, ended_on=ended))
    return True


def read_favourite(draft: Draft, head: Head, said: str) -> bool:
    """X-RAPPORT-FAVOURITE."""
    draft.fields["favourite"] = True
    return True


def is_day(text: str) -> bool:
    """Whether it is a day as in 2024-03-12."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_instant(text: str) -> bool:
    """Whether it is an instant in ISO 8601, with its offset."""
    try:
        return datetime.fromisoformat(text).utcoffset() is not None
    except ValueError:
        return False


def checked_reader(field: str, is_right: Callable[[str], bool]) -> Reader:
    """Reads a day or an instant."""

    def read(draft: Draft, head: Head, said: str) -> bool:
        return is_right(said) and draft.put(field, said)

    return read


OWN: dict[str, Reader] = {
    **{name: text_reader(field) for name, field in OWN_TEXTS.items()},
    **{name: checked_reader(field, CODES[field].__contains__) for name, field in OWN_CODES.items()},
    **{name: checked_reader(field, is_day) for name, field in OWN_DAYS.items()},
    **{name: checked_reader(field, is_instant) for name, field in OWN_INSTANTS.items()},
    "X-RAPPORT-PATHS": read_paths,
    "X-RAPPORT-PROPERTY": read_property,
    "X-RAPPORT-PAST-JOB": read_job,
    "X-RAPPORT-FAVOURITE": read_favourite,
}
