"""The environment is read strictly: what cannot be understood stops the start, in words."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment

MISSING = "Production needs it; .env.example says what it holds."


@pytest.mark.parametrize(
    ("text", "value"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("off", False), ("", False)]
)
def test_a_boolean_has_six_spellings(monkeypatch: pytest.MonkeyPatch, text: str, value: bool) -> None:
    monkeypatch.setenv("SWITCH", text)
    assert environment.boolean("SWITCH", default=not value) is value


def test_a_missing_boolean_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SWITCH", raising=False)
    assert environment.boolean("SWITCH", default=True) is True


@pytest.mark.parametrize(
    ("read", "text", "sentence"),
    [
        (lambda: environment.boolean("WORD", default=False), "maybe", "WORD='maybe' is not a yes or a no. Use 1 or 0."),
        (lambda: environment.number("WORD", default=1), "eight", "WORD='eight' is not a number."),
        (
            lambda: environment.required("WORD"),
            "",
            "WORD is missing. Production needs it; .env.example says what it holds.",
        ),
    ],
)
def test_what_cannot_be_read_stops_the_start(monkeypatch, read, text, sentence) -> None:
    monkeypatch.setenv("WORD", text)
    with pytest.raises(ImproperlyConfigured) as caught:
        read()
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("read", "url", "sentence"),
    [
        (environment.database, "mysql://db/x", "DATABASE_URL must start with postgres:// or postgresql://."),
        (environment.broker, "amqp://mq", "REDIS_URL must start with redis:// or rediss:// or unix://."),
        (environment.email, "smtp://mx?ssl=1", "EMAIL_URL does not know ssl; it takes ?tls=1."),
    ],
)
def test_a_foreign_url_is_refused(read, url, sentence) -> None:
    with pytest.raises(ImproperlyConfigured) as caught:
        read(url)
    assert str(caught.value) == sentence


def test_a_port_that_is_no_number_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^DATABASE_URL is not a URL: Port could not be cast"):
        environment.database("postgresql://db:five/rapport")


def test_a_database_url_with_a_socket_folder() -> None:
    found = environment.database("postgresql://me:p%40ss@/rapport?host=/run/pg&sslmode=disable")
    kept = {name: found[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}
    assert kept == {
        "NAME": "rapport",
        "USER": "me",
        "PASSWORD": "p@ss",
        "HOST": "/run/pg",
        "PORT": "",
        "OPTIONS": {"connect_timeout": "5", "sslmode": "disable"},
    }


def test_kombu_spells_a_unix_socket_differently() -> None:
    assert environment.broker("unix:///run/v.sock?db=3") == "redis+socket:///run/v.sock?virtual_host=3"
    assert environment.broker("redis://redis:6379/0") == "redis://redis:6379/0"


def test_a_kept_secret_stays_and_is_ours_alone(tmp_path: Path) -> None:
    file = tmp_path / "new" / "secret.key"
    secret = environment.kept_secret(file)
    assert (environment.kept_secret(file), len(secret), file.stat().st_mode & 0o777) == (secret, 50, 0o600)
    assert [path.name for path in file.parent.iterdir()] == ["secret.key"]
