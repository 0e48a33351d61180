"""Undo on a person's page: what is changed or removed is kept as it was, and can be put back for a day."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models, transaction

from contacts.actions.hanging import put_hanging
from contacts.actions.progress import record_progress
from contacts.models import Contact, Interaction, InteractionPerson, Organization, PastJob, Photo, Undo

KINDS: dict[str, type[models.Model]] = {model._meta.model_name or "": model for model in (Interaction, PastJob, Photo)}


def remember(
    contact: Contact,
    *,
    now: datetime,
    rows: Iterable[models.Model] = (),
    made: Iterable[models.Model] = (),
    columns: Iterable[str] = (),
    hanging: dict[str, Any] | None = None,
    left: dict[str, Any] | None = None,
    field: str = "",
) -> Undo:
    """Keep what a change is about: `rows` as they are, the contact's `columns`, and which rows it has `made`.

    `hanging` and `left` are what `read_hanging` found before and after, `field` the name of the field that was changed
    in its place.
    """
    frozen: dict[str, Any] = {
        "contact": texts_of(contact, columns),
        "rows": [written(row) for row in rows],
        "made": [[row._meta.model_name, row.pk] for row in made],
        "hanging": hanging or {},
        "left": left or {},
        "field": field,
    }
    return Undo.objects.create(owner_id=contact.owner_id, contact=contact, before=frozen, created_at=now)


@transaction.atomic
def take_back(step: Undo) -> None:
    """Put everything back as it was before; what has gone in the meantime stays away."""
    contact = Contact.objects.select_for_update().get(pk=step.contact_id)
    concerned = {contact.pk}
    for kind, pk in step.before["made"]:
        concerned |= delete(KINDS[kind], pk, owner_id=step.owner_id)
    for frozen in step.before["rows"]:
        concerned |= write_again(frozen, owner_id=step.owner_id)
    if columns := parsed(Contact, step.before["contact"], owner_id=step.owner_id):
        Contact.objects.filter(pk=contact.pk).update(**columns)
    put_hanging(contact, was=step.before.get("hanging", {}), left=step.before.get("left", {}))
    for person in Contact.objects.filter(pk__in=concerned).order_by("pk"):
        record_progress(person)
    step.delete()


def written(row: models.Model) -> dict[str, Any]:
    """All columns of the row as text, and who took part if it is an entry on the timeline."""
    frozen = {"kind": row._meta.model_name, "pk": row.pk}
    frozen["columns"] = texts_of(row, (f.attname for f in row._meta.concrete_fields if not f.generated))
    if isinstance(row, Interaction):
        frozen["people"] = list(row.people.order_by("pk").values_list("pk", flat=True))
    return frozen


def write_again(frozen: dict[str, Any], *, owner_id: int) -> set[int]:
    """Write the row as it was, anew if need be; the ids of contacts whose next step may follow from it."""
    model = KINDS[frozen["kind"]]
    row = model(**parsed(model, frozen["columns"], owner_id=owner_id))
    row.save_base(raw=True)  # as it was: no column is set anew
    if not isinstance(row, Interaction):
        return set()
    concerned = {*row.people.values_list("pk", flat=True)}
    there = Contact.objects.filter(owner_id=owner_id, pk__in=frozen["people"])
    InteractionPerson.objects.filter(interaction=row).exclude(contact__in=there).delete()
    InteractionPerson.objects.bulk_create(
        [InteractionPerson(owner_id=owner_id, interaction=row, contact=person) for person in there],
        ignore_conflicts=True,
    )
    return concerned | {person.pk for person in there}


def delete(model: type[models.Model], pk: int, *, owner_id: int) -> set[int]:
    """Delete a row that the change made; the ids of contacts whose next step may follow from that."""
    concerned: set[int] = set()
    if model is Interaction:
        concerned = {*InteractionPerson.objects.filter(interaction=pk).values_list("contact", flat=True)}
    model._default_manager.filter(pk=pk, owner_id=owner_id).delete()
    return concerned


def texts_of(row: models.Model, names: Iterable[str]) -> dict[str, str | None]:
    """Columns of a row as text that `parsed` reads back without loss."""
    fields = {field.attname: field for field in row._meta.concrete_fields}
    return {name: None if getattr(row, name) is None else fields[name].value_to_string(row) for name in names}


def parsed(model: type[models.Model], columns: dict[str, str | None], *, owner_id: int) -> dict[str, Any]:
    """What `texts_of` wrote; an organization or an introducer that has gone since is None."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    values = {name: None if text is None else fields[name].to_python(text) for name, text in columns.items()}
    for name, led_to in (("organization_id", Organization), ("introducer_id", Contact)):
        if key := values.get(name):
            there: models.QuerySet[Any] = led_to._default_manager.filter(pk=key, owner_id=owner_id)
            values[name] = there.values_list("pk", flat=True).first()
    return values
