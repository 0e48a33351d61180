"""What bringing a row in comes to, kept with the row so that the preview can say it."""

from collections.abc import Callable
from typing import Any

from contacts.actions.imports.bringing import FILLED
from contacts.actions.imports.introducing import would_say_who
from contacts.actions.imports.jobs import words
from contacts.actions.imports.keys import Keyed
from contacts.actions.imports.known import ADDRESS, Known
from contacts.actions.imports.people import Person
from contacts.importing.naming import PARTS
from contacts.models import (
    CardLines,
    Channel,
    ContactPath,
    ContactTag,
    InteractionPerson,
    OtherUid,
    PastJob,
    PostalAddress,
    PropertyValue,
)

Told = dict[str, Any]
# What rows that hang on a contact are called, by the name of their model.
CALLED: dict[str, Callable[[Any], str]] = {
    model._meta.model_name or "": called
    for model, called in {
        Channel: lambda row: row.value,
        ContactTag: lambda row: row.tag.name,
        ContactPath: lambda row: row.path.name,
        PropertyValue: lambda row: row.property.name,
        PostalAddress: lambda row: ", ".join(filter(None, (getattr(row, name) for name in ADDRESS))),
        PastJob: lambda row: words(row.role, row.organization),
        InteractionPerson: lambda row: row.interaction.title or row.interaction.get_kind_display(),
        OtherUid: lambda row: row.value,
        CardLines: lambda row: "",
    }.items()
}


def tell(row: Keyed, person: Person, known: Known) -> Told:
    """What a row has come to on a person on whom nothing had been changed before it.

    `columns` that were written; by the name of its model, how each row is called that hangs on the person anew; `left`,
    the job that is over; `introducer`, if it adds who introduced them, which is written when everybody is in; `stays`,
    the columns that stay as they are though the row says something else.
    """
    told: Told = {"columns": list(person.before), "left": person.left, "stays": unlike(row, person)}
    for made in person.made:
        name = made._meta.model_name or ""
        called = CALLED[name](made) if name in CALLED else None
        tells_of_job = isinstance(made, InteractionPerson) and not made.interaction.uid
        if called is not None and not tells_of_job and (name, called) != ("pastjob", person.left):
            told.setdefault(name, []).append(called)
    if person.lines_before is not None:
        told[CardLines._meta.model_name or ""] = [""]
    if row.row.introducer_uid or row.row.introducer_name:
        told["introducer"] = would_say_who(person, known.introducers)
    return {name: value for name, value in told.items() if value}


def unlike(row: Keyed, person: Person) -> list[str]:
    """The columns of which the row says something else than the person.

    Not the name, which one sees; nor the source, which the format says; nor a birthday of which the row lacks the year.
    """
    pairs = ((name, getattr(row.row, name), getattr(person.contact, name)) for name in FILLED if name != "source")
    names = [name for name, said, kept in pairs if said and said.casefold() != kept.casefold()]
    if row.row.birthday.startswith("-") and person.contact.birthday.endswith(row.row.birthday[1:]):
        names = [name for name in names if name != "birthday"]
    return [name for name in names if name not in PARTS or row.name == person.name]
