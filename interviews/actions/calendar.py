"""The secret address of a user's calendar: made, changed for another, ended, and brought back."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from interviews.actions.restoring import bring_back, remove
from interviews.models import CalendarFeed, Removal

SEEN_EVERY = timedelta(minutes=10)  # programs may ask often; the page tells about when


def open_feed(owner: User, *, now: datetime, is_busy_only: bool = False) -> CalendarFeed:
    """The calendar gets an address; the one it has ends."""
    fields = {"token": secrets.token_urlsafe(32), "created_at": now, "read_at": None}
    feed, _ = CalendarFeed.objects.update_or_create(owner=owner, defaults=fields | {"is_busy_only": is_busy_only})
    return feed


@transaction.atomic
def end_feed(owner: User, *, now: datetime) -> Removal | None:
    """No address shows the calendar any more; what brings back the one there was."""
    feed = owner.calendarfeeds.select_for_update().first()
    return remove(feed, now=now) if feed else None


@transaction.atomic
def renew_feed(owner: User, *, now: datetime) -> Removal | None:
    """The first address, or another that tells as much; what brings back the one there was."""
    former = end_feed(owner, now=now)
    open_feed(owner, now=now, is_busy_only=bool(former and former.columns["is_busy_only"] == "True"))
    return former


@transaction.atomic
def reopen_feed(ended: Removal, *, now: datetime) -> None:
    """The address that ended works again, instead of any that came after it."""
    ended.owner.calendarfeeds.exclude(token=ended.columns["token"]).delete()
    bring_back(ended, now=now)


def read_feed(token: str, *, now: datetime) -> CalendarFeed | None:
    """The calendar at that address, with its owner, which a program has read at `now`; None where none is."""
    feed = CalendarFeed.objects.filter(token=token, owner__is_active=True).select_related("owner").first()
    if feed and (feed.read_at is None or feed.read_at < now - SEEN_EVERY):
        CalendarFeed.objects.filter(pk=feed.pk).update(read_at=now)
    return feed
