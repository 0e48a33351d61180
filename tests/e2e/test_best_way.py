"""The best way to somebody, by keys alone: from Network to the name, the explained way, and the question."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.keys import press


def test_somebody_is_reached_by_keys(desk: Page) -> None:
    press(desk, "g", "m")
    expect(desk.get_by_role("heading", name="Who leads to whom")).to_be_visible()
    desk.get_by_role("link", name="Best way to reach").first.press("Enter")
    field = desk.get_by_role("searchbox", name="Whom do you want to reach?")
    expect(field).to_be_focused()
    desk.keyboard.type("Ravi Menon")
    press(desk, "Enter")
    way = desk.get_by_role("region", name="Warmest way, 2 introductions")
    said = [
        r"You",
        r"Marta Lindqvist close, last in touch",
        r"Ingrid Solberg introduced by Marta",
        r"Ravi Menon studied",
    ]
    expect(way.get_by_role("listitem")).to_contain_text(said)
    way.get_by_role("link", name="Ask Marta").press("Enter")
    expect(desk).to_have_url(re.compile(r"/outreach/introductions/add/\?target=\d+&connector=\d+$"))
    expect(desk.get_by_role("main")).to_contain_text("Ingrid Solberg")
