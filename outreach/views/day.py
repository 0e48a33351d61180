"""The day as Today shows it: the next talks, what is owed, what can wait, and this week."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.db.models import Prefetch

from accounts.models import User
from accounts.words import clock, day
from interviews.actions.times import is_on
from interviews.models import Interview
from interviews.views.writing import Letter, letter_of
from outreach.views.loop_rows import LOOPS_AT_MOST, LoopRow, loop_rows
from outreach.views.rows import (
    AT_MOST,
    OpenedRow,
    SoftRow,
    ThankRow,
    WrapRow,
    birthday_rows,
    opened_rows,
    soft_rows,
    thank_rows,
    wrap_rows,
)
from outreach.views.week import WeekDay, week_days

CLOSED_WITHIN = timedelta(days=7)  # for so long Today says how many requests were closed without a reply
WRAPS_AT_MOST = OPENED_AT_MOST = 3  # so that replies have room
PRESSING = {"reply", "promise", "nudge"}  # what goes before loops and birthdays
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
    def is_live(self) -> bool:
        """Whether its live page is offered: on its day, as on its own pages, and while it is going on."""
        return self.has_begun or is_on(self.interview, self.now)

    @property
    def ahead(self) -> str:
        """How far off it is, such as "in 2 h 40 min" or "Thu 26 Nov"."""
        starts_at = self.interview.starts_at
        if starts_at is None or starts_at - self.now >= timedelta(hours=12) or not self.interview.wall_time:
            return day(self.interview.begins, self.now)
        hours, minutes = divmod(int((starts_at - self.now).total_seconds()) // 60, 60)
        return "in " + " ".join(filter(None, [f"{hours} h" if hours else "", f"{minutes} min" if minutes else ""]))

    @property
    def letter(self) -> Letter | None:
        """What is to be written before it: a confirmation, the day before."""
        return letter_of(self.interview, now=self.now)


@dataclass(frozen=True)
class DayPage:
    """Everything on Today."""

    talks: list[Talk]
    thanks: list[ThankRow]
    wraps: list[WrapRow]
    opened: list[OpenedRow]
    soft: list[SoftRow]
    more: bool
    talks_today: list[Interview]
    loops: list[LoopRow]
    owed: int
    week: list[WeekDay] = field(default_factory=list)
    closed: int = 0

    @property
    def waiting(self) -> list[SoftRow]:
        """Replies to answer, and requests without one."""
        return [row for row in self.soft if row.kind in {"reply", "nudge", "wait"}]

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
        return [row for row in self.soft if row.kind in {"birthday", "touch"}]

    @property
    def thanks_more(self) -> int:
        """How many thank-yous are owed beyond those that are shown."""
        return self.owed - len(self.thanks)

    @property
    def to_send(self) -> int:
        """How many of those owed are not on their way."""
        return self.owed - sum(1 for row in self.thanks if row.away)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do and no talk ahead."""
        return not (self.talks or self.thanks or self.wraps or self.opened or self.soft or self.loops)

    @property
    def sentence(self) -> str:
        """What is due, in one sentence."""
        nudges = [row for row in self.waiting if row.kind == "nudge"]
        replies = [row for row in self.waiting if row.kind == "reply"]
        parts = [
            talks_in_words(self.talks_today),
            count(self.to_send, "thank-you to send", "thank-yous to send"),
            count(len(self.wraps), "talk to wrap up", "talks to wrap up"),
            count(len(self.opened), "letter to tell about", "letters to tell about"),
            count(len(replies), "reply to answer", "replies to answer"),
            count(len(self.promises), "promise to keep", "promises to keep"),
            count(len(nudges), "nudge that’s due", "nudges that are due"),
            count(len(self.loops), "loop to close", "loops to close"),
            count(len(self.touches), "person to keep in touch with", "people to keep in touch with"),
        ]
        said = ", ".join(filter(None, parts))
        return f"{said[:1].upper()}{said[1:]}." if said else ""


