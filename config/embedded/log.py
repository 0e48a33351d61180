"""One log for many processes: every line says whose it is."""

import subprocess
import sys
import threading
from collections import deque
from contextlib import suppress

COLOURS = 36, 35, 33, 32, 34, 31
KEPT_LINES = 40


class Log:
    """Writes lines such as `web      | …` to standard output, from any thread."""

    def __init__(self) -> None:
        self._lock, self._names = threading.Lock(), list[str]()

    def say(self, name: str, line: str) -> None:
        """Write one line of the process `name`."""
        with self._lock, suppress(OSError):  # a closed terminal must not stop what runs
            if name not in self._names:
                self._names.append(name)
            prefix = f"{name:<8} |"
            if sys.stdout.isatty():
                prefix = f"\x1b[{COLOURS[self._names.index(name) % len(COLOURS)]}m{prefix}\x1b[0m"
            sys.stdout.write(f"{prefix} {line}\n")
            sys.stdout.flush()


class Pump:
    """Copies what a child writes to the log, and keeps the last lines."""

    def __init__(self, log: Log, name: str, process: subprocess.Popen[bytes]) -> None:
        self._log, self._name, self._process = log, name, process
        self._kept = deque[str](maxlen=KEPT_LINES)
        self._thread = threading.Thread(target=self._copy, daemon=True)
        self._thread.start()

    def last_lines(self) -> str:
        """The last lines the child wrote."""
        return "\n".join(self._kept)

    def finish(self) -> None:
        """Wait a moment for the last lines of a child that ended."""
        self._thread.join(1)

    def _copy(self) -> None:
        for raw in self._process.stdout or ():
            line = raw.decode("utf-8", "replace").rstrip()
            self._kept.append(line)
            self._log.say(self._name, line)
