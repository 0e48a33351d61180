"""A mail server that is away, says nothing, refuses, or loses its answer: each leads to the expected state."""

import socket
from functools import partial
from pathlib import Path

import pytest

from tests.faults.plant import Plant, plant, wait_until

FAST = {"RAPPORT_RETRY_SCALE": "0.00003", "RAPPORT_TICK_SECONDS": "0.2", "RAPPORT_SMTP_TIMEOUT": "1"}
# delivery, tries, may have arrived without an answer, reminder, copies that the server kept
EXPECTED = {
    "ok": ("sent", 1, False, "sent", 1),
    "rcpt450": ("dead", 8, False, "failed", 0),
    "rcpt550": ("dead", 1, False, "failed", 0),
    "data451": ("dead", 8, False, "failed", 0),
    "data552": ("dead", 1, False, "failed", 0),
    "drop": ("dead", 2, True, "failed", 2),
    "hang": ("dead", 2, True, "failed", 2),
}


FEWEST_TRIES = "SELECT coalesce(min(attempts), 0) FROM outreach_delivery"


def more_tries(here: Plant, than: int) -> bool:
    """Whether each delivery has been tried more often."""
    return here.count(FEWEST_TRIES) > than


@pytest.mark.faults
def test_each_answer_ends_as_the_table_says(tmp_path: Path) -> None:
    with plant(tmp_path, seed=len(EXPECTED), modes=" ".join(EXPECTED)) as here:
        here.start_loop(**FAST)
        wait_until(lambda: here.open_rows() == 0, seconds=120)
        assert here.states() == {mode: {row} for mode, row in EXPECTED.items()}
        refused = here.count("SELECT count(*) FROM accounts_user WHERE mail_refused_at IS NOT NULL")
        assert refused == 1  # the one with the bad address, so that the app can tell them


@pytest.mark.faults
def test_a_server_that_is_away_or_silent_costs_time_and_nothing_else(tmp_path: Path) -> None:
    with plant(tmp_path, seed=60) as here, socket.create_server(("127.0.0.1", 0)) as silent:
        for port in (1, silent.getsockname()[1]):  # nobody listens; somebody takes the call and says nothing
            loop = here.start_loop(**FAST | {"RAPPORT_RETRY_SCALE": "0.005"}, EMAIL_URL=f"smtp://127.0.0.1:{port}")
            tried = here.count(FEWEST_TRIES)
            wait_until(partial(more_tries, here, tried), seconds=120)
            here.stop(loop)
        assert (here.copies(), here.open_rows()) == ({}, 60)
        here.start_loop()
        wait_until(lambda: here.open_rows() == 0, seconds=120)
        assert sorted(here.copies().values()) == [1] * 60