def read_day(user: User, *, now: datetime) -> DayPage:
    """Read everything; the number of queries does not depend on the number of rows that are shown."""
    return replace(read_due(user, now=now), week=week_days(user, now=now), closed=closed_lately(user, now=now))


def read_due(user: User, *, now: datetime) -> DayPage:
    """Of the page what is due, from which its sentence is made; nothing of the week."""
    talks = next_talks(user, now=now)
    thanks, owed = thank_rows(user, now=now)
    taken = {row.contact.pk for row in thanks}
    wraps = [row for row in wrap_rows(user, now=now) if row.contact.pk not in taken][:WRAPS_AT_MOST]
    taken |= {row.contact.pk for row in wraps}
    opened = [row for row in opened_rows(user, now=now) if row.contact.pk not in taken][:OPENED_AT_MOST]
    taken |= {row.contact.pk for row in opened}
    room = AT_MOST - len(wraps) - len(opened)
    soft, loops = rest_of(user, taken, room, now=now)
    room -= len(loops)
    cards, today = [Talk(talk, now) for talk in talks], of_today(user, talks, now=now)
    return DayPage(cards, thanks, wraps, opened, soft[:room], len(soft) > room, today, loops, owed)


def closed_lately(user: User, *, now: datetime) -> int:
    """How many requests were closed without a reply in the last days."""
    silent = user.interviews.filter(state=Interview.State.NO_REPLY, direction=Interview.Direction.OUTGOING)
    return silent.filter(state_changed_at__gt=now - CLOSED_WITHIN).count()


def of_today(user: User, talks: list[Interview], *, now: datetime) -> list[Interview]:
    """Those that begin on the user's today."""
    today = now.astimezone(user.zone).date()
    return [talk for talk in talks if talk.day_in(user.zone) == today]


def rest_of(user: User, taken: set[int], room: int, *, now: datetime) -> tuple[list[SoftRow], list[LoopRow]]:
    """What can wait, of people (ids) who are not `taken`: rows in the order in which they press, birthdays behind
    replies, promises and nudges; and loops of whoever is left, for which those leave room. More rows than there is
    room for say that there are more.
    """
    # The first are found by their ids and times alone, and only then read whole. One more than there is room for
    # will do: whoever is left out below takes the room of a row, or has another one.
    nearest = user.contacts.asking(now).exclude(pk__in=taken).values("pk")[: room + 1]
    found = soft_rows(user, user.contacts.asking(now).filter(pk__in=nearest), now=now)
    first = [row for row in found if row.kind in PRESSING]
    gone = taken | {row.contact.pk for row in first}
    loops = loop_rows(user, now=now, taken=gone, room=min(LOOPS_AT_MOST, room - len(first)))
    gone |= {row.contact.pk for row in loops}
    born = [row for row in birthday_rows(user, now=now) if row.contact.pk not in gone]
    gone |= {row.contact.pk for row in born}
    return first + born + [row for row in found if row.contact.pk not in gone], loops


def next_talks(user: User, *, now: datetime) -> list[Interview]:
    """Every talk that is going on or still to come today; where there is none, the next one."""
    today = now.astimezone(user.zone).date()
    parts = user.interviewees.select_related("contact__organization", "contact__introducer")
    upcoming = user.interviews.with_somebody().upcoming(now).prefetch_related(Prefetch("interviewees", parts))
    talks = list(upcoming[:AT_MOST])
    return talks[:1] + [talk for talk in talks[1:] if (on := talk.day_in(user.zone)) and on <= today]


def talks_in_words(talks: Sequence[Interview]) -> str:
    """Such as "one conversation at 14:00" or "two conversations"."""
    if len(talks) == 1 and talks[0].starts_at and talks[0].wall_time:
        return f"one conversation at {clock(talks[0].starts_at)}"
    return count(len(talks), "conversation", "conversations")


def count(number: int, one: str, many: str) -> str:
    """Such as "two nudges"; "" for none."""
    said = NUMBERS[number] if number < len(NUMBERS) else str(number)
    return f"{said} {one if number == 1 else many}" if number else ""
