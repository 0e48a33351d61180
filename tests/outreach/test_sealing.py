"""Passwords of mail accounts: unreadable without a key, readable under each key of the list, moved to the newest."""

from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import User
from config import environment
from outreach.actions.sealing import NO_KEYS, UNREADABLE, SealError, can_seal, seal, unseal
from outreach.models import MailAccount
from tests.factories import make_user

OLD, NEW, OTHER = (environment.new_mail_key() for _ in range(3))


def account_of(owner: User, password: str) -> MailAccount:
    """An account that keeps the password."""
    return MailAccount.objects.create(
        owner=owner, from_addr=owner.email, host="mail.example.com", username="alice", secret=seal(password)
    )


def rotate() -> str:
    """What the command says."""
    out = StringIO()
    call_command("rotate_mail_keys", stdout=out)
    return out.getvalue().strip()


def test_a_password_comes_back_and_stands_nowhere_in_clear(alice: User) -> None:
    account = account_of(alice, "pillow-river-9")
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(a)::text FROM outreach_mailaccount a")
        row = cursor.fetchone()[0]
    assert ("pillow" in row, unseal(account.secret)) == (False, "pillow-river-9")


def test_rotation_moves_every_password_to_the_newest_key(alice: User, settings: Any) -> None:
    settings.MAIL_KEYS = [OLD]
    account, other = account_of(alice, "one"), account_of(make_user(), "two")
    settings.MAIL_KEYS = [NEW, OLD]
    assert (unseal(account.secret), rotate()) == ("one", "2 passwords are under the newest key")
    settings.MAIL_KEYS = [NEW]
    for row in (account, other):
        row.refresh_from_db()
    assert (unseal(account.secret), unseal(other.secret)) == ("one", "two")


def test_a_password_that_no_key_fits_stays_and_is_named_by_its_number(alice: User, settings: Any) -> None:
    settings.MAIL_KEYS = [OTHER]
    account = account_of(alice, "one")
    settings.MAIL_KEYS = [NEW]
    with pytest.raises(CommandError, match=rf"^No key fits .* accounts: {account.pk}\. Keep the old keys\.$"):
        rotate()
    with pytest.raises(SealError, match=UNREADABLE):
        unseal(account.secret)
    settings.MAIL_KEYS = [OTHER]
    account.refresh_from_db()
    assert unseal(account.secret) == "one"


def test_without_a_key_nothing_is_sealed_and_the_reason_is_said(settings: Any) -> None:
    settings.MAIL_KEYS = []
    with pytest.raises(SealError, match=NO_KEYS):
        seal("one")
    with pytest.raises(CommandError, match=NO_KEYS):
        rotate()
    assert can_seal() is False


@pytest.mark.parametrize(
    ("text", "number"),
    [("short", 1), (f"{NEW},{NEW[:-4]}", 2), (f"{NEW}, schlüssel", 2)],
    ids=["short", "cut", "letters"],
)
def test_a_key_of_another_shape_stops_the_start_and_is_not_shown(monkeypatch: Any, text: str, number: int) -> None:
    monkeypatch.setenv("KEYS", text)
    with pytest.raises(ImproperlyConfigured) as caught:
        environment.mail_keys("KEYS")
    assert str(caught.value) == f"KEYS: key {number} is not 32 bytes as URL-safe base64; see .env.example."


def test_keys_are_read_in_their_order(monkeypatch: Any) -> None:
    monkeypatch.setenv("KEYS", f" {NEW}, {OLD} ,")
    assert environment.mail_keys("KEYS") == [NEW, OLD]
