"""Merge fields such as {first_name}: what they stand for in a letter, and a text with them filled, once and as text.

A template is no code. What stands in a value is never looked at again: braces there are braces.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from django.utils.dateformat import format as format_date

from contacts.models import CareerPath, Contact
from interviews.models import TOOK_PLACE, Interview, NoteLine, Takeaway
from outreach.actions.slots import propose_slots, slot_words, zone_of, zone_words
from outreach.emails import one_line
from outreach.importing.builtin import letters
from outreach.models import Message

FIELDS: dict[str, str] = {  # what each stands for, as the page says it
    "first_name": "What you call the reader",
    "full_name": "The reader’s whole name",
    "role": "What the reader does",
    "organization": "Where the reader works",
    "connection": "Who connects you",
    "how_met": "How you met",
    "path": "The path you explore",
    "why_you": "Why the reader, and not just anyone",
    "about_me": "Who you are, in a line",
    "my_name": "Your name",
    "my_link": "Where they can read about you",
    "minutes": "How long the talk would take",
    "slots": "Two or three times, in the reader’s zone",
    "day": "The day of the talk",
    "time": "The hour of the talk, in the reader’s zone",
    "place": "Where you talk, or the link",
    "talk_day": "When you talked",
    "takeaway": "One thing you learned",
    "advice": "What the reader advised",
    "news": "What you did since",
    "next_step": "What you will do next",
    "something_useful": "A link or a thought for the reader",
    "school": "The school that you share",
    "target": "Whom you would like to meet",
    "target_job": "What that person does",
    "why_them": "Why that person",
}
FIELD = re.compile(r"\{{1,2} ?([A-Za-z][A-Za-z0-9_]{0,39}) ?\}{1,2}")
SENTENCE = re.compile(rf"(?:^|(?<=[.!?] )){FIELD.pattern}[.,;:]")  # a field that is one alone
STOPPED, STOP = re.compile(r"[.!?…][”’\"')]*$"), re.compile(r"\.(?![.\w])")  # one full stop is enough
MINUTES = 20  # what a request asks for where nothing is said (practice.md)
LONGEST_VALUE = 2000
NOTE_BELOW = "\n\n---\n\n"


@dataclass(frozen=True)
class Part:
    """A piece of a filled text; `name` is the field that it came from, "" for what was typed."""

    text: str
    kind: Literal["text", "filled", "missing"] = "text"
    name: str = ""


@dataclass(frozen=True)
class Filled:
    """A text with its fields filled; those of `missing` stand in it as they were typed."""

    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(part.text for part in self.parts)

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of fields without a value, each once, in the order of the text."""
        return tuple(dict.fromkeys(part.name for part in self.parts if part.kind == "missing"))


class UnresolvedError(ValueError):
    """A letter has fields without a value; `names` are theirs."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        super().__init__(f"Still to fill or to strike: {', '.join(self.names)}.")


def fill(text: str, values: Mapping[str, str]) -> Filled:
    """`text` with each field that has a value replaced by it, in one pass; line ends become \\n, and of the full stops
    of a value and of the text behind it one stays.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    parts: list[Part] = []
    at = 0
    for found in FIELD.finditer(text):
        if found.start() > at:
            parts.append(Part(text[at : found.start()]))
        name, at = found[1].lower(), found.end()
        value = as_value(values.get(name, ""))
        if STOPPED.search(value) and STOP.match(text, at):
            at += 1
        parts.append(Part(value, "filled", name) if value else Part(found[0], "missing", name))
    return Filled((*parts, Part(text[at:])) if at < len(text) else tuple(parts))


def fill_body(message: Message, values: Mapping[str, str]) -> Filled:
    """The whole text that goes: the body, and below a line of its own the note that a connector can forward."""
    body, introduction = fill(message.body, values), message.introduction
    if not (note := note_of(message)):
        return body
    named = dict(values)
    if introduction and not message.fields.get("target"):  # whom the note speaks to
        named["target"] = introduction.target.given_name or introduction.target.display_name
    return Filled((*body.parts, Part(NOTE_BELOW), *fill(note, named).parts))


def note_of(message: Message) -> str:
    """The note to forward of a letter that asks a connector by mail: the one that was kept; else its template's, as
    long as the letter says that it is below.
    """
    if message.kind != Message.Kind.INTRO_REQUEST or message.via == Message.Via.LINKEDIN:
        return ""
    kept = message.introduction.note if message.introduction else ""
    letter = letters().get(message.builtin.partition("@")[0])
    return kept or (letter.note if letter and "below" in message.body.casefold() else "")


def as_typed(text: str, fields: dict[str, str]) -> str:
    """`text` as it may stand in a draft: braces in it, which mean no field, are kept as values in `fields`."""

    def keep(found: re.Match[str]) -> str:
        name = f"text_{len(fields) + 1}"
        fields[name] = found[0]
        return "{" + name + "}"

    return FIELD.sub(keep, text)


