"""A user's mail server for the storm of letters: STARTTLS, sign-in, and an answer that lets the final dot wait.

`python -m tests.faults.letter_sink FILE PORT CERTIFICATE KEY` runs it as a process of its own.
"""

import asyncio
import random
import signal
import ssl
import sys
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.faults.sink import Sink

SLOWEST = 0.3  # seconds between keeping a message and the answer, in which senders are killed


class SlowSink(Sink):
    """Keeps the message, synced, and answers a while later."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """As a sink, later."""
        answer = await super().handle_DATA(server, session, envelope)
        await asyncio.sleep(random.uniform(0, SLOWEST))
        return answer


if __name__ == "__main__":
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(sys.argv[3], sys.argv[4])
    Controller(
        SlowSink(Path(sys.argv[1])),
        hostname="127.0.0.1",
        port=int(sys.argv[2]),
        ready_timeout=10,
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=lambda *_: AuthResult(success=True),
    ).start()
    signal.pause()
