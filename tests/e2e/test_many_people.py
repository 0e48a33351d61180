"""The main path through many people: type, filter, select all, tag, undo, save a view, open, edit, and come back."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.keys import press

pytestmark = pytest.mark.usefixtures("crowd")
VIEWS = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


def by_hand(button: Locator) -> None:
    """Click, or tap."""
    button.click()


def by_key(button: Locator) -> None:
    """Go there by Tab, as far as it takes, and press Enter."""
    button.press("Enter")


def narrow(page: Page, use: Callable[[Locator], None]) -> None:
    """Type a word into the list's search, and of those found leave the ones never met."""
    press(page, "/")
    page.keyboard.type("crowd")
    expect(page).to_have_url(re.compile(r"\?q=crowd$"))
    use(page.get_by_role("button", name="Last contact"))
    use(page.get_by_role("link", name="Never", exact=True))
    expect(page.get_by_text("50 of 130 shown")).to_be_visible()


def tag_all(page: Page, use: Callable[[Locator], None]) -> None:
    """Of everyone who matches, with the question how many they are."""
    use(page.get_by_role("button", name="Select all 130 matching"))
    expect(page.locator("#bulk .bulk-count")).to_have_text(re.compile("all 130 selected"))
    use(page.locator("#bulk").get_by_role("button", name="Tag", exact=True))
    page.keyboard.type("crowded")
    press(page, "Enter")
    use(page.get_by_role("button", name="Tag 130 people “crowded”"))
    expect(page.get_by_text("130 people tagged “crowded”.").first).to_be_visible()


def save_view(page: Page, use: Callable[[Locator], None], name: str) -> None:
    """Give the list as it is a name."""
    use(page.get_by_role("button", name="Save view").first)
    page.keyboard.type(name)
    press(page, "Enter")
    tab = page.get_by_role("navigation", name="Views of this list").get_by_role("link", name=re.compile(name))
    expect(tab).to_have_attribute("aria-current", "page")


def change_place_and_come_back(page: Page, use: Callable[[Locator], None], row: Locator) -> None:
    """Open the person, write where they live in its place, and go back to where one was."""
    where = page.url
    use(row)
    page.wait_for_url("**/people/*/")  # with its script, else the next link leads to a page of its own
    use(page.get_by_role("link", name=re.compile("^Change location")))
    place = page.get_by_role("textbox", name="Location")
    place.fill("Crowdville")
    place.press("Enter")
    expect(page.get_by_role("link", name="Change location: Crowdville")).to_be_focused()
    use(page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="People"))
    expect(page).to_have_url(re.compile(re.escape(where) + "#person-"))
    expect(row).to_be_focused()


@pytest.mark.parametrize("view", VIEWS)
def test_by_hand(open_page: Callable[..., Page], signed_in: Any, view: str) -> None:
    page = open_page(viewport=VIEWS[view], storage_state=signed_in)
    page.goto("/people/")
    narrow(page, by_hand)
    page.get_by_role("checkbox", name="Select Crowd 001").check()
    tag_all(page, by_hand)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone.").first).to_be_visible()
    save_view(page, by_hand, f"Strangers at the {view}")
    change_place_and_come_back(page, by_hand, page.get_by_role("link", name="Crowd 003", exact=True))


def test_by_keys(desk: Page) -> None:
    press(desk, "g", "p")
    desk.wait_for_url("**/people/")
    narrow(desk, by_key)
    press(desk, "j", "x")
    expect(desk.get_by_role("checkbox", name="Select Crowd 001")).to_be_checked()
    tag_all(desk, by_key)
    press(desk, "z")
    expect(desk.get_by_text("Undone.").first).to_be_visible()
    save_view(desk, by_key, "Strangers by key")
    press(desk, "j", "j", "j")
    change_place_and_come_back(desk, by_key, desk.get_by_role("link", name="Crowd 003", exact=True))


@pytest.fixture
def paper(open_page: Callable[..., Page], signed_in: Any) -> Page:
    """A phone on which no script runs."""
    return open_page(java_script_enabled=False, viewport=VIEWS["phone"], storage_state=signed_in)


def test_without_script_on_a_phone(paper: Page) -> None:
    paper.goto("/people/")
    paper.get_by_role("searchbox").fill("crowd")
    press(paper, "Enter")
    paper.get_by_role("button", name="Last contact").click()
    paper.get_by_role("link", name="Never", exact=True).click()
    paper.get_by_role("checkbox", name="Select Crowd 001").check()
    paper.get_by_role("button", name="Select all 130 matching").click()
    paper.get_by_role("button", name="Tag", exact=True).click()
    paper.get_by_label("Tag", exact=True).fill("crowded")
    press(paper, "Enter")
    paper.get_by_role("button", name="Tag 130 people “crowded”").click()
    paper.get_by_role("button", name="Undo").click()
    expect(paper.get_by_text("Undone.")).to_be_visible()


def test_a_view_and_the_way_back_without_script_on_a_phone(paper: Page) -> None:
    paper.goto("/people/?q=crowd&last=never")
    paper.get_by_role("button", name="Save view").first.click()
    paper.get_by_label("Name of this view").fill("Strangers on paper")
    press(paper, "Enter")
    where = paper.url
    paper.get_by_role("link", name="Crowd 003", exact=True).click()
    paper.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="People").click()
    expect(paper).to_have_url(re.compile(re.escape(where) + "#person-"))
    paper.get_by_role("link", name="Crowd 003", exact=True).click()
    paper.get_by_role("link", name=re.compile("^Change location")).click()
    paper.get_by_role("textbox", name="Location").fill("Crowdville")
    press(paper, "Enter")
    expect(paper.get_by_role("link", name="Change location: Crowdville")).to_be_visible()
    paper.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="People").click()
    expect(paper).to_have_url(re.compile(re.escape(where) + "#person-"))
