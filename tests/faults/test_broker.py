"""The broker loses everything, beats run twice, or there is no broker at all: each reminder still comes once."""

import signal
import socket
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.plant import Plant, plant, wait_until

DUE = 200


def flush(here: Plant) -> None:
    """Forget every message of the broker."""
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(here.valkey.socket))
        line.sendall(b"FLUSHALL\r\n")
        assert line.recv(10) == b"+OK\r\n"


@pytest.mark.faults
def test_two_beats_and_a_broker_that_is_flushed_killed_and_restarted(tmp_path: Path) -> None:
    with plant(tmp_path, seed=DUE) as here:
        broker = here.start_broker()
        here.start_worker()
        here.start_beat(), here.start_beat("beat2")
        wait_until(lambda: here.sent() > 0, seconds=120)
        flush(here)
        here.stop(broker)
        here.start_broker()
        flush(here)
        took = wait_until(lambda: here.open_rows() == 0, seconds=120)
        wait_until(lambda: here.count("SELECT count(*) FROM outreach_delivery WHERE state <> 'sent'") == 0, seconds=30)
        print(f"\n{DUE} due, broker flushed and restarted, two beats: all sent {took:.0f} s after")  # noqa: T201
        assert Counter(here.copies().values()) == {1: DUE}


@pytest.mark.faults
def test_without_a_broker_two_loops_send_each_once_and_end_at_term(tmp_path: Path) -> None:
    with plant(tmp_path, seed=DUE) as here:
        loops = [here.start_loop(), here.start_loop()]
        wait_until(lambda: here.open_rows() == 0, seconds=120)
        assert Counter(here.copies().values()) == {1: DUE}
        for loop in loops:
            loop.send_signal(signal.SIGTERM)
        assert [loop.wait(60) for loop in loops] == [0, 0]
