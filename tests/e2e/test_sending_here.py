"""Letters that leave from here, in a browser: an account tried out, a letter taken back, sent, and of unknown fate."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.axe import faults
from tests.e2e.passing import pass_days
from tests.e2e.product import Product
from tests.e2e.test_main_job import sign_up
from tests.mail_servers import PASSWORD, USER

EMAIL, BODY = "sender@example.com", "Dear {first_name}, how are you?"


@pytest.fixture(scope="module")
def sender(browser: Browser, product: Product) -> Any:
    """The cookies of a new user, whose mail account was tried out."""
    context = browser.new_context(base_url=product.url, timezone_id="Europe/Paris")
    page = context.new_page()
    sign_up(page, product, EMAIL)
    page.goto("/settings/mail-account/")
    page.locator("[name=host]").fill("localhost")
    page.locator("[name=port]").fill(str(product.account.port))
    page.locator("[name=username]").fill(USER)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Send a test mail").click()
    expect(page.get_by_text("You can send letters from here.").first).to_be_visible()
    cookies = context.storage_state()
    context.close()
    return cookies


def send(page: Page, name: str, address: str) -> None:
    """Write to a new person, and press "Send now"."""
    page.goto("/people/new/")
    page.get_by_label("Name", exact=True).fill(name)
    page.locator("[name=emails]").first.fill(address)
    page.get_by_role("button", name="Add person").first.click()
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    page.goto(f"/outreach/compose/?kind=reconnect&contact={page.url.rstrip('/').rpartition('/')[2]}")
    page.locator("#id_subject").fill("A word")
    page.locator("#id_body").fill(BODY)
    page.get_by_role("button", name="Save and update").click()
    page.get_by_text("Send from here, as").click()
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_text("leaves in 30 seconds").first).to_be_visible()
    assert faults(page) == []


@pytest.fixture
def own(open_page: Callable[..., Page], sender: Any) -> Page:
    """That user's browser."""
    return open_page(viewport={"width": 1280, "height": 900}, timezone_id="Europe/Paris", storage_state=sender)


def test_a_letter_is_taken_back_and_another_leaves_once(own: Page, product: Product) -> None:
    before = len(product.account.messages)
    send(own, "Uma Example", "uma@example.com")
    own.get_by_role("button", name="Undo").first.click()
    expect(own.locator("#id_body")).to_have_value(BODY)
    send(own, "Ria Example", "ria@example.com")
    letter = own.url
    pass_days(product, EMAIL, 1)
    for _ in range(2):
        product.manage("send_due")
    own.goto(letter)
    expect(own.get_by_text("No answer yet")).to_be_visible()
    assert [mail.count(b"Dear Ria Example") for mail in product.account.messages[before:]] == [1]


def test_one_whose_answer_was_lost_is_settled_by_its_writer(own: Page, product: Product) -> None:
    send(own, "Lou Example", "drop+lou@example.com")
    letter = own.url
    pass_days(product, EMAIL, 1)
    own.goto(letter)
    assert faults(own) == []
    own.goto("/outreach/messages/")
    expect(own.get_by_role("heading", name="Look in your Sent folder")).to_be_visible()
    own.get_by_role("button", name="It is there").click()
    own.goto(letter)
    expect(own.get_by_text("No answer yet")).to_be_visible()
