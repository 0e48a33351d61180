"""Letters while their senders are killed between DATA and the answer: none twice, and each that is unknown is shown."""

import contextlib
import os
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests import databases
from tests.certificates import Authority
from tests.faults.plant import Plant, Process, kill_one_child

LETTERS = max(60, int(os.environ.get("RAPPORT_FAULTS") or 600) // 10)  # make faults N=10000
KILL_EVERY = 0.3
LETTERS_A_KILL = 4
PATIENCE = 120 + LETTERS


@contextlib.contextmanager
def letters_plant(folder: Path) -> Iterator[Plant]:
    """A plant in which LETTERS letters are due, with their users' server; nothing sends yet."""
    with databases.copied() as url:
        here, authority = Plant(folder, url), Authority(folder)
        allowed = f"localhost:{here.smtp_port}"
        here.env |= {"SSL_CERT_FILE": str(authority.file), "RAPPORT_MAIL_HOSTS_ALLOWED": allowed}
        try:
            here.python("tests.faults.seed_letters", str(LETTERS), str(here.smtp_port))
            files = map(str, authority.sign())
            here.start("sink", "tests.faults.letter_sink", str(here.kept), str(here.smtp_port), *files)
            yield here
        finally:
            here.stop()


def states(here: Plant) -> dict[str, str]:
    """The state of each delivery, by its Message-ID."""
    with psycopg.connect(here.database_url) as connection:
        rows = connection.execute("SELECT message_id, state FROM outreach_delivery").fetchall()
    return {f"<{message_id}@example.com>": state for message_id, state in rows}


def storm(here: Plant, worker: Process) -> int:
    """Kill a pool process every now and then until no letter waits; returns how many."""
    kills, end = 0, time.monotonic() + PATIENCE
    while any(state in {"pending", "sending"} for state in states(here).values()):
        assert time.monotonic() < end, Counter(states(here).values())
        time.sleep(KILL_EVERY)
        kills += kill_one_child(worker) if sum(here.copies().values()) > kills * LETTERS_A_KILL else 0
    return kills


@pytest.mark.faults
def test_no_letter_goes_twice_and_no_unknown_is_hidden(tmp_path: Path) -> None:
    with letters_plant(tmp_path) as here:
        here.start_broker()
        worker = here.start_worker()
        here.start_beat()
        begin = time.monotonic()
        kills = storm(here, worker)
        seconds = time.monotonic() - begin
        time.sleep(12)  # two leases and ticks more: nothing goes by itself
        copies, ends = here.copies(), states(here)
        drafts = here.count("SELECT count(*) FROM outreach_message WHERE sent_at IS NULL")
    count = Counter(ends.values())
    print(f"\n{LETTERS} letters, {kills} kills, {seconds:.0f} s, copies: {Counter(copies.values())}, ends: {count}")  # noqa: T201
    assert (set(copies.values()), set(count) <= {"sent", "unknown"}, kills > 0) == ({1}, True, True)
    assert {mail for mail, state in ends.items() if state == "sent"} <= set(copies)
    assert (drafts, count["unknown"] <= kills) == (count["unknown"], True)
