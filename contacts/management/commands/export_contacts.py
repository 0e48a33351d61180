"""`manage.py export_contacts --owner EMAIL --format vcard3 --output FILE`: one user's people as a file."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from contacts.actions.formats import DEFAULT, FORMATS, everyone, file_of


class Command(BaseCommand):
    """Writes everyone who is not in the trash; what is there is replaced once the file is whole, but for a pipe."""

    help = "Write one user's people, all but those in the trash, to a file that other programs read."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--owner EMAIL [--format CODE] --output FILE."""
        parser.add_argument("--owner", required=True, metavar="EMAIL", help="whose people they are")
        parser.add_argument("--format", choices=[*FORMATS], default=DEFAULT, help=f"of the file; {DEFAULT} if not said")
        parser.add_argument("--output", required=True, metavar="FILE", help="where it is written; - is standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, and say how many people are in it."""
        owner = User.objects.filter(email__iexact=options["owner"]).first()
        if owner is None:
            raise CommandError(f"Nobody signs in as {options['owner']}.")
        pks = everyone(owner)
        pieces = file_of(owner, pks, options["format"])
        if options["output"] == "-":
            sys.stdout.buffer.writelines(pieces)
            sys.stdout.buffer.flush()
            return
        try:
            path = Path(options["output"])
            if path.exists() and not path.is_file():
                write_into(path, pieces)
                return
            write_whole(path.resolve(), pieces)
        except OSError as error:
            raise CommandError(f"Cannot write {options['output']}: {error.strerror}.") from None
        self.stdout.write(f"{len(pks):,} people, {FORMATS[options['format']].words}: {options['output']}")


def write_into(path: Path, pieces: Iterable[bytes]) -> None:
    """Write to the device or the pipe at `path`, which stays there."""
    with path.open("wb") as file:
        file.writelines(pieces)


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Write the file beside `path`, readable for its owner alone, and put it there when it is whole."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink()
            raise
