"""Two contacts become one: one is kept with all that both have, the other's row goes, and nothing is forgotten."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q

from contacts.actions.bulk.writing import write_rows
from contacts.actions.freezing import STEPS, Row, freeze, ids_on, pointing
from contacts.actions.merging.fields import PHOTO, PROPERTY, differences, merged
from contacts.actions.merging.pairs import hand_over_pairs
from contacts.actions.merging.rows import Handed, Wins, hand_over
from contacts.actions.progress import tell_progress
from contacts.models import Contact, ContactMerge, DuplicatePair, MergeRun, OtherUid, Photo, PropertyValue


class MergeError(ValueError):
    """Two contacts cannot be merged or parted; the text is for the user."""


@dataclass(frozen=True)
class Two:
    """Two who become one. `taken` are keys of contacts.actions.merging.fields: there that one is as `gone` says."""

    kept: Contact
    gone: Contact
    taken: Collection[str] = ()


@transaction.atomic
def merge_contacts(
    kept: Contact, *, gone: Contact, taken: Collection[str] = (), run: MergeRun | None = None, now: datetime
) -> ContactMerge:
    """Hand over all that belongs to `gone` to `kept`, and delete it; `taken` as of Two.

    Raises MergeError for a contact and itself and for one in the trash.
    """
    return merge_pairs([Two(*locked(kept, gone), taken)], run=run, now=now)[0]


@transaction.atomic
def merge_pairs(pairs: Sequence[Two], *, run: MergeRun | None, now: datetime) -> list[ContactMerge]:
    """Merge each pair of people, all of one owner, whose rows are locked and have nothing in common (find_apart).

    As many statements for fifty pairs as for one.
    """
    if not pairs:
        return []
    staying = {two.gone.pk: two.kept.pk for two in pairs}
    columns = merged_columns(pairs)
    before = frozen([*staying, *staying.values()])
    tables = hand_over_all(pairs)
    handed, made = hand_over_pairs(staying)
    aliases = keep_uids(pairs)
    write_rows(Contact, {pk: row | {"updated_at": now} for pk, row in columns.items()})
    # Nothing cascades: what points at them still makes the transaction fail.
    Contact.objects.filter(pk__in=staying)._raw_delete("default")
    tell_progress(*(two.kept for two in pairs), now=now)
    left, known = frozen(staying.values()), known_of(staying.values())
    merges = []
    for two in pairs:
        gone, kept = two.gone.pk, two.kept.pk
        undo: Row = {"gone": before[gone], "kept": before[kept], "left": left[kept], "known": known[kept]}
        undo |= {"tables": [one.as_json() for one in (*tables[gone], handed[gone])], "pairs": made[gone]}
        undo |= {"alias": aliases[gone]} if gone in aliases else {}
        said: Any = {"gone_pk": gone, "gone_name": two.gone.display_name, "undo": undo, "run": run, "merged_at": now}
        merges.append(ContactMerge(owner_id=two.kept.owner_id, kept_id=kept, **said))
    return ContactMerge.objects.bulk_create(merges)


def locked(kept: Contact, gone: Contact) -> tuple[Contact, Contact]:
    """The two rows, so that nobody else writes to them."""
    if kept.pk == gone.pk:
        raise MergeError("That is the same person. Choose another one.")
    if kept.owner_id != gone.owner_id:
        raise ValueError("two owners")
    found = lock_people([kept.pk, gone.pk])
    if len(found) < 2:
        raise MergeError("One of the two is there no longer.")
    for row in found.values():
        if row.trashed_at:
            raise MergeError(f"{row} is in the trash. Restore {row} first.")
    return found[kept.pk], found[gone.pk]


def lock_people(pks: Collection[int]) -> dict[int, Contact]:
    """Those of the contacts (ids) who are there, so that nobody else writes to them.

    They are locked in the order of ids, so that two merges of the same people wait for each other and not in a ring.
    """
    rows = Contact.objects.select_for_update(of=("self",)).select_related("owner", "organization", "introducer")
    return {row.pk: row for row in rows.filter(pk__in=pks).order_by("pk")}


def merged_columns(pairs: Sequence[Two]) -> dict[int, Row]:
    """The columns of each merged person, by id."""
    differing = differences([(two.kept, two.gone) for two in pairs])
    return {two.kept.pk: merged(two.kept, two.gone, two.taken, differing[two.gone.pk]) for two in pairs}


def hand_over_all(pairs: Sequence[Two]) -> dict[int, list[Handed]]:
    """Hand over the rows of every table; what became of them, by the one who goes."""
    there = ids_on([two.gone.pk for two in pairs])
    found: dict[int, list[Handed]] = {gone: [] for gone in there}
    for link in pointing():
        mine = [two for two in pairs if link in there[two.gone.pk]]
        if mine and link[0] is not DuplicatePair:
            handed = hand_over(link, {two.gone.pk: (two.kept.pk, winning(two.taken)) for two in mine})
            for gone, one in handed.items():
                found[gone] += [*one.under, one] if one.moved or one.dropped else []
    return found


def keep_uids(pairs: Sequence[Two]) -> dict[int, int]:
    """Let files know those who stay by the uid of those who go; the ids of the rows that say so, by the latter."""
    others = OtherUid.objects.filter(owner=pairs[0].kept.owner_id, value__in=[two.gone.uid for two in pairs])
    known = {*others.values_list("value", flat=True)}
    new = {
        two.gone.pk: OtherUid(owner_id=two.kept.owner_id, contact=two.kept, value=two.gone.uid)
        for two in pairs
        if two.gone.uid not in known
    }
    OtherUid.objects.bulk_create(new.values())
    return {gone: row.pk for gone, row in new.items()}


def winning(taken: Collection[str]) -> Wins:
    """Whether the row of the one who goes stays, where there can be one."""

    def wins(model: type[models.Model], row: Row) -> bool:
        if model is PropertyValue:
            return f"{PROPERTY}{row['property_id']}" in taken
        return model is Photo and PHOTO in taken

    return wins


def frozen(contacts: Collection[int]) -> dict[int, Row]:
    """The rows of the contacts, by id."""
    return {row["id"]: row for row in freeze(Contact, Q(pk__in=list(contacts)))}


def known_of(contacts: Collection[int]) -> dict[int, dict[str, list[int]]]:
    """The ids of all that is known of each of the contacts, by model and column."""
    return {
        pk: {f"{model._meta.label} {column}": ids for (model, column), ids in there.items() if model not in STEPS}
        for pk, there in ids_on(contacts).items()
    }
