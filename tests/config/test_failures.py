"""What is answered and what is logged when something fails."""

import logging
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from config.logs import MaskTokens
from outreach.views import links


@pytest.mark.parametrize(("error", "status"), [(OperationalError("connection refused"), 503), (KeyError("x"), 500)])
def test_a_page_in_words_where_the_database_is_away(
    monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(links, "read_link", fail)
    answer = Client(raise_request_exception=False).get("/r/token/")
    page = answer.content.decode()
    assert (answer.status_code, answer.headers.get("Retry-After")) == (status, "30" if status == 503 else None)
    assert ["Something failed on our side" in page, "refused" in page, "Traceback" in page] == [True, False, False]
    assert "default-src 'none'" in answer["Content-Security-Policy"]


PATHS = {
    "/r/secret.token/": "/r/…/",
    "/r/secret.token/unsubscribe/": "/r/…/unsubscribe/",
    "/accounts/confirm-email/secret/": "/accounts/confirm-email/…/",
    "/accounts/password/reset/key/1-secret/": "/accounts/password/reset/key/…/",
    "/people/7/": "/people/7/",
}


@pytest.mark.parametrize(("path", "logged"), PATHS.items())
def test_no_token_is_logged(path: str, logged: str) -> None:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s", ("Not Found", path), None)
    assert MaskTokens().filter(record)
    assert record.getMessage() == f"Not Found: {logged}"


def test_the_handler_masks(settings: Any) -> None:
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["tokens"]


def test_too_long_a_text_is_answered_in_words(alice_client: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = alice_client.post("/people/new/", {"display_name": "x" * 2000})
    assert (answer.status_code, "choose the file instead" in answer.content.decode()) == (400, True)


@pytest.mark.parametrize("header", ["http://[", "//evil.example", "javascript:alert(1)", "http://testserver/%0d%0a"])
def test_a_forged_address_of_htmx_leads_nowhere_else(db: None, client: Client, header: str) -> None:
    answer = client.get("/people/", headers={"HX-Request": "true", "HX-Current-URL": header})
    assert answer["HX-Redirect"] in {"/accounts/login/?next=/", "/accounts/login/?next=/%250d%250a"}
