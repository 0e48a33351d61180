"""Two contacts become one: one is kept with all that both have, the other's row goes, and nothing is forgotten."""

from collections.abc import Collection
from datetime import datetime

from django.db import models, transaction
from django.db.models import Q

from contacts.actions.freezing import STEPS, Row, freeze, ids_on, pointing
from contacts.actions.merging.fields import PHOTO, PROPERTY, differences, merged
from contacts.actions.merging.pairs import hand_over_pairs
from contacts.actions.merging.rows import Handed, Wins, hand_over
from contacts.actions.progress import tell_progress
from contacts.models import Contact, ContactMerge, DuplicatePair, MergeRun, OtherUid, Photo, PropertyValue


class MergeError(ValueError):
    """Two contacts cannot be merged or parted; the text is for the user."""


@transaction.atomic
def merge_contacts(
    kept: Contact, *, gone: Contact, taken: Collection[str] = (), run: MergeRun | None = None, now: datetime
) -> ContactMerge:
    """Hand over all that belongs to `gone` to `kept`, and delete it.

    `taken` are the keys of contacts.actions.merging.fields under which the merged person is as `gone` says. Raises
    MergeError for a contact and itself and for one in the trash.
    """
    kept, gone = locked(kept, gone)
    columns = merged(kept, gone, taken, differences([(kept, gone)])[gone.pk])
    undo: Row = {"gone": frozen(gone), "kept": frozen(kept)}
    tables = hand_over_all(kept=kept, gone=gone, wins=winning(taken))
    pairs, made = hand_over_pairs(gone=gone, kept=kept)
    alias = OtherUid.objects.filter(owner=gone.owner_id, value=gone.uid)
    if not alias.exists():
        alias.create(owner_id=gone.owner_id, contact=kept, value=gone.uid)
        undo["alias"] = alias.get().pk
    Contact.objects.filter(pk=kept.pk).update(**columns, updated_at=now)
    # Nothing cascades: what points at it still makes the transaction fail.
    Contact.objects.filter(pk=gone.pk)._raw_delete("default")
    kept.refresh_from_db()
    tell_progress(kept, now=now)
    undo |= {"left": frozen(kept), "tables": [one.as_json() for one in (*tables, pairs)], "pairs": made}
    undo["known"] = known_of(kept)
    return ContactMerge.objects.create(
        owner_id=kept.owner_id,
        kept=kept,
        gone_pk=gone.pk,
        gone_name=gone.display_name,
        undo=undo,
        run=run,
        merged_at=now,
    )


def locked(kept: Contact, gone: Contact) -> tuple[Contact, Contact]:
    """The two rows, so that nobody else writes to them."""
    if kept.pk == gone.pk:
        raise MergeError("That is the same person. Choose another one.")
    if kept.owner_id != gone.owner_id:
        raise ValueError("two owners")
    # In the order of ids, so that two merges of the same pair wait for each other and not in a ring.
    rows = Contact.objects.select_for_update(of=("self",)).select_related("owner", "organization", "introducer")
    found = {row.pk: row for row in rows.filter(pk__in=[kept.pk, gone.pk]).order_by("pk")}
    if len(found) < 2:
        raise MergeError("One of the two is there no longer.")
    for row in found.values():
        if row.trashed_at:
            raise MergeError(f"{row} is in the trash. Restore {row} first.")
    return found[kept.pk], found[gone.pk]


def hand_over_all(*, kept: Contact, gone: Contact, wins: Wins) -> list[Handed]:
    """Hand over the rows of every table; what became of them."""
    there = ids_on(gone.pk)
    links = [link for link in pointing() if link in there and link[0] is not DuplicatePair]
    handed = [hand_over(link, gone=gone.pk, kept=kept.pk, wins=wins) for link in links]
    return [one for one in handed if one.moved or one.dropped]


def winning(taken: Collection[str]) -> Wins:
    """Whether the row of the one who goes stays, where there can be one."""

    def wins(model: type[models.Model], row: Row) -> bool:
        if model is PropertyValue:
            return f"{PROPERTY}{row['property_id']}" in taken
        return model is Photo and PHOTO in taken

    return wins


def frozen(contact: Contact) -> Row:
    """The contact's row."""
    return freeze(Contact, Q(pk=contact.pk))[0]


def known_of(contact: Contact) -> dict[str, list[int]]:
    """The ids of all that is known of the contact, by model and column."""
    return {
        f"{model._meta.label} {column}": ids
        for (model, column), ids in ids_on(contact.pk).items()
        if model not in STEPS
    }
