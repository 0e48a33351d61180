"""The day as Today shows it: the next talks, what is owed, what can wait, and this week."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from accounts.models import User
from accounts.words import clock, in_a_row
from interviews.actions.unknown import Unknown, still_unknown
from interviews.models import Interview
from outreach.views.loop_rows import LOOPS_AT_MOST, LoopRow, loop_rows
from outreach.views.next_talks import Talk, next_talks, with_readiness
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
from outreach.views.week import WeekDay, held_so_far, week_days

CLOSED_WITHIN = timedelta(days=7)  # for so long Today says how many requests were closed without a reply
WRAPS_AT_MOST = OPENED_AT_MOST = 3  # so that replies have room
PRESSING = {"reply", "promise", "nudge"}  # what goes before loops and birthdays
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class DayPage:
    """Everything on Today."""

    talks: list[Talk]
    thanks: list[ThankRow]
    wraps: list[WrapRow]
    opened: list[OpenedRow]
    soft: list[SoftRow]
    more: bool
    loops: list[LoopRow]
    owed: int
    week: list[WeekDay] = field(default_factory=list)
    held: int = 0
    unknown: list[Unknown] = field(default_factory=list)
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
    def unknown_soon(self) -> str:
        """Which of the unknown the next talk may tell, such as "The first is in your questions for Priya Raman."."""
        number = sum(one.is_in_talk for one in self.unknown)
        if not number:
            return ""
        who = in_a_row([seat.contact.display_name for seat in self.talks[0].interview.interviewees.all()])
        if number == len(self.unknown):
            said = "It is" if number == 1 else "They are"
        else:
            said = "The first is" if number == 1 else f"The first {NUMBERS[number]} are"
        return f"{said} in your questions for {who}."

    @property
    def sentence(self) -> str:
        """What is due, in one sentence."""
        nudges = [row for row in self.waiting if row.kind == "nudge"]
        replies = [row for row in self.waiting if row.kind == "reply"]
        parts = [
            talks_in_words([talk for talk in self.talks if talk.is_today]),
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
    due = read_due(user, now=now)
    talks = with_readiness(user, due.talks)
    to_come = next((talk.interview for talk in talks[:1] if talk.readiness), None)
    return replace(
        due,
        talks=talks,
        week=week_days(user, now=now),
        held=held_so_far(user, now=now) if user.weekly_aim else 0,
        unknown=still_unknown(user, talk=to_come),
        closed=closed_lately(user, now=now),
    )


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
    return DayPage(talks, thanks, wraps, opened, soft[:room], len(soft) > room, loops, owed)


def closed_lately(user: User, *, now: datetime) -> int:
    """How many requests were closed without a reply in the last days."""
    silent = user.interviews.filter(state=Interview.State.NO_REPLY, direction=Interview.Direction.OUTGOING)
    return silent.filter(state_changed_at__gt=now - CLOSED_WITHIN).count()


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


def talks_in_words(talks: Sequence[Talk]) -> str:
    """Such as "one conversation at 14:00" or "two conversations"."""
    first = talks[0].interview if len(talks) == 1 else None
    if first and first.starts_at and first.wall_time:
        return f"one conversation at {clock(first.starts_at)}"
    return count(len(talks), "conversation", "conversations")


def count(number: int, one: str, many: str) -> str:
    """Such as "two nudges"; "" for none."""
    said = NUMBERS[number] if number < len(NUMBERS) else str(number)
    return f"{said} {one if number == 1 else many}" if number else ""
