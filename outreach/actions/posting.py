"""Letters on their way from here: posted, taken back while they wait, and what follows when they went, or will not go.

A posted letter has one row in the outbox for ever, and with it one Message-ID. The words are fixed when it is posted.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.addresses import validate_address
from accounts.zones import resolve
from contacts.models import Channel, Contact
from interviews.actions.waiting import works_on
from outreach.actions.filling import resolved
from outreach.actions.letters import UNDER_WAY, lock, mark_sent
from outreach.actions.slots import zone_of
from outreach.models import Delivery, MailAccount, Message

log = logging.getLogger(__name__)

State = Delivery.State
UNDO_WITHIN = timedelta(seconds=30)
LATEST = timedelta(days=366)
MORNING = time(9)
FRESH = {
    "attempts": 0,
    "ambiguous": False,
    "data_started_at": None,
    "smtp_code": None,
    "last_error": "",
    "sent_at": None,
}


class PostError(Exception):
    """The letter cannot be sent from here, or not be taken back; says why in words for the user."""


@dataclass(frozen=True)
class Here:
    """How things stand with sending one letter from here."""

    account: MailAccount | None
    to: str
    delivery: Delivery | None
    theirs_at: datetime
    zone_name: str  # of the reader, where it is known and another than the user's
    is_leaving: bool = False  # posted to leave at once
    is_tomorrow: bool = True  # that morning of theirs

    @property
    def is_offered(self) -> bool:
        """Whether there is an account that works and an address."""
        return self.account is not None and self.account.is_ready and bool(self.to)

    @property
    def is_under_way(self) -> bool:
        """Whether the letter waits, is being sent, or nobody knows."""
        return self.delivery is not None and self.delivery.state in UNDER_WAY


def describe_sending(message: Message, *, now: datetime) -> Here:
    """What the page of a letter shows about sending it from here."""
    delivery = message.owner.deliveries.filter(letter=message.pk).first() if message.pk else None
    contact, user = message.contact, message.owner
    zone_name = contact.time_zone if contact.time_zone not in {"", user.time_zone} else ""
    account = MailAccount.objects.filter(owner=user).first()
    leaves = delivery is not None and delivery.next_at <= delivery.created_at + UNDO_WITHIN
    zone, at = zone_of(contact), their_morning(contact, now=now)
    is_tomorrow = at.astimezone(zone).date() == now.astimezone(zone).date() + timedelta(days=1)
    return Here(account, email_of(contact), delivery, at, zone_name, leaves, is_tomorrow)


def email_of(contact: Contact) -> str:
    """The address that the person prefers, else the first; "" for none that mail can go to."""
    found = contact.channels.filter(kind=Channel.Kind.EMAIL).order_by("-is_preferred", "pk")
    value = next(iter(found.values_list("value", flat=True)), "").strip()
    try:
        validate_address(value)
    except ValidationError:
        return ""
    return value


def their_morning(contact: Contact, *, now: datetime) -> datetime:
    """At nine on their next working day where the person is; by the user's clock where nobody knows."""
    zone = zone_of(contact)
    day = now.astimezone(zone).date() + timedelta(days=1)
    while not works_on(contact, day):
        day += timedelta(days=1)
    return resolve(day, MORNING, zone)


@transaction.atomic
def post_letter(message: Message, *, at: datetime, now: datetime) -> Delivery:
    """Put the letter into the outbox: it leaves at `at`, and not before half a minute has passed.

    Raises PostError, and UnresolvedError for one with open fields.
    """
    delivery = _locked(message)
    _check(message, delivery, at, now)
    leaves_at = max(now + UNDO_WITHIN, at)
    message.sent_subject, message.sent_body = resolved(message, now=leaves_at)  # as true as on the day it is read
    if not message.sent_subject or not message.sent_body.strip():
        raise PostError("A letter needs a subject and some words.")
    message.opened_at = None
    message.save(update_fields=["sent_subject", "sent_body", "opened_at", "updated_at"])
    if delivery is None:
        delivery = Delivery(owner=message.owner, letter=message)
    for name, value in FRESH.items():
        setattr(delivery, name, value)
    delivery.to_addr, delivery.state, delivery.created_at = email_of(message.contact), State.PENDING, now
    delivery.next_at = leaves_at
    delivery.save()
    return delivery


@transaction.atomic
def unpost_letter(delivery: Delivery) -> bool:
    """Take a waiting letter back: it is a draft again. False when it has left, or is leaving."""
    waiting = Delivery.objects.filter(pk=delivery.pk, letter__isnull=False, state=State.PENDING)
    if not waiting.update(state=State.CANCELLED, last_error=""):
        return False
    draft_again(delivery)
    return True


def mark_gone(delivery: Delivery, *, now: datetime) -> None:
    """The letter of a delivery has left: it is sent, whatever else that cannot move any more."""
    message = Message.objects.get(delivery=delivery)
    try:
        with transaction.atomic():
            mark_sent(message, way=Message.Way.HERE, now=now)
    except Exception:  # it has left: that has to be kept, or it would look like a draft
        log.exception("message %s has left, but moves nothing", message.pk)
        Message.objects.filter(pk=message.pk, sent_at=None).update(sent_at=now, way=Message.Way.HERE)


def draft_again(delivery: Delivery) -> None:
    """The letter of a delivery that has not gone, and will not go, may be changed and posted again."""
    unsent = Message.objects.filter(delivery=delivery, sent_at=None)
    unsent.update(sent_subject="", sent_body="")


def _locked(message: Message) -> Delivery | None:
    """The letter's row of the outbox, locked before the letter, as senders do; the letter is brought up to date."""
    rows = Delivery.objects.select_for_update().filter(letter=message)
    delivery = rows.first()
    lock(message)
    return delivery or rows.first()


def _check(message: Message, delivery: Delivery | None, at: datetime, now: datetime) -> None:
    account = MailAccount.objects.filter(owner=message.owner_id).first()
    if message.sent_at is not None or (delivery and delivery.state == State.SENT):
        raise PostError("This letter has left already.")
    if delivery and delivery.state in UNDER_WAY:
        raise PostError("This letter is on its way already.")
    if message.trashed_at is not None or message.contact.trashed_at is not None:
        raise PostError("What is in the trash is not sent.")
    if message.via != Message.Via.EMAIL:
        raise PostError("Only mail can be sent from here.")
    if account is None or not account.is_ready:
        raise PostError("Your mail account is not ready to send: test it first.")
    if not email_of(message.contact):
        raise PostError(f"{message.contact} has no e-mail address that mail can go to.")
    if at - now > LATEST:
        raise PostError("Choose a time within a year.")
