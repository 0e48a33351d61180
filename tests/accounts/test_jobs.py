"""Hints to the workers: sent on commit, and never in the way of a page, whatever the broker does."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from celery import current_app

from accounts import jobs


@pytest.fixture(params=["refuses", "never answers"])
def broken_broker(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A broker's port on which nobody listens, or where someone listens and says nothing."""
    with socket.socket() as port:
        port.bind(("127.0.0.1", 0))
        if request.param == "never answers":
            port.listen()
        monkeypatch.setattr(current_app.conf, "broker_write_url", f"redis://127.0.0.1:{port.getsockname()[1]}/0")
        yield


@pytest.fixture
def tries(broken_broker: None, monkeypatch: pytest.MonkeyPatch) -> list[float | None]:
    """How long each try to reach the broker waits at most, in seconds."""
    found: list[float | None] = []
    connect = socket.socket.connect

    def note(one: socket.socket, address: Any) -> None:
        found.append(one.gettimeout())
        connect(one, address)

    monkeypatch.setattr(socket.socket, "connect", note)
    return found


def test_a_broken_broker_costs_two_seconds_and_a_line_in_the_log(
    db: None, tries: list[float | None], django_capture_on_commit_callbacks, caplog: pytest.LogCaptureFixture
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        jobs.start("outreach.tasks.tick")
    assert tries == [1, 1]
    assert [record.getMessage() for record in caplog.records] == ["hint outreach.tasks.tick not sent: OperationalError"]


def test_a_hint_reaches_the_queue(db: None, django_capture_on_commit_callbacks) -> None:
    with current_app.connection_for_read() as connection, connection.SimpleQueue("celery") as queue:
        queue.clear()
        with django_capture_on_commit_callbacks(execute=True):
            jobs.start("nobody.knows.this", 7)
        found = queue.get(timeout=5)
        found.ack()
    assert (found.headers["task"], found.payload[0]) == ("nobody.knows.this", [7])
