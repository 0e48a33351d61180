"""People as lines of our own CSV: what only the database knows of them, such as the words for codes, comes in here."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from accounts.models import User
from contacts.actions.leaving import people_of
from contacts.exporting import table
from contacts.importing.codes import CODES
from contacts.importing.rows import Row
from contacts.importing.tables.own import ADDRESS, JOB
from contacts.models import Contact, CustomProperty

# Columns that follow from the timeline and interviews: they are to be read, and do not come in again.
FOLLOWING = ("stage", "next_step", "next_step_due_at", "waiting_since", "last_touch_at", "updated_at")
WORDS = CODES | {
    name: {code: str(word) for code, word in codes.choices if code}
    for name, codes in {"stage": Contact.Stage, "next_step": Contact.NextStep}.items()
}
# In the order of table.COLUMNS.
NAMES = ("uid", "display_name", "name_prefix", "given_name", "middle_name", "family_name", "name_suffix", "nickname")
PERSON = (
    *(*NAMES, "phonetic_name", "pronouns", "organization_name", "role", "job_started_on", "location", "birthday"),
    *("time_zone", "introducer_uid", "introducer_name", "how_met", "met_on", "source", "relationship", "warmth"),
    "cadence",
)
address_parts = attrgetter(*ADDRESS)
job_parts = attrgetter(*JOB)


def property_ids(owner: User) -> list[int]:
    """The properties that have a column, archived ones too, for they keep their values."""
    return list(CustomProperty.objects.filter(owner=owner).values_list("pk", flat=True))


def head_of(owner: User, properties: Sequence[int]) -> bytes:
    """How the file begins: the names of the columns."""
    return table.BOM + b"".join(table.write_rows([table.header(property_names(owner, properties))]))


def lines_of(owner: User, pks: Sequence[int], properties: Sequence[int]) -> Iterator[bytes]:
    """The lines of these contacts, in that order; whoever is not there any more has none."""
    names = property_names(owner, properties)
    return table.write_rows(cells(row, following, names) for row, following in people_of(owner, pks, *FOLLOWING))


def property_names(owner: User, properties: Sequence[int]) -> list[str]:
    """What the properties are called; one that was deleted in the meantime keeps its column."""
    names = dict(CustomProperty.objects.filter(owner=owner, pk__in=properties).values_list("pk", "name"))
    return [names.get(pk, "") for pk in properties]


def cells(row: Row, following: Sequence[Any], properties: Iterable[str]) -> list[str]:
    """The cells of one person, as table.header names them."""
    stage, step, due, waiting, touched, changed = following
    facts = {fact.name: fact.value for fact in row.properties}
    return [
        *(WORDS[name].get(getattr(row, name), "") if name in WORDS else getattr(row, name) for name in PERSON),
        *("yes" if row.favourite else "", WORDS["stage"].get(stage, ""), WORDS["next_step"].get(step, "")),
        *(written(due), written(waiting), written(touched), row.created_at, written(changed), row.archived_at),
        row.notes,
        *(cell for values in (row.emails, row.phones, row.links) for cell in reached(row, values)),
        *table.labelled([(table.parted(address_parts(one)), one.label, one.preferred) for one in row.addresses]),
        *(table.several(row.tags), table.several(row.paths)),
        table.several(table.parted(job_parts(job)) for job in row.past_jobs),
        *(facts.get(name, "") for name in properties),
    ]


def written(at: datetime | None) -> str:
    """An instant in UTC (ISO 8601), "" for none."""
    return at.isoformat() if at else ""


def reached(row: Row, values: Iterable[str]) -> tuple[str, str]:
    """The cell of e-mail addresses, phone numbers or links, and that of their labels."""
    return table.labelled([(value, row.labels.get(value, ""), value in row.preferred) for value in values])
