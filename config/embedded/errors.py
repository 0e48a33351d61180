"""What stops a start, said in one sentence for the person who started it."""

from pathlib import Path

NO_SPACE = "No space left on device"


class StartError(Exception):
    """The servers cannot start; the text is one clear sentence (and at most the server's own last lines)."""


class AlreadyRunningError(StartError):
    """Another process holds the data folder."""


def disk_full(data: Path) -> StartError:
    """The disk that holds the data folder `data` is full."""
    return StartError(f"The disk that holds {data} is full. Free some space, or set RAPPORT_DATA to another folder.")
