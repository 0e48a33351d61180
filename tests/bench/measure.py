"""Asks for pages, by one client or several at once, and tells what an answer took."""

import http.client
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import quantiles
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tests.bench.pages import Page
from tests.bench.plant import Plant

AROUND = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")  # a transaction's own words are no statement here
ALONE, CLIENTS, AT_ONCE = 40, 8, 160  # requests by one client; clients; requests by all of them


@dataclass(frozen=True)
class Cost:
    """Of one page: CPU in ms a request (of web, of Postgres), latencies in ms, SQL statements, bytes."""

    web: float
    postgres: float
    p50: float
    p95: float
    p50_at_once: float
    p95_at_once: float
    statements: int
    size: int

    @property
    def cpu(self) -> float:
        """Of web and Postgres together."""
        return self.web + self.postgres


def measure(page: Page, user: User, plant: Plant) -> Cost:
    """Ask for `page` as `user`: a few times to warm up, then alone, then by several clients at once."""
    headers = signed_in(user)
    _ask(page, plant, headers, 6)
    web, postgres = plant.cpu()
    took, size = _ask(page, plant, headers, ALONE)
    web_after, postgres_after = plant.cpu()
    with ThreadPoolExecutor(CLIENTS) as clients:
        shares = list(clients.map(lambda _: _ask(page, plant, headers, AT_ONCE // CLIENTS)[0], range(CLIENTS)))
    at_once = [one for share in shares for one in share]
    return Cost(
        web=(web_after - web) * 1000 / ALONE,
        postgres=(postgres_after - postgres) * 1000 / ALONE,
        p50=quantiles(took, n=20)[9],
        p95=quantiles(took, n=20)[18],
        p50_at_once=quantiles(at_once, n=20)[9],
        p95_at_once=quantiles(at_once, n=20)[18],
        statements=_statements(page, user),
        size=size,
    )


def signed_in(user: User) -> dict[str, str]:
    """Headers of a browser in which `user` has signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    token = _get_new_csrf_string()
    cookies = {settings.SESSION_COOKIE_NAME: session.session_key, settings.CSRF_COOKIE_NAME: token}
    return {
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "X-CSRFToken": token,
        "Content-Type": "application/x-www-form-urlencoded",
    }


def _ask(page: Page, plant: Plant, headers: dict[str, str], times: int) -> tuple[list[float], int]:
    took, size = [], 0
    with _line_to(plant) as line:
        for _ in range(times):
            body = urlencode(page.body()) if page.body else None
            begin = time.perf_counter()
            line.request("POST" if body else "GET", page.path(), body, headers | page.headers)
            answer = line.getresponse()
            size = len(answer.read())
            took.append((time.perf_counter() - begin) * 1000)
            assert answer.status == (302 if body and not page.target else 200), f"{page.name}: {answer.status}"
    return took, size


@contextmanager
def _line_to(plant: Plant) -> Iterator[http.client.HTTPConnection]:
    line = http.client.HTTPConnection("127.0.0.1", plant.port)
    try:
        yield line
    finally:
        line.close()


def _statements(page: Page, user: User) -> int:
    client = Client(headers={"host": "127.0.0.1"} | page.headers)
    client.force_login(user)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.post(page.path(), page.body()) if page.body else client.get(page.path())
    return sum(not query["sql"].startswith(AROUND) for query in asked.captured_queries)
