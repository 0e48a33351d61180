"""`manage.py import_contacts FILE --owner EMAIL`: bring a file of people into one user's contacts."""

import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from contacts.actions.imports import batches, layouts
from contacts.importing.files import FORMATS, FileError
from contacts.importing.layout import Layout
from contacts.importing.tables.columns import NAMING
from contacts.models import Import

UNREADABLE = 2  # the exit code
TRIES = 5  # at a chunk that cannot be written
COUNTS = {"created": "new", "updated": "update", "unchanged": "unchanged", "review": "review", "refused": "refused"}


class Command(BaseCommand):
    """Reads every format of FORMATS; run it again whenever the file is newer: nobody is doubled."""

    help = "Bring the people of a file (vCard, LinkedIn, Google, Outlook, Thunderbird, Monica, CSV) into the contacts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE --owner EMAIL [--format FORMAT] [--dry-run] [--json]."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--owner", required=True, metavar="EMAIL", help="whose contacts they become")
        parser.add_argument("--format", default="auto", choices=["auto", *FORMATS], help="what the file is")
        parser.add_argument("--dry-run", action="store_true", help="say what would become of the rows; write nothing")
        parser.add_argument("--json", action="store_true", help="print the counts and refused rows as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, bring in, and say what became of every row; 0 when the file was read, 2 when it could not be."""
        owner = User.objects.filter(email__iexact=options["owner"]).first()
        if owner is None:
            raise CommandError(f"Nobody signs in as {options['owner']}.", returncode=UNREADABLE)
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"Cannot read {options['file']}: {error.strerror}.", returncode=UNREADABLE) from None
        try:
            if options["dry_run"]:
                with transaction.atomic():
                    self.say(self.read(owner, content, options), options, kept=False)
                    transaction.set_rollback(True)
                return
            batch = self.read(owner, content, options)
        except FileError as error:
            raise CommandError(f"{options['file']}: {error}", returncode=UNREADABLE) from None
        batches.allow_run(batch, now=timezone.now())
        finish(batch)
        self.say(batch, options, kept=True)

    def read(self, owner: User, content: bytes, options: dict[str, Any]) -> Import:
        """The file, read and looked at. Columns that are only likely are taken for what they seem."""
        now = timezone.now()
        batch = batches.open_import(
            owner, content=content, file_name=options["file"].name, format=options["format"], now=now
        )
        layout = Layout.from_document(batch.layout)
        if batch.state == Import.State.MAPPING:
            if not any(column.partition(":")[0] in NAMING for column in layout.columns):
                batch.delete()
                raise FileError("None of its columns is known. Import it in the browser, and say what they hold.")
            layouts.take_columns(batch, columns=layout.columns, day_first=layout.day_first, now=now)
        finish(batch)
        return batch

    def say(self, batch: Import, options: dict[str, Any], *, kept: bool) -> None:
        """Print what became of the rows, or would."""
        found = batch.rows.counts()
        counts = {name: found.get(outcome, 0) for name, outcome in COUNTS.items()}
        refusals = list(batch.rows.refused().order_by("number").values("line", "reason"))
        if options["json"]:
            said = {"format": batch.layout["format"], "rows": sum(counts.values()), **counts}
            said |= {"batch": batch.pk if kept else None, "refusals": refusals}
            self.stdout.write(json.dumps(said, ensure_ascii=False))
            return
        would = "" if kept else " (nothing was written)"
        words = ", ".join(f"{count} {name}" for name, count in counts.items())
        self.stdout.write(f"{FORMATS[batch.layout['format']]}: {words}{would}.")
        if kept:
            self.stdout.write(f"To take it back: manage.py undo_import {batch.pk} --owner {batch.owner.email}")
        for refused in refusals:
            self.stderr.write(f"line {refused['line']}: {refused['reason']}")


def finish(batch: Import) -> None:
    """Do all that is left to do, unless workers are faster. Raises what keeps it from being done."""
    slips = 0
    while batch.is_open or batch.state == Import.State.WAITING:
        try:
            if not batches.continue_import(batch.pk, now=timezone.now()):
                time.sleep(0.05)  # a worker has it in hand, or another import of the owner is under way
        except IntegrityError:  # somebody was added at this very moment: look again
            slips += 1
            if slips == TRIES:
                raise
        batch.refresh_from_db()