def as_value(value: str) -> str:
    """What may stand for a field: lines of text, without controls and what turns its direction."""
    lines = (one_line(line) for line in value.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "\n".join(lines).strip()[:LONGEST_VALUE]


def strike(text: str, name: str) -> str:
    """`text` without the field `name`, and without the line that held nothing else."""
    kept = []
    for line in text.replace("\r\n", "\n").split("\n"):
        struck = line
        for field in (SENTENCE, FIELD):
            struck = field.sub(lambda found: "" if found[1].lower() == name else found[0], struck)
        if struck == line or struck.strip(" .,;:–-"):
            clean = re.sub(r" {2,}", " ", re.sub(r"[ :]+(?=[.,;:!?])", "", struck)).strip(" ")
            kept.append(line if struck == line else clean)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n")


def names_in(*texts: str) -> list[str]:
    """The fields that stand in these texts, each once."""
    return list(dict.fromkeys(found[1].lower() for text in texts for found in FIELD.finditer(text)))


def resolved(message: Message, *, now: datetime) -> tuple[str, str]:
    """Subject and body as they go; a LinkedIn message has no subject. Raises UnresolvedError."""
    values = values_of(message, now=now)
    subject = Filled(()) if message.via == Message.Via.LINKEDIN else fill(message.subject, values)
    body = fill_body(message, values)
    if missing := dict.fromkeys((*subject.missing, *body.missing)):
        raise UnresolvedError(missing)
    return one_line(subject.text)[:200], body.text


def subject_in_list(message: Message) -> str:
    """The subject as it will be, as far as people and paths say it; "…" for what would have to be looked up."""
    paths = [*(message.interview.paths.all() if message.interview else ()), *message.contact.paths.all()]
    known = of_people(message) | {"path": paths[0].name if paths else ""}
    filled = fill(message.subject, known | {name: str(value) for name, value in message.fields.items() if value})
    return one_line("".join("…" if part.kind == "missing" else part.text for part in filled.parts))


def values_of(message: Message, *, now: datetime) -> dict[str, str]:
    """What every known field stands for in this letter; "" where nothing is known. The user's own values win."""
    contact, talk = message.contact, message.interview
    known = dict.fromkeys(FIELDS, "") | of_people(message) | of_past(contact, talk, now=now)
    minutes = (talk and (talk.promised_minutes or talk.planned_minutes)) or MINUTES
    path: CareerPath | None = (talk and talk.paths.first()) or contact.paths.first()
    known |= {"path": path.name if path else "", "minutes": str(minutes)}
    if "slots" in names_in(message.subject, message.body, note_of(message)) and not message.fields.get("slots"):
        known["slots"] = slot_words(contact, propose_slots(contact, minutes=minutes, now=now))
    if talk and talk.starts_at and (talk.ends_at is None or talk.ends_at > now):
        known |= of_plan(contact, talk)
    return known | {name: str(value) for name, value in message.fields.items() if value}


def of_people(message: Message) -> dict[str, str]:
    """Who reads it, who writes it, and who stands between them."""
    contact, user, introduction = message.contact, message.owner, message.introduction
    known = {
        "first_name": contact.given_name or contact.display_name,
        "full_name": contact.display_name,
        "role": contact.role,
        "organization": contact.organization.name if contact.organization else "",
        "connection": contact.introducer.display_name if contact.introducer else "",
        "how_met": contact.how_met,
        "about_me": next(iter(user.about_me.strip().splitlines()), ""),
        "my_name": user.short_name,
    }
    if introduction and introduction.connector_id == contact.pk:
        target = introduction.target
        known |= {"target": target.display_name, "target_job": target.job, "why_them": introduction.why}
    elif introduction:
        known |= {"connection": introduction.connector.display_name, "why_you": introduction.why}
    return known


def of_plan(contact: Contact, talk: Interview) -> dict[str, str]:
    """When and where a talk is, in the reader's zone."""
    if talk.starts_at is None:
        return {}
    zone = zone_of(contact)
    local = talk.starts_at.astimezone(zone)
    hour = "" if talk.is_day_only else f"{local:%H:%M}{zone_words(contact)}"
    return {"day": format_date(talk.day_in(zone) or local, "l j F"), "time": hour, "place": talk.link or talk.place}


def of_past(contact: Contact, talk: Interview | None, *, now: datetime) -> dict[str, str]:
    """When they last talked, what was learned (what may be quoted goes first), and what the reader advised."""
    user = contact.owner
    mine = user.interviews.filter(people=contact, state__in=["scheduled", *TOOK_PLACE])
    last = talk if talk and talk.is_over(now) else mine.filter(ends_at__lte=now).order_by("-starts_at", "-pk").first()
    day = last.day_in(user.zone) if last else None
    if last is None or day is None:
        return {}
    learned: list[Takeaway] = list(user.takeaways.filter(interview=last))
    said = min(learned, key=lambda row: (not row.is_quotable, row.pk), default=None)
    advised: NoteLine | None = last.lines.filter(question__topic="advice_assignment", removed_at=None).first()
    takeaway = said.text if said else ""
    return {
        "talk_day": day_words(day, today=now.astimezone(user.zone).date()),
        "takeaway": takeaway,
        "advice": one_line(advised.text) if advised else takeaway,
    }


def day_words(day: date, *, today: date) -> str:
    """Such as "today", "on Thursday" within the last six days, "on 12 November" before."""
    if day == today:
        return "today"
    if today - day < timedelta(days=6):
        return format_date(day, "\\o\\n l")
    return format_date(day, "\\o\\n j F" if day.year == today.year else "\\o\\n j F Y")
