"""Takes an import back, the last rows first: who is as the import left them is put back byte for byte.

Whom the user has changed since stays: of somebody who came with the import everything, of somebody who was there what
the user wrote. The row says so (`reason`), and keeps its contact; `kept` in its `did` is what stays to be taken back,
for what came later may itself be taken back.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef
from django.db.models.fields.json import KeyTransform

from accounts.models import User
from contacts.actions.bulk.writing import write_rows
from contacts.actions.freezing import digest_of
from contacts.actions.imports.prints import Did, There, edited, keep, print_of, there, to_json
from contacts.actions.imports.unneeded import drop_left, drop_things
from contacts.actions.imports.writing import FIELDS, WRITTEN
from contacts.actions.jobs import JOB
from contacts.actions.progress import QUIET, record_progress
from contacts.actions.reach import keep_has_email
from contacts.actions.trash import delete_people
from contacts.models import CardLines, Contact, Import, ImportRow, Interaction, InteractionPerson

CHUNK = 1_000  # rows in one transaction
KEPT = "Changed since the import, so it was kept."
INTRODUCED = "Introduced somebody who stays."
GONE = "No longer there: merged or deleted since the import."
BY_ATTRIBUTE = {field.attname: field for field in FIELDS.values()}


def take_up(batch: Import) -> None:
    """Begin with what an import did, or go on with what the Undo before this one has left."""
    again = batch.rows.filter(did__has_key="kept")
    rows = again if batch.state == Import.State.UNDONE else batch.rows.filter(done=True).exclude(reason="")
    rows.update(reason="")  # from now on, it says what stays
    again.update(did=KeyTransform("kept", "did"))


def undo_chunk(batch: Import, *, now: datetime) -> bool:
    """Take back the next rows; whether there is more to do.

    First who introduced whom, then people, then organizations, tags, paths and properties that nothing needs any more.
    """
    User.objects.select_for_update(no_key=True).get(pk=batch.owner_id)
    steps: list[tuple[Any, Callable[[list[ImportRow]], None]]] = [
        (batch.rows.filter(did__has_key="then"), forget_introducers),
        (batch.rows.undoable(), take_back),
        (batch.rows.filter(did__has_key="things"), drop_things),
    ]
    for rows, step in steps:
        if part := list(rows.order_by("-number")[:CHUNK]):
            part = each_once(part)
            before = sum(map(has_changed, part))
            step(part)
            written = {row.pk: {"done": row.done, "reason": row.reason, "did": row.did} for row in part}
            write_rows(ImportRow, {row.pk: written[row.pk] | {"contact": row.contact_id} for row in part})
            batch.done = min(batch.total, batch.done + before - sum(map(has_changed, part)))
            return True
    drop_left(batch)
    batch.rows.written().exclude(did__has_key="kept").update(did=None)
    # Also of those that only added to what a row before them had done, nothing is there any more.
    batch.rows.filter(done=True, reason="").update(done=False, contact=None)
    return False


def each_once(part: Sequence[ImportRow]) -> list[ImportRow]:
    """The first rows of `part`, as far as no contact comes twice."""
    seen: set[int] = set()
    for at, row in enumerate(part):
        if row.contact_id in seen:
            return list(part[:at])
        if row.contact_id is not None:
            seen.add(row.contact_id)
    return list(part)


def hold(part: Iterable[ImportRow]) -> dict[int, Contact]:
    """The contacts of these rows that are there, while every other change of them waits."""
    people = Contact.objects.select_for_update(no_key=True).filter(pk__in={row.contact_id for row in part})
    return {contact.pk: contact for contact in people.order_by("pk").defer("search_name")}


def forget_introducers(part: list[ImportRow]) -> None:
    """Take back who introduced these people; somebody new who was changed since keeps it, for they stay."""
    people = hold(part)
    digests, restored, over = digest_of(people), [], list[Contact]()
    for row in part:
        old, contact = (row.did or {}).pop("then"), people.get(row.contact_id or 0)
        if not old:
            continue
        if contact is None:
            row.reason = GONE
            keep(row, then=old)
            continue
        is_whole = digests[contact.pk] == old["digest"]
        if is_whole:
            put_back(contact, old)
        elif is_maker(row):
            keep(row, then=old)
        else:
            row.reason, left = put_back_unchanged(contact, old)
            keep_left(row, "then", left)
            over += [contact] if not has_changed(row) else []
        if is_whole or not is_maker(row):
            restored.append(contact)
    write_contacts(restored)
    for contact in over:
        record_progress(contact)
    anew = digest_of([contact.pk for contact in restored])
    for row in part:
        if row.did and is_maker(row) and row.contact_id in anew:
            row.did["new"] = anew[row.contact_id]


def take_back(part: list[ImportRow]) -> None:
    """Take back who came with these rows, and what they added to others."""
    people, entries = hold(part), there(row.did or {} for row in part)
    digests = digest_of(people)
    gone: list[int] = []
    others: list[tuple[ImportRow, Contact, bool]] = []
    for row in part:
        did, contact = row.did or {}, people.get(row.contact_id or 0)
        seal = did["new"] if "new" in did else did["old"]["digest"]
        is_whole = contact is not None and digests[contact.pk] == seal and not edited(did, "entries", entries)
        if contact is None:
            row.reason = GONE
        elif "old" in did:
            others.append((row, contact, is_whole))
        elif is_whole:
            gone.append(contact.pk)
        else:
            row.reason = KEPT
    give_back(others, entries)
    staying = Contact.objects.filter(introducer__in=gone).exclude(pk__in=gone)
    needed = set(staying.values_list("introducer", flat=True))
    delete_people([pk for pk in gone if pk not in needed])
    for row in part:
        row.reason = INTRODUCED if row.contact_id in needed else row.reason
        did = row.did or {}
        if not row.reason:
            row.done, row.contact_id = False, None
        elif row.reason == GONE or is_maker(row):
            keep(row, **{name: did[name] for name in ("new", "old", "entries") if name in did})
        row.did = {name: did[name] for name in ("things", "kept") if name in did} or None


def give_back(others: Sequence[tuple[ImportRow, Contact, bool]], entries: There) -> None:
    """Put people who were there back to what they were, as far as they are what the import made of them."""
    lefts: dict[int, Did] = {}
    for row, contact, is_whole in others:
        old = (row.did or {})["old"]
        if is_whole:
            put_back(contact, old)
        else:
            row.reason, lefts[row.pk] = put_back_unchanged(contact, old)
    write_contacts([contact for _, contact, _ in others])
    take_made(others, lefts, entries)
    drop_entries(row.did or {} for row, _, _ in others)
    for row, contact, is_whole in others:
        did = row.did or {}
        is_longer = shorten_lines(contact, lines := did["old"].get("lines"))
        if not is_whole:
            record_progress(contact)
            keep_has_email(contact)
            keep_left(row, "old", lefts[row.pk] | ({"lines": lines} if is_longer else {}))
            keep(row, entries=did.get("entries"))


def take_made(others: Sequence[tuple[ImportRow, Contact, bool]], lefts: dict[int, Did], entries: There) -> None:
    """Delete what the import has hung on people who were there, as far as it is as the import left it; `lefts` (by
    row) hear of the rest.
    """
    made = there((row.did or {})["old"]["made"] for row, _, _ in others)
    going: dict[str, list[int]] = {}
    for row, _, is_whole in others:
        did = row.did or {}
        changed = edited(did, "entries", entries)
        for label, prints in did["old"]["made"].items():
            for number, kept in prints.items():
                one = made[label].get(int(number))
                is_edited = ("contacts.interaction", getattr(one, "interaction_id", 0)) in changed
                if one is not None and not is_edited and (is_whole or print_of(one) == kept):
                    going.setdefault(label, []).append(one.pk)
                elif one is not None:
                    lefts[row.pk]["made"].setdefault(label, {})[number] = kept
    for label, pks in going.items():
        apps.get_model(label)._default_manager.filter(pk__in=pks).delete()


def drop_entries(dids: Iterable[Did]) -> None:
    """Delete the entries that came with these rows and in which nobody takes part any more."""
    pks = [int(pk) for did in dids for pk in did.get("entries", {}).get("contacts.interaction", {})]
    taking_part = InteractionPerson.objects.filter(interaction=OuterRef("pk"))
    Interaction.objects.filter(~Exists(taking_part), pk__in=pks).delete()


def shorten_lines(contact: Contact, lines: list[str] | None) -> bool:
    """Make the lines of a card what they were, if they are as the import left them; whether they are not."""
    if not lines:
        return False
    before, after = map(bytes.fromhex, lines)
    return not CardLines.objects.filter(contact=contact, content=after).update(content=before)


def put_back(contact: Contact, old: Did) -> None:
    """Make the columns what they were."""
    for name, value in old["before"].items():
        setattr(contact, name, BY_ATTRIBUTE[name].to_python(value))


def put_back_unchanged(contact: Contact, old: Did) -> tuple[str, Did]:
    """Make those columns what they were that are as the import left them; in words, what stays, and as `old` has it."""
    changed = {name for name, value in old["after"].items() if to_json(getattr(contact, name)) != value}
    if not changed.isdisjoint(JOB):
        changed.update(JOB)  # they belong together
    kept = [str(BY_ATTRIBUTE[name].verbose_name) for name in old["before"] if name in changed - QUIET]
    put_back(contact, {"before": {name: value for name, value in old["before"].items() if name not in changed}})
    left = {part: {name: old[part][name] for name in old[part] if name in changed} for part in ("before", "after")}
    said = f"Changed since the import, and kept: {', '.join(kept)}." if kept else "Changed since the import, and kept."
    return said, old | left | {"made": {}, "lines": None}


def keep_left(row: ImportRow, name: str, left: Did) -> None:
    """Note what is left to be taken back of somebody who was there, if anybody could see it.

    Where there is nothing left of what an Undo before this one had to leave, there is nothing to say either.
    """
    if left["before"].keys() - QUIET or left["made"] or left["lines"]:
        keep(row, **{name: left | {"digest": ""}})
    elif not left["digest"]:
        row.reason = ""


def write_contacts(contacts: Iterable[Contact]) -> None:
    """Write the columns that an import may have written."""
    write_rows(Contact, {c.pk: {name: getattr(c, FIELDS[name].attname) for name in WRITTEN} for c in contacts})


def has_changed(row: ImportRow) -> bool:
    """Whether there is something to take back, as `undoable` asks."""
    did = row.did or {}
    return not did.keys().isdisjoint({"new", "old"}) or bool(did.get("then"))


def is_maker(row: ImportRow) -> bool:
    """Whether somebody came with the row."""
    return "new" in (row.did or {})
