"""What a page shows of a letter: as its reader will see it, what is still to fill, advice, and the ways out."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from contacts.models import Channel
from interviews.actions.times import CAME_TO_NOTHING
from interviews.models import Interviewee, Referral, Takeaway
from outreach.actions.checking import Draft, check_draft
from outreach.actions.filling import FIELDS, Filled, fill, fill_body, names_in, note_of, values_of
from outreach.actions.letters import PAGE
from outreach.actions.posting import describe_sending
from outreach.actions.templates import templates_of
from outreach.emails import compose_links, one_line, when_words
from outreach.importing.builtin import letters
from outreach.models import Message
from outreach.views.rows import ThankRow


@dataclass(frozen=True)
class Gap:
    """A field of the letter that the user fills: still open, or filled by them."""

    name: str
    hint: str
    value: str


@dataclass(frozen=True)
class Thanks:
    """What stands beside a thank-you: its clock, what was learned (what may be quoted first), and whom they named."""

    row: ThankRow
    learned: list[Takeaway]
    named: list[Referral]
    others: list[Interviewee]  # of the same talk, who are not thanked yet
    when: str

    @property
    def is_over(self) -> bool:
        """Whether the talk took place."""
        talk = self.row.interview
        return talk.is_over(self.row.now) and talk.state not in CAME_TO_NOTHING


def letter_context(letter: Message, *, now: datetime) -> dict[str, object]:
    """The letter filled, with what is missing, the checks, and how it can reach its reader."""
    values = values_of(letter, now=now)
    subject, body = fill(letter.subject, values), fill_body(letter, values)
    if letter.via == Message.Via.LINKEDIN:
        subject = Filled(())
    missing = list(dict.fromkeys((*subject.missing, *body.missing)))
    checks = check_draft(_drafted(letter, fill(letter.body, values), values, missing))
    named = names_in(letter.subject, letter.body, note_of(letter))
    asked = [name for name in named if name in missing or name in letter.fields]
    return {
        "now": now,
        "letter": letter,
        "page": letter.fields.get(PAGE, ""),
        "sending": describe_sending(letter, now=now),
        "contact": letter.contact,
        "subject": subject,
        "body": body,
        "subject_shown": _shown(subject),
        "body_shown": _shown(body),
        "missing": missing,
        "gaps": [Gap(name, FIELDS.get(name, ""), str(letter.fields.get(name, ""))) for name in asked],
        "checks": checks,
        "to_fix": sum(not check.is_met for check in checks),
    } | _ways(letter, one_line(subject.text), body.text)


def thanks_of(letter: Message, *, now: datetime) -> Thanks | None:
    """What stands beside a thank-you for a talk in which the user asked; None for all else."""
    talk = letter.interview if letter.kind == Message.Kind.THANK_YOU else None
    if talk is None or talk.is_incoming:
        return None
    parts = talk.interviewees.select_related("interview", "contact").filter(contact=letter.contact_id)
    part = parts.first()
    if part is None:
        return None
    learned = sorted(talk.takeaways.all(), key=lambda takeaway: (not takeaway.is_quotable, takeaway.pk))
    named = talk.referrals.select_related("contact").filter(named_by=letter.contact_id)
    others = talk.interviewees.unthanked().exclude(contact=letter.contact_id).select_related("contact")
    return Thanks(ThankRow(part, now), learned, list(named), list(others), when_words(talk, now=now))


def _shown(filled: Filled) -> SafeString:
    """The text with its fields marked: filled, or without a value."""
    marks = {"text": "{}", "filled": "<mark>{}</mark>", "missing": '<mark class="miss">{}</mark>'}
    pieces = [
        format_html(marks[part.kind], part.name if part.kind == "missing" else part.text) for part in filled.parts
    ]
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _drafted(letter: Message, body: Filled, values: dict[str, str], missing: list[str]) -> Draft:
    learned = [takeaway.text for takeaway in letter.interview.takeaways.all()] if letter.interview else []
    return Draft(
        kind=letter.kind,
        body=body.text,
        names=[values["first_name"], letter.contact.display_name],
        is_short=letter.via == Message.Via.LINKEDIN,
        connection=values["connection"],
        reason=values["why_you"],
        about_me=values["about_me"],
        learned=[*learned, values["takeaway"]],
        missing=missing,
    )


def _ways(letter: Message, subject: str, body: str) -> dict[str, object]:
    """What it may begin with, the links that carry it, and its reader's addresses; only links of the web are links."""
    usual = {name for one in letters().values() if one.kind == letter.kind for name in names_in(one.body)}
    channels = sorted(letter.contact.channels.all(), key=lambda channel: not channel.is_preferred)
    emails = [channel.value for channel in channels if channel.kind == Channel.Kind.EMAIL]
    profiles = [c.value for c in channels if c.kind == Channel.Kind.LINKEDIN and c.value.startswith("https://")]
    return {
        "usual_fields": {name: words for name, words in FIELDS.items() if name in usual},
        "other_fields": {name: words for name, words in FIELDS.items() if name not in usual},
        "templates": templates_of(letter.owner, letter.kind),
        "template_ref": str(letter.template_id or "") or letter.builtin.partition("@")[0],
        "is_linkedin": letter.via == Message.Via.LINKEDIN,
        "links": compose_links(next(iter(emails), ""), subject, body),
        "emails": emails,
        "profiles": profiles,
    }
