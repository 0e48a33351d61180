"""The cards of the talks to come on Today: how far off each is, how far prepared, and what is to be written before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Prefetch

from accounts.models import User
from accounts.words import day
from interviews.actions.readiness import Readiness, readiness_of
from interviews.actions.times import is_on
from interviews.models import Interview
from interviews.views.writing import Letter, letter_of
from outreach.views.rows import AT_MOST


@dataclass(frozen=True)
class Talk:
    """The card of a talk to come, or of one that is going on; `readiness` of one to come that the user asked for."""

    interview: Interview
    now: datetime
    readiness: Readiness | None = None

    @property
    def has_begun(self) -> bool:
        """Whether its start has passed; of a day without a time nobody knows."""
        starts_at = self.interview.starts_at if self.interview.wall_time else None
        return starts_at is not None and starts_at <= self.now

    @property
    def is_today(self) -> bool:
        """Whether it begins on the user's today."""
        zone = self.interview.owner.zone
        return self.interview.day_in(zone) == self.now.astimezone(zone).date()

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


def next_talks(user: User, *, now: datetime) -> list[Talk]:
    """Every talk that is going on or still to come today; where there is none, the next one."""
    today = now.astimezone(user.zone).date()
    parts = user.interviewees.select_related("contact__organization", "contact__introducer")
    upcoming = user.interviews.with_somebody().upcoming(now).prefetch_related(Prefetch("interviewees", parts))
    found = list(upcoming[:AT_MOST])
    shown = found[:1] + [talk for talk in found[1:] if (on := talk.day_in(user.zone)) and on <= today]
    return [Talk(talk, now) for talk in shown]


def with_readiness(user: User, talks: Sequence[Talk]) -> list[Talk]:
    """The same, those to come that the user asked for knowing how far they are prepared. Three queries."""
    asked = [talk.interview for talk in talks if not talk.has_begun and not talk.interview.is_incoming]
    found = readiness_of(user, asked)
    return [replace(talk, readiness=found.get(talk.interview.pk)) for talk in talks]
