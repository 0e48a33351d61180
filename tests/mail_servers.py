"""Mail servers of other people, as a user's own account meets them: with TLS and sign-in, or with a fault."""

import ssl
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.faults.sink import DATA, Sink, free_port

USER, PASSWORD = "alice", "pillow-river-9"


class Kept(Sink):
    """A sink that keeps the last message too, and counts connections and attempts to sign in."""

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self.visits, self.sign_ins, self.messages, self.port = 0, 0, list[bytes](), 0

    async def handle_EHLO(  # noqa: N802  aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Count a visit."""
        self.visits += 1
        session.host_name = hostname
        return responses

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the whole of what is not refused."""
        assert isinstance(envelope.content, bytes)
        if not envelope.rcpt_tos[0].startswith(tuple(DATA)):
            self.messages.append(envelope.content)
        return await super().handle_DATA(server, session, envelope)

    def sign_in(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, said: Any) -> AuthResult:
        """Whether the name and the password are right."""
        self.sign_ins += 1
        fits = isinstance(said, LoginPassword) and (said.login, said.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=fits, handled=False)


def serve_account(folder: Path, certificate: tuple[Path, Path] | None, *, port: int = 0) -> tuple[Controller, Kept]:
    """A server on this machine that wants STARTTLS and a sign-in; without a certificate it offers neither."""
    kept = Kept(folder / "kept")
    options: dict[str, Any] = {"authenticator": kept.sign_in, "auth_require_tls": certificate is not None}
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(*certificate)
        options |= {"tls_context": context, "require_starttls": True, "auth_required": True}
    controller = Controller(kept, hostname="127.0.0.1", port=port or free_port(), ready_timeout=10, **options)
    controller.start()
    kept.port = controller.port
    return controller, kept
