"""Finds and stops the programs of a run that was killed before it could stop them."""

import json
import os
import signal
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil

GRACE_SECONDS = 10


def record(run: Path, pids: Iterable[int]) -> None:
    """Write down the programs that run now; the time of birth tells a process from a later one with its pid."""
    rows = []
    for pid in pids:
        with suppress(psutil.Error):
            rows.append([pid, psutil.Process(pid).create_time()])
    (run / "children.json").write_text(json.dumps(rows))


def forget(run: Path) -> None:
    """All programs were stopped."""
    (run / "children.json").unlink(missing_ok=True)


def stop(run: Path) -> int:
    """Stop what the record names and is still alive, and say how many that was (the caller holds our lock)."""
    found = list(_alive(run))
    for process in found:
        with suppress(psutil.Error):
            process.terminate()
    for process in psutil.wait_procs(found, GRACE_SECONDS)[1]:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    return len(found)


def _alive(run: Path) -> Iterator[psutil.Process]:
    try:
        rows = json.loads((run / "children.json").read_text())
    except (FileNotFoundError, ValueError):
        return
    for pid, born in rows:
        with suppress(psutil.Error):
            process = psutil.Process(pid)
            if abs(process.create_time() - born) < 1 and process.status() != psutil.STATUS_ZOMBIE:
                yield process
