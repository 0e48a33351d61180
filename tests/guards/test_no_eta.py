"""Nothing is scheduled in Celery: the database is the queue (docs/adr/0001)."""

import re

from tests.guards.sources import APPS, name, python_files

BANNED = re.compile(r"countdown\s*=|\beta\s*=|\.retry\(|apply_async\(|autoretry_for")


def test_no_task_is_given_to_the_broker_for_later():
    found = [name(path) for path in python_files(*APPS) if BANNED.search(path.read_text())]
    assert found == []
