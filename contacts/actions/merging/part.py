"""A merge is taken back: both are again as they were, and what the user has changed since stays, and is named."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Q

from accounts.ownership import Owned
from contacts.actions.freezing import STEPS, Row, freeze, thaw
from contacts.actions.merging.merge import MergeError, frozen, known_of
from contacts.actions.merging.words import say_columns, say_rows
from contacts.actions.progress import tell_progress
from contacts.actions.reach import keep_has_email
from contacts.models import Contact, ContactMerge, DuplicatePair, OtherUid


@dataclass
class Parted:
    """The one who is back, the other, and in words what the user has changed since and stays as it is."""

    gone: Contact
    kept: Contact
    stayed: list[str] = field(default_factory=list)


@transaction.atomic
def part_contacts(merge: ContactMerge, *, now: datetime) -> Parted:
    """Take a merge back; twice changes nothing.

    A row of the one who comes back that was changed since is as it was, and stays changed with the other one; where
    it ties the person to something else, as to an interview, there is one, which comes back changed. Raises MergeError
    where a later merge is to be taken back first, or it was too long ago.
    """
    merge = ContactMerge.objects.select_for_update().get(pk=merge.pk)
    kept = Contact.objects.select_for_update(of=("self",)).select_related("owner").get(pk=merge.kept_id)
    if merge.undone_at:
        return Parted(Contact.objects.filter(pk=merge.gone_pk).first() or kept, kept, merge.undo.get("stayed", []))
    refuse(merge, kept)
    undo = merge.undo
    stayed = added(undo, kept)
    thaw(Contact, [undo["gone"]])
    OtherUid.objects.filter(pk=undo.get("alias"), contact=kept).delete()
    DuplicatePair.objects.filter(pk__in=undo["pairs"]).delete()
    now_row = frozen([kept.pk])[kept.pk]
    stayed = say_columns(undo["left"], now_row) + stayed
    thaw(Contact, [put_back(now_row, undo["kept"], undo["left"])])
    for table in reversed(undo["tables"]):  # a row may have gone over by two columns, one after the other
        stayed += give_back(apps.get_model(table["model"]), table, kept=kept.pk)
    both = Contact.objects.filter(pk__in=[kept.pk, merge.gone_pk]).order_by("pk")
    for contact in both:
        keep_has_email(contact)
    tell_progress(*both, now=now)
    stayed = list(dict.fromkeys(stayed))
    ContactMerge.objects.filter(pk=merge.pk).update(undone_at=now, undo={"stayed": stayed})
    return Parted(Contact.objects.get(pk=merge.gone_pk), kept, stayed)


def refuse(merge: ContactMerge, kept: Contact) -> None:
    """Raise MergeError where it cannot be taken back, or not yet."""
    if not merge.undo:
        raise MergeError("That was more than 30 days ago, and cannot be taken back any more.")
    later = ContactMerge.objects.filter(kept=kept, undone_at=None, pk__gt=merge.pk).order_by("-pk").first()
    if later is not None:
        raise MergeError(f"{later.gone_name} was merged into {kept} later. Take that back first.")


def give_back(model: type[models.Model], table: Row, *, kept: int) -> list[str]:
    """Undo what was done to the rows of one table; in words what stays as the user has made it since."""
    before = {row["id"]: (row, row | change) for row, change in table["moved"]}
    now = {row["id"]: row for row in freeze(model, Q(pk__in=[*before]))}
    changed = [pk for pk, (_, left) in before.items() if pk in now and now[pk] != left]
    thaw_what_fits(model, [row for pk, (row, _) in before.items() if pk not in changed])
    for pk in changed:
        part_row(model, *before[pk], now[pk], column=table["column"])
    for row, change in table["touched"]:
        for there in freeze(model, Q(pk=row["id"])):
            thaw(model, [put_back(there, row, row | change)])
    lost = thaw_what_fits(model, table["dropped"])
    return [] if model in STEPS else say_rows(model, len(changed) + len(lost))


def part_row(model: type[models.Model], row: Row, left: Row, now: Row, *, column: str) -> None:
    """Give back a row that was changed since: as it was, with a copy of what it is now, or with the changes.

    A step, such as a merge before this one, was done once: there is never a copy of it.
    """
    changed = put_back(now, row, left)
    if model in STEPS or is_tie(model, column):
        thaw_what_fits(model, [changed])
        return
    try:
        with transaction.atomic():
            thaw(model, [row])
            thaw(model, [now | {"id": next_id(model)}])
    except IntegrityError:
        thaw_what_fits(model, [changed])


def put_back(now: Row, before: Row, left: Row) -> Row:
    """The row as it was before, but for what was changed since the merge left it."""
    return {name: before.get(name) if value == left.get(name) else value for name, value in now.items()}


def thaw_what_fits(model: type[models.Model], rows: Sequence[Row]) -> list[Row]:
    """Put the rows back; those that found no place, because another has taken it since."""
    try:
        with transaction.atomic():
            thaw(model, rows)
    except IntegrityError:
        return [row for row in rows if len(rows) == 1 or thaw_what_fits(model, [row])]
    return []


def is_tie(model: type[models.Model], column: str) -> bool:
    """Whether a row ties the contact to something else that it cannot be without."""
    return any(
        not f.null and f.column not in (column, "owner_id") and issubclass(f.related_model, Owned)
        for f in model._meta.concrete_fields
        if isinstance(f.related_model, type)
    )


def added(undo: Row, kept: Contact) -> list[str]:
    """In words what has come to the merged person since."""
    found: list[str] = []
    for label, ids in known_of([kept.pk])[kept.pk].items():
        model = apps.get_model(label.split()[0])
        found += say_rows(model, len(set(ids) - set(undo["known"].get(label, []))))
    return found


def next_id(model: type[models.Model]) -> int:
    """A fresh id."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [model._meta.db_table])
        return int(cursor.fetchone()[0])
