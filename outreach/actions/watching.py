"""How late mail is: what the health page tells its user, and what a watchdog asks for."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F
from django.db.models.functions import Greatest

from accounts.models import User
from outreach.models import Delivery, Heartbeat, MailAccount, Reminder

LATE = timedelta(minutes=5)


@dataclass(frozen=True)
class Lateness:
    """Ages at one instant; None where there has been no tick, or where nothing waits that is due."""

    last_tick_age: timedelta | None
    oldest_due_age: timedelta | None

    @property
    def is_silent(self) -> bool:
        """Whether the scan has stopped: process checks miss that, a stale tick does not."""
        return self.last_tick_age is None or self.last_tick_age > LATE

    @property
    def is_late(self) -> bool:
        """Whether something is wrong: no scan, or mail that is due and does not leave."""
        return self.is_silent or (self.oldest_due_age is not None and self.oldest_due_age > LATE)


def last_tick() -> datetime | None:
    """When the scan last ran."""
    return Heartbeat.objects.filter(name="tick").values_list("at", flat=True).first()


def measure_lateness(*, now: datetime) -> Lateness:
    """How late everyone's mail is. What quiet hours held back is late from their end on; a retry, from its turn on."""
    tick = last_tick()
    waiting = Reminder.objects.due(now).mailable().owed(now).annotate(since=Greatest("due_at", "held_until"))
    outgoing = Delivery.objects.claimable(now).annotate(since=Greatest(F("next_at"), F("lease_until")))
    oldest = [rows.order_by("since").values_list("since", flat=True).first() for rows in (waiting, outgoing)]
    due_since = min(filter(None, oldest), default=None)
    return Lateness(now - tick if tick else None, now - due_since if due_since else None)


def mail_problem(user: User, *, now: datetime) -> str:
    """Why mail does not go: reminders, if unverified, refused or silent; letters, if their account is paused, or one of
    them did not leave, or nobody knows ("letter"); else ""."""
    addresses = user.emailaddress_set  # type: ignore[attr-defined]
    if not addresses.filter(email__iexact=user.email, verified=True).exists():
        return "unverified"
    if user.mail_refused_at:
        return "refused"
    heard_at = last_tick() or user.date_joined  # a new installation has five minutes for its first tick
    if Lateness(now - heard_at, None).is_silent:
        return "silent"
    if MailAccount.objects.filter(owner=user, paused_at__isnull=False).exists():
        return "account"
    stuck = user.messages.filter(delivery__state__in=["dead", "unknown"], sent_at=None, trashed_at=None)
    return "letter" if stuck.filter(contact__trashed_at=None).exists() else ""
