"""Where the embedded servers keep their data and sockets, and the URLs that lead there (standard library only)."""

import hashlib
import os
import pwd
import re
import stat
import tempfile
from pathlib import Path

from config.embedded.errors import StartError

PG_USER = PG_DATABASE = "rapport"
SOCKET_PATH_BYTES = 107  # the most that a unix socket's address can hold on Linux


def run_dir(data: Path) -> Path:
    """The folder of the sockets below `data`, or a short one in the system's temporary folder.

    A socket's path must be short, and must hold nothing that a URL would have to quote.
    """
    inside = data / "run"
    if len(os.fsencode(inside / ".s.PGSQL.5432.lock")) < SOCKET_PATH_BYTES and re.fullmatch(
        r"[A-Za-z0-9/._-]+", str(inside)
    ):
        return inside
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"rapport-{os.geteuid()}-{digest}"


def database_url(data: Path) -> str:
    """URL of the embedded PostgreSQL that belongs to the data folder `data`."""
    return f"postgresql://{PG_USER}@/{PG_DATABASE}?host={run_dir(data)}"


def redis_url(data: Path) -> str:
    """URL of the embedded Valkey that belongs to the data folder `data`, as redis-py spells it."""
    return f"unix://{run_dir(data)}/valkey.sock?db=0"


def make_run_dir(run: Path) -> None:
    """Make the folder of the sockets, closed to others.

    Below the system's temporary folder its name can be guessed, so a link or another user's folder is refused.
    """
    run.mkdir(parents=True, exist_ok=True, mode=0o700)
    found, ours = run.lstat(), {os.geteuid()}
    if os.geteuid() == 0:
        ours.add(pwd.getpwnam("nobody").pw_uid)
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in ours:
        raise StartError(f"{run} belongs to another user. Remove it, or set RAPPORT_DATA to a shorter path.")
    run.chmod(0o700)
