"""`python -m tests.faults.seed N [MODE …]`: N users, each with one interview that ended three hours ago.

Their addresses tell the sink how to behave (sink.py); without a MODE all are `ok`. Quiet hours are off and the
24-hour reminder as well, so that exactly N mails are due.
"""

import os
import sys
from datetime import datetime, time, timedelta
from itertools import cycle, islice

import django

BATCH = 2000


def seed(addresses: list[str], *, now: datetime) -> None:
    """Write the rows of the users with these addresses."""
    from allauth.account.models import EmailAddress  # Django is set up only now

    from accounts.models import User
    from contacts.models import Contact
    from interviews.models import Interview, Interviewee

    off = {"quiet_start": time(0), "quiet_end": time(0), "remind_final": False, "password": "!"}
    users = User.objects.bulk_create(User(email=address, **off) for address in addresses)
    EmailAddress.objects.bulk_create(EmailAddress(user=u, email=u.email, verified=True, primary=True) for u in users)
    people = Contact.objects.bulk_create(Contact(owner=u, display_name="Grace Mbeki") for u in users)
    ended = now - timedelta(hours=3)
    when = {"state_changed_at": ended, "starts_at": ended - timedelta(minutes=30), "ends_at": ended}
    talks = Interview.objects.bulk_create(Interview(owner=u, state="held", **when) for u in users)
    Interviewee.objects.bulk_create(
        Interviewee(owner=talk.owner, interview=talk, contact=person)
        for talk, person in zip(talks, people, strict=True)
    )


def main(count: int, modes: list[str]) -> None:
    """Seed `count` users in batches."""
    from django.db import connection

    from outreach.actions.clock import database_now

    names = [f"{mode}+{number}@example.com" for number, mode in enumerate(islice(cycle(modes), count))]
    for start in range(0, count, BATCH):
        seed(names[start : start + BATCH], now=database_now())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # a throw-away server does not do it by itself


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main(int(sys.argv[1]), sys.argv[2:] or ["ok"])
