"""The best way to somebody, by keys alone: from Network to the name, the explained way, and the question."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.keys import press
from tests.e2e.places import sender


@pytest.fixture
def cleo(desk: Page) -> None:
    """Whom Bea Way knows, who is unknown, too, and whom Aino Way knows, who is close."""
    send = sender(desk.context)
    send("/people/new/", display_name="Cleo Way")
    for name, warmth, knows in (("Bea Way", "", "Cleo Way"), ("Aino Way", "close", "Bea Way")):
        person = send("/people/new/", display_name=name, warmth=warmth)
        send(f"{person}knows/", who=knows, kind="friend", strength="3")


def test_somebody_is_reached_by_keys(desk: Page, cleo: None) -> None:
    press(desk, "g", "m")
    expect(desk.get_by_role("heading", name="Who leads to whom")).to_be_visible()
    desk.get_by_role("link", name="Best way to reach").first.press("Enter")
    expect(desk.get_by_role("searchbox", name="Whom do you want to reach?")).to_be_focused()
    desk.keyboard.type("Cleo Way")
    press(desk, "Enter")
    way = desk.get_by_role("region", name="Warmest way, 2 introductions")
    said = ["You", "Aino Way close", "Bea Way is friends with Aino Way", "Cleo Way is friends with Bea Way"]
    expect(way.get_by_role("listitem")).to_contain_text(said)
    way.get_by_role("link", name=re.compile("^Ask Aino")).press("Enter")
    expect(desk).to_have_url(re.compile(r"/outreach/introductions/add/\?target=\d+&connector=\d+$"))
    desk.get_by_role("button", name="Prepare the ask").press("Enter")
    expect(desk).to_have_url(re.compile(r"/outreach/introductions/\d+/$"))
