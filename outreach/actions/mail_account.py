"""The user's mail account: kept, tried out, paused when its sign-in is refused again and again, removed."""

import smtplib
import ssl
from contextlib import suppress
from datetime import datetime
from time import monotonic, sleep

from django.db import transaction
from django.db.models import F

from accounts.models import User
from outreach.actions.letter_mail import build_account_test
from outreach.actions.mail_line import HostRefusedError, MailLine
from outreach.actions.outcomes import clean, in_words
from outreach.actions.posting import unpost_letter
from outreach.actions.sealing import SealError, seal
from outreach.actions.smtp import AnswerLostError
from outreach.actions.testing_mail import count_try
from outreach.models import MailAccount

PER_HOUR = 10
REFUSED_AFTER = 1.0  # seconds that a refused name takes at least, so that their times do not tell which exist inside
SIGN_INS = 3  # refused in a row: then nothing more is tried, or the provider locks the account
FRESH = {"tested_at": None, "paused_at": None, "failures": 0, "last_error": ""}
LINE = ("host", "port", "security", "username")  # what a password is given to: when one changes it is typed again


def account_of(user: User) -> MailAccount | None:
    """The user's account, if there is one."""
    return getattr(user, "mail_account", None)


def keep_account(account: MailAccount, *, password: str = "", is_changed: bool = True) -> None:
    """Keep the account, with a new `password` if one is given; a changed one has to be tested anew. SealError."""
    if password:
        account.secret = seal(password)
    if password or is_changed:
        for name, value in FRESH.items():
            setattr(account, name, value)
    account.save()


def test_account(account: MailAccount, *, now: datetime) -> str:
    """Send one mail to the owner's own address; returns what went wrong in plain words, "" when the server took it.

    Raises TooManyError after ten an hour. Only the account as it was tried is marked.
    """
    count_try(account.owner, "account", per_hour=PER_HOUR, now=now)
    wrong = _try(account, now)
    tried = MailAccount.objects.filter(pk=account.pk, secret=account.secret, updated_at=account.updated_at)
    if wrong:
        tried.update(last_error=clean(wrong))
    else:
        tried.update(**FRESH | {"tested_at": now})
    return wrong


def note_sign_in(account: MailAccount, *, error: str, now: datetime) -> bool:
    """Count a refused sign-in, or forget the former ones when `error` is ""; returns whether the account is paused."""
    mine = MailAccount.objects.filter(pk=account.pk, secret=account.secret)
    if not error:
        mine.exclude(failures=0).update(failures=0, last_error="")
        return False
    mine.update(failures=F("failures") + 1, last_error=clean(error))
    return bool(mine.filter(failures__gte=SIGN_INS, paused_at=None).update(paused_at=now))


@transaction.atomic
def remove_account(account: MailAccount) -> int:
    """Delete the account and its password; letters that wait to leave become drafts again, and are counted."""
    waiting = account.owner.deliveries.filter(letter__isnull=False, state="pending")
    drafts = sum(unpost_letter(delivery) for delivery in waiting)
    account.delete()
    return drafts


def explain(error: Exception, account: MailAccount) -> str:
    """What went wrong, in words for the person who typed the account in."""
    said = clean(str(getattr(error, "smtp_error", b"").decode(errors="replace"))) if _answered(error) else ""
    match error:
        case HostRefusedError() | SealError():
            return str(error)
        case smtplib.SMTPAuthenticationError():
            return f"The server refused the user name or the password. Many providers want an app password here. {said}"
        case smtplib.SMTPNotSupportedError():
            return "The server offers no STARTTLS, or no sign-in that we know. No password was sent to it."
        case ssl.SSLCertVerificationError():
            return f"The certificate does not fit {account.host}, so no password was sent: {error.verify_message}."
        case ssl.SSLError():
            return in_words(error)
        case TimeoutError() | smtplib.SMTPServerDisconnected():
            return "The server did not answer, or hung up. Look at the port: 465 goes with TLS, 587 with STARTTLS."
        case smtplib.SMTPSenderRefused():
            return f"The server does not send for {account.from_addr}. {said}"
        case smtplib.SMTPRecipientsRefused():
            return f"The server does not take mail to {account.owner.email}."
        case smtplib.SMTPResponseException():
            return f"The server said no. {said}"
        case AnswerLostError():
            return "The server took the mail and hung up before it said so. Look whether it arrives."
    return "There is no connection to the server."


def _answered(error: Exception) -> bool:
    return isinstance(getattr(error, "smtp_error", None), bytes) and not isinstance(error, smtplib.SMTPConnectError)


def _try(account: MailAccount, now: datetime) -> str:
    begin = monotonic()
    try:
        line = MailLine(account)
    except SealError as error:
        return explain(error, account)
    try:
        line.open()
        line.send_messages([build_account_test(account, account.owner.email, now=now)])
        with suppress(OSError):
            line.close()
    except (OSError, ValueError) as error:
        if isinstance(error, HostRefusedError):
            sleep(max(0.0, begin + REFUSED_AFTER - monotonic()))
        return explain(error, account)
    finally:
        line.drop()
    return ""
