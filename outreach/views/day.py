"""The day as Today shows it: the next talks, what is owed, what can wait, and this week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import User
from accounts.words import clock, day
from interviews.models import Interview
from outreach.views.rows import AT_MOST, SoftRow, ThankRow, WrapRow, soft_rows, thank_rows, wrap_rows
from outreach.views.week import WeekDay, week_days

WRAPS_AT_MOST = 3  # so that replies have room
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class Talk:
    """The card of a talk to come, or of one that is going on."""

    interview: Interview
    now: datetime

    @property
    def has_begun(self) -> bool:
        """Whether its start has passed; of a day without a time nobody knows."""
        starts_at = self.interview.starts_at if self.interview.wall_time else None
        return starts_at is not None and starts_at <= self.now

    @property
    def ahead(self) -> str:
        """How far off it is, such as "in 2 h 40 min" or "Thu 26 Nov"."""
        starts_at = self.interview.starts_at
        if starts_at is None or starts_at - self.now >= timedelta(hours=12) or not self.interview.wall_time:
            return day(starts_at, self.now)
        hours, minutes = divmod(int((starts_at - self.now).total_seconds()) // 60, 60)
        return "in " + " ".join(filter(None, [f"{hours} h" if hours else "", f"{minutes} min" if minutes else ""]))


@dataclass(frozen=True)
class DayPage:
    """Everything on Today."""

    talks: list[Talk]
    thanks: list[ThankRow]
    wraps: list[WrapRow]
    soft: list[SoftRow]
    more: bool
    week: list[WeekDay]
    talks_today: list[Interview]

    @property
    def waiting(self) -> list[SoftRow]:
        """Replies to answer, and requests without one."""
        return [row for row in self.soft if row.kind in {"reply", "nudge", "close", "wait"}]

    @property
    def leads(self) -> list[SoftRow]:
        """Requests to write."""
        return [row for row in self.soft if row.kind == "request"]

    @property
    def promises(self) -> list[SoftRow]:
        """What the user promised and is due."""
        return [row for row in self.soft if row.kind == "promise"]

    @property
    def touches(self) -> list[SoftRow]:
        """People to be in touch with."""
        return [row for row in self.soft if row.kind == "touch"]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do and no talk ahead."""
        return not (self.talks or self.thanks or self.wraps or self.soft)

    @property
    def sentence(self) -> str:
        """What is due, in one sentence."""
        nudges = [row for row in self.waiting if row.kind == "nudge"]
        replies = [row for row in self.waiting if row.kind == "reply"]
        parts = [
            talks_in_words(self.talks_today),
            count(self.thanks, "thank-you to send", "thank-yous to send"),
            count(self.wraps, "talk to wrap up", "talks to wrap up"),
            count(replies, "reply to answer", "replies to answer"),
            count(self.promises, "promise to keep", "promises to keep"),
            count(nudges, "nudge that’s due", "nudges that are due"),
            count(self.touches, "person to keep in touch with", "people to keep in touch with"),
        ]
        said = ", ".join(filter(None, parts))
        return f"{said[:1].upper()}{said[1:]}." if said else ""


def read_day(user: User, *, now: datetime) -> DayPage:
    """Read everything; the number of queries does not depend on the number of rows."""
    talks = next_talks(user, now=now)
    thanks = thank_rows(user, now=now)
    taken = {row.contact.pk for row in thanks}
    wraps = [row for row in wrap_rows(user, now=now) if row.contact.pk not in taken][:WRAPS_AT_MOST]
    taken |= {row.contact.pk for row in wraps}
    room = AT_MOST - len(wraps)
    asking = user.contacts.asking(now)[: room + len(taken) + 1]
    soft = [row for row in soft_rows(user, asking, now=now) if row.contact.pk not in taken]
    today = now.astimezone(user.zone).date()
    talks_today = [talk for talk in talks if talk.starts_at and talk.starts_at.astimezone(user.zone).date() == today]
    cards = [Talk(talk, now) for talk in talks]
    return DayPage(
        cards, thanks, wraps, soft[:room], len(soft) > room, week_days(user, now=now), talks_today=talks_today
    )


def next_talks(user: User, *, now: datetime) -> list[Interview]:
    """Every talk that is going on or still to come today; where there is none, the next one."""
    midnight = now.astimezone(user.zone).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    upcoming = user.interviews.upcoming(now).prefetch_related(
        "interviewees__contact__organization", "interviewees__contact__introducer"
    )
    talks = list(upcoming[:AT_MOST])
    return talks[:1] + [talk for talk in talks[1:] if talk.starts_at and talk.starts_at < midnight]


def talks_in_words(talks: Sequence[Interview]) -> str:
    """Such as "one conversation at 14:00" or "two conversations"."""
    if len(talks) == 1 and talks[0].starts_at and talks[0].wall_time:
        return f"one conversation at {clock(talks[0].starts_at)}"
    return count(talks, "conversation", "conversations")


def count(things: Sequence[object], one: str, many: str) -> str:
    """Such as "two nudges"; "" for none."""
    number = len(things)
    said = NUMBERS[number] if number < len(NUMBERS) else str(number)
    return f"{said} {one if number == 1 else many}" if number else ""
