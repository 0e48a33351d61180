"""Pool processes are killed all the time while thousands are due: none is lost unsaid, none comes three times."""

import os
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.plant import Plant, Process, kill_one_child, plant

DUE = int(os.environ.get("RAPPORT_FAULTS") or 2000)  # make faults N=100000
KILL_EVERY = 0.5
MAILS_A_KILL = 20  # at least so many: a busy machine starts processes more slowly than they would else be killed
PATIENCE = 120 + DUE * 0.3  # seconds, for a machine that does much else; an idle one needs a twentieth of it


def storm(here: Plant, worker: Process) -> int:
    """Kill a pool process every half second, or every MAILS_A_KILL mails, until all is settled; returns how many."""
    kills, end = 0, time.monotonic() + PATIENCE
    while here.open_rows():
        assert time.monotonic() < end, f"{here.open_rows()} of {DUE} still open"
        time.sleep(KILL_EVERY)
        kills += kill_one_child(worker) if here.sent() > kills * MAILS_A_KILL else 0
    return kills


@pytest.mark.faults
def test_no_reminder_is_lost_unsaid_and_none_comes_more_than_twice(tmp_path: Path) -> None:
    with plant(tmp_path, seed=DUE) as here:
        here.start_broker()
        worker = here.start_worker()
        here.start_beat()
        begin = time.monotonic()
        kills = storm(here, worker)
        seconds, copies, states = time.monotonic() - begin, here.copies(), here.states()
        given_up = here.given_up()  # killed twice between the note that it leaves and the final dot
    times = Counter(copies.values())
    print(f"\n{DUE} due, {kills} kills, {seconds:.0f} s, copies: {dict(times)}, ends: {states}")  # noqa: T201
    assert (len(copies) + given_up, set(times) <= {1, 2}, kills > 0) == (DUE, True, True)
    assert times[2] + 2 * given_up <= kills
