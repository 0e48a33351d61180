"""Takes an import back, the last rows first: who is as the import left them is put back byte for byte.

Whom the user has changed since stays: of somebody who came with the import everything, of somebody who was there what
the user wrote. The row says so (`reason`), and keeps its contact.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef

from accounts.models import User
from contacts.actions.bulk.writing import write_rows
from contacts.actions.freezing import digest_of
from contacts.actions.imports.prints import Did, print_of, to_json
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
There = dict[str, dict[int, Any]]  # rows by model and number
Numbered = tuple[str, int]  # a model and a number; the number alone may be that of a row in each table


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
    batch.rows.written().update(did=None)
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
    digests, restored, over = digest_of(people), [], list[ImportRow]()
    for row in part:
        old, contact = (row.did or {}).pop("then"), people.get(row.contact_id or 0)
        if not old:
            continue
        if not has_changed(row):
            over.append(row)
        if contact is None:
            row.reason = GONE
            continue
        is_whole = digests[contact.pk] == old["digest"]
        if is_whole:
            put_back(contact, old)
        elif not is_maker(row):
            row.reason = put_back_unchanged(contact, old)
        if is_whole or not is_maker(row):
            restored.append(contact)
    write_contacts(restored)
    for row in over:
        if row.reason and (stays := people.get(row.contact_id or 0)):
            record_progress(stays)
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
        row.did = {"things": row.did["things"]} if row.did and "things" in row.did else None
        if not row.reason:
            row.done, row.contact_id = False, None


def give_back(others: Sequence[tuple[ImportRow, Contact, bool]], entries: There) -> None:
    """Put people who were there back to what they were, as far as they are what the import made of them."""
    for row, contact, is_whole in others:
        old = (row.did or {})["old"]
        if is_whole:
            put_back(contact, old)
        else:
            row.reason = put_back_unchanged(contact, old)
    write_contacts([contact for _, contact, _ in others])
    made = there((row.did or {})["old"]["made"] for row, _, _ in others)
    going: dict[str, list[int]] = {}
    for row, _, is_whole in others:
        did = row.did or {}
        changed = edited(did, "entries", entries)
        for label, prints in did["old"]["made"].items():
            for pk in map(int, prints):
                one = made[label].get(pk)
                stays = one is None or (not is_whole and print_of(one) != prints[str(pk)])
                if not stays and ("contacts.interaction", getattr(one, "interaction_id", 0)) not in changed:
                    going.setdefault(label, []).append(pk)
    for label, pks in going.items():
        apps.get_model(label)._default_manager.filter(pk__in=pks).delete()
    drop_entries(row.did or {} for row, _, _ in others)
    for row, contact, is_whole in others:
        shorten_lines(contact, (row.did or {})["old"].get("lines"))
        if not is_whole:
            record_progress(contact)
            keep_has_email(contact)


def drop_entries(dids: Iterable[Did]) -> None:
    """Delete the entries that came with these rows and in which nobody takes part any more."""
    pks = [int(pk) for did in dids for pk in did.get("entries", {}).get("contacts.interaction", {})]
    taking_part = InteractionPerson.objects.filter(interaction=OuterRef("pk"))
    Interaction.objects.filter(~Exists(taking_part), pk__in=pks).delete()


def shorten_lines(contact: Contact, lines: list[str] | None) -> None:
    """Make the lines of a card what they were, if they are as the import left them."""
    if lines:
        before, after = map(bytes.fromhex, lines)
        CardLines.objects.filter(contact=contact, content=after).update(content=before)


def drop_things(part: list[ImportRow]) -> None:
    """Delete organizations, tags, paths and properties that came with these rows, if nothing needs them."""
    things = there((row.did or {}).get("things", {}) for row in part)
    for row in part:
        changed = edited(row.did or {}, "things", things)
        if names := [str(one) for label, pk in sorted(changed) if (one := things[label].pop(pk, None))]:
            row.done, row.reason = True, f"{row.reason} Changed since, and kept: {', '.join(names)}.".strip()[:500]
        row.did = None
    for label, rows in things.items():
        model = apps.get_model(label)
        free = model._default_manager.filter(pk__in=rows)
        for relation in model._meta.related_objects:
            mine = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            free = free.exclude(Exists(mine))
        free.delete()


def there(made: Iterable[dict[str, Any]]) -> There:
    """What is there of the rows that the import made (numbers by model), by model and number."""
    asked: dict[str, list[int]] = {}
    for one in made:
        by_label = one.get("entries", {}) if "new" in one or "old" in one else one
        for label, pks in by_label.items():
            asked.setdefault(label, []).extend(map(int, pks))
    return {label: apps.get_model(label)._default_manager.in_bulk(pks) for label, pks in asked.items()}


def edited(did: Did, name: str, found: There) -> set[Numbered]:
    """Those that came with a row and are not as the import left them."""
    return {
        (label, int(pk))
        for label, prints in did.get(name, {}).items()
        for pk, kept in prints.items()
        if (one := found[label].get(int(pk))) is None or print_of(one) != kept
    }


def put_back(contact: Contact, old: Did) -> None:
    """Make the columns what they were."""
    for name, value in old["before"].items():
        setattr(contact, name, BY_ATTRIBUTE[name].to_python(value))


def put_back_unchanged(contact: Contact, old: Did) -> str:
    """Make those columns what they were that are as the import left them; in words, what stays."""
    changed = {name for name, value in old["after"].items() if to_json(getattr(contact, name)) != value}
    if not changed.isdisjoint(JOB):
        changed.update(JOB)  # they belong together
    kept = [str(BY_ATTRIBUTE[name].verbose_name) for name in old["before"] if name in changed - QUIET]
    put_back(contact, {"before": {name: value for name, value in old["before"].items() if name not in changed}})
    return f"Changed since the import, and kept: {', '.join(kept)}." if kept else "Changed since the import, and kept."


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
