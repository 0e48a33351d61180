"""The real thing, small: a database and a broker of its own, an SMTP sink, Celery workers and beats as processes."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import psutil
import psycopg

from config.embedded import children, paths, servers
from config.embedded.valkey import Valkey
from tests import databases
from tests.faults import sink

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 4
Process = subprocess.Popen[bytes]
# What waits is shortened: a lease is 5 s instead of 2 minutes, a second copy comes after 2 s instead of 10 min.
SHORT = {
    "RAPPORT_TICK_SECONDS": "5",
    "RAPPORT_LEASE_SECONDS": "5",
    "RAPPORT_RETRY_SCALE": "0.003",
    "RAPPORT_SMTP_TIMEOUT": "10",
}


class Plant:
    """Starts and stops its processes; each one dies with this one."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder, self.database_url = folder, database_url
        self.valkey = Valkey(folder, paths.run_dir(folder))
        self.kept, self.smtp_port = folder / "kept", sink.free_port()
        self.env = {
            **SHORT,
            "DATABASE_URL": database_url,
            "REDIS_URL": paths.redis_url(folder),
            "EMAIL_URL": f"smtp://127.0.0.1:{self.smtp_port}",
            "RAPPORT_DATA": str(folder),
        }
        self.running: list[Process] = []

    def python(self, *words: str) -> None:
        """Run `python -m …` to its end."""
        command = [sys.executable, "-W", "ignore", "-m", *words]
        subprocess.run(command, cwd=ROOT, env=os.environ | self.env, check=True, stdout=subprocess.DEVNULL)

    def start(self, name: str, *words: str, env: Mapping[str, str] | None = None) -> Process:
        """Start `python -m …`, its output going to a file called `name`."""
        command = [sys.executable, "-W", "ignore", "-m", *words]
        with (self.folder / f"{name}.log").open("ab") as log:
            process = children.start(
                command, stop_signal=signal.SIGKILL, output=log, folder=ROOT, environment=self.env | dict(env or {})
            )
        self.running.append(process)
        return process

    def start_broker(self) -> Process:
        """Start Valkey, with what it kept on disk, and wait until it answers."""
        self.valkey.prepare()
        with (self.folder / "valkey.log").open("ab") as log:
            process = servers.start(self.valkey, log)
        wait_until(self.valkey.ready, seconds=20)
        self.running.append(process)
        return process

    def start_sink(self) -> Process:
        """Start the far end of SMTP."""
        return self.start("sink", "tests.faults.sink", str(self.kept), str(self.smtp_port))

    def start_worker(self) -> Process:
        """Start a Celery worker with four pool processes."""
        return self.start("worker", "celery", "-A", "config", "worker", "-c", str(WORKERS), "-l", "WARNING")

    def start_beat(self, name: str = "beat") -> Process:
        """Start a beat; a second one needs another name."""
        schedule = str(self.folder / name)
        return self.start(name, "celery", "-A", "config", "beat", "-s", schedule, "--pidfile=", "-l", "WARNING")

    def start_loop(self, **env: str) -> Process:
        """Start the second way in."""
        return self.start("send_due", "manage", "send_due", "--loop", env=env)

    def stop(self, *processes: Process) -> None:
        """Kill these, or everything that runs, with whatever they started."""
        for process in processes or tuple(self.running):
            children.stop(process, signal.SIGKILL, grace=10)
            self.running.remove(process)

    def count(self, statement: str) -> int:
        """The number that a query gives."""
        with psycopg.connect(self.database_url) as connection:
            found = connection.execute(statement.encode()).fetchone()
        assert found is not None
        return int(found[0])

    def sent(self) -> int:
        """How many deliveries are sent."""
        return self.count("SELECT count(*) FROM outreach_delivery WHERE state = 'sent'")

    def open_rows(self) -> int:
        """How many reminders still wait, in the plan or in the outbox, or have not been planned."""
        done = self.count("SELECT count(*) FROM outreach_reminder WHERE state IN ('sent', 'failed')")
        return self.count("SELECT count(*) FROM interviews_interview") - done

    def states(self) -> dict[str, set[tuple[str, int, bool, str, int]]]:
        """By the recipient's kind: delivery's state, tries, ambiguous, reminder's state, copies in the sink."""
        with psycopg.connect(self.database_url) as connection:
            rows = connection.execute(
                "SELECT split_part(d.to_addr, '+', 1), d.state, d.attempts, d.ambiguous, r.state, d.message_id"
                " FROM outreach_delivery d JOIN outreach_reminder r ON r.delivery_id = d.id"
            ).fetchall()
        copies, found = self.copies(), dict[str, set[tuple[str, int, bool, str, int]]]()
        for mode, state, attempts, ambiguous, reminder, message_id in rows:
            told = (state, attempts, ambiguous, reminder, copies[f"<{message_id}@127.0.0.1>"])
            found.setdefault(mode, set()).add(told)
        return found

    def given_up(self) -> int:
        """How many mails never came whose owner is told that they may have: both tries ended without an answer."""
        with psycopg.connect(self.database_url) as connection:
            rows = connection.execute(
                "SELECT d.message_id FROM outreach_delivery d JOIN outreach_reminder r ON r.delivery_id = d.id"
                " WHERE d.state = 'dead' AND d.ambiguous AND r.state = 'failed'"
            ).fetchall()
        copies = self.copies()
        return sum(f"<{message_id}@127.0.0.1>" not in copies for (message_id,) in rows)

    def copies(self) -> Counter[str]:
        """How many copies of each mail the sink kept."""
        return sink.copies(self.kept) if self.kept.exists() else Counter()


@contextlib.contextmanager
def plant(folder: Path, *, seed: int, modes: str = "ok") -> Iterator[Plant]:
    """A plant in which `seed` mails are due, with a sink; nothing sends yet."""
    with databases.copied() as url:
        here = Plant(folder, url)
        try:
            here.python("tests.faults.seed", str(seed), *modes.split())
            here.start_sink()
            yield here
        finally:
            here.stop()


def wait_until(done: Callable[[], bool], *, seconds: float, every: float = 0.05) -> float:
    """Wait until `done()`; returns how long it took, and fails after `seconds`."""
    begin = time.monotonic()
    while not done():
        assert time.monotonic() - begin < seconds, f"still waiting after {seconds} s"
        time.sleep(every)
    return time.monotonic() - begin


def kill_one_child(worker: Process) -> int:
    """SIGKILL a pool process of a Celery worker; returns how many were killed, 0 or 1."""
    pool = psutil.Process(worker.pid).children()
    if not pool:
        return 0
    with contextlib.suppress(psutil.NoSuchProcess):
        random.choice(pool).kill()
    return 1
