"""`manage.py rotate_mail_keys`: the passwords of mail accounts under the newest key of RAPPORT_MAIL_KEYS."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from outreach.actions.sealing import SealError, reseal_all


class Command(BaseCommand):
    """Encrypts every kept password anew; nothing stops meanwhile, and it may be run any number of times."""

    help = "Encrypt the passwords of all mail accounts under the first key of RAPPORT_MAIL_KEYS."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many there are, and fail where one cannot be read: its old key is still needed."""
        try:
            done, unreadable = reseal_all()
        except SealError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{done} passwords are under the newest key")
        if unreadable:
            accounts = ", ".join(map(str, unreadable))
            raise CommandError(f"No key fits the passwords of these mail accounts: {accounts}. Keep the old keys.")
