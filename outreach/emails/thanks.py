"""The thank-you reminder: whom to thank, until when, what to quote."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.mail import EmailMultiAlternatives
from django.utils.dateformat import format as format_date

from contacts.models import Contact
from interviews.models import Interview
from outreach.emails import (
    LinkAction,
    absolute,
    join_names,
    one_line,
    owed_people,
    reminder_mail,
    sign_link,
    time_left,
    when_words,
)
from outreach.models import Delivery, Reminder

LISTED = 20  # thank-yous told in full; of a greater backlog the rest is a number and a link to Today


@dataclass(frozen=True)
class Owed:
    """One person still to be thanked, and where that is done."""

    name: str
    has_draft: bool
    page_url: str
    sent_url: str


@dataclass(frozen=True)
class Section:
    """What the mail says about one reminder."""

    title: str
    when: str
    left: str
    due: str
    takeaways: list[str]
    people: list[Owed]
    later_url: str
    morning_url: str


@dataclass(frozen=True)
class Thanks:
    """The thank-yous of one mail, the most urgent first; `more` are not told in full."""

    open_ones: list[Reminder]
    sections: list[Section]
    more: int

    @property
    def title(self) -> str:
        """“Thank Grace Mbeki”, or how many are due."""
        return self.sections[0].title if len(self.open_ones) == 1 else f"{len(self.open_ones)} thank-yous are due"

    def subject(self, *, now: datetime) -> str:
        """Everyone's names, and how long the first deadline is off."""
        people = [contact for reminder in self.open_ones for contact in owed_people(reminder.talk)]
        names = list(dict.fromkeys(contact.display_name for contact in people))
        return f"Thank {join_names(names)} – {time_left(_deadline(self.open_ones[0].talk), now=now)}"


def build_thank_you_mail(delivery: Delivery, reminders: Iterable[Reminder], *, now: datetime) -> EmailMultiAlternatives:
    """The mail of `delivery` about one or several reminders, the most urgent first.

    Only people who are not yet thanked are named; ValueError when nobody is left.
    """
    thanks = thanks_part(reminders, now=now)
    if not thanks.open_ones:
        raise ValueError(f"delivery {delivery.pk}: nobody is left to thank")
    words = {"title": thanks.title, "thanks": thanks}
    return reminder_mail(delivery, thanks.open_ones, thanks.subject(now=now), "emails/thank_you", words, now=now)


def thanks_part(reminders: Iterable[Reminder], *, now: datetime) -> Thanks:
    """What these reminders say about whom to thank; those in which nobody is left to thank say nothing."""
    ordered = sorted(reminders, key=lambda reminder: (_deadline(reminder.talk), reminder.pk))
    open_ones = [reminder for reminder in ordered if owed_people(reminder.talk)]
    sections = [_section(reminder, now=now) for reminder in open_ones[:LISTED]]
    return Thanks(open_ones, sections, max(0, len(open_ones) - LISTED))


def _section(reminder: Reminder, *, now: datetime) -> Section:
    interview, deadline = reminder.talk, _deadline(reminder.talk)
    people, local = owed_people(interview), deadline.astimezone(interview.owner.zone)
    drafted = {message.contact_id for message in interview.messages.all() if message.sent_at is None}

    def link(action: LinkAction, contact: Contact | None = None) -> str:
        return absolute("outreach:reminder_link", sign_link(reminder, action, now=now, contact=contact))

    return Section(
        title=f"Thank {join_names([contact.display_name for contact in people])}",
        when=when_words(interview, now=now),
        left=time_left(deadline, now=now),
        due=f"{'Due by' if now < deadline else 'It was due by'} {format_date(local, 'l j F, H:i')}.",
        takeaways=[takeaway.text for takeaway in interview.takeaways.all()][:5],
        people=[
            Owed(
                name=one_line(contact.display_name),
                has_draft=contact.pk in drafted,
                page_url=absolute("outreach:thank_you", interview.pk, contact.pk),
                sent_url=link(LinkAction.SENT, contact),
            )
            for contact in people
        ],
        later_url=link(LinkAction.LATER),
        morning_url=link(LinkAction.MORNING),
    )


def _deadline(interview: Interview) -> datetime:
    if interview.thanks_due_at is None:
        raise ValueError(f"interview {interview.pk} has no end, so nothing is due")
    return interview.thanks_due_at
