"""Starts and stops the embedded servers: for one command, for a test run, and as pieces for the launcher."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

import psutil

from config.embedded import children, lock, paths
from config.embedded.errors import NO_SPACE, AlreadyRunningError, StartError, disk_full
from config.embedded.postgres import Postgres
from config.embedded.valkey import Valkey

START_SECONDS = 60
TEMPORARY = "rapport-test-"


class Server(Protocol):
    """What Postgres and Valkey have in common."""

    name: str
    stop_signal: signal.Signals
    grace: float

    def prepare(self) -> None: ...
    def command(self) -> list[str]: ...
    def become(self) -> None: ...
    def ready(self) -> bool: ...
    def finish_start(self) -> None: ...


def wanted(data: Path, *, postgres: bool, valkey: bool, throw_away: bool = False) -> list[Server]:
    """The embedded servers to start for the data folder `data`."""
    run, found = paths.run_dir(data), list[Server]()
    if postgres:
        found.append(Postgres(data, run, throw_away=throw_away))
    if valkey:
        found.append(Valkey(data, run))
    return found


def start(server: Server, output: children.Output) -> subprocess.Popen[bytes]:
    """Start one prepared server; it is not ready yet."""
    return children.start(
        server.command(),
        stop_signal=server.stop_signal,
        output=output,
        environment={"LC_ALL": "C"},
        become=server.become,
    )


def wait_ready(server: Server, process: subprocess.Popen[bytes], *, data: Path, last_lines: Callable[[], str]) -> None:
    """Wait until a started server answers, then let it finish its start; raises StartError."""
    end = time.monotonic() + START_SECONDS
    while not server.ready():
        if process.poll() is not None:
            time.sleep(0.1)  # its last words may still be on their way
            if NO_SPACE in last_lines():
                raise disk_full(data)
            raise StartError(f"{server.name} ended at its start (exit code {process.returncode}):\n{last_lines()}")
        if time.monotonic() > end:
            raise StartError(f"{server.name} was not ready after {START_SECONDS} seconds.")
        time.sleep(0.01)
    server.finish_start()


@contextmanager
def for_one_command(data: Path, *, postgres: bool, valkey: bool, command: str) -> Iterator[None]:
    """The embedded servers for the length of one command: those of a running `up`, else started here."""
    found = wanted(data, postgres=postgres, valkey=valkey)
    with ExitStack() as stack:
        try:
            stack.enter_context(lock.hold(data, f"pid {os.getpid()}, manage.py {command}"))
        except AlreadyRunningError:
            stack.enter_context(lock.attach(data))
            _wait_for_others(found)
        else:
            stack.enter_context(_running(data, found))
            stack.callback(lock.wait_for_attached, data)
        yield


@contextmanager
def temporary_servers(*, postgres: bool = True, valkey: bool = True) -> Iterator[dict[str, str]]:
    """Throw-away servers in a temporary folder; yields DATABASE_URL, REDIS_URL and RAPPORT_DATA to reach them."""
    _sweep()
    data = Path(tempfile.mkdtemp(prefix=f"{TEMPORARY}{os.getpid()}-"))
    data.chmod(0o711)  # as root the server may have to run as nobody
    try:
        with _running(data, wanted(data, postgres=postgres, valkey=valkey, throw_away=True)):
            urls = {"RAPPORT_DATA": str(data)}
            if postgres:
                urls["DATABASE_URL"] = paths.database_url(data)
            if valkey:
                urls["REDIS_URL"] = paths.redis_url(data)
            yield urls
    finally:
        for folder in (paths.run_dir(data), data):
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(data: Path, found: list[Server]) -> Iterator[None]:
    """Start `found`, their output going to files, and stop them when the block ends."""
    with ExitStack() as stack:
        for server in found:
            server.prepare()
            log = data / f"{server.name}.log"
            with log.open("wb") as output:
                process = start(server, output)
            stack.callback(children.stop, process, server.stop_signal, grace=server.grace)
            wait_ready(server, process, data=data, last_lines=lambda log=log: log.read_text()[-2000:])  # type: ignore[misc]
        yield


def _wait_for_others(found: list[Server]) -> None:
    end = time.monotonic() + START_SECONDS
    while not all(server.ready() for server in found) and time.monotonic() < end:
        time.sleep(0.05)


def _sweep() -> None:
    """Remove what test runs that were killed left; their servers died with them."""
    for folder in Path(tempfile.gettempdir()).glob(f"{TEMPORARY}*-*"):
        if not psutil.pid_exists(int(folder.name.removeprefix(TEMPORARY).split("-")[0])):
            shutil.rmtree(folder, ignore_errors=True)
