"""Reads the environment strictly: a value that cannot be understood stops the start with one clear sentence."""

import os
import tempfile
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


def boolean(name: str, *, default: bool) -> bool:
    """The environment variable `name` as a boolean; anything but 1/true/yes/on/0/false/no/off is an error."""
    text = os.environ.get(name)
    if text is None:
        return default
    if text.lower() in TRUE | FALSE:
        return text.lower() in TRUE
    raise ImproperlyConfigured(f"{name}={text!r} is not a yes or a no. Use 1 or 0.")


def number(name: str, *, default: float) -> float:
    """The environment variable `name` as a number."""
    text = os.environ.get(name, "")
    try:
        return float(text) if text else default
    except ValueError:
        raise ImproperlyConfigured(f"{name}={text!r} is not a number.") from None


def required(name: str) -> str:
    """The environment variable `name`, which production cannot do without."""
    if value := os.environ.get(name):
        return value
    raise ImproperlyConfigured(f"{name} is missing. Production needs it; .env.example says what it holds.")


def kept_secret(file: Path, make: Callable[[], str] = get_random_secret_key) -> str:
    """The secret in `file`, made and written (mode 0600) at the first call; of two at once, both get the first's."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=file.parent, delete=False) as draft:  # a full disk leaves no half
            draft.write(make())
        with suppress(FileExistsError):
            os.link(draft.name, file)
        os.unlink(draft.name)
    return file.read_text()


def words(name: str) -> list[str]:
    """The environment variable `name`, separated by commas."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def new_mail_key() -> str:
    """A key as Fernet wants it: 32 random bytes, written as URL-safe base64."""
    return urlsafe_b64encode(os.urandom(32)).decode()


def mail_keys(name: str) -> list[str]:
    """The keys of the passwords of mail accounts, the newest first."""
    keys = words(name)
    for number, key in enumerate(keys, 1):
        try:
            fits = len(urlsafe_b64decode(key)) == 32
        except ValueError:
            fits = False
        if not fits:  # the key itself is not shown: what stops a start stands in logs
            raise ImproperlyConfigured(f"{name}: key {number} is not 32 bytes as URL-safe base64; see .env.example.")
    return keys


def database(url: str) -> dict[str, Any]:
    """Django's DATABASES entry for a postgresql:// URL; query parameters become libpq options."""
    parts, options = _split(url, {"postgresql", "postgres"}, "DATABASE_URL")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": "5", **options},  # a host that is gone must not hold a request for minutes
    }


def broker(url: str) -> str:
    """The broker's URL as kombu spells it (redis-py says unix://, kombu says redis+socket://)."""
    parts, options = _split(url, {"redis", "rediss", "unix"}, "REDIS_URL")
    if parts.scheme == "unix":
        return f"redis+socket://{parts.path}?virtual_host={options.get('db', '0')}"
    return url


def email(url: str) -> Mapping[str, Any]:
    """Django's EMAIL_… settings for smtp:// (STARTTLS with ?tls=1) or smtps://user:password@host:port."""
    parts, options = _split(url, {"smtp", "smtps"}, "EMAIL_URL")
    if unknown := set(options) - {"tls"}:
        raise ImproperlyConfigured(f"EMAIL_URL does not know {', '.join(sorted(unknown))}; it takes ?tls=1.")
    return {
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": options.get("tls") == "1",
    }


def _split(url: str, schemes: set[str], name: str) -> tuple[Any, dict[str, str]]:
    try:
        parts = urlsplit(url)
        _ = parts.port  # read, because only reading it finds a port that is no number
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is not a URL: {error}.") from None
    if parts.scheme not in schemes:
        raise ImproperlyConfigured(f"{name} must start with {' or '.join(f'{s}://' for s in sorted(schemes))}.")
    return parts, dict(parse_qsl(parts.query))
