"""What every mail to the user has (headers, signed links, the foot), and the links that open a letter elsewhere."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from enum import StrEnum
from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import UUID, uuid4

import css_inline
from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.text import Truncator

from accounts.models import User
from accounts.words import counted, in_a_row
from contacts.models import Contact
from interviews.models import Interview
from outreach.models import Delivery, Reminder

# What the mail reads of a reminder; senders prefetch it.
MAIL_READS = ("interview__interviewees__contact", "interview__takeaways", "interview__messages")
LINK_SALT = "outreach.reminder_link"
PREFERENCES_SALT = "outreach.preferences"
LONGEST_LINK = 2000  # characters; old mail programs cut what is longer
KIND_WORDS = {
    Reminder.Kind.THANK_EARLY: "two hours after an interview",
    Reminder.Kind.THANK_FINAL: "when the 24 hours are over",
    Reminder.Kind.BRIEF: "as your daily brief",
    Reminder.Kind.PLAN: "as your weekly plan",
}


class LinkAction(StrEnum):
    """The one thing that a signed link in a mail does."""

    SENT = "sent"
    LATER = "later"
    MORNING = "morning"
    STOP = "stop"


@dataclass(frozen=True)
class ComposeLinks:
    """A letter as links; where it is too long for one (`fits` is false) they carry the subject only."""

    mailto: str
    gmail: str
    outlook: str
    fits: bool


def reminder_mail(
    delivery: Delivery,
    reminders: Sequence[Reminder],
    subject: str,
    template: str,
    words: dict[str, Any],
    *,
    now: datetime,
) -> EmailMultiAlternatives:
    """The mail of `delivery` with one body from each of `template`.txt and .html; one click stops the first's kind."""
    kinds = {reminder.kind: reminder for reminder in reminders}
    context = words | {
        "today_url": absolute("outreach:today"),
        "stops": [(KIND_WORDS[Reminder.Kind(k)], stop_url(r, now=now)) for k, r in sorted(kinds.items())],
        "preferences_url": absolute("outreach:preferences", sign_preferences(delivery.owner, now=now)),
        "health_url": absolute("outreach:reminder_health"),
    }
    mail = EmailMultiAlternatives(
        subject=subject,
        body=re.sub(r"\n{3,}", "\n\n", render_to_string(f"{template}.txt", context)),
        to=[delivery.to_addr],
        headers=mail_headers(delivery.message_id, now=now) | unsubscribe_headers(stop_url(reminders[0], now=now)),
    )
    mail.attach_alternative(_inliner().inline(render_to_string(f"{template}.html", context)), "text/html")
    return mail


def build_test_mail(user: User, *, now: datetime) -> EmailMultiAlternatives:
    """A mail that proves that mail arrives."""
    context = {"sent_at": now.astimezone(user.zone), "health_url": absolute("outreach:reminder_health")}
    mail = EmailMultiAlternatives(
        subject="Test mail from Rapport",
        body=render_to_string("emails/test.txt", context),
        to=[user.email],
        headers=mail_headers(uuid4(), now=now),
    )
    mail.attach_alternative(_inliner().inline(render_to_string("emails/test.html", context)), "text/html")
    return mail


def mail_headers(message_id: UUID, *, now: datetime) -> dict[str, str]:
    """The headers of every mail that a machine writes (RFC 3834); a delivery's id was fixed with its row."""
    return {
        "Message-ID": f"<{message_id}@{urlsplit(settings.SITE_URL).hostname}>",
        "Date": format_datetime(now),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }


def unsubscribe_headers(url: str) -> dict[str, str]:
    """One click in the mail program stops this kind of mail (RFC 8058)."""
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def sign_link(reminder: Reminder, action: LinkAction, *, now: datetime, contact: Contact | None = None) -> str:
    """The token of a link that does `action`, for `contact` where the action is about one person."""
    about = [reminder.pk, reminder.version, action.value, contact.pk if contact else 0]
    if action is LinkAction.STOP:  # it outlives the talk that the reminder is about
        about += [reminder.owner_id, reminder.kind]
    return signing.Signer(sep=".", salt=LINK_SALT).sign_object([*about, int(now.timestamp())])


