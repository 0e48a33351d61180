"""Taking an import off the list, with its file, when nothing of it is in the contacts."""

from django.db import transaction

from contacts.models import Import, ImportRow
from contacts.querysets.imports import WORKING

State = Import.State


@transaction.atomic
def drop_import(batch: Import) -> bool:
    """Forget the import with its file and rows; whether it could be: what is in has to be undone first."""
    row = Import.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if row.state in WORKING or (row.state != State.UNDONE and row.rows.undoable().exists()):
        return False
    ImportRow.objects.filter(batch=row).delete()
    row.delete()
    return True
