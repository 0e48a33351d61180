"""What every test gets: two users, a fixed clock, cheap passwords, and no network but this machine's own."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

import pytest
import pytest_socket
import xdist.remote
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings
from hypothesis import HealthCheck
from hypothesis import settings as generating

from accounts.models import User
from tests import databases
from tests.factories import NOW, make_user
from tests.scheduling import TwoProducts


def pytest_configure() -> None:
    """The processes of a parallel run share one migrated database; generated cases may take as long as they do."""
    databases.name_template()
    generating.register_profile(
        "patient", parent=generating(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    generating.load_profile("patient")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """The process that controls the run ends last."""
    if not xdist.is_xdist_worker(session) and not session.config.option.collectonly:
        databases.drop_template()


def pytest_xdist_make_scheduler(config: pytest.Config, log: xdist.remote.Producer) -> TwoProducts:
    """Who runs which test, in a parallel run."""
    return TwoProducts(config, log)


def pytest_runtest_setup() -> None:
    """Tests reach loopback addresses and unix sockets only."""
    pytest_socket.socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """The tests' own database is a copy, too."""
    settings.DATABASES["default"]["TEST"]["TEMPLATE"] = databases.migrated()


@pytest.fixture(autouse=True, scope="session")
def _test_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Fast hashes, static files straight from their folders, mail files outside the tree."""
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        WHITENOISE_AUTOREFRESH=True,
        WHITENOISE_USE_FINDERS=True,
        MAIL_FOLDER=Path(tmp_path_factory.mktemp("mail")),
    ):
        yield


@pytest.fixture(autouse=True)
def _fresh_rate_limits(request: pytest.FixtureRequest) -> None:
    """Tests that commit leave counted attempts behind; the shared cache is no model, so no flush empties it."""
    if {"transactional_db", "live_server"} & set(request.fixturenames):
        request.getfixturevalue("transactional_db")
        cache.clear()


@pytest.fixture
def now() -> datetime:
    """The fixed instant that tests pass down as `now`."""
    return NOW


@pytest.fixture
def clock() -> Iterator[None]:
    """Views ask the clock; here it stands still at NOW."""
    with patch("django.utils.timezone.now", return_value=NOW):
        yield


@pytest.fixture
def alice(db: None) -> User:
    """The owner."""
    return make_user("alice@example.com", name="Alice Arden", time_zone="Europe/Stockholm")


@pytest.fixture
def bob(db: None) -> User:
    """The stranger."""
    return make_user("bob@example.com", name="Bob Birch", time_zone="America/New_York")


@pytest.fixture
def alice_client(alice: User) -> Client:
    """A browser in which Alice is signed in."""
    client = Client()
    client.force_login(alice)
    return client


@pytest.fixture
def bob_client(bob: User) -> Client:
    """A browser in which Bob is signed in."""
    client = Client()
    client.force_login(bob)
    return client
