"""Writing a letter in a browser: completion, the reader's view, a way out, "Did you send it?", without script."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import faults
from tests.e2e.keys import settle


def begin(page: Page, name: str, kind: str = "update") -> None:
    """Choose the person on the way to a letter, as one does without knowing an address."""
    page.goto(f"/outreach/compose/?who={name}&kind={kind}")
    page.locator("main .items a.name").first.click()
    expect(page.get_by_role("heading", name=f"Write to {name}")).to_be_visible()
    settle(page)


def type_a_letter(page: Page) -> None:
    """A greeting by completion, and one field by its chip."""
    begin(page, "Priya")
    page.locator("#id_subject").fill("A word")
    page.locator("#id_body").fill("Dear ")
    page.keyboard.type("{fir")
    expect(page.get_by_role("option", name="first_name")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.keyboard.type(", ")
    page.get_by_role("button", name="news", exact=True).click()
    expect(page.locator("#id_body")).to_have_value("Dear {first_name}, {news}")
    expect(page.locator("#preview .miss")).to_have_text(["news"])


def test_what_is_typed_is_kept_and_shown_as_its_reader_will_see_it(desk: Page) -> None:
    type_a_letter(desk)
    expect(desk).to_have_url(re.compile(r"/outreach/messages/\d+/$"))
    expect(desk.locator("#open-mail")).to_have_count(0)
    desk.locator("#value-news").fill("I have begun.")
    desk.keyboard.press("Tab")
    expect(desk.locator("#preview .mail-text")).to_have_text("Dear Priya, I have begun.")
    expect(desk.locator("#open-mail")).to_have_attribute("href", re.compile("^mailto:.*I%20have%20begun"))
    assert faults(desk) == []


def test_a_way_out_asks_whether_it_was_sent_and_undo_takes_it_back(desk: Page) -> None:
    type_a_letter(desk)
    desk.get_by_role("button", name="Strike news from the letter").click()
    desk.evaluate("addEventListener('click', (event) => event.target.closest('[data-way]') && event.preventDefault())")
    desk.locator("#open-mail").click()
    expect(desk.get_by_text("Did you send it?")).to_be_visible()
    desk.get_by_role("button", name="I sent it").click()
    expect(desk.get_by_text("No answer yet")).to_be_visible()
    desk.get_by_role("button", name="Undo").click()
    expect(desk.locator("#id_body")).to_have_value("Dear {first_name},")


def test_completion_is_walked_by_arrows_and_closed_by_escape(desk: Page) -> None:
    begin(desk, "Priya", "reconnect")
    desk.locator("#id_subject").fill("")
    desk.locator("#id_subject").press_sequentially("{ta")
    desk.keyboard.press("ArrowDown")
    expect(desk.get_by_role("option", name="takeaway")).to_have_attribute("aria-selected", "true")
    desk.keyboard.press("Escape")
    expect(desk.locator("#completion")).to_be_hidden()
    expect(desk.locator("#id_subject")).to_have_value("{ta")


@pytest.fixture
def plain(open_page, signed_in) -> Page:
    """The demo user's browser, script off, on a phone."""
    return open_page(java_script_enabled=False, viewport={"width": 390, "height": 844}, storage_state=signed_in)


def test_without_script_a_letter_is_kept_filled_and_sent(plain: Page) -> None:
    begin(plain, "Priya", "reconnect")
    plain.locator("#id_body").fill("Dear {first_name}, {news}")
    plain.get_by_role("button", name="Save and update").click()
    plain.locator("#value-news").fill("I have begun.")
    plain.get_by_role("button", name="Save and update").click()
    expect(plain.locator("#preview .mail-text")).to_have_text("Dear Priya, I have begun.")
    expect(plain.locator("#open-mail")).to_have_attribute("href", re.compile("^mailto:"))
    plain.get_by_role("button", name="I sent it").click()
    plain.get_by_role("button", name="They answered").click()
    expect(plain.get_by_text("No answer after all")).to_be_visible()
