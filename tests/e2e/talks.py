"""The live page as a person uses it: the box, the lines, what is kept; and signing in there again."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.product import DEMO_PASSWORD

DRAFTS = "Object.keys(localStorage).filter((key) => key.startsWith('live:'))"


def new_talk(page: Page, who: str, **plan: str) -> int:
    """An interview of 20 minutes with that person, new or known; an idea, or with a `plan` more. Its number."""
    page.goto("/interviews/new/")
    token = page.locator("main [name=csrfmiddlewaretoken]").first.input_value()
    said: dict[str, str | float | bool] = {
        "csrfmiddlewaretoken": token,
        "who": who,
        "direction": "outgoing",
        "promised_minutes": "20",
    }
    answer = page.request.post("/interviews/new/", form={**said, "zone": "Europe/Paris", **plan})
    return int(re.findall(r"/interviews/(\d+)/", answer.url)[0])


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
    for _ in range(200):  # wait_for_function asks a second time by eval, which the page's policy forbids
        if not page.evaluate(DRAFTS):
            break
        page.wait_for_timeout(50)
    assert page.evaluate(DRAFTS) == []
    page.reload()
    expect(lines(page)).to_have_text(list(expected))
    expect(page.locator("#log .waiting")).to_have_count(0)


def sign_in(page: Page) -> None:
    """As the demo user, on the page that asks for it, until that page is left: its address ends with the next one's."""
    page.get_by_label("E-mail").fill("demo@example.com")
    page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
