"""Mail on a machine without an SMTP server: one .eml file a message in the data folder."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage as ParsedMessage
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.html import strip_tags

NAME = re.compile(r"\d{8}T\d{12}-[0-9a-f]{32}\.eml", re.ASCII)
BACKEND = "accounts.mail.EmailBackend"


class EmailBackend(BaseEmailBackend):
    """Writes each message to settings.MAIL_FOLDER; names sort by time and cannot be guessed."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write each message whole or not at all; returns how many were written."""
        settings.MAIL_FOLDER.mkdir(parents=True, exist_ok=True, mode=0o700)
        written = 0
        for message in email_messages:
            try:
                self._write(message)
            except OSError:
                if not self.fail_silently:
                    raise
            else:
                written += 1
        return written

    def _write(self, message: EmailMessage) -> None:
        file = settings.MAIL_FOLDER / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{token_hex(16)}.eml"
        part = file.with_suffix(".part")
        try:
            with open(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
                out.write(message.message().as_bytes(linesep="\r\n"))  # type: ignore[call-arg]
                out.flush()
                os.fsync(out.fileno())
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)


@dataclass(frozen=True)
class Mail:
    """One message as a page shows it; `text` never holds markup."""

    name: str
    written_at: datetime
    to: str
    subject: str
    text: str


def folder() -> Path | None:
    """Where mail is written; None when it goes out by SMTP."""
    return settings.MAIL_FOLDER if settings.EMAIL_BACKEND == BACKEND else None


def newest(limit: int = 100) -> list[Mail]:
    """The newest messages, newest first."""
    names = sorted((p.name for p in settings.MAIL_FOLDER.glob("*.eml") if NAME.fullmatch(p.name)), reverse=True)
    return [mail for name in names[:limit] if (mail := read(name))]


def read(name: str) -> Mail | None:
    """The message in the file `name`; None where there is none, or where the name is not one of ours."""
    if not NAME.fullmatch(name):
        return None
    try:
        content = (settings.MAIL_FOLDER / name).read_bytes()
    except OSError:
        return None
    message = message_from_bytes(content, policy=policy.default)
    written_at = datetime.strptime(name[:21], "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC)
    return Mail(name, written_at, str(message["To"] or ""), str(message["Subject"] or ""), _text(message))


def _text(message: ParsedMessage) -> str:
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    text = str(part.get_content())
    return text if part.get_content_subtype() == "plain" else strip_tags(text)
