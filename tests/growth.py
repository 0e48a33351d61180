"""How the time of a piece of work grows with its size, by which a square shows on any machine."""

from collections.abc import Callable
from time import process_time

PARTS = 8
TOO_FAST = 0.02  # seconds below which a time says nothing
AS_ITS_SQUARE = 30  # between 8, where time grows with the size, and 64


def growth(work: Callable[[int], object], size: int) -> float:
    """How many times as much CPU `work(size)` takes as an eighth of that size."""
    return seconds(work, size) / max(TOO_FAST, seconds(work, size // PARTS))


def seconds(work: Callable[[int], object], size: int) -> float:
    """Of CPU, the less of two times."""
    times = []
    for _ in range(2):
        begun = process_time()
        work(size)
        times.append(process_time() - begun)
    return min(times)
