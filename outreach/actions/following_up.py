"""What the user does about a follow-up: told, will not tell, later, and each taken back."""

from datetime import datetime

from outreach.models import FollowUp


def finish_follow_up(row: FollowUp, *, now: datetime) -> None:
    """They were told. Twice is as once."""
    _set(row, done_at=row.done_at or now)


def drop_follow_up(row: FollowUp, *, now: datetime) -> None:
    """The user will not tell them. Twice is as once."""
    _set(row, dropped_at=row.dropped_at or now)


def snooze_follow_up(row: FollowUp, *, until: datetime) -> None:
    """Not before then."""
    _set(row, snoozed_until=until)


def reopen_follow_up(row: FollowUp) -> None:
    """Not told after all, nor dropped, nor put off."""
    _set(row, done_at=None, dropped_at=None, snoozed_until=None)


def _set(row: FollowUp, **columns: datetime | None) -> None:
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(update_fields=list(columns))
