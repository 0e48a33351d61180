"""Works out again what lists show of every contact; after a restore or a repair by hand."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from contacts.actions.progress import record_progress
from contacts.models import Contact
from interviews.actions.progress import progress_of_all


class Command(BaseCommand):
    """Recompute stage, next step, its due time, waiting since and last touch of all contacts."""

    help = "Recompute what lists show of every contact."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many contacts are read at once."""
        parser.add_argument("--chunk", type=int, default=500, metavar="N", help="contacts read at once")

    def handle(self, *args: Any, **options: Any) -> None:
        """Walk through all contacts in the order of ids."""
        now, last, done = timezone.now(), 0, 0
        while chunk := list(Contact.objects.filter(pk__gt=last).order_by("pk")[: max(1, options["chunk"])]):
            told = progress_of_all(chunk, now=now)
            for contact in chunk:
                record_progress(contact, told=told[contact.pk])
            last, done = chunk[-1].pk, done + len(chunk)
        self.stdout.write(f"{done} contacts")
