"""A migrated database that every fault test starts from."""

from collections.abc import Iterator

import pytest

from tests.faults.plant import Plant, database


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a database with our tables and no rows; nobody is connected to it."""
    with database() as url:
        Plant(tmp_path_factory.mktemp("migrated"), url).python("manage", "migrate", "-v0", "--skip-checks")
        yield url
