"""The rows of Today, read in a number of queries that does not grow with them, and what each row says."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.db.models import Count, F, Subquery, Window
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.words import in_a_row
from contacts.actions.progress import interval_of, latest_due
from contacts.models import Contact
from contacts.querysets.people import ContactQuerySet
from interviews.actions.progress import promise_due
from interviews.actions.waiting import nudge_due, other_due
from interviews.models import THANK_WITHIN, Interview, Interviewee, Promise
from interviews.querysets import IntervieweeQuerySet
from outreach.actions.referring import write_alone
from outreach.models import Message

AT_MOST = 7  # rows that can wait (PRODUCT.md, "Today")
THANKS_AT_MOST = 20  # that are shown: nobody writes more in a day
RANKS = ("reply", "promise", "nudge", "touch", "request", "wait")
# What the interview that a row is about asks for (`asked_by`); only a request may be without one.
ASKED_BY = {"reply": "reply", "nudge": "nudge", "wait": "requested", "request": "idea"}
# The letter that one writes about a row (outreach.models.Kind); of a promise the talk is opened.
LETTERS = {"reply": "times", "nudge": "nudge", "wait": "nudge", "request": "request"}
LETTERS |= dict.fromkeys(("touch", "birthday"), "reconnect")
MAY_LACK = {"touch", "request"}


@dataclass(frozen=True)
class ThankRow:
    """A thank-you that is owed to one person."""

    part: Interviewee
    now: datetime
    kind = "thank"

    @property
    def key(self) -> str:
        """The row's id in the page."""
        return f"ty-{self.part.interview_id}-{self.part.contact_id}"

    @property
    def contact(self) -> Contact:
        """Whom to thank."""
        return self.part.contact

    @property
    def interview(self) -> Interview:
        """For what."""
        return self.part.interview

    @property
    def named(self) -> str:
        """The first of those whom they named in the talk, and how many more: "Noor and 2 more"; "" for nobody."""
        names = [str(row.contact) for row in self.interview.referrals.all() if row.named_by_id == self.contact.pk]
        return in_a_row([*names[:1], *([f"{len(names) - 1} more"] if names[1:] else [])])

    @property
    def away(self) -> str:
        """Where its letter stands on its way from here: "pending", "sending", "unknown", or "" for none."""
        return getattr(self.part, "away", None) or ""

    @property
    def is_late(self) -> bool:
        """Whether the 24 hours are over."""
        due_at = self.interview.thanks_due_at
        return due_at is not None and due_at <= self.now

    @property
    def fraction(self) -> float:
        """The part of the 24 hours that is left; late ones show a full ring."""
        due_at = self.interview.thanks_due_at
        return 1 if due_at is None or self.is_late else (due_at - self.now) / THANK_WITHIN


@dataclass(frozen=True)
class WrapRow:
    """A talk that someone asked the user for, and that is over."""

    interview: Interview
    contact: Contact
    kind = "wrap"

    @property
    def key(self) -> str:
        """The row's id in the page."""
        return f"it-{self.contact.pk}"


@dataclass(frozen=True)
class OpenedRow:
    """A letter that was opened in a mail program, and of which nobody has said whether it was sent."""

    message: Message
    kind = "opened"

    @property
    def key(self) -> str:
        """The row's id in the page."""
        return f"ms-{self.message.pk}"

    @property
    def contact(self) -> Contact:
        """To whom it is."""
        return self.message.contact


