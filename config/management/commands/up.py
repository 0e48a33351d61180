"""`manage.py up`: databases, migrations, web server, worker and beat in one foreground command."""

import errno
import http.client
import os
import socket
import time
from pathlib import Path
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, connections

from accounts.models import User
from config.embedded import leftovers, lock, paths, servers
from config.embedded.errors import NO_SPACE, StartError, disk_full
from config.embedded.launcher import Launcher
from config.embedded.log import Log

EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  where to ask a server that listens everywhere
AS_ROOT_IS_FINE = "ignore:You're running the worker:UserWarning"  # it concerns pickled tasks; ours are JSON


class Command(BaseCommand):
    """Start everything and stay until Ctrl-C."""

    help = "Start the servers that no URL names, migrate, then web server, worker and beat; Ctrl-C stops all of it."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen, and whether to begin with sample people."""
        parser.add_argument("--host", default=settings.HOST, help="address to listen on (HOST)")
        parser.add_argument("--port", type=int, default=settings.PORT, help="port to listen on (PORT)")
        parser.add_argument("--no-demo", action="store_true", help="no demo user and sample people at the first start")

    def handle(self, *, host: str, port: int, no_demo: bool, **options: Any) -> None:
        """Run until a signal or a failure; the exit code is 0 or 1."""
        data, run = settings.DATA_DIR, paths.run_dir(settings.DATA_DIR)
        self.host, self.port, self.began = host, port, time.monotonic()
        self.url = f"http://{_bracketed(EVERY_ADDRESS.get(host, host))}:{port}"
        self.launcher = Launcher(data=data, run=run, log=Log())
        try:
            with lock.hold(data, f"pid {os.getpid()}, {self.url}"):
                paths.make_run_dir(run)  # for the record of our programs, also where the servers are somebody else's
                if count := leftovers.stop(run):
                    self.say(f"stopped what a killed run left ({count} still alive)")
                _check_address(host, port)
                self._run(data, demo=not no_demo)
        except StartError as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            raise CommandError(str(disk_full(data))) from None

    def say(self, line: str) -> None:
        """Write a line of our own to the log."""
        self.launcher.log.say("up", line)

    def _run(self, data: Path, *, demo: bool) -> None:
        self.launcher.listen_for_signals()
        try:
            for step in (self._start_servers, self._migrate, self._seed if demo else None, self._start_programs):
                if step and not self.launcher.stopping.is_set():
                    step()
            self.launcher.watch()
        except StartError:
            if not self.launcher.stopping.is_set():  # otherwise it only says that something was stopped half-way
                raise
        finally:
            began = time.monotonic()
            self.launcher.stop()
            self.say(f"all stopped in {time.monotonic() - began:.1f} s")

    def _start_servers(self) -> None:
        found = servers.wanted(settings.DATA_DIR, postgres=settings.EMBEDDED_POSTGRES, valkey=settings.EMBEDDED_VALKEY)
        self.launcher.start_servers(found)
        if settings.EMBEDDED_VALKEY and (count := _restore_unacknowledged()):
            self.say(f"{count} tasks of a run that was killed go back to the queue")

    def _migrate(self) -> None:
        try:
            call_command("migrate", interactive=False, verbosity=0)
            self.first_start = not User.objects.exists()
        except OperationalError as error:
            if NO_SPACE in str(error):
                raise disk_full(settings.DATA_DIR) from None
            raise StartError(f"The database cannot be used: {' '.join(str(error).split())}") from None
        finally:
            connections.close_all()

    def _seed(self) -> None:
        if self.first_start:
            # A process of its own, so that the settings it reads hold this host and port.
            self.launcher.finish_program(self._start("demo", "manage.py", "seed_demo"))

    def _start_programs(self) -> None:
        web = self._start(
            *("web", "-m", "gunicorn", "config.wsgi", "--bind", f"{_bracketed(self.host)}:{self.port}"),
            *("--workers", "1", "--threads", "8", "--graceful-timeout", "10", "--no-control-socket"),
            *("--log-level", "warning"),
        )
        self.launcher.wait_for(web, self._answers)
        if self.launcher.stopping.is_set():
            return
        self.say(f"ready at {self.url}")
        self.say(f"started in {time.monotonic() - self.began:.1f} s; Ctrl-C stops all of it")
        celery = "-W", AS_ROOT_IS_FINE, "-m", "celery", "--quiet", "-A", "config"
        worker = "worker", "--loglevel", "INFO", "--concurrency", "2", "--without-gossip", "--without-mingle"
        self._start("worker", *celery, *worker, grace=25)
        schedule = str(settings.DATA_DIR / "beat-schedule")
        self._start("beat", *celery, "beat", "--loglevel", "WARNING", "--schedule", schedule, "--pidfile=")

    def _start(self, name: str, *words: str, grace: float = 15) -> Any:
        environment = {"HOST": self.host, "PORT": str(self.port)}
        return self.launcher.start_program(name, *words, folder=settings.BASE_DIR, environment=environment, grace=grace)

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection(EVERY_ADDRESS.get(self.host, self.host), self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _check_address(host: str, port: int) -> None:
    """Refuse an address on which nothing of ours could listen."""
    if not 0 < port < 65536:
        raise StartError(f"PORT={port} is not a port. Choose one from 1024 to 65535.")
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        sentence = f"Cannot listen on {host}:{port}: {error.strerror}. Choose another port with PORT=8001."
        raise StartError(sentence) from None


def _restore_unacknowledged() -> int:
    """Queue again what was being worked on when a run was killed, and say how many tasks that was.

    No worker is alive now (we hold the lock), so there is no reason to wait for the broker's visibility timeout.
    """
    with current_app.connection_for_write() as connection:
        channel: Any = connection.default_channel  # the Redis one, which has more than the type says
        tags = channel.client.hkeys(channel.unacked_key)
        for tag in tags:
            channel.qos.restore_by_tag(tag.decode() if isinstance(tag, bytes) else tag, channel.client)
        return len(tags)
