"""`manage.py import_contacts FILE --owner EMAIL`: bring a LinkedIn or vCard file into one user's contacts."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from contacts.actions.bringing_in import import_rows
from contacts.importing.files import FileError, read_file


class Command(BaseCommand):
    """Reads LinkedIn's Connections.csv or a vCard 3.0 file; run it again whenever the file is newer."""

    help = "Bring the people of LinkedIn's Connections.csv or of a vCard file into one user's contacts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE --owner EMAIL [--json]."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--owner", required=True, metavar="EMAIL", help="whose contacts they become")
        parser.add_argument("--json", action="store_true", help="print the counts and errors as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, bring in, and say what became of every row."""
        owner = User.objects.filter(email__iexact=options["owner"]).first()
        if owner is None:
            raise CommandError(f"Nobody signs in as {options['owner']}.")
        try:
            parsed = read_file(options["file"].read_bytes())
        except OSError as error:
            raise CommandError(f"Cannot read {options['file']}: {error.strerror}.") from None
        except FileError as error:
            raise CommandError(f"{options['file']}: {error}") from None
        counts = asdict(import_rows(owner, parsed.rows, now=timezone.now()))
        counts["skipped"] += parsed.skipped
        counts["refused"] = len(parsed.errors)
        if options["json"]:
            errors = [{"line": refused.line, "reason": refused.reason} for refused in parsed.errors]
            self.stdout.write(json.dumps({"format": parsed.format, **counts, "errors": errors}, ensure_ascii=False))
            return
        self.stdout.write(f"{parsed.format}: " + ", ".join(f"{count} {name}" for name, count in counts.items()) + ".")
        for refused in parsed.errors:
            self.stderr.write(f"line {refused.line}: {refused.reason}")