@dataclass(frozen=True)
class SoftRow:
    """One thing that can wait, about one person; `kind` is reply, promise, nudge, touch, birthday, request or
    wait."""

    contact: Contact
    kind: str
    now: datetime
    part: Interviewee | None = None
    promise: Promise | None = None
    write_alone: bool = False

    @property
    def key(self) -> str:
        """The row's id in the page."""
        return f"it-{self.contact.pk}"

    @property
    def interview(self) -> Interview | None:
        """What it is about, unless it is about keeping in touch or the first wish to talk."""
        if self.promise:
            return self.promise.interview
        return self.part.interview if self.part else None

    @property
    def nudged_at(self) -> datetime | None:
        """When the user asked once more."""
        return getattr(self.part, "nudged_at", None)

    @property
    def due_at(self) -> datetime | None:
        """When a nudge will be due, whatever comes before it; None where the user has nudged, or not asked."""
        return nudge_due(self.interview, self.contact) if self.interview and not self.nudged_at else None

    @property
    def may_ask_another(self) -> bool:
        """Whether they have been silent for so many of their business days that another may be asked."""
        due_at = other_due(self.interview, self.contact) if self.kind in {"nudge", "wait"} and self.interview else None
        return due_at is not None and due_at <= self.now

    @property
    def is_again(self) -> bool:
        """Whether it is a request that was closed without a reply, and is offered once more."""
        return self.interview is not None and self.interview.state == Interview.State.NO_REPLY

    @property
    def is_late(self) -> bool:
        """Whether the latest day for keeping in touch has passed."""
        due_at = latest_due(self.contact) if self.kind == "touch" else None
        return due_at is not None and due_at <= self.now

    @property
    def has_interval(self) -> bool:
        """Whether keeping in touch comes back by itself, so that one may say "not now"."""
        return self.kind == "touch" and bool(interval_of(self.contact))

    @property
    def meant_for(self) -> date | None:
        """The day for which the user said "in touch again", where that and not the cadence makes it due."""
        day, due_at = self.contact.touch_on, self.contact.next_step_due_at
        return day if due_at and timezone.localtime(due_at).date() == day else None

    @property
    def days(self) -> int:
        """How many days the user has waited for a reply."""
        since = self.contact.waiting_since
        return (self.now - since).days if since else 0

    @property
    def write_url(self) -> str:
        """Where the letter is written that the row asks for; a talk that they asked for is planned."""
        if self.interview and self.interview.is_incoming:
            return reverse("interviews:prepare", args=[self.interview.pk])
        about = {"contact": self.contact.pk, "kind": LETTERS[self.kind]}
        if self.interview:
            about["interview"] = self.interview.pk
        return f"{reverse('outreach:compose')}?{urlencode(about)}"


def opened_rows(user: User, *, now: datetime) -> list[OpenedRow]:
    """Letters to ask about, one for each person, the last opened first."""
    opened = user.messages.filter(opened_at__isnull=False, sent_at=None, trashed_at=None)
    opened = opened.filter(contact__in=user.contacts.active()).exclude(contact__snoozed_until__gt=now)
    rows = opened.select_related("contact").order_by("-opened_at", "-pk")[:AT_MOST]
    newest: dict[int, Message] = {}
    for row in rows:
        newest.setdefault(row.contact_id, row)
    return [OpenedRow(row) for row in newest.values()]


def thank_rows(user: User, *, now: datetime) -> tuple[list[ThankRow], int]:
    """The thank-yous owed, the one longest due first, and how many there are; of more than a day has room for the
    latest. One that is put off stays away at most until its deadline.
    """
    in_time = {"interview__ends_at__gt": now - THANK_WITHIN}
    put_off = user.reminders.waiting().filter(snoozed=True, due_at__gt=now, **in_time).values("interview")
    owing = user.interviews.took_place(now).filter(direction="outgoing", ends_at__lte=now).exclude(pk__in=put_off)
    parts = user.interviewees.unthanked().filter(interview__in=owing)
    quoted = parts.select_related("interview", "contact").prefetch_related(
        "interview__takeaways", "interview__referrals__contact"
    )
    about = {"away": "state", "away_at": "next_at", "away_letter": "letter"}
    told = quoted.annotate(**{name: Subquery(user.deliveries.thanking().values(of)[:1]) for name, of in about.items()})
    counted = told.annotate(owed=Window(Count("pk"))).order_by("-interview__ends_at", "-pk")
    latest = list(counted[:THANKS_AT_MOST])
    return [ThankRow(part, now) for part in reversed(latest)], latest[0].owed if latest else 0


