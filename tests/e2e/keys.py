"""Pressing keys as a person does: on a page that is there, its script listening."""

from playwright.sync_api import Page, expect


def press(page: Page, *keys: str) -> None:
    """One key after the other, on the page as it stays."""
    settle(page)
    for key in keys:
        page.keyboard.press(key)


def settle(page: Page) -> None:
    """Wait for what follows the text: the deferred script, and htmx giving the focus to the part it put in."""
    page.wait_for_load_state()
    expect(page.locator(".htmx-added, .htmx-settling")).to_have_count(0)
