"""The secret address of a user's calendar: made, changed for another, ended, and brought back."""

import secrets
from datetime import datetime, timedelta

from accounts.models import User
from interviews.models import CalendarFeed

SEEN_EVERY = timedelta(minutes=10)  # programs may ask often; the page tells about when


def open_feed(owner: User, *, now: datetime, token: str = "", is_busy_only: bool = False) -> CalendarFeed:
    """The calendar gets an address, or back the `token` it had; the one it has ends."""
    fields = {"token": token or secrets.token_urlsafe(32), "created_at": now, "read_at": None}
    feed, _ = CalendarFeed.objects.update_or_create(owner=owner, defaults=fields | {"is_busy_only": is_busy_only})
    return feed


def end_feed(owner: User) -> None:
    """No address shows the calendar any more."""
    owner.calendarfeeds.all().delete()


def read_feed(token: str, *, now: datetime) -> CalendarFeed | None:
    """The calendar at that address, with its owner, which a program has read at `now`; None where none is."""
    feed = CalendarFeed.objects.filter(token=token, owner__is_active=True).select_related("owner").first()
    if feed and (feed.read_at is None or feed.read_at < now - SEEN_EVERY):
        CalendarFeed.objects.filter(pk=feed.pk).update(read_at=now)
    return feed
