"""SMTP that knows whether the final dot was sent: before it a failure is safe to retry, after it nobody can tell."""

import smtplib
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.core.mail.backends import smtp


class AnswerLostError(OSError):
    """The whole message was handed over, and the server's answer never came: it may have been delivered."""


class _Marked:
    """What both connections add to smtplib: a call just before the final dot, and AnswerLostError after it."""

    before_dot: Callable[[], None] | None = None

    def data(self: Any, msg: Any) -> tuple[int, bytes]:
        """As smtplib.SMTP.data (RFC 5321, 4.1.1.4), in two parts."""
        self.putcmd("data")
        code, reply = self.getreply()
        if code != 354:
            raise smtplib.SMTPDataError(code, reply)
        # A dot of its own would otherwise wait for the peer's delayed acknowledgement, 40 ms a message.
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            body = smtplib._quote_periods(msg)  # type: ignore[attr-defined]
            self.send(body if body.endswith(b"\r\n") else body + b"\r\n")
            if self.before_dot:
                self.before_dot()
        except BaseException:
            self.close()  # without the dot the server throws the message away; QUIT would become part of it
            raise
        return self._end_message()

    def _end_message(self: Any) -> tuple[int, bytes]:
        try:
            self.send(b".\r\n")
            code, reply = self.getreply()
        except Exception as error:
            self.close()
            raise AnswerLostError(str(error)) from error
        if not 200 <= code < 600:
            self.close()
            raise AnswerLostError(f"the answer made no sense: {code}")
        return code, reply


class Plain(_Marked, smtplib.SMTP):
    """In clear text, or with STARTTLS."""


class Encrypted(_Marked, smtplib.SMTP_SSL):
    """TLS from the start."""


class EmailBackend(smtp.EmailBackend):
    """Django's SMTP backend; `before_dot` is called when a message is complete but for its final dot."""

    before_dot: Callable[[], None] | None = None

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """The class of connection that the settings ask for."""
        return Encrypted if self.use_ssl else Plain

    def send_messages(self, email_messages: Any) -> int:
        """Send them over the open connection, or over a new one that is closed again."""
        if self.connection is not None:
            self.connection.before_dot = self.before_dot  # type: ignore[attr-defined]
        return super().send_messages(email_messages)

    def drop(self) -> None:
        """Close without QUIT, for a connection that is not in a known state."""
        for name in ("connection", "_partial_connection"):
            if connection := getattr(self, name):
                with suppress(OSError):
                    connection.close()
                setattr(self, name, None)
