"""Child processes that die with us, even when we are killed with kill -9 (standard library only)."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1
Output = int | IO[bytes]


def start(
    command: Sequence[str],
    *,
    stop_signal: signal.Signals,
    output: Output,
    folder: str | Path = "/",
    environment: Mapping[str, str] | None = None,
    become: Callable[[], None] | None = None,
) -> subprocess.Popen[bytes]:
    """Start `command` in a session of its own; the kernel sends it `stop_signal` when we die (Linux).

    `become` runs in the child first and may change who it is. Call this from the main thread only: the
    kernel takes the end of the thread that started the child for the end of the parent.
    """
    parent = os.getpid()

    def prepare() -> None:
        if become:
            become()
        die_with_parent(stop_signal)  # after the change of user, which would clear it
        if os.getppid() != parent:
            os._exit(1)

    return subprocess.Popen(  # noqa: S603  our own commands only
        list(command),
        preexec_fn=prepare,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def stop(process: subprocess.Popen[bytes], stop_signal: signal.Signals, *, grace: float) -> bool:
    """Ask a child to stop; after `grace` seconds kill it and whatever is left of its group. True if it obeyed."""
    if process.poll() is None:
        process.send_signal(stop_signal)
    return finish(process, grace=grace)


def finish(process: subprocess.Popen[bytes], *, grace: float) -> bool:
    """Wait `grace` seconds for a child that was asked to stop, then kill what is left of its group."""
    obeyed = True
    try:
        process.wait(grace)
    except subprocess.TimeoutExpired:
        obeyed = False
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return obeyed


def die_with_parent(stop_signal: signal.Signals) -> None:
    """Have the kernel send us `stop_signal` when the thread that started us ends (Linux; elsewhere nothing)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(stop_signal), 0, 0, 0)
