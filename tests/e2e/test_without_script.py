"""Everything works where the browser runs no script: real links, real forms, whole pages."""

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def plain(open_page, signed_in) -> Page:
    """The demo user's browser, script off, on a phone."""
    return open_page(java_script_enabled=False, viewport={"width": 390, "height": 844}, storage_state=signed_in)


def test_add_a_person_put_away_and_take_back(plain: Page) -> None:
    plain.goto("/people/new/")
    plain.locator("[name=display_name]").fill("Paper Only")
    plain.get_by_role("button", name="Add", exact=False).last.click()
    expect(plain.get_by_role("heading", name="Paper Only", exact=True)).to_be_visible()
    plain.get_by_role("button", name="More for Paper Only").click()
    plain.get_by_role("button", name="Archive").click()
    plain.get_by_role("button", name="Undo").click()
    plain.goto("/people/?q=paper+only")
    expect(plain.get_by_role("link", name="Paper Only")).to_be_visible()


def test_search_answers_with_a_page(plain: Page) -> None:
    plain.goto("/people/")
    plain.get_by_role("searchbox").fill("Priya")
    plain.keyboard.press("Enter")
    expect(plain.get_by_role("link", name="Priya Raman")).to_be_visible()
    expect(plain.get_by_role("link", name="Yusuf Demir")).to_have_count(0)


def test_a_note_lands_on_the_timeline(plain: Page) -> None:
    plain.goto("/people/?q=Priya")
    plain.get_by_role("link", name="Priya Raman").click()
    plain.get_by_placeholder("Add a note. It stays private.").fill("Likes tea")
    plain.get_by_role("button", name="Save", exact=True).first.click()
    expect(plain.get_by_text("Likes tea")).to_be_visible()


def test_a_thank_you_is_marked_and_taken_back_on_today(plain: Page) -> None:
    plain.goto("/")
    plain.get_by_role("button", name="Done: Thank Grace Mbeki").click()
    expect(plain.get_by_role("link", name="Thank Grace Mbeki")).to_have_count(0)
    plain.get_by_role("button", name="Undo").click()
    expect(plain.get_by_role("link", name="Thank Grace Mbeki")).to_be_visible()
