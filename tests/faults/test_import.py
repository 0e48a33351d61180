"""An import whose process is killed is finished by the workers, and undone by others when they are killed, too."""

from pathlib import Path

import psycopg
import pytest

from tests.bench.bringing import content_of
from tests.faults.plant import Plant, plant, wait_until

PEOPLE = 1_500


def email_of(here: Plant) -> str:
    """The address of the one user."""
    with psycopg.connect(here.database_url) as connection:
        found = connection.execute("SELECT email FROM accounts_user").fetchone()
    assert found is not None
    return str(found[0])


def is_in(here: Plant, state: str) -> bool:
    """Whether the import is in that state."""
    return here.count(f"SELECT count(*) FROM contacts_import WHERE state = '{state}'") == 1  # noqa: S608


@pytest.mark.faults
def test_an_import_that_is_killed_ends_as_if_it_was_not(tmp_path: Path) -> None:
    with plant(tmp_path, seed=1) as here:
        file, owner = tmp_path / "Connections.csv", email_of(here)
        file.write_bytes(content_of("linkedin", PEOPLE))
        here.start_broker()
        brought = here.start("import", "manage", "import_contacts", str(file), "--owner", owner)
        wait_until(lambda: here.count("SELECT count(*) FROM contacts_importrow WHERE done") > 0, seconds=60)
        here.stop(brought)
        there = here.count("SELECT count(*) FROM contacts_contact")
        here.start_worker(), here.start_beat()
        wait_until(lambda: is_in(here, "done"), seconds=120)
        assert (there < PEOPLE, here.count("SELECT count(*) FROM contacts_contact")) == (True, PEOPLE + 1)
        assert here.count("SELECT count(*) FROM contacts_channel WHERE kind = 'linkedin'") == PEOPLE
        batch = here.count("SELECT id FROM contacts_import")
        undone = here.start("undo", "manage", "undo_import", str(batch), "--owner", owner)
        wait_until(lambda: here.count("SELECT count(*) FROM contacts_contact") < PEOPLE, seconds=60)
        here.stop(undone)
        wait_until(lambda: is_in(here, "undone"), seconds=120)
        left = [here.count(f"SELECT count(*) FROM contacts_{name}") for name in ("contact", "channel")]  # noqa: S608
        assert left == [1, 0]
