"""What came with an import beside people, and is needed by nobody any more, goes: organizations, tags and their kin."""

from django.apps import apps
from django.db.models import Exists, OuterRef

from contacts.actions.imports.prints import There, edited, keep, there
from contacts.models import ContactMerge, Import, ImportRow


def drop_things(part: list[ImportRow]) -> None:
    """Delete organizations, tags, paths and properties that came with these rows, if nothing needs them."""
    things = there((row.did or {}).get("things", {}) for row in part)
    for row in part:
        changed = edited(row.did or {}, "things", things)
        if names := [str(one) for label, pk in sorted(changed) if (one := things[label].pop(pk, None))]:
            row.done, row.reason = True, f"{row.reason} Changed since, and kept: {', '.join(names)}.".strip()[:500]
    drop(things, part[0].owner_id)
    staying = there((row.did or {}).get("things", {}) for row in part)
    for row in part:
        made = (row.did or {}).pop("things")
        left = {name: {pk: kept for pk, kept in pks.items() if int(pk) in staying[name]} for name, pks in made.items()}
        keep(row, things={name: pks for name, pks in left.items() if pks})
        row.did = row.did or None


def drop_left(batch: Import) -> None:
    """Delete what imports that were undone before had to leave, because people needed it whom this one brought."""
    undone = Import.objects.filter(owner=batch.owner_id, state=Import.State.UNDONE)
    rows = ImportRow.objects.filter(batch__in=undone, did__kept__has_key="things")
    left = [(did or {})["kept"] for did in rows.values_list("did", flat=True)]
    things = there(kept["things"] for kept in left)
    for kept in left:
        for label, pk in edited(kept, "things", things):
            things[label].pop(pk, None)
    drop(things, batch.owner_id)


def drop(things: There, owner_id: int) -> None:
    """Delete those to which nothing points, nor would if a merge were taken back."""
    standing = ContactMerge.objects.standing().filter(owner=owner_id)
    for label, rows in things.items():
        model = apps.get_model(label)
        free = model._default_manager.filter(pk__in=rows)
        for relation in model._meta.related_objects:
            mine = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            free = free.exclude(Exists(mine))
        columns = {relation.field.column for relation in model._meta.related_objects} - {None}  # not the many-to-many
        if free.exists():
            free.exclude(pk__in=standing.pointed_at(columns)).delete()
