"""manage.py where nobody reads what it prints: no traceback."""

import os
import subprocess
import sys

from django.conf import settings


def test_a_reader_who_has_enough_ends_a_command_without_a_word() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    run = subprocess.run(
        [sys.executable, "manage.py", "help"], cwd=settings.BASE_DIR, stdout=writing, stderr=subprocess.PIPE
    )
    os.close(writing)
    assert (run.returncode, run.stderr) == (1, b"")


def test_a_command_runs_with_its_output_closed() -> None:
    line = ["sh", "-c", 'exec "$0" manage.py help >&-', sys.executable]
    run = subprocess.run(line, cwd=settings.BASE_DIR, stderr=subprocess.PIPE)
    assert (run.returncode, run.stderr) == (0, b"")
