"""Passwords of mail accounts at rest: encrypted (MultiFernet) under keys that the database does not hold."""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import transaction

from outreach.models import MailAccount

NO_KEYS = "This installation has no key for the passwords of mail accounts. Whoever runs it sets RAPPORT_MAIL_KEYS."
UNREADABLE = "The kept password cannot be read, because its key is gone. Type the password again."


class SealError(Exception):
    """A password can be neither kept nor read; says why in words for a person."""


def can_seal() -> bool:
    """Whether this installation has a key."""
    return bool(settings.MAIL_KEYS)


def seal(password: str) -> str:
    """`password`, encrypted under the newest key; SealError without one."""
    return _keys().encrypt(password.encode()).decode()


def unseal(secret: str) -> str:
    """The password that `secret` was made of, under any of the keys; SealError when none fits."""
    try:
        return _keys().decrypt(secret.encode()).decode()
    except InvalidToken:
        raise SealError(UNREADABLE) from None


def reseal_all() -> tuple[int, list[int]]:
    """Encrypt every kept password under the newest key.

    Returns how many there are, and the accounts (ids) of which no key fits; those stay as they are. Each row is
    changed only if it still holds what was read, so that letters can leave and passwords change meanwhile.
    """
    keys, done, unreadable = _keys(), 0, []
    for pk, secret in MailAccount.objects.order_by("pk").values_list("pk", "secret").iterator():
        try:
            fresh = keys.rotate(secret.encode()).decode()
        except InvalidToken:
            unreadable.append(pk)
            continue
        with transaction.atomic():
            done += MailAccount.objects.filter(pk=pk, secret=secret).update(secret=fresh)
    return done, unreadable


def _keys() -> MultiFernet:
    if not settings.MAIL_KEYS:
        raise SealError(NO_KEYS)
    return MultiFernet([Fernet(key) for key in settings.MAIL_KEYS])
