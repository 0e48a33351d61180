"""Handing a mail to a mail server, for any sender: connect, give it over, hang up; each end is an outcome."""

from collections.abc import Callable
from contextlib import suppress
from email.errors import HeaderParseError

from django.core.mail import BadHeaderError, EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from outreach.actions.outcomes import Outcome, Verdict, judge
from outreach.actions.smtp import EmailBackend


def connect(line: BaseEmailBackend) -> Outcome | None:
    """Open the line unless it is open; a server that will not even listen is tried again, whatever it says."""
    try:
        line.open()
    except (OSError, ValueError) as error:  # smtplib's errors are OSErrors too
        drop(line)
        judged = judge(error)
        return Outcome(Verdict.RETRY, f"No connection to the mail server. {judged.error}", bad_login=judged.bad_login)
    return None


def hand_over(mail: EmailMessage, line: BaseEmailBackend, *, before_dot: Callable[[], None]) -> Outcome:
    """Send over the open line, and say how it ended; one that knows no dot is marked before anything is given."""
    try:
        if isinstance(line, EmailBackend):
            line.before_dot = before_dot
        else:
            before_dot()
        line.send_messages([mail])
    except (BadHeaderError, HeaderParseError) as error:
        return Outcome(Verdict.REFUSED, f"The mail has a header that cannot be written. {type(error).__name__}")
    except (OSError, ValueError) as error:
        drop(line)
        return judge(error)
    except BaseException:
        drop(line)
        raise
    return Outcome(Verdict.SENT, code=250)


def drop(line: BaseEmailBackend) -> None:
    """Hang up without a word: whatever was under way is not complete, or has its outcome."""
    with suppress(OSError):
        line.drop() if isinstance(line, EmailBackend) else line.close()
