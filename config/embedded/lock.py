"""One owner at a time for the servers of a data folder."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.embedded.errors import AlreadyRunningError


@contextmanager
def hold(data: Path, owner: str) -> Iterator[None]:
    """Own the servers of `data` until the block ends; raises AlreadyRunningError naming the present owner.

    The kernel gives the lock back when the process ends in any way, kill -9 included.
    """
    data.mkdir(parents=True, exist_ok=True)
    with (data / "up.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            present = file.read().strip() or "a start that is under way"
            raise AlreadyRunningError(f"Rapport is already running on {data}: {present}.") from None
        file.truncate(0)
        file.write(owner)
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


@contextmanager
def attach(data: Path) -> Iterator[None]:
    """Use servers that another process started; one that started them only for itself waits until the block ends."""
    with (data / "attached.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def wait_for_attached(data: Path) -> None:
    """Wait until no process is attached to the servers of `data`."""
    with (data / "attached.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
