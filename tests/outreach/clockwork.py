"""Runs the mail engine through days in an instant: a tick wherever something could happen, and what was sent when."""

from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from interviews.models import Interview
from outreach.actions.planning import plan_in_parts
from outreach.actions.sending import claim, send_claimed
from outreach.actions.ticking import tick
from outreach.models import Delivery, Reminder

Sent = list[tuple[str, str]]
HOURS = timedelta(hours=1)


def plan_thank_yous(*, now: datetime) -> int:
    """Planning from its first part to the last; returns how many rows changed."""
    return sum(plan_in_parts(now=now))


def round_at(now: datetime) -> int:
    """One tick, and a sender who takes everything that it left; returns how many mails went."""
    tick(now=now)
    return send_claimed(claim(now=now, limit=1000), now=now)


def play(start: datetime, end: datetime) -> None:
    """Rounds at `start`, at every instant after it at which something is due, and at `end`."""
    now: datetime | None = start
    while now is not None and now < end:
        round_at(now)
        now = _next_instant(now)
    round_at(end)


def _next_instant(now: datetime) -> datetime | None:
    waiting = Reminder.objects.waiting().mailable()
    instants = [
        *waiting.values_list("due_at", flat=True),
        *waiting.values_list("held_until", flat=True),
        *Interview.objects.values_list("ends_at", flat=True),
        *Delivery.objects.filter(state="pending").values_list("next_at", flat=True),
    ]
    return min((instant for instant in instants if instant and instant > now), default=None)


def sent(owner: User) -> Sent:
    """Each reminder that was mailed and when, in the owner's zone: [("early", "2026-03-08 15:30 EDT")]."""
    rows = Reminder.objects.filter(owner=owner, state="sent").order_by("delivery__sent_at", "due_at")
    told = rows.values_list("kind", "delivery__sent_at")
    return [(kind[6:], local(instant, owner)) for kind, instant in told if instant]


def local(instant: datetime, owner: User) -> str:
    """An instant as the owner's clock shows it."""
    return f"{instant.astimezone(owner.zone):%Y-%m-%d %H:%M %Z}"


def change(row: Interview | User, **fields: Any) -> None:
    """What the user does elsewhere in the app, without that part of the app."""
    type(row)._default_manager.filter(pk=row.pk).update(**fields)
    row.refresh_from_db()
