"""Which reminders come next: those that wait, and those that nobody has planned yet, worked out and not kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import User
from interviews.models import THANK_WITHIN
from outreach.actions.planning_days import due_on
from outreach.actions.queueing import allowed_at
from outreach.emails import people_of
from outreach.models import Reminder
from outreach.querysets import EARLY_AFTER

AT_MOST = 10
A_WEEK = [timedelta(days=days) for days in range(-1, 9)]  # every weekday once, whatever the clock says there


@dataclass(frozen=True)
class Coming:
    """A reminder to come: whom it is about, and when its mail may go by the present quiet hours."""

    reminder: Reminder
    title: str
    goes_at: datetime

    @property
    def is_planned(self) -> bool:
        """Whether it is only foreseen: its talk is not over, or its day is not near."""
        return self.reminder.pk is None


def title_of(reminders: list[Reminder]) -> str:
    """“Thank Grace Mbeki”, “Daily brief”, or both; of a mail whose reminders have moved on, only what it was."""
    names = people_of(reminders)
    thanks = [f"Thank {names}"] if names else []
    days = [kind.label for kind in Reminder.OF_A_DAY if any(row.kind == kind for row in reminders)]
    return ", ".join([*thanks, *days]) or "A reminder"


def coming(user: User, *, now: datetime) -> list[Coming]:
    """The next ten, the first to go first; a fixed number of queries."""
    stored = list(user.reminders.waiting().owed(now).prefetch_related("interview__interviewees__contact")[:AT_MOST])
    rows = [*stored, *_thanks(user, now=now), *_days(user, stored, now=now)]
    found = [Coming(row, title_of([row]), _goes_at(row, user, now=now)) for row in rows]
    return sorted(found, key=lambda one: (one.goes_at, one.reminder.kind))[:AT_MOST]


def _goes_at(row: Reminder, user: User, *, now: datetime) -> datetime:
    return max(row.due_at, allowed_at(row, owner=user, now=now))


def _thanks(user: User, *, now: datetime) -> Iterator[Reminder]:
    """Of the talks that are set, once they are over."""
    switches = [
        (Reminder.Kind.THANK_EARLY, user.remind_early, EARLY_AFTER),
        (Reminder.Kind.THANK_FINAL, user.remind_final, THANK_WITHIN),
    ]
    talks = user.interviews.with_somebody().upcoming(now).filter(direction="outgoing", ends_at__gt=now)
    for talk in talks.prefetch_related("interviewees__contact")[:AT_MOST]:
        for kind, is_on, delay in switches:
            if is_on and talk.ends_at:
                yield Reminder(owner=user, kind=kind, interview=talk, due_at=talk.ends_at + delay)


def _days(user: User, stored: list[Reminder], *, now: datetime) -> Iterator[Reminder]:
    """The next brief and the next plan, where none waits."""
    today = now.astimezone(user.zone).date()
    for kind in Reminder.OF_A_DAY:
        if any(row.kind == kind for row in stored):
            continue
        dues = [(today + days, due_on(today + days, kind, user)) for days in A_WEEK]
        for day, due_at in dues:
            if due_at and due_at > now:
                yield Reminder(owner=user, kind=kind, day=day, due_at=due_at)
                break
