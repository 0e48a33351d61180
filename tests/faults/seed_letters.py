"""`python -m tests.faults.seed_letters N PORT`: N users, each with one posted letter and an account at localhost."""

import os
import sys
from datetime import timedelta

import django


def main(count: int, port: int) -> None:
    """Write the rows; the letters are due."""
    from accounts.models import User  # Django is set up only now
    from contacts.models import Channel, Contact
    from outreach.actions.clock import database_now
    from outreach.actions.posting import post_letter
    from outreach.actions.sealing import seal
    from outreach.models import MailAccount, Message
    from tests.mail_servers import PASSWORD, USER

    now, secret = database_now() - timedelta(minutes=1), seal(PASSWORD)
    for number in range(count):
        user = User.objects.create(email=f"{number}@example.com", password="!", name="Alice Arden")
        contact = Contact.objects.create(owner=user, display_name="Grace Mbeki")
        address = f"ok+{number}@example.com"
        Channel.objects.create(owner=user, contact=contact, kind="email", value=address, normal=address)
        line = {"host": "localhost", "port": port, "username": USER, "secret": secret, "tested_at": now}
        MailAccount.objects.create(owner=user, from_name=user.name, from_addr=user.email, **line)
        letter = Message.objects.create(owner=user, contact=contact, kind="reconnect", subject="Hello", body="Hello.")
        post_letter(letter, at=now, now=now)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main(int(sys.argv[1]), int(sys.argv[2]))
