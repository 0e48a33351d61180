"""A test mail, which shows whether mail from this installation arrives."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.core.mail import get_connection
from django.db import transaction

from accounts.mail import folder
from accounts.models import User
from accounts.turns import Turn, wait_for_turn
from outreach.actions.outcomes import judge
from outreach.emails import build_test_mail

SECONDS = 10  # how long a page may wait for the mail server
AN_HOUR, PER_HOUR = timedelta(hours=1), 5


class TooManyError(Exception):
    """The hour's test mails are used up."""


def send_test_mail(user: User, *, now: datetime) -> str:
    """Send one at once, past the outbox. Returns why it failed, "" when the server took it; TooManyError after five."""
    count_try(user, "reminders", per_hour=PER_HOUR, now=now)
    try:
        mail = build_test_mail(user, now=now)
        get_connection(timeout=min(SECONDS, settings.EMAIL_TIMEOUT)).send_messages([mail])
    except Exception as error:  # whatever the mail server does, the page says it in words
        return judge(error).error
    return ""


@transaction.atomic
def count_try(user: User, what: str, *, per_hour: int, now: datetime) -> None:
    """Count one test mail of the kind `what`; TooManyError when the hour's are used up."""
    wait_for_turn(user.pk, Turn.MAILS)
    key = f"test_mail:{what}:{user.pk}"
    lately = [instant for instant in cache.get(key, []) if now - instant < AN_HOUR]
    if len(lately) >= per_hour:
        raise TooManyError
    cache.set(key, [*lately, now], AN_HOUR.total_seconds())


def where_mail_goes() -> str:
    """Where a mail ends up on this machine, when that is not the mail server."""
    return "" if folder() is None else str(folder())