def sign_preferences(user: User, *, now: datetime) -> str:
    """The token with which the reader of a mail changes which mails come, without signing in."""
    return signing.Signer(sep=".", salt=PREFERENCES_SALT).sign_object([user.pk, int(now.timestamp())])


def owed_people(interview: Interview) -> list[Contact]:
    """Who has not been thanked yet and is not in the trash, in the order in which they were added."""
    seats = interview.interviewees.all()
    return [seat.contact for seat in seats if seat.thanked_at is None and seat.contact.trashed_at is None]


def people_of(reminders: Iterable[Reminder]) -> str:
    """Everyone in the interviews that some reminders are about, thanked or not; "" for no reminder."""
    seats = [seat for reminder in reminders if reminder.interview for seat in reminder.interview.interviewees.all()]
    return join_names(list(dict.fromkeys(seat.contact.display_name for seat in seats)))


def join_names(names: Sequence[str]) -> str:
    """Names as people say them: “Ada Moreno, Grace Mbeki and Noor Haddad”; of many, two and a count."""
    short = [Truncator(one_line(name)).chars(60) for name in names]
    if len(short) > 3:
        return f"{short[0]}, {short[1]} and {len(short) - 2} others"
    return in_a_row(short)


def one_line(text: str) -> str:
    """`text` without what could break a header or turn its direction: controls, line ends, bidi overrides."""
    bidi = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    kept = (" " if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} else c for c in text if c not in bidi)
    return " ".join("".join(kept).split())


def time_left(deadline: datetime, *, now: datetime) -> str:
    """“22 hours left”, “45 minutes left”, “the 24 hours are over”, “3 hours late”, “2 days late”; rounded down, as the
    app says it.
    """
    seconds = (deadline - now).total_seconds()
    if -30 * 60 < seconds < 30:
        return "the 24 hours are over"
    minutes, word = max(1, int(abs(seconds) // 60)), "left" if seconds > 0 else "late"
    if word == "late" and minutes >= 24 * 60:  # what is left of a promise of 24 hours is told in hours
        return f"{counted(minutes // (24 * 60), 'day')} late"
    return f"{counted(minutes // 60, 'hour') if minutes >= 60 else counted(minutes, 'minute')} {word}"


def when_words(interview: Interview, *, now: datetime) -> str:
    """Day and time of the interview in its owner's zone; an interview without a time has only its day."""
    if interview.starts_at is None or interview.ends_at is None:
        return ""
    zone = interview.owner.zone
    start, end = interview.starts_at.astimezone(zone), interview.ends_at.astimezone(zone)
    on = interview.day_in(zone) or start
    day = format_date(on, "l j F" if on.year == now.astimezone(zone).year else "l j F Y")
    return day if interview.is_day_only else f"{day}, {start:%H:%M}–{end:%H:%M}"


def compose_links(to: str, subject: str, body: str) -> ComposeLinks:
    """Links that open the letter in the user's own mail program (RFC 6068: %20 for spaces, %0D%0A for line ends)."""
    subject, body = quote(subject, safe=""), quote("\r\n".join(body.splitlines()), safe="")
    address = quote(to, safe="@")
    fits = len(f"mailto:{address}?subject={subject}&body={body}") <= LONGEST_LINK
    text = f"&body={body}" if fits else ""
    return ComposeLinks(
        mailto=f"mailto:{address}?subject={subject}{text}",
        gmail=f"https://mail.google.com/mail/?view=cm&fs=1&to={address}&su={subject}{text}",
        outlook=f"https://outlook.office.com/mail/deeplink/compose?to={address}&subject={subject}{text}",
        fits=fits,
    )


def absolute(name: str, *args: object) -> str:
    """The full address of a page, for use outside the browser."""
    return settings.SITE_URL + reverse(name, args=args)


def stop_url(reminder: Reminder, *, now: datetime) -> str:
    """Where one click stops this kind of mail."""
    return absolute("outreach:unsubscribe", sign_link(reminder, LinkAction.STOP, now=now))


@cache
def _inliner() -> css_inline.CSSInliner:
    """Puts email.css into style attributes; the dark rules stay in a style tag, for programs that know them."""
    style = (settings.BASE_DIR / "static/css/email.css").read_text()
    return css_inline.CSSInliner(extra_css=style, keep_at_rules=True, load_remote_stylesheets=False)
