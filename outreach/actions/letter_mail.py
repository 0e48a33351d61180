"""A letter as a mail: plain text, as if written in the user's own program, in the thread of those before it."""

from datetime import datetime
from email.utils import format_datetime

from django.core.mail import EmailMessage

from accounts.addresses import in_header
from outreach.actions.threads import message_id, thread_of
from outreach.emails import absolute, one_line
from outreach.models import Delivery, MailAccount, Message


def build_letter(delivery: Delivery, message: Message, account: MailAccount, *, now: datetime) -> EmailMessage:
    """The mail of a posted letter, in the words that were posted. No header of it comes from more than one line."""
    before = [message_id(earlier, account) for earlier in thread_of(message)]
    headers = {"Message-ID": message_id(delivery, account), "Date": format_datetime(now)}
    if before:
        headers |= {"In-Reply-To": before[-1], "References": " ".join(before)}
    return EmailMessage(
        subject=one_line(message.sent_subject),
        body="\n".join(message.sent_body.splitlines()) + "\n",
        from_email=address_of(account.from_name, account.from_addr),
        to=[address_of(message.contact.display_name, delivery.to_addr)],
        headers=headers,
    )


def build_account_test(account: MailAccount, to: str, *, now: datetime) -> EmailMessage:
    """A mail to the user's own address, which shows that letters can leave through the account."""
    body = (
        f"This mail left through {one_line(account.host)}, as {account.from_addr}. Letters can be sent from here.\n\n"
        f"If you did not ask for it, look at your account: {absolute('outreach:mail_account')}\n"
    )
    headers = {"Date": format_datetime(now), "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    sender = address_of(account.from_name, account.from_addr)
    return EmailMessage("A test of your mail account", body, sender, [to], headers=headers)


def address_of(name: str, address: str) -> str:
    """“Grace Mbeki <grace@example.com>”, whatever stands in the name."""
    return in_header(one_line(name), one_line(address))
