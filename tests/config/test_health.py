"""What a watchdog hears: the process, its database, the scan; and of a database that is gone, no stack of calls."""

from typing import NoReturn

import pytest
from django.db import OperationalError, connection
from django.test import Client


def heard(client: Client, path: str) -> tuple[int, str]:
    answer = client.get(path)
    return answer.status_code, answer.content.decode().strip()


def test_a_living_process_and_database(db: None, client: Client) -> None:
    assert [heard(client, path) for path in ("/healthz", "/readyz")] == [(200, "ok"), (200, "ok")]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/healthz", (200, "ok")),
        ("/readyz", (503, "The database does not answer.")),
        ("/healthz/reminders", (503, '{"status": "no database"}')),
    ],
)
def test_a_database_that_is_gone(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch, path: str, expected: tuple[int, str]
) -> None:
    def refuse() -> NoReturn:
        raise OperationalError("connection refused")

    with monkeypatch.context() as gone:
        gone.setattr(connection, "cursor", refuse)
        assert heard(client, path) == expected
