"""Where the embedded servers live, and what is said when they cannot."""

import os
import socket
from pathlib import Path

import pytest

from config.embedded import leftovers, lock, paths
from config.embedded.errors import AlreadyRunningError, StartError
from config.embedded.postgres import Postgres
from config.management.commands.up import _check_address


def test_sockets_lie_below_the_data_folder() -> None:
    assert paths.run_dir(Path("/srv/rapport")) == Path("/srv/rapport/run")
    assert paths.database_url(Path("/srv/rapport")) == "postgresql://rapport@/rapport?host=/srv/rapport/run"


@pytest.mark.parametrize("data", ["/srv/" + "long/" * 20, "/srv/two words", "/srv/café"])
def test_a_folder_that_no_socket_can_have_gets_a_short_one(data: str) -> None:
    run = paths.run_dir(Path(data))
    assert (run.parent, run.name[:8], run) == (Path("/tmp"), "rapport-", paths.run_dir(Path(data)))  # noqa: S108
    assert run != paths.run_dir(Path(data) / "other")


def test_a_link_in_place_of_the_socket_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "run").symlink_to(tmp_path)
    with pytest.raises(StartError, match="belongs to another user"):
        paths.make_run_dir(tmp_path / "run")


def test_the_second_owner_hears_who_the_first_is(tmp_path: Path) -> None:
    first = lock.hold(tmp_path, "pid 7, http://127.0.0.1:8000")
    with first, pytest.raises(AlreadyRunningError) as caught, lock.hold(tmp_path, "pid 8"):
        pass
    assert str(caught.value) == f"Rapport is already running on {tmp_path}: pid 7, http://127.0.0.1:8000."
    with lock.hold(tmp_path, "pid 8"):
        assert (tmp_path / "up.lock").read_text() == "pid 8"


def test_a_taken_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(StartError) as caught:
            _check_address("127.0.0.1", port)
    sentence = f"Cannot listen on 127.0.0.1:{port}: Address already in use. Choose another port with PORT=8001."
    assert str(caught.value) == sentence
    _check_address("127.0.0.1", port)


def test_the_data_of_another_postgresql_is_left_alone(tmp_path: Path) -> None:
    server = Postgres(tmp_path, tmp_path / "run")
    server.cluster.mkdir()
    (server.cluster / "PG_VERSION").write_text("12\n")
    with pytest.raises(StartError, match=r"was made by PostgreSQL 12, and this is PostgreSQL \d\d\."):
        server.prepare()
    assert [file.name for file in server.cluster.iterdir()] == ["PG_VERSION"]


def test_a_process_with_a_reused_pid_is_no_leftover(tmp_path: Path) -> None:
    (tmp_path / "children.json").write_text(f"[[{os.getpid()}, 1.0]]")
    assert leftovers.stop(tmp_path) == 0
