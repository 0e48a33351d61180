"""The rows of Today, read in a number of queries that does not grow with them, and what each row says."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Prefetch
from django.utils import timezone

from accounts.models import User
from contacts.models import Channel, Contact
from contacts.querysets.people import SILENCE, ContactQuerySet
from interviews.actions.progress import nudge_due, promise_due
from interviews.models import THANK_WITHIN, Interview, Interviewee, Promise
from interviews.querysets import IntervieweeQuerySet

AT_MOST = 7  # rows that can wait (PRODUCT.md, "Today")
RANKS = ("reply", "promise", "nudge", "touch", "request", "wait")
# What the interview that a row is about asks for (`asked_by`); only a request may be without one.
ASKED_BY = {"reply": "reply", "nudge": "nudge", "close": "requested", "wait": "requested", "request": "idea"}
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
class SoftRow:
    """One thing that can wait, about one person; `kind` is reply, promise, nudge, close, touch, request or
    wait."""

    contact: Contact
    kind: str
    now: datetime
    part: Interviewee | None = None
    promise: Promise | None = None

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
        asked_at = self.interview.requested_at if self.interview else None
        return nudge_due(asked_at) if asked_at and not self.nudged_at else None

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
    def email(self) -> str:
        """Where to write; empty when no address is known."""
        return next((channel.value for channel in self.contact.channels.all()), "")


def thank_rows(user: User, *, now: datetime) -> list[ThankRow]:
    """Every thank-you owed, the one longest due first; one that is put off stays away at most until its deadline."""
    in_time = {"interview__ends_at__gt": now - THANK_WITHIN}
    put_off = user.reminders.waiting().filter(snoozed=True, due_at__gt=now, **in_time).values("interview")
    owing = user.interviews.owing_thanks(now).exclude(pk__in=put_off)
    parts = user.interviewees.unthanked().filter(interview__in=owing).select_related("interview", "contact")
    quoted = parts.prefetch_related("interview__takeaways", "interview__referrals__contact")
    return [ThankRow(part, now) for part in quoted.order_by("interview__ends_at", "pk")]


def wrap_rows(user: User, *, now: datetime) -> list[WrapRow]:
    """Talks that others asked the user for, which are over and still open, one for each person; the newest first."""
    over = user.interviews.took_place(now).filter(direction="incoming")
    parts = user.interviewees.filter(interview__in=over, contact__in=user.contacts.active())
    parts = parts.exclude(contact__snoozed_until__gt=now).select_related("interview", "contact")
    newest = {part.contact_id: part for part in reversed(parts.order_by("-interview__ends_at", "-pk")[:AT_MOST])}
    return [WrapRow(part.interview, part.contact) for part in reversed(newest.values())]


def soft_rows(user: User, contacts: ContactQuerySet, *, now: datetime) -> list[SoftRow]:
    """The rows of `contacts` (as `asking` ranks them), each with the interview it is about."""
    emails = Prefetch("channels", user.channels.filter(kind=Channel.Kind.EMAIL))
    found = list(contacts.select_related("organization", "introducer").prefetch_related(emails))
    parts = user.interviewees.filter(contact__in=found, interview__state__in=["idea", "requested", "agreed"])
    about = by_what_is_asked(parts.with_nudges())
    kinds = [(contact, kind_of(contact, now=now)) for contact in found]
    promises = first_promises(user, [contact for contact, kind in kinds if kind == "promise"])
    rows = [
        SoftRow(contact, kind, now, about.get((contact.pk, ASKED_BY.get(kind, ""))), promises.get(contact.pk))
        for contact, kind in kinds
    ]
    # A moment later an interview or a promise may be gone.
    return [row for row in rows if row.part or row.promise or row.kind in MAY_LACK]


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
    return about | {(part.contact_id, "nudge"): part for part in quiet}


def asked_by(part: Interviewee) -> str:
    """What an interview that is under way asks for: "reply" where they wait for the user, else its state."""
    interview = part.interview
    return "reply" if interview.is_incoming or interview.state == Interview.State.AGREED else interview.state


def kind_of(contact: Contact, *, now: datetime) -> str:
    """What is asked: the rank's name, or "close" for a request that was silent too long."""
    kind = RANKS[contact.rank]  # type: ignore[attr-defined]
    silent = contact.waiting_since is not None and contact.waiting_since <= now - SILENCE
    return "close" if kind == "nudge" and silent else kind
