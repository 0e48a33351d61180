"""The page of the user's mail account: what goes in, what never comes out, the test in plain words, the removal."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from accounts.models import User
from outreach.actions.mail_account import test_account as try_account
from outreach.actions.sealing import seal, unseal
from outreach.actions.testing_mail import TooManyError
from outreach.actions.watching import mail_problem
from outreach.models import Heartbeat, MailAccount
from tests.certificates import Authority
from tests.factories import NOW
from tests.factories import PASSWORD as OWN_PASSWORD
from tests.mail_servers import PASSWORD, USER, Kept, serve_account
from tests.outreach.posting import make_account, posted

PAGE, TEST, REMOVE = (
    reverse(f"outreach:{name}") for name in ("mail_account", "mail_account_test", "mail_account_remove")
)
TYPED = {
    "from_name": "Alice\r\nBcc: x@example.com",
    "from_addr": "alice@example.com",
    "host": " SMTP.Example.org. ",
    "port": "587",
    "security": "starttls",
    "username": USER,
    "password": PASSWORD,
}


def said(response: Any) -> list[str]:
    """The messages of an answer."""
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def alice_client(alice: User) -> Client:
    """Alice has typed her password a moment ago."""
    client = Client()
    client.post(reverse("account_login"), {"login": alice.email, "password": OWN_PASSWORD})
    return client


def grow_old(client: Client) -> None:
    """The password was typed six minutes ago."""
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY][0]["at"] -= 360
    session.save()


@pytest.fixture
def kept(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
    """A server at localhost that operators allow."""
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    controller, kept = serve_account(tmp_path, authority.sign())
    settings.MAIL_HOSTS_ALLOWED = [f"localhost:{controller.port}"]
    yield kept
    controller.stop()


def test_an_account_is_kept_with_a_password_that_no_page_shows(alice: User, alice_client: Client) -> None:
    answer = alice_client.post(PAGE, TYPED)
    account = MailAccount.objects.get(owner=alice)
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    assert (account.from_name, account.host, unseal(account.secret)) == (
        "Alice Bcc: x@example.com",
        "smtp.example.org",
        PASSWORD,
    )
    page = alice_client.get(PAGE).content.decode()
    assert (PASSWORD in page, account.secret in page, "Not tested yet." in page) == (False, False, True)


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("host", "http://smtp.example.org/", "Write the server’s name, such as smtp.example.org."),
        ("host", "[::1]", "Write the server’s name, such as smtp.example.org."),
        ("port", "25", "Use 587 with STARTTLS, or 465 with TLS."),
        ("password", "", "Type the password: it is kept for one server and one user name only."),
        ("password", "süß", "Only letters, digits and signs without accents can be handed to a mail server."),
        ("username", "a\r\nb", "Only letters, digits and signs without accents can be handed to a mail server."),
        ("from_addr", "alice@example.com\r\nBcc: x@example.com", "Enter a valid email address."),
    ],
)
def test_what_cannot_be_kept_is_said(alice: User, alice_client: Client, field, value, error) -> None:
    answer = alice_client.post(PAGE, TYPED | {field: value})
    assert (answer.status_code, answer.context["form"].errors) == (422, {field: [error]})
    assert MailAccount.objects.count() == 0


def test_a_password_is_not_given_to_another_server(alice: User, alice_client: Client) -> None:
    account = make_account(alice, host="smtp.example.org")
    kept = TYPED | {"host": "smtp.example.org", "from_name": "Al", "password": ""}
    assert alice_client.post(PAGE, kept | {"host": "smtp.example.net"}).status_code == 422
    assert alice_client.post(PAGE, kept).status_code == 302
    account.refresh_from_db()
    assert (account.host, account.from_name, account.is_ready) == ("smtp.example.org", "Al", True)
    alice_client.post(PAGE, kept | {"from_addr": "al@example.com"})
    account.refresh_from_db()
    assert (unseal(account.secret), account.is_ready) == (PASSWORD, False)  # tested as another


def test_without_a_key_nothing_is_kept_and_the_page_says_why(alice: User, alice_client: Client, settings: Any) -> None:
    settings.MAIL_KEYS = []
    answer = alice_client.post(PAGE, TYPED)
    assert (answer.status_code, MailAccount.objects.count()) == (422, 0)
    assert "RAPPORT_MAIL_KEYS" in alice_client.get(PAGE).content.decode()


def test_a_test_mail_goes_to_the_users_own_address_and_opens_the_way(alice, alice_client, kept: Kept, clock) -> None:
    make_account(alice, port=kept.port, tested_at=None, paused_at=NOW, failures=3, last_error="535 No")
    told = said(alice_client.post(TEST))
    account = MailAccount.objects.get()
    assert told == ["localhost took the test mail to alice@example.com. You can send letters from here."]
    assert (account.is_ready, account.tested_at, account.failures, account.last_error) == (True, NOW, 0, "")
    assert b"\r\nTo: alice@example.com\r\n" in kept.messages[0]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"secret": "wrong"}, "The server refused the user name or the password."),
        ({"security": "tls"}, "The line could not be encrypted. Port 465 goes with TLS, port 587 with STARTTLS."),
        ({"port": 25}, "Rapport cannot reach a mail server under that name and port."),
        ({"host": "127.0.0.1"}, "Rapport cannot reach a mail server under that name and port."),
    ],
)
def test_what_went_wrong_is_said_in_plain_words(alice, alice_client, kept: Kept, fields, words) -> None:
    fields = fields | ({"secret": seal("wrong")} if "secret" in fields else {})
    make_account(alice, **{"port": kept.port, "tested_at": None} | fields)
    told = said(alice_client.post(TEST))[0]
    account = MailAccount.objects.get()
    assert told.startswith(f"The test mail did not leave. {words}")
    assert (account.last_error.startswith(words), account.is_ready, kept.messages) == (True, False, [])


def test_ten_tests_an_hour_and_no_more(alice: User) -> None:
    account = make_account(alice, host="127.0.0.1")
    for minute in range(10):
        assert try_account(account, now=NOW + timedelta(minutes=minute)) != ""
    with pytest.raises(TooManyError):
        try_account(account, now=NOW + timedelta(minutes=59))
    assert try_account(account, now=NOW + timedelta(minutes=60)) != ""


def test_removing_says_first_what_is_lost_and_gives_letters_back(alice: User, alice_client: Client) -> None:
    make_account(alice)
    delivery = posted(alice)
    page = alice_client.get(REMOVE)
    assert (page.context["waiting"], MailAccount.objects.count()) == (1, 1)
    assert said(alice_client.post(REMOVE)) == [
        "The mail account and its password are deleted. 1 letter became drafts again."
    ]
    delivery.refresh_from_db()
    assert (MailAccount.objects.count(), delivery.state) == (0, "cancelled")


def test_a_paused_account_is_told_where_mail_is_told(alice: User, alice_client: Client) -> None:
    Heartbeat.objects.create(name="tick", at=NOW)
    make_account(alice)
    assert mail_problem(alice, now=NOW) == ""
    MailAccount.objects.update(paused_at=NOW)
    assert mail_problem(alice, now=NOW) == "account"
    assert "refused the sign-in three times" in alice_client.get(PAGE).content.decode()


def test_each_user_has_their_own(alice: User, bob_client: Client) -> None:
    account = make_account(alice)
    assert bob_client.get(PAGE).context["account"] is None
    assert [bob_client.post(url).headers["Location"] for url in (TEST, REMOVE)] == [PAGE, PAGE]
    account.refresh_from_db()
    assert account.is_ready is True


def test_changing_the_line_asks_who_it_is_when_the_sign_in_is_long_ago(alice: User, alice_client: Client) -> None:
    account = make_account(alice)
    grow_old(alice_client)
    asks = f"{reverse('account_reauthenticate')}?next="
    back = TYPED | {"host": "smtp.example.net"}
    assert alice_client.post(PAGE, back).headers["Location"] == f"{asks}{quote(PAGE, safe='')}"
    assert [alice_client.get(REMOVE).headers["Location"], alice_client.post(REMOVE).headers["Location"]] == [
        f"{asks}{quote(REMOVE, safe='')}"
    ] * 2
    account.refresh_from_db()
    assert (account.host, PASSWORD in str(dict(alice_client.session))) == ("localhost", False)
    assert "confirm that it is you" in alice_client.get(PAGE).content.decode()
    answer = alice_client.post(f"{asks}{PAGE}", {"password": OWN_PASSWORD})
    assert (answer.headers["Location"], alice_client.post(PAGE, back).headers["Location"]) == (PAGE, PAGE)
    account.refresh_from_db()
    assert account.host == "smtp.example.net"


def test_a_name_and_a_first_account_need_no_second_sign_in(alice: User, alice_client: Client) -> None:
    grow_old(alice_client)
    assert alice_client.post(PAGE, TYPED).headers["Location"] == PAGE
    kept = TYPED | {"from_name": "Al", "password": "", "host": "smtp.example.org"}
    assert alice_client.post(PAGE, kept).headers["Location"] == PAGE
    assert MailAccount.objects.get().from_name == "Al"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "no-such-host.invalid"])
def test_a_refused_name_takes_as_long_as_any_other(alice: User, monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    account, waits = make_account(alice, host=host), list[float]()
    monkeypatch.setattr("outreach.actions.mail_account.sleep", waits.append)
    monkeypatch.setattr("outreach.actions.mail_account.REFUSED_AFTER", 100.0)
    assert try_account(account, now=NOW) == "Rapport cannot reach a mail server under that name and port."
    assert [50 < wait <= 100 for wait in waits] == [True]
