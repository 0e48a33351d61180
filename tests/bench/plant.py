"""The product as in production: Postgres and gunicorn as processes whose CPU time is theirs alone."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import psycopg

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Plant:
    """A running web server and its database server."""

    port: int
    web: psutil.Process
    postmaster: psutil.Process

    def cpu(self) -> tuple[float, float]:
        """Seconds of CPU that the web processes and those of Postgres have used so far."""
        return _spent(self.web), _spent(self.postmaster)


@contextlib.contextmanager
def running(database_url: str) -> Iterator[Plant]:
    """Start gunicorn as `up` does, with two workers; stop it at the end."""
    port = _free_port()
    words = ["gunicorn", "config.wsgi", "-b", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4"]
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "PORT": str(port),
        "DATABASE_URL": database_url,
    }
    command = [sys.executable, "-m", *words, "--no-control-socket", "--log-level", "warning"]
    web = subprocess.Popen(command, cwd=ROOT, env=env)
    try:
        _wait_until_it_answers(port)
        yield Plant(port, psutil.Process(web.pid), _postmaster(database_url))
    finally:
        web.terminate()
        web.wait(30)


def _spent(top: psutil.Process) -> float:
    """CPU of a process and its children, those that have ended included."""
    seconds = 0.0
    for process in [top, *top.children(recursive=True)]:
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            seconds += times.user + times.system
            if process == top:
                seconds += times.children_user + times.children_system
    return seconds


def _postmaster(database_url: str) -> psutil.Process:
    with psycopg.connect(database_url) as connection:
        return psutil.Process(connection.info.backend_pid).parent() or psutil.Process()


def _wait_until_it_answers(port: int) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError):
            connection = http.client.HTTPConnection(urlsplit(f"//127.0.0.1:{port}").hostname or "", port)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == http.client.OK:
                return
        time.sleep(0.1)
    raise TimeoutError("gunicorn does not answer")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
