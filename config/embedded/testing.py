"""pytest plugin: throw-away servers for a test run, unless DATABASE_URL and REDIS_URL name others.

Loaded with `-p config.embedded.testing`, so that it runs before pytest-django reads the settings. The servers are
started once, by the process that controls the run; the workers of pytest-xdist inherit their addresses.
"""

import os
import signal
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest

from config.embedded.servers import temporary_servers

_run = ExitStack()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Set the environment; this is the first hook of a run."""
    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        os.environ["RAPPORT_DATA"] = str(Path(os.environ["RAPPORT_DATA"]) / worker)
        return
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # like Ctrl-C: what the tests started is stopped
    data = _run.enter_context(tempfile.TemporaryDirectory(prefix="rapport-data-"))
    os.environ["RAPPORT_DATA"] = data
    postgres, valkey = not os.environ.get("DATABASE_URL"), not os.environ.get("REDIS_URL")
    if {"-h", "--help", "--version", "--collect-only", "--co"}.isdisjoint(sys.argv) and (postgres or valkey):
        urls = _run.enter_context(temporary_servers(postgres=postgres, valkey=valkey))
        os.environ.update({name: url for name, url in urls.items() if name != "RAPPORT_DATA"})


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the servers."""
    _run.close()
