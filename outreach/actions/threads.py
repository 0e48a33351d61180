"""Threads: which letters to one person belong together, what each is called in a mail, and the subject that goes on."""

import re

from django.db.models import Q, QuerySet
from django.utils.encoding import punycode

from outreach.actions.filling import names_in
from outreach.models import Delivery, MailAccount, Message

THREAD = 10  # earlier letters that a mail names
RE = re.compile(r"re(\[\d+\])?\s*:", re.IGNORECASE)
LONGEST = 200


def thread_of(message: Message) -> list[Delivery]:
    """What went from here to the same person about the same interview or introduction, the oldest first."""
    sent = Delivery.objects.filter(letter__in=_earlier(message), state=Delivery.State.SENT)
    return list(sent.order_by("-sent_at", "-pk")[:THREAD])[::-1]


def message_id(delivery: Delivery, account: MailAccount) -> str:
    """What a letter was handed over with, whatever the account's address is by now; else what it would be today."""
    return delivery.sent_as or f"<{delivery.message_id}@{punycode(account.from_addr.rpartition('@')[2])}>"


def subject_again(message: Message) -> str:
    """“Re: …” of the last mail of the thread that a letter goes on with; "" where there is none."""
    sent = _earlier(message).filter(via=Message.Via.EMAIL).exclude(sent_at=None)
    last = sent.order_by("-sent_at", "-pk").values_list("sent_subject", flat=True).first() or ""
    if not last or names_in(last):  # a subject is filled: what looks like a field there would be one
        return ""
    return last if RE.match(last) else f"Re: {last}"[:LONGEST]


def _earlier(message: Message) -> QuerySet[Message]:
    about = Q()
    if message.interview_id:
        about |= Q(interview=message.interview_id)
    if message.introduction_id:
        about |= Q(introduction=message.introduction_id)
    if not about:
        return Message.objects.none()
    return message.owner.messages.filter(about, contact=message.contact_id).exclude(pk=message.pk)
