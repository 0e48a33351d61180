"""`manage.py up` for real: it starts, refuses a second start, survives kill -9, and leaves nothing behind."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
from django.conf import settings

from config.embedded import paths

pytestmark = pytest.mark.faults


class Run:
    """One `manage.py up` on the data folder `data`."""

    def __init__(self, data: Path, **servers: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
        self.environment = kept | servers | {"RAPPORT_DATA": str(data), "HOST": "127.0.0.1", "PORT": str(self.port)}
        self.process = self.start()

    def start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "manage.py", "up", "--no-demo"],
            cwd=settings.BASE_DIR,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def wait_ready(self) -> None:
        lines = []
        for line in self.process.stdout or ():
            lines.append(line)
            if f"ready at http://127.0.0.1:{self.port}\n" in line:
                return
        pytest.fail("up ended:\n" + "".join(lines))

    def children(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self, how: signal.Signals) -> int:
        """Send `how`, and return the exit code once all children are gone, too."""
        children = self.children() if self.process.poll() is None else []
        self.process.send_signal(how)
        self.process.communicate(timeout=40)
        assert psutil.wait_procs(children, timeout=20)[1] == []
        return self.process.returncode


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """A data folder that the user nobody could enter, as a server that may not be root must; filled once."""
    folder = Path(tempfile.mkdtemp(prefix="rapport-up-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def run(data: Path) -> Iterator[Run]:
    """A product that answers."""
    run = Run(data)
    try:
        run.wait_ready()
        yield run
    finally:
        run.end(signal.SIGTERM)


def sql(data: Path, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(paths.database_url(data)) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def test_rows_survive_kill_9_and_nothing_survives_term(run: Run, data: Path) -> None:
    sql(data, "CREATE TABLE kept AS SELECT 42 AS answer")
    run.process.kill()  # the next start comes at once, while the children of this one are still dying
    run.process.communicate()
    run.process = run.start()
    run.wait_ready()
    assert sql(data, "SELECT answer FROM kept") == [(42,)]
    assert (run.end(signal.SIGTERM), (data / "run").exists()) == (0, False)
    assert not (data / "postgres" / "postmaster.pid").exists()


def test_a_second_start_and_a_dead_child(run: Run, data: Path) -> None:
    second = run.start()
    sentence = (
        f"CommandError: Rapport is already running on {data}: pid {run.process.pid}, http://127.0.0.1:{run.port}.\n"
    )
    assert (second.communicate()[0], second.returncode) == (sentence, 1)
    next(child for child in run.children() if child.name() == "valkey-server").kill()
    output = run.process.communicate(timeout=40)[0]
    assert "valkey ended with exit code -9" in output
    assert run.process.returncode == 1


def test_servers_that_are_given_are_used(run: Run, data: Path, tmp_path: Path) -> None:
    other = Run(tmp_path / "new", DATABASE_URL=paths.database_url(data), REDIS_URL=paths.redis_url(data))
    try:
        other.wait_ready()
        assert {child.name() for child in other.children()} & {"postgres", "valkey-server"} == set()
    finally:
        assert other.end(signal.SIGTERM) == 0
