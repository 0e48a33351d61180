"""The daily brief and the weekly plan: what they say, and the mail that says it, with thank-yous that are due too."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.mail import EmailMultiAlternatives

from accounts.words import counted
from outreach.emails import one_line, reminder_mail
from outreach.emails.thanks import thanks_part
from outreach.models import Delivery, Reminder


@dataclass(frozen=True)
class Item:
    """One thing to do; `sent_url` is a signed link that says it is done."""

    title: str
    note: str
    url: str
    sent_url: str = ""


@dataclass(frozen=True)
class TalkLine:
    """One talk, `when` in the reader's own time."""

    when: str
    who: str
    note: str
    url: str


@dataclass(frozen=True)
class DayPart:
    """A day in short; `more` things are only on Today."""

    day: date
    talks: list[TalkLine]
    items: list[Item]
    more: int

    @property
    def counts(self) -> str:
        """Such as "1 conversation, 3 to do"."""
        return _counts((len(self.talks), "conversation"), done=len(self.items) + self.more, words="to do")


@dataclass(frozen=True)
class WeekPart:
    """A week in short: what is set, what is due, and whom to ask next."""

    talks: list[TalkLine]
    due: list[Item]
    more: int
    planned: int
    aim: int | None
    people: list[Item] = field(default_factory=list)

    @property
    def counts(self) -> str:
        """Such as "2 conversations, 1 due"."""
        return _counts((self.planned, "conversation"), done=len(self.due) + self.more, words="due")

    @property
    def aim_words(self) -> str:
        """How far the week is from its aim; "" without one."""
        if not self.aim:
            return ""
        return f"You aim for {counted(self.aim, 'conversation')} a week. {self.planned or 'None'} planned so far."


def build_day_mail(
    delivery: Delivery, reminders: Iterable[Reminder], *, day: DayPart | None, week: WeekPart | None, now: datetime
) -> EmailMultiAlternatives:
    """One mail of the thank-yous among `reminders`, the week and the day, whichever there are; else ValueError."""
    rows = list(reminders)
    thanks = thanks_part([row for row in rows if row.interview_id], now=now)
    if not (thanks.open_ones or day or week):
        raise ValueError(f"delivery {delivery.pk}: nothing is due any more")
    about_days = [row for row in rows if row.day]
    parts = [f"your week: {week.counts}" if week else "", f"{day.day:%A}: {day.counts}" if day else ""]
    said = "; ".join(filter(None, parts))
    subject = "; ".join(filter(None, [thanks.subject(now=now) if thanks.open_ones else "", said]))
    title = "Your week" if week else f"{day.day:%A}" if day else thanks.title
    words = {"title": title, "thanks": thanks, "day": day, "week": week}
    return reminder_mail(
        delivery,
        [*thanks.open_ones, *about_days],
        one_line(subject[:1].upper() + subject[1:]),
        "emails/brief",
        words,
        now=now,
    )


def _counts(talks: tuple[int, str], *, done: int, words: str) -> str:
    parts = [counted(*talks) if talks[0] else "", f"{done} {words}" if done else ""]
    return ", ".join(filter(None, parts)) or "nothing planned yet"
