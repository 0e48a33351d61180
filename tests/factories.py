"""Rows for tests, valid by default and plainly fictional; every keyword goes to the model."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from PIL import Image

from accounts.models import User
from contacts.models import Contact
from interviews.models import Interview, Interviewee

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)  # a Tuesday, outside quiet hours in Europe
PASSWORD = "walnut-meadow-42"
NAMES = ["Grace Mbeki", "Tomás Rivera", "Ingrid Solheim", "Wei Tanaka", "Noor Haddad", "Samuel Okafor"]
_numbers = count(1)


def make_user(email: str = "", *, verified: bool = True, password: str = PASSWORD, **fields: Any) -> User:
    """A user who can sign in with PASSWORD; their address is verified unless told otherwise."""
    user = User.objects.create_user(email or f"user{next(_numbers)}@example.com", password, **fields)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=verified)
    return user


def make_contact(owner: User, display_name: str = "", **fields: Any) -> Contact:
    """A contact of `owner`."""
    number = next(_numbers)
    return Contact.objects.create(owner=owner, display_name=display_name or NAMES[number % len(NAMES)], **fields)


def make_picture(size: tuple[int, int] = (60, 40), mode: str = "RGB", colour: Any = "teal", **options: Any) -> bytes:
    """A picture file of one colour, a PNG unless `options` say otherwise; `size` in pixels."""
    out = BytesIO()
    Image.new(mode, size, colour).save(out, **{"format": "PNG"} | options)
    return out.getvalue()


def make_interview(
    owner: User,
    contacts: Iterable[Contact] | None = None,
    *,
    state: str = "idea",
    ends_at: datetime | None = None,
    minutes: int = 30,
    zone: str = "",
    **fields: Any,
) -> Interview:
    """An interview of `owner` with `contacts` (by default one new person), planned as `ends_at` says.

    `scheduled` ends a day after NOW, `held`, `thanked` and `closed` three hours before it, unless `ends_at` is given.
    """
    if ends_at is None and state in {"scheduled", "held", "thanked", "closed", "no_show"}:
        ends_at = NOW + (timedelta(days=1) if state == "scheduled" else -timedelta(hours=3))
    if state in {"requested", "agreed"}:
        fields.setdefault("requested_at", NOW - timedelta(days=1))
    when = _plan(ends_at, minutes, zone or owner.time_zone) if ends_at else {}
    fields = {"state_changed_at": NOW - timedelta(days=1)} | when | fields
    interview = Interview.objects.create(owner=owner, state=state, **fields)
    thanked_at = ends_at + timedelta(hours=1) if ends_at and state == "thanked" else None
    for contact in [make_contact(owner)] if contacts is None else contacts:
        Interviewee.objects.create(owner=owner, interview=interview, contact=contact, thanked_at=thanked_at)
    return interview


def _plan(ends_at: datetime, minutes: int, zone: str) -> dict[str, Any]:
    starts_at = ends_at - timedelta(minutes=minutes)
    local = starts_at.astimezone(ZoneInfo(zone))
    return {
        "day": local.date(),
        "wall_time": local.time(),
        "fold": local.fold,
        "zone": zone,
        "planned_minutes": minutes,
        "starts_at": starts_at,
        "ends_at": ends_at,
    }
