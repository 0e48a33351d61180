"""Starts servers and programs, watches over them, and stops them in order."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from config.embedded import children, leftovers
from config.embedded.errors import NO_SPACE, StartError, disk_full
from config.embedded.log import Log, Pump
from config.embedded.servers import Server, start, wait_ready

WATCH_SECONDS = 0.2
START_SECONDS = 60


@dataclass
class Child:
    """One process of ours; it has `grace` seconds to stop."""

    name: str
    process: subprocess.Popen[bytes]
    pump: Pump
    stop_signal: signal.Signals
    grace: float


class Launcher:
    """The processes of one `manage.py up`; sockets and the record of children are in the folder `run`."""

    def __init__(self, *, data: Path, run: Path, log: Log) -> None:
        self.data, self.run, self.log = data, run, log
        self.servers, self.programs = list[Child](), list[Child]()
        self.stopping = threading.Event()

    def listen_for_signals(self) -> None:
        """From now on Ctrl-C, TERM and the end of the terminal ask for an orderly stop."""
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, lambda *_: self.stopping.set())

    def start_servers(self, servers: list[Server]) -> None:
        """Start the embedded servers and wait until they answer."""
        for server in servers:
            server.prepare()
            process = start(server, subprocess.PIPE)
            pump = Pump(self.log, server.name, process)
            self.servers.append(Child(server.name, process, pump, server.stop_signal, server.grace))
        for server, child in zip(servers, self.servers, strict=True):
            wait_ready(server, child.process, data=self.data, last_lines=child.pump.last_lines)

    def start_program(
        self, name: str, *words: str, folder: Path, environment: Mapping[str, str], grace: float = 15
    ) -> Child:
        """Start a Python program of ours."""
        process = children.start(
            [sys.executable, *words],
            stop_signal=signal.SIGTERM,
            output=subprocess.PIPE,
            folder=folder,
            environment={"PYTHONUNBUFFERED": "1", **environment},
        )
        child = Child(name, process, Pump(self.log, name, process), signal.SIGTERM, grace)
        self.programs.append(child)
        leftovers.record(self.run, (program.process.pid for program in self.programs))
        return child

    def finish_program(self, child: Child) -> None:
        """Wait for a program that ends by itself; raises StartError if it fails."""
        while child.process.poll() is None and not self.stopping.wait(0.05):
            pass
        if not self.stopping.is_set():
            child.pump.finish()
            self.programs.remove(child)
            if child.process.returncode:
                raise self._ended(child)

    def wait_for(self, child: Child, answers: Callable[[], bool]) -> None:
        """Wait until a program that was started answers; raises StartError if it ends or takes too long."""
        end = time.monotonic() + START_SECONDS
        while not self.stopping.is_set() and not answers():
            if child.process.poll() is not None:
                raise self._ended(child)
            if time.monotonic() > end:
                raise StartError(f"{child.name} does not answer after {START_SECONDS} seconds.")
            time.sleep(0.02)

    def watch(self) -> None:
        """Return when a stop is asked for; raises StartError when a process ends by itself."""
        while not self.stopping.wait(WATCH_SECONDS):
            for child in [*self.programs, *self.servers]:
                if child.process.poll() is not None:
                    raise self._ended(child)

    def stop(self) -> None:
        """Stop everything: first the programs, then the servers they use."""
        for group in (self.programs, self.servers):
            for child in group:
                if child.process.poll() is None:
                    child.process.send_signal(child.stop_signal)
            for child in group:
                if not children.finish(child.process, grace=child.grace):
                    self.log.say("up", f"{child.name} did not stop within {child.grace:.0f} seconds and was killed")
                child.pump.finish()
        leftovers.forget(self.run)
        with suppress(OSError):  # never made, or something else put a file there
            self.run.rmdir()

    def _ended(self, child: Child) -> StartError:
        child.pump.finish()
        if NO_SPACE in child.pump.last_lines():
            return disk_full(self.data)
        return StartError(f"{child.name} ended with exit code {child.process.returncode}; its last lines are above.")
