"""What a killed or stopped run leaves behind: nothing."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.faults.plant import ROOT, WORKERS, plant, wait_until

SLOW_TEST = """
import signal
import time
from pathlib import Path

def test_slow():
    # A shell that puts a run into the background has it ignore Ctrl-C, and children inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        Path("began").touch()
        time.sleep(60)
    finally:
        Path("tidied").touch()
"""


@pytest.mark.faults
def test_pool_processes_die_with_their_worker(tmp_path: Path) -> None:
    with plant(tmp_path, seed=1) as here:
        here.start_broker()
        worker = here.start_worker()
        here.start_beat()
        wait_until(lambda: here.sent() == 1, seconds=60)
        pool = psutil.Process(worker.pid).children()
        worker.kill()
        left = psutil.wait_procs(pool, timeout=10)[1]
        assert (len(pool), left) == (WORKERS, [])


@pytest.mark.faults
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_test_run_that_is_stopped_tidies_up(tmp_path: Path, number: signal.Signals) -> None:
    (tmp_path / "test_slow.py").write_text(SLOW_TEST)
    command = [sys.executable, "-m", "pytest", "-p", "config.embedded.testing", "--rootdir", str(tmp_path)]
    alone = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_XDIST_")}
    run = subprocess.Popen(command, cwd=tmp_path, env=alone | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL)
    wait_until((tmp_path / "began").exists, seconds=30)
    run.send_signal(number)
    assert (run.wait(30), (tmp_path / "tidied").exists()) == (pytest.ExitCode.INTERRUPTED, True)