def wrap_rows(user: User, *, now: datetime) -> list[WrapRow]:
    """Talks that others asked the user for, which are over and still open, one for each person; the newest first."""
    over = user.interviews.took_place(now).filter(direction="incoming")
    parts = user.interviewees.filter(interview__in=over, contact__in=user.contacts.active())
    parts = parts.exclude(contact__snoozed_until__gt=now).select_related("interview", "contact")
    newest = {part.contact_id: part for part in reversed(parts.order_by("-interview__ends_at", "-pk")[:AT_MOST])}
    return [WrapRow(part.interview, part.contact) for part in reversed(newest.values())]


def soft_rows(user: User, contacts: ContactQuerySet, *, now: datetime) -> list[SoftRow]:
    """The rows of `contacts` (as `asking` ranks them), each with the interview it is about."""
    found = list(contacts.select_related("organization", "introducer"))
    parts = user.interviewees.filter(
        contact__in=found, interview__state__in=["idea", "requested", "agreed", "no_reply"]
    )
    about = by_what_is_asked(parts.with_nudges())
    kinds = [(contact, kind_of(contact)) for contact in found]
    promises = first_promises(user, [contact for contact, kind in kinds if kind == "promise"])
    alone = write_alone(user, [contact for contact, kind in kinds if kind == "request"])
    rows = []
    for contact, kind in kinds:
        part = about.get((contact.pk, ASKED_BY.get(kind, "")))
        if kind == "request" and contact.stage == Contact.Stage.NO_REPLY:
            part = part or about.get((contact.pk, "no_reply"))
        rows.append(SoftRow(contact, kind, now, part, promises.get(contact.pk), contact.pk in alone))
    # A moment later an interview or a promise may be gone.
    return [row for row in rows if row.part or row.promise or row.kind in MAY_LACK]


def birthday_rows(user: User, *, now: datetime) -> list[SoftRow]:
    """Today's birthdays of those with whom the user wants to be in touch on them."""
    local = now.astimezone(user.zone)
    found = user.contacts.with_birthday(local.date(), local).select_related("organization")[:AT_MOST]
    return [SoftRow(contact, "birthday", now) for contact in found]


def first_promises(user: User, contacts: list[Contact]) -> dict[int, Promise]:
    """Of each of these contacts (by id) the open promise of the user's that is due first, with its interview."""
    if not contacts:
        return {}
    mine = user.promises.filter(by=Promise.By.ME, done_at=None, interview__people__in=contacts)
    rows = mine.select_related("interview", "owner").annotate(contact_id=F("interview__people"))
    last_first = sorted(rows, key=promise_due, reverse=True)
    kept = {contact.pk for contact in contacts}
    return {row.contact_id: row for row in last_first if row.contact_id in kept}


def by_what_is_asked(parts: IntervieweeQuerySet) -> dict[tuple[int, str], Interviewee]:
    """By contact and `asked_by` the part that asked first, and as "nudge" the first that was not nudged; of ideas the
    newest.
    """
    latest_first = list(parts.order_by("-interview__requested_at", "interview_id"))
    about = {(part.contact_id, asked_by(part)): part for part in latest_first}
    quiet = [part for part in latest_first if asked_by(part) == "requested" and part.nudged_at is None]
    silent = sorted((part for part in latest_first if asked_by(part) == "no_reply"), key=lambda part: part.interview_id)
    about |= {(part.contact_id, "no_reply"): part for part in silent}
    return about | {(part.contact_id, "nudge"): part for part in quiet}


def asked_by(part: Interviewee) -> str:
    """What an interview that is under way asks for: "reply" where they wait for the user, else its state."""
    interview = part.interview
    if interview.state == Interview.State.NO_REPLY:
        return interview.state
    return "reply" if interview.is_incoming or interview.state == Interview.State.AGREED else interview.state


def kind_of(contact: Contact) -> str:
    """What is asked: the rank's name."""
    return RANKS[contact.rank]  # type: ignore[attr-defined]
