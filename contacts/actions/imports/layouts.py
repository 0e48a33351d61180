"""How the file of an import is read: as it was recognised, or as the user says."""

from collections.abc import Sequence
from datetime import datetime

from accounts.models import User
from contacts.importing.layout import Layout
from contacts.models import ColumnMatch, Import, ImportFile, ImportRow


def locked(batch: Import) -> Import:
    """The import as its row is now, while every other change of it waits."""
    return Import.objects.select_for_update(of=("self",)).select_related("owner").get(pk=batch.pk)


def content_of(batch: Import) -> bytes | None:
    """The bytes of the file, None when they are gone."""
    found = ImportFile.objects.filter(batch=batch).values_list("content", flat=True).first()
    return None if found is None else bytes(found)


def start_over(batch: Import, layout: Layout, *, now: datetime) -> None:
    """Read the file anew, as `layout` says."""
    ImportRow.objects.filter(batch=batch).delete()
    batch.total = batch.done = batch.skipped = 0
    batch.trouble, batch.finished_at, batch.leased_until, batch.step_began_at = "", None, None, now
    lay_out(batch, layout)
    batch.save()


def lay_out(batch: Import, layout: Layout) -> None:
    """Keep how the file is read; where that is not sure, the user is asked."""
    batch.layout = layout.to_document()
    batch.state = Import.State.READING if layout.is_sure else Import.State.MAPPING


def known_columns(owner: User, layout: Layout) -> Layout:
    """The layout, with its columns as the user matched them the last time a file had this header."""
    found = ColumnMatch.objects.filter(owner=owner, signature=layout.signature).first() if layout.signature else None
    if found is None or layout.is_sure or len(found.columns) != len(layout.columns):
        return layout
    return matched(layout, found.columns, found.day_first)


def matched(layout: Layout, columns: Sequence[str], day_first: bool | None) -> Layout:
    """The layout with these columns, and nothing left to ask."""
    said = {"columns": tuple(columns), "day_first": layout.day_first if day_first is None else day_first}
    return Layout.from_document(layout.to_document() | said | {"is_sure": True})


def take_columns(batch: Import, *, columns: Sequence[str], day_first: bool | None, now: datetime) -> None:
    """Take the columns for what they seem, without keeping that for the next file."""
    start_over(batch, matched(Layout.from_document(batch.layout), columns, day_first), now=now)
