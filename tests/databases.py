"""Databases of a test run: each is a copy of one that was migrated once, by whichever process came first."""

import contextlib
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg.sql import SQL, Identifier

ROOT = Path(__file__).resolve().parents[1]
NAME = "RAPPORT_TEST_TEMPLATE"  # in the environment, for the processes of a parallel run to share


def name_template() -> None:
    """Choose the name of this run's migrated database."""
    os.environ.setdefault(NAME, f"rapport_template_{os.getpid()}")


def migrated() -> str:
    """The name of a database with our tables and no rows, to which nobody is connected."""
    name = os.environ[NAME]
    with _server() as server:
        server.execute("SELECT pg_advisory_lock(1)")  # the others wait here until there is one
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            server.execute(SQL("CREATE DATABASE {}").format(Identifier(f"{name}_new")))
            command = [sys.executable, "manage.py", "migrate", "-v0", "--skip-checks"]
            subprocess.run(command, cwd=ROOT, env=os.environ | {"DATABASE_URL": _url(f"{name}_new")}, check=True)
            server.execute(SQL("ALTER DATABASE {} RENAME TO {}").format(Identifier(f"{name}_new"), Identifier(name)))
    return name


@contextlib.contextmanager
def copied() -> Iterator[str]:
    """The URL of a new database on the test run's server, with our tables and no rows."""
    name, template = f"copy_{os.getpid()}_{random.randrange(10**6)}", migrated()
    with _server() as server:
        server.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template)))
        try:
            yield _url(name)
        finally:
            server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def drop_template() -> None:
    """Leave nothing on a server that outlives the run."""
    with _server() as server:
        server.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(os.environ[NAME])))


def _server() -> psycopg.Connection:
    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


def _url(name: str) -> str:
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
