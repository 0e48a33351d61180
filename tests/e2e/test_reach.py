"""Changing parts of a person's page in their place, by keys, on a line that is slow."""

import re
import time

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.keys import press, settle

ANOTHER = 'input[name="emails"]'


@pytest.fixture
def priya(desk: Page) -> Page:
    """The page of Priya Raman."""
    desk.goto("/people/?q=Priya")
    desk.get_by_role("link", name="Priya Raman").click()
    expect(desk.get_by_role("heading", name="Priya Raman", level=1)).to_be_visible()
    settle(desk)
    return desk


def slowly(route: Route) -> None:
    """Let an answer take its time."""
    time.sleep(0.5)
    route.continue_()


def test_what_is_typed_while_a_row_is_on_its_way_is_kept(priya: Page) -> None:
    priya.get_by_role("link", name="Change e-mail").press("Enter")
    expect(priya.locator(ANOTHER).first).to_be_focused()
    settle(priya)
    priya.locator(ANOTHER).nth(1).fill("two@example.org")
    priya.route("**/field/emails/", slowly)
    priya.get_by_role("button", name="Add another").press("Enter")
    priya.keyboard.type("three@", delay=20)
    expect(priya.get_by_role("button", name="Remove E-mail address 2")).to_be_visible()
    priya.keyboard.type("example.org")
    expect(priya.locator(ANOTHER).nth(2)).to_have_value("three@example.org")
    press(priya, "Escape")
    expect(priya.get_by_role("link", name="Change e-mail")).to_be_focused()
    expect(priya.locator("#field-emails")).not_to_contain_text("two@example.org")


def test_an_address_is_put_right_saved_and_taken_back(priya: Page) -> None:
    change = priya.get_by_role("link", name="Change e-mail")
    change.press("Enter")
    expect(priya.locator(ANOTHER).first).to_be_focused()
    settle(priya)
    priya.locator(ANOTHER).nth(1).fill("half@example")
    press(priya, "Enter")
    expect(priya.get_by_text("“half@example” is not an e-mail address.")).to_be_visible()
    expect(priya.locator(ANOTHER).nth(1)).to_be_focused()
    priya.locator(ANOTHER).nth(1).fill("priya.too@example.org")
    press(priya, "Enter")
    expect(priya.get_by_role("link", name="priya.too@example.org")).to_be_visible()
    expect(change).to_be_focused()
    press(priya, "z")
    expect(priya.get_by_role("link", name="priya.too@example.org")).to_have_count(0)
    expect(change).to_be_focused()


def test_the_name_is_changed_wherever_it_stands_and_taken_back(priya: Page) -> None:
    priya.get_by_role("link", name="Change name").press("Enter")
    name = priya.get_by_role("textbox", name="Name", exact=True)
    expect(name).to_be_focused()
    priya.get_by_role("textbox", name="Given name").fill("Pri")
    name.fill("Priya Rao")
    press(priya, "Enter")
    expect(priya.get_by_role("heading", name="Priya Rao", level=1)).to_be_visible()
    expect(priya).to_have_title(re.compile("^Priya Rao"))
    expect(priya.get_by_role("heading", name="Reach Pri", exact=True)).to_be_visible()
    expect(priya.get_by_role("link", name="Change name")).to_be_focused()
    press(priya, "z")
    expect(priya.get_by_role("heading", name="Priya Raman", level=1)).to_be_visible()
    expect(priya.get_by_role("heading", name="Reach Priya", exact=True)).to_be_visible()
