"""The far end of SMTP: notes each message it takes before it answers, and misbehaves as the recipient asks.

`python -m tests.faults.sink FILE PORT` runs it as a process of its own.
"""

import asyncio
import os
import signal
import socket
import sys
from collections import Counter
from email import message_from_bytes
from pathlib import Path
from time import time

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HANG_SECONDS = 120
# The recipient's local part, up to the first "+", says how: rcpt550+7@example.com is refused at RCPT.
RCPT = {"rcpt450": "450 4.2.0 Busy, come back later", "rcpt550": "550 5.1.1 No such user"}
DATA = {"data451": "451 4.3.0 Not now", "data552": "552 5.3.4 Too big"}


class Sink:
    """An aiosmtpd handler that writes `time message-id recipient` to a file, synced, for each message it keeps."""

    def __init__(self, file: Path) -> None:
        self.file = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Refuse those who ask for it."""
        if answer := RCPT.get(_mode(address)):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the message, and answer; or do not."""
        address = envelope.rcpt_tos[0]
        mode = _mode(address)
        if mode in DATA:
            return DATA[mode]
        assert isinstance(envelope.content, bytes)
        message_id = message_from_bytes(envelope.content)["Message-ID"]
        os.write(self.file, f"{time():.3f} {message_id} {address}\n".encode())
        os.fsync(self.file)
        if mode == "drop":
            server.transport.abort()  # type: ignore[union-attr]
        if mode == "hang":
            await asyncio.sleep(HANG_SECONDS)
        return "250 2.0.0 Kept"


def _mode(address: str) -> str:
    return address.partition("@")[0].partition("+")[0]


def copies(file: Path) -> Counter[str]:
    """How often each Message-ID was kept."""
    return Counter(line.split()[1] for line in file.read_text().splitlines())


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def serve(file: Path, port: int = 0) -> Controller:
    """A running sink at 127.0.0.1 and its `port`; stop() ends it."""
    controller = Controller(Sink(file), hostname="127.0.0.1", port=port or free_port(), ready_timeout=10)
    controller.start()
    return controller


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]))
    signal.pause()
