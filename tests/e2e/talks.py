"""The live page as a person uses it: the box, the lines, what is kept; and signing in there again."""

from playwright.sync_api import Locator, Page, expect

from tests.e2e.product import DEMO_PASSWORD


def box(page: Page) -> Locator:
    """Where lines are typed."""
    return page.get_by_label("Note", exact=True)


def write(page: Page, *lines: str) -> None:
    """Type lines, each with Enter."""
    box(page).focus()
    for line in lines:
        page.keyboard.type(line)
        page.keyboard.press("Enter")


def lines(page: Page) -> Locator:
    """The words of the lines that show."""
    return page.locator("#log > li:not([hidden]) .words")


def assert_kept(page: Page, *expected: str) -> None:
    """The server has these lines in this order, each once, and the browser none any more."""
    expect(page.locator("#saved")).to_contain_text("Saved", timeout=20_000)
    page.wait_for_function("Object.keys(localStorage).every((k) => !k.startsWith('live:'))")
    page.reload()
    expect(lines(page)).to_have_text(list(expected))
    expect(page.locator("#log .waiting")).to_have_count(0)


def sign_in(page: Page) -> None:
    """As the demo user, on the page that asks for it."""
    page.get_by_label("E-mail").fill("demo@example.com")
    page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in").click()
