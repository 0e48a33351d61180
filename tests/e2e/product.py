"""The whole product as real processes: gunicorn, a Celery worker and beat, with a database and a mail sink."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from aiosmtpd.controller import Controller

from config.embedded import children
from tests import databases
from tests.certificates import Authority
from tests.mail_servers import Kept, serve_account

ROOT = Path(__file__).resolve().parents[2]
DEMO_PASSWORD = "plainly-fictional-7"


class Sink:
    """The far end of SMTP: keeps each message."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        """Accept a message."""
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 kept"

    def wait_for(self, *, to: str, subject: str, seconds: float = 120) -> EmailMessage:
        """The first message to `to` whose subject holds `subject`; fails when none comes in time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for message in self.messages:
                if message["To"] == to and subject in message["Subject"]:
                    return message
            time.sleep(0.1)
        raise AssertionError(f"no mail “{subject}” to {to}; came: {[(m['To'], m['Subject']) for m in self.messages]}")


@dataclass
class Product:
    """A running product: its address, its database, its mail, and a server for a user's own account."""

    url: str
    database_url: str
    sink: Sink
    environment: dict[str, str]
    account: Kept
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def sql(self, statement: str, *params: object) -> None:
        """Change what no page can, such as who is staff."""
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            connection.execute(statement, params)

    def manage(self, *words: str) -> str:
        """What a command of `manage.py` prints, run beside the product."""
        line = [sys.executable, "manage.py", *words]
        return subprocess.run(
            line, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Product]:
    """Start everything on the test run's servers, with demo data; stop it at the end."""
    authority = Authority(folder)
    with databases.copied() as database_url, _sink() as (sink, smtp_port), _account(folder, authority) as account:
        port = _free_port()
        env = _environment(folder, database_url, port, smtp_port)
        env |= {"SSL_CERT_FILE": str(authority.file), "RAPPORT_MAIL_HOSTS_ALLOWED": f"localhost:{account.port}"}
        seed = [sys.executable, "manage.py", "seed_demo"]
        subprocess.run(seed, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
        product = Product(f"http://127.0.0.1:{port}", database_url, sink, env, account)
        try:
            for name, command in _commands(port, folder).items():
                with (folder / f"{name}.log").open("wb") as log:
                    words = [sys.executable, "-m", *command]
                    process = children.start(
                        words, stop_signal=signal.SIGTERM, output=log, folder=ROOT, environment=env
                    )
                    product.processes.append(process)
            _wait_until_ready(product, folder)
            yield product
        finally:
            for process in product.processes:
                process.terminate()
            for process in product.processes:
                process.wait(30)


def _commands(port: int, folder: Path) -> dict[str, list[str]]:
    return {
        "web": ["gunicorn", "config.wsgi", "-b", f"127.0.0.1:{port}", "--threads", "8", "--no-control-socket"],
        "worker": ["celery", "-A", "config", "worker", "-P", "threads", "-c", "2", "-l", "WARNING"],
        "beat": ["celery", "-A", "config", "beat", "-s", str(folder / "beat"), "--pidfile=", "-l", "WARNING"],
    }


def _environment(folder: Path, database_url: str, port: int, smtp_port: int) -> dict[str, str]:
    redis = urlsplit(os.environ["REDIS_URL"])
    # A broker of its own, or the worker of another product of this run would take up its ticks.
    number = 7 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    redis_url = (
        f"{redis.scheme}://{redis.netloc}{redis.path}?db={number}"
        if redis.scheme == "unix"
        else f"{redis.scheme}://{redis.netloc}/{number}"
    )
    return os.environ | {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "EMAIL_URL": f"smtp://127.0.0.1:{smtp_port}",
        "RAPPORT_DATA": str(folder),
        "RAPPORT_TICK_SECONDS": "3",
        "RAPPORT_DEMO_PASSWORD": DEMO_PASSWORD,
        "HOST": "127.0.0.1",
        "PORT": str(port),
    }


@contextlib.contextmanager
def _sink() -> Iterator[tuple[Sink, int]]:
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=_free_port())
    controller.start()
    try:
        yield sink, controller.port
    finally:
        controller.stop()


@contextlib.contextmanager
def _account(folder: Path, authority: Authority) -> Iterator[Kept]:
    """The server of a user's own mail account."""
    controller, kept = serve_account(folder, authority.sign())
    try:
        yield kept
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(product: Product, folder: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            if urllib.request.urlopen(f"{product.url}/readyz", timeout=5).status == 200:
                return
        if product.processes[0].poll() is not None:
            break
        time.sleep(0.1)
    raise AssertionError(f"the web server did not answer:\n{(folder / 'web.log').read_text()}")
