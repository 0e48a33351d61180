"""What a user types is never markup: every page and every list of the admin, with rows that are full of it."""

from collections.abc import Iterable
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib import admin
from django.test import Client

from accounts.models import User
from accounts.ownership import Owned
from tests.accounts.admin_kit import make_staff, url_of
from tests.factories import make_contact
from tests.guards.test_urls import PAGES, address, rows_of

NASTY = "\"'></textarea></title><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 }}\u202e"
SCRIPTED = "javascript:alert(1)//"
ADDRESSES = {"href", "src", "action", "formaction", "hx-get", "hx-post"}


class Alarms(HTMLParser):
    """Collects what would run: scripts of the page's own, handlers, addresses that are programs, our planted image."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        said = {name: value or "" for name, value in attrs}
        if (tag == "script" and "src" not in said) or said.get("src") == "x" or any(n.startswith("on") for n in said):
            self.found.append(self.get_starttag_text() or tag)
        programs = [
            said[n] for n in ADDRESSES & set(said) if said[n].strip().lower().startswith(("javascript:", "data:"))
        ]
        self.found.extend(programs)


@pytest.fixture
def rows(alice: User) -> dict[str, int]:
    """Alice's rows, with markup wherever text is free."""
    User.objects.filter(pk=alice.pk).update(name=NASTY[:80], about_me=NASTY, mail_refused_reason=NASTY)
    rows = rows_of(alice)
    contact, talk = alice.contacts.get(pk=rows["contact_pk"]), alice.interviews.get(pk=rows["interview_pk"])
    organization = alice.organizations.create(name=NASTY)
    alice.contacts.update(display_name=NASTY, role=NASTY, how_met=NASTY, notes=NASTY, organization=organization)
    contact.tags.add(alice.tags.create(name=NASTY[:50]), through_defaults={"owner": alice})
    for kind, value in [("link", SCRIPTED), ("linkedin", SCRIPTED), ("email", NASTY), ("phone", NASTY)]:
        alice.channels.create(contact=contact, kind=kind, value=value, normal=f"{kind} {value}")
    alice.contactmerges.update(gone_name=NASTY[:200])
    alice.interactions.update(title=NASTY, body=NASTY)
    alice.interviews.update(purpose=NASTY, place=NASTY, notes=NASTY, link=f"https://example.com/?{NASTY}")
    alice.takeaways.update(text=NASTY)
    lead = make_contact(alice, NASTY, introducer=contact)
    alice.referrals.create(interview=talk, named_by=contact, contact=lead, why=NASTY)
    alice.messages.create(interview=talk, contact=contact, subject=NASTY, body=NASTY)
    alice.deliveries.update(last_error=NASTY)
    return rows


def alarms(client: Client, urls: Iterable[str]) -> dict[str, list[str]]:
    """What would run, by page; pages where nothing would are left out, and files, which no browser shows."""
    answers = {url: answer for url in urls if "Content-Disposition" not in (answer := client.get(url))}
    found = {url: Alarms(b"".join(answer).decode(errors="replace")).found for url, answer in answers.items()}
    return {url: what for url, what in found.items() if what}


def test_nothing_typed_runs_on_a_page(alice: User, alice_client: Client, rows: dict[str, int]) -> None:
    make_staff(alice)
    assert alarms(alice_client, [f"{address(name, rows)}?q={quote(NASTY)}" for name in sorted(PAGES)]) == {}


@pytest.mark.parametrize(
    "name", ["interviews:criterion_list", "interviews:gap_edit", "interviews:question_edit", "outreach:template_add"]
)
def test_an_empty_choice_has_a_name(alice_client: Client, rows: dict[str, int], name: str) -> None:
    assert "<select" in (page := alice_client.get(address(name, rows)).content.decode())
    assert "---" not in page


def test_nothing_typed_runs_in_the_admin(alice: User, alice_client: Client, rows: dict[str, int]) -> None:
    make_staff(alice)
    owned: list[Any] = [model for model in admin.site._registry if issubclass(model, Owned)]
    changes = [url_of("change", model, row.pk) for model in owned for row in model.objects.all()[:1]]
    assert alarms(alice_client, [*[url_of("changelist", model) for model in owned], *changes]) == {}


def test_the_palette_and_its_words_hold_no_markup(alice_client: Client, rows: dict[str, int]) -> None:
    headers = {"HX-Request": "true", "HX-Target": "palette-people"}
    page = alice_client.get("/search/?q=script", headers=headers).content.decode()
    assert "&lt;img src=x" in page
    assert Alarms(page).found == []


def test_the_alarm_sounds() -> None:
    found = Alarms(f'<a href=" {SCRIPTED}">{NASTY}</a>').found
    assert found == [f" {SCRIPTED}", "<script>", "<img src=x onerror=alert(1)>"]
