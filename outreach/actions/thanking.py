"""The thank-you itself: a draft built from what was learned, and the word that it was sent."""

from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import datetime

from django.db import transaction

from contacts.models import Contact
from interviews.actions.history import lock
from interviews.actions.refusals import MoveError
from interviews.actions.thanks import thank, unthank
from interviews.models import Interview, Takeaway
from outreach.actions.filling import UnresolvedError, as_typed, as_value, day_words, fill, names_in, resolved
from outreach.emails import join_names
from outreach.models import Delivery, Message

GAP = "…"  # marks the place that only the user can fill
QUOTED = 2  # takeaways, where none was chosen
TYPED = ["via", "subject", "body", "fields", "template", "builtin", "sent_subject", "sent_body", "updated_at"]
DASH = "– "  # begins the line of each thing that was learned


def draft_thank_you(interview: Interview, contact: Contact, *, now: datetime, quote: Collection[int] = ()) -> Message:
    """The thank-you of `interview` to `contact`: the one that is kept, else a new one, not saved yet.

    It quotes the takeaways `quote` (ids); a kept one gets those that it lacks, unless it was sent.
    """
    kept = _kept(interview, contact)
    if kept and kept.sent_at is None:
        quote_learned(kept, quote)
    if kept:
        return kept
    draft = Message(owner=interview.owner, kind=Message.Kind.THANK_YOU, interview=interview, contact=contact)
    write_prepared(draft, now=now, quote=quote)
    return draft


def write_prepared(message: Message, *, now: datetime, quote: Collection[int] = ()) -> None:
    """Put the letter that the talk itself gives into the draft, in place of what stands there."""
    talk, fields = message.talk, dict(message.fields)
    message.template, message.builtin, message.via = None, "", Message.Via.EMAIL
    message.subject = f"Thank you for your time{_day_words(talk, now=now)}"
    message.body = as_typed(compose_thank_you(talk, message.contact, now=now, quote=quote), fields)
    message.fields = fields


def is_prepared(message: Message, *, now: datetime) -> bool:
    """Whether the draft says just what the talk itself gives."""
    prepared = compose_thank_you(message.talk, message.contact, now=now)
    return fill(message.body, message.fields).text.split() == prepared.split()


def quote_learned(message: Message, wanted: Collection[int]) -> None:
    """Put the takeaways `wanted` (ids) of its talk into the draft: for its open {takeaway}, else each on a line."""
    for takeaway in message.talk.takeaways.all():
        if takeaway.pk not in wanted or takeaway.text in fill(message.body, message.fields).text:
            continue
        if "takeaway" in names_in(message.body) and not message.fields.get("takeaway"):
            message.fields = message.fields | {"takeaway": as_value(takeaway.text)}
        else:
            message.body = with_quote(message.body, as_typed(takeaway.text, message.fields))


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
    """The letter with `text` among what stays with me, where it does not stand in it yet; else above its close."""
    if text in body:
        return body
    lines, line = body.splitlines(), DASH + text
    if DASH + GAP in lines:
        lines[lines.index(DASH + GAP)] = line
        return "\n".join(lines)
    last = max((at for at, each in enumerate(lines) if each.startswith(DASH)), default=None)
    if last is None:
        paragraphs = "\n".join(lines).rstrip().split("\n\n")
        at = -1 if len(paragraphs) > 2 else len(paragraphs)
        return "\n\n".join([*paragraphs[:at], line, *paragraphs[at:]])
    return "\n".join([*lines[: last + 1], line, *lines[last + 1 :]])


def greeting_name(contact: Contact) -> str:
    """What a letter calls the person: the given name where it is known, else the whole name."""
    return contact.given_name or contact.display_name


@transaction.atomic
def send_marked(message: Message, *, now: datetime) -> None:
    """The user says that they sent it: the person is thanked, and no reminder asks again. Twice is once.

    What went is kept, unless it has open fields: then these were not the words. Raises MoveError where the interview
    owes no thanks, or the letter waits to leave from here.
    """
    if Delivery.objects.filter(letter=message.pk, state__in=["pending", "sending", "unknown"]).exists():
        raise MoveError("It waits to leave from here: take it back first.")
    thank(message.talk, contact=message.contact, now=now)
    keep_letter(message)
    if message.sent_at is None:
        with suppress(UnresolvedError):
            if not message.sent_body:
                message.sent_subject, message.sent_body = resolved(message, now=now)
        message.sent_at, message.opened_at = now, None
        message.save(update_fields=["sent_at", "opened_at", "sent_subject", "sent_body"])


@transaction.atomic
def keep_letter(message: Message) -> None:
    """Keep subject and text, and bring `message` up to date with whether it was sent.

    Two windows that write at once make one letter, and a late draft takes nothing back.
    """
    lock(message.talk)
    kept = _kept(message.talk, message.contact)
    if kept is None:
        message.save(force_insert=True)
        return
    message.pk, message.sent_at, message._state.adding = kept.pk, kept.sent_at, False
    is_same = all(getattr(kept, name) == getattr(message, name) for name in ("subject", "body", "fields", "via"))
    if is_same or kept.sent_at is not None:
        message.sent_subject, message.sent_body = kept.sent_subject, kept.sent_body
    else:
        message.sent_subject = message.sent_body = ""
    if kept.sent_at is None:
        message.save(update_fields=TYPED)


@transaction.atomic
def send_unmarked(message: Message, *, now: datetime) -> None:
    """Undo of `send_marked`: the thank-you is owed again, the text is still there."""
    unthank(message.talk, contact=message.contact, now=now)
    if message.sent_at is not None:
        message.sent_at = None
        message.save()


def _kept(interview: Interview, contact: Contact) -> Message | None:
    """The one thank-you of the talk to the person, unless it is in the trash."""
    rows = Message.objects.filter(kind=Message.Kind.THANK_YOU, interview=interview, contact=contact, trashed_at=None)
    return rows.first()


def _day_words(interview: Interview, *, now: datetime) -> str:
    """“ today”, “ on Thursday” within the last six days, “ on 12 November” before; nothing for an unknown day."""
    zone = interview.owner.zone
    day = interview.day_in(zone)
    return f" {day_words(day, today=now.astimezone(zone).date())}" if day else ""
