"""Where the embedded servers keep their data and sockets, and the URLs that lead there (standard library only)."""

import hashlib
import os
import re
import tempfile
from pathlib import Path

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
