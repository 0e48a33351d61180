"""Letters, templates, introductions and a mail account of the demo user's: something on each of their pages."""

import re
from collections.abc import Callable

from tests.e2e.product import Product

BEGUN = "Dear {first_name}, {why_you}"
DONE = "Dear {first_name}, how are you?"
# No page can say of a server that is not there that a test went well; nor that an answer of it was lost.
TESTED = "UPDATE outreach_mailaccount SET tested_at = now()"
LOST = "UPDATE outreach_delivery SET state = 'unknown', data_started_at = now() WHERE letter_id = %s"
TOKEN = """
from django.utils import timezone
from accounts.models import User
from outreach.emails import sign_preferences
print(sign_preferences(User.objects.get(email="demo@example.com"), now=timezone.now()))
"""

Send = Callable[..., str]


def plant_letters(send: Send, product: Product, *, person: int, other: int) -> list[str]:
    """Drafts, what waits to leave, what nobody knows of and what was sent, and introductions on their way."""
    account = {"from_name": "Demo", "from_addr": "demo@example.com", "host": "smtp.example.com", "port": "587"}
    send("/settings/mail-account/", **account, security="starttls", username="demo", password="pillow-river-9")
    product.sql(TESTED)
    to, letters = f"/outreach/compose/?contact={person}", []
    for kind, body in (("request", BEGUN), *[("reconnect", DONE)] * 4):
        letters.append(send(f"{to}&kind={kind}", via="email", subject="A word", body=body))
    _, opened, sent, waiting, unknown = letters
    send(f"{opened}opened/", way="gmail")
    send(f"{sent}sent/")
    for letter in (waiting, unknown):
        send(f"{letter}send/", here="theirs")
    product.sql(LOST, re.findall(r"\d+", unknown)[0])
    send("/outreach/templates/add/", kind="nudge", name="Mine", via="email", subject="Well", body="Well?")
    send("/outreach/templates/request-cold/")
    _introduction(send, person, other, "asked", "declined")  # over, so that it can be asked anew
    asks = [_introduction(send, person, other), _introduction(send, other, person, "asked", "introduced", "met")]
    return [*letters, to, f"{to}&kind=thank_you", f"/outreach/introductions/add/?target={person}", *asks]


def _introduction(send: Send, target: int, connector: int, *states: str) -> str:
    """The address of an introduction that came so far."""
    asks = f"/outreach/introductions/add/?target={target}"
    here = send(asks, connector=str(connector), why="Plans grids")
    for state in states:
        send(f"{here}move/", to=state)
    return here


def preferences_of(product: Product) -> str:
    """The address of the demo user's preferences, as mails carry it."""
    return f"/r/{product.manage('shell', '-v0', '-c', TOKEN).split()[-1]}/preferences/"
