"""`manage.py undo_import BATCH --owner EMAIL`: take an import back, as its page does."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from contacts.actions.imports import batches
from contacts.management.commands.import_contacts import finish
from contacts.models import Import


class Command(BaseCommand):
    """Puts everything back as it was before the import; what was changed since stays, and is listed."""

    help = "Take an import back: everybody is as before, but for what was changed since."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """BATCH --owner EMAIL."""
        parser.add_argument("batch", type=int, help="the number that import_contacts printed")
        parser.add_argument("--owner", required=True, metavar="EMAIL", help="whose import it was")

    def handle(self, *args: Any, **options: Any) -> None:
        """Undo, and name what was kept."""
        found = Import.objects.filter(owner__email__iexact=options["owner"]).select_related("owner")
        batch = found.filter(pk=options["batch"]).first()
        if batch is None:
            raise CommandError(f"{options['owner']} has no import {options['batch']}.")
        try:
            batches.allow_undo(batch, now=timezone.now())
        except batches.ImportBusyError as error:
            raise CommandError(str(error)) from None
        if batch.state not in {Import.State.UNDOING, Import.State.UNDONE}:
            raise CommandError("There is nothing to take back, or it is more than 30 days old.")
        finish(batch)
        kept = list(batch.rows.kept().order_by("number"))
        rows = "1 row" if len(kept) == 1 else f"{len(kept):,} rows"
        self.stdout.write(f"Undone, but for {rows}." if kept else "Undone.")
        for row in kept:
            self.stdout.write(f"{row.name}: {row.reason}")
