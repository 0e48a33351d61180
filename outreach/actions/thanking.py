"""The thank-you itself: a draft built from what was learned, and the word that it was sent."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.dateformat import format as format_date

from contacts.models import Contact
from interviews.actions.history import lock
from interviews.actions.thanks import thank, unthank
from interviews.models import Interview, Takeaway
from outreach.emails import join_names
from outreach.models import Message

GAP = "…"  # marks the place that only the user can fill
WORDS_AT_MOST = 150
QUOTED = 2  # takeaways, where none was chosen
DASH = "– "  # begins the line of each thing that was learned


@dataclass(frozen=True)
class Check:
    """One thing that a good letter does, and whether this one does it."""

    is_met: bool
    words: str


def draft_thank_you(interview: Interview, contact: Contact, *, now: datetime, quote: Collection[int] = ()) -> Message:
    """The thank-you of `interview` to `contact`: the one that is kept, else a new one, not saved yet.

    It quotes the takeaways `quote` (ids); a kept one gets those that it lacks, unless it was sent.
    """
    kept = Message.objects.filter(kind=Message.Kind.THANK_YOU, interview=interview, contact=contact).first()
    if kept and kept.sent_at is None:
        for takeaway in interview.takeaways.all():
            if takeaway.pk in quote:
                kept.body = with_quote(kept.body, takeaway.text)
    return kept or Message(
        owner=interview.owner,
        kind=Message.Kind.THANK_YOU,
        interview=interview,
        contact=contact,
        subject=f"Thank you for your time{_day_words(interview, now=now)}",
        body=compose_thank_you(interview, contact, now=now, quote=quote),
    )


def compose_thank_you(interview: Interview, contact: Contact, *, now: datetime, quote: Collection[int] = ()) -> str:
    """A short letter: thanks, one or two things learned, what they named, a word that I will report back.

    It asks for nothing new. What was learned is quoted in the user's words; without takeaways it is left open.
    """
    learned = [takeaway.text for takeaway in quoted(interview.takeaways.all(), quote)] or [GAP]
    stays = "This stays with me most:" if len(learned) == 1 else "These things stay with me most:"
    stays = "Two things stay with me most:" if len(learned) == 2 else stays
    named = [r.contact.display_name for r in interview.referrals.all() if r.named_by_id == contact.pk]
    paragraphs = [
        f"Dear {greeting_name(contact)},",
        f"Thank you for taking the time to talk with me{_day_words(interview, now=now)}.",
        "\n".join([stays, *(DASH + text for text in learned)]),
        f"I will take {'it' if len(learned) == 1 else 'both' if len(learned) == 2 else 'them'} into my next steps.",
        f"Thank you also for pointing me to {join_names(named)}. I will get in touch." if named else "",
        "I will let you know how it goes.",
        f"Kind regards,\n{interview.owner.short_name}",
    ]
    return "\n\n".join(filter(None, paragraphs))


def quoted(takeaways: Iterable[Takeaway], wanted: Collection[int]) -> list[Takeaway]:
    """Those that are `wanted` (ids); else the newest two that may be quoted, else the first two."""
    rows = sorted(takeaways, key=lambda takeaway: takeaway.pk)
    marked = [row for row in rows if row.is_quotable][-QUOTED:]
    return [row for row in rows if row.pk in wanted] or marked or rows[:QUOTED]


def with_quote(body: str, text: str) -> str:
    """The letter with `text` among what stays with me, where it does not stand in it yet; else at its end."""
    if text in body:
        return body
    lines, line = body.splitlines(), DASH + text
    if DASH + GAP in lines:
        lines[lines.index(DASH + GAP)] = line
        return "\n".join(lines)
    last = max((at for at, each in enumerate(lines) if each.startswith(DASH)), default=None)
    if last is None:
        return f"{body.rstrip()}\n\n{line}"
    return "\n".join([*lines[: last + 1], line, *lines[last + 1 :]])


def greeting_name(contact: Contact) -> str:
    """What a letter calls the person: the given name where it is known, else the whole name."""
    return contact.given_name or contact.display_name


def check_letter(message: Message) -> list[Check]:
    """What a good thank-you does (reference: practice.md), told of this one."""
    count = len(message.body.split())
    return [
        Check(greeting_name(message.contact) in message.body, f"Greets {greeting_name(message.contact)} by name"),
        Check(GAP not in message.body, "Names one thing you learned"),
        Check("?" not in message.body, "Asks for nothing new"),
        Check(count <= WORDS_AT_MOST, f"{count} words. Under {WORDS_AT_MOST} is kind to the reader."),
    ]


@transaction.atomic
def send_marked(message: Message, *, now: datetime) -> None:
    """The user says that they sent it: the person is thanked, and no reminder asks again. Twice is once.

    Raises MoveError where the interview owes no thanks.
    """
    thank(message.interview, contact=message.contact, now=now)
    keep_letter(message)
    if message.sent_at is None:
        message.sent_at = now
        message.save(update_fields=["sent_at"])


@transaction.atomic
def keep_letter(message: Message) -> None:
    """Keep subject and text, and bring `message` up to date with whether it was sent.

    Two windows that write at once make one letter, and a late draft takes nothing back.
    """
    lock(message.interview)
    kept = Message.objects.filter(kind=message.kind, interview=message.interview, contact=message.contact).first()
    if kept is None:
        message.save(force_insert=True)
    else:
        message.pk, message.sent_at = kept.pk, kept.sent_at
        message.save(update_fields=["subject", "body", "updated_at"])


@transaction.atomic
def send_unmarked(message: Message, *, now: datetime) -> None:
    """Undo of `send_marked`: the thank-you is owed again, the text is still there."""
    unthank(message.interview, contact=message.contact, now=now)
    if message.sent_at is not None:
        message.sent_at = None
        message.save()


def _day_words(interview: Interview, *, now: datetime) -> str:
    """“ today”, “ on Thursday” within the last six days, “ on 12 November” before; nothing for an unknown day."""
    if interview.starts_at is None:
        return ""
    zone = interview.owner.zone
    day = interview.starts_at.astimezone(zone).date()
    if day == now.astimezone(zone).date():
        return " today"
    return f" on {format_date(day, 'l' if now - interview.starts_at < timedelta(days=6) else 'j F')}"
