"""Each tick of Today pressed twice on one page: it is done once, and Undo takes all of it back."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client

from accounts.models import User
from contacts.actions.progress import record_progress
from contacts.models import Contact
from interviews.actions.progress import refresh_people
from interviews.actions.promising import add_promise
from outreach.actions.introducing import begin_introduction, move_introduction
from tests.factories import NOW, make_contact, make_interview
from tests.tables import everything

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
FORM = re.compile(r'<form id="do-([^"]+)" method="post" action="([^"]+)" hidden>(.*?)</form>', re.DOTALL)
BUTTON = r'<button class="tick" form="do-{}"(?: name="to" value="([^"]+)")?'
UNDO = re.compile(r'hx-post="(/[^"]+)" hx-target="#[^"]+" hx-swap="outerHTML"(?! swap)')
PRESS, SEEN = (
    re.compile(r'action="([^"]+/(?:touch|touched|nudge|nudged)/(?:\d+/)?)"'),
    re.compile(r'name="seen" value="([^"]+)"'),
)
pytestmark = pytest.mark.usefixtures("clock")


def talk(alice: User, state: str, days: int = 9, **columns: Any) -> None:
    """A talk that was asked for so many days ago, and what it asks for."""
    refresh_people(make_interview(alice, state=state, requested_at=NOW - days * DAY, **columns), now=NOW)


def touch(alice: User) -> None:
    """Somebody with whom to be in touch."""
    contact = make_contact(alice, cadence="P1M")
    Contact.objects.filter(pk=contact.pk).update(created_at=NOW - 32 * DAY)
    contact.refresh_from_db()
    record_progress(contact)


def lead(alice: User) -> None:
    """Somebody who was named, and nothing more."""
    record_progress(make_contact(alice, introducer=make_contact(alice)))


def introduction(alice: User, *states: str) -> None:
    """One that was asked for, and came so far."""
    row = begin_introduction(alice, connector=make_contact(alice), target=make_contact(alice), now=NOW - 9 * DAY)
    for state in ("asked", *states):
        move_introduction(row, to=state, now=NOW - 9 * DAY)


def promise(alice: User, by: str) -> None:
    """What was promised in a talk, and is due."""
    row = make_interview(alice, state="thanked", ends_at=NOW - 3 * DAY)
    add_promise(row, by=by, text="A", due_on=(NOW - DAY).date(), now=NOW)


def follow_up(alice: User) -> None:
    """Who is to hear what came of it."""
    row = make_interview(alice, state="thanked", ends_at=NOW - 31 * DAY)
    alice.follow_ups.create(kind="progress", interview=row, contact=row.people.get(), due_on=NOW.date())


ROWS: dict[str, Callable[[User], None]] = {
    "touch": touch,
    "reply": lambda alice: talk(alice, "agreed"),
    "nudge": lambda alice: talk(alice, "requested"),
    "wait": lambda alice: talk(alice, "requested", 5),
    "request": lambda alice: talk(alice, "idea"),
    "lead": lead,
    "again": lambda alice: talk(alice, "no_reply", 250, state_changed_at=NOW - 230 * DAY),
    "wrap": lambda alice: talk(alice, "scheduled", direction="incoming", ends_at=NOW - DAY),
    "thank": lambda alice: talk(alice, "held", ends_at=NOW - timedelta(hours=3)),
    "promise": lambda alice: promise(alice, "me"),
    "promised": lambda alice: promise(alice, "them"),
    "connector": introduction,
    "introduced": lambda alice: introduction(alice, "introduced"),
    "follow-up": follow_up,
}


def ticks(client: Client) -> list[tuple[str, str, dict[str, str]]]:
    """Of each tick on Today the row, the address and what its form says."""
    page, found = client.get("/").content.decode(), []
    for key, url, inside in FORM.findall(page):
        to = re.findall(BUTTON.format(key), page)[0]
        said = dict(re.findall(r'name="(seen)" value="([^"]+)"', inside))
        found.append((key, url, said | ({"to": to} if to else {})))
    return found


def press(client: Client, key: str, url: str, said: dict[str, str]) -> str:
    """Press it over htmx; the address of the Undo that is offered."""
    answer = client.post(url, said, headers={"HX-Request": "true", "HX-Target": key}).content.decode()
    return "".join(UNDO.findall(answer)[:1])


@pytest.mark.parametrize("kind", ROWS)
def test_ticked_twice_is_ticked_once(alice: User, alice_client: Client, kind: str) -> None:
    ROWS[kind](alice)
    (tick,) = before = ticks(alice_client)
    undo = press(alice_client, *tick)
    once = everything()
    with patch("django.utils.timezone.now", return_value=NOW + SECOND):
        again = press(alice_client, *tick)
    assert (everything(), again) == (once, undo)
    assert tick not in ticks(alice_client)
    press(alice_client, tick[0], again, {})
    assert ticks(alice_client) == before


@pytest.mark.parametrize(
    ("kind", "page"),
    [
        ("touch", "/people/{pk}/"),
        ("touch", "/people/{pk}/acts/"),
        ("touch", "/search/?q={name}"),
        ("nudge", "/search/?q={name}"),
        ("nudge", "/interviews/"),
    ],
)
def test_pressed_twice_elsewhere_is_pressed_once(alice: User, alice_client: Client, kind: str, page: str) -> None:
    ROWS[kind](alice)
    contact = alice.contacts.get()
    url = page.format(pk=contact.pk, name=str(contact))
    answer = alice_client.get(url, headers={"HX-Request": "true", "HX-Target": "palette-found"}).content.decode()
    verb, said = PRESS.findall(answer)[0], {"seen": SEEN.findall(answer)[0]}
    alice_client.post(verb, said)
    once = everything()
    with patch("django.utils.timezone.now", return_value=NOW + SECOND):
        alice_client.post(verb, said)
    assert everything() == once
    assert alice.interactions.count() == 1
