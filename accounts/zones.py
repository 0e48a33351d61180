"""Wall time and instants: the zones people may choose, and what a wall time means on the days when clocks change."""

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from django.core.exceptions import ValidationError


@cache
def zone_names() -> list[str]:
    """Every IANA zone name that a person may choose, sorted."""
    elsewhere = (n for n in zoneinfo.available_timezones() if "/" in n and not n.startswith(("Etc/", "SystemV/")))
    return [*sorted(elsewhere), "UTC"]


def validate_zone(name: str) -> None:
    """Refuse a name that this machine's zone rules do not know."""
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise ValidationError(
            "“%(name)s” is not a time zone. Choose one from the list, such as Europe/Paris.", params={"name": name}
        ) from None


def is_likely(instant: date) -> bool:
    """Whether an instant or a day can be meant, and shown in every zone: from 1900 to 2199. Beyond, zones overflow
    the calendar or Postgres gives back a year before the first.
    """
    return 1900 <= instant.year <= 2199


def resolve(day: date, wall: time, zone: zoneinfo.ZoneInfo, *, fold: int = 0) -> datetime:
    """The instant (UTC) that a clock in `zone` shows as `day` `wall`.

    A wall time that the clocks skip is moved to the first real instant after the gap; of one that comes twice,
    `fold` chooses the first (0) or the second (1).
    """
    local = datetime.combine(day, wall, zone).replace(fold=fold)
    instant = local.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return instant
    before, after = local.replace(fold=0).utcoffset(), local.replace(fold=1).utcoffset()
    assert before is not None and after is not None  # noqa: S101, PT018  an aware datetime has an offset
    return _first_after_gap(instant, zone, span=abs(before - after))


def _first_after_gap(inside: datetime, zone: zoneinfo.ZoneInfo, *, span: timedelta) -> datetime:
    """The instant at which the clocks jumped, looked for within `span` on both sides of `inside`."""
    low, high = inside - span, inside + span
    offset = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        low, high = (middle, high) if middle.astimezone(zone).utcoffset() == offset else (low, middle)
    return high.replace(microsecond=0)
