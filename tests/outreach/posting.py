"""For tests of letters that leave from here: an account at a server of the test's own, and letters to post."""

from typing import Any

from accounts.models import User
from contacts.models import Contact
from outreach.actions.posting import post_letter
from outreach.actions.sealing import seal
from outreach.models import Delivery, MailAccount, Message
from tests.factories import NOW, make_contact
from tests.mail_servers import PASSWORD, USER


def make_account(owner: User, **fields: Any) -> MailAccount:
    """An account that was tested."""
    given = {"from_name": owner.name, "from_addr": owner.email, "host": "localhost", "port": 587, "username": USER}
    given |= {"security": "starttls", "secret": seal(PASSWORD), "tested_at": NOW}
    return MailAccount.objects.create(owner=owner, **given | fields)


def make_reader(owner: User, name: str = "Grace Mbeki", address: str = "grace@example.com", **fields: Any) -> Contact:
    """A contact whom mail reaches."""
    contact = make_contact(owner, name, **fields)
    contact.channels.create(owner=owner, kind="email", value=address, normal=address)
    return contact


def make_letter(owner: User, contact: Contact | None = None, **fields: Any) -> Message:
    """A letter, ready to leave."""
    given = {"kind": "reconnect", "subject": "Hello", "body": "Dear {first_name},\n\nHow are you?\n"}
    return Message.objects.create(owner=owner, contact=contact or make_reader(owner), **given | fields)


def posted(owner: User, contact: Contact | None = None, **fields: Any) -> Delivery:
    """A letter in the outbox that leaves half a minute after NOW."""
    return post_letter(make_letter(owner, contact, **fields), at=NOW, now=NOW)
