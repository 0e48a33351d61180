"""A LinkedIn file is brought in and taken back, by keyboard alone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.keys import press, settle

FILE = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Petra,Keyboard,https://www.linkedin.com/in/petra-keyboard,,Nordgrid,Analyst,12 Mar 2024\n"
    "Quentin,Keyboard,https://www.linkedin.com/in/quentin-keyboard,,Fjord Health,Nurse,13 Mar 2024\n"
)


def press_button(page: Page, name: str) -> None:
    """Go by Tab to the button of that name, and press it."""
    button = page.get_by_role("button", name=name, exact=True)
    for _ in range(80):
        if button.first.evaluate("button => button === document.activeElement"):
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not come to {name}")


def test_a_file_goes_in_and_out_by_keyboard(open_page: Any, signed_in: Any, tmp_path: Path) -> None:
    page: Page = open_page(viewport={"width": 1280, "height": 900}, storage_state=signed_in)
    page.goto("/people/import/")
    (tmp_path / "Connections.csv").write_text(FILE)
    page.get_by_label("Drop a file here, or choose one").set_input_files(tmp_path / "Connections.csv")
    press_button(page, "Read the file")
    expect(page.get_by_role("listitem").filter(has_text="Quentin Keyboard")).to_be_visible()
    settle(page)
    page.get_by_role("searchbox", name="Search this file").press_sequentially("quent")
    expect(page.get_by_role("listitem").filter(has_text="Petra Keyboard")).to_have_count(0)
    press_button(page, "Skip")
    expect(page.locator("#live")).to_have_text("Quentin Keyboard: Skipped.")
    expect(page.get_by_role("button", name="Skip", exact=True)).to_be_focused()
    press_button(page, "Import 1 person")
    expect(page.get_by_role("status").filter(has_text="1 person added.").first).to_be_visible()
    press(page, "z")
    expect(page.get_by_text("Everything is as it was before.").first).to_be_visible()
    page.goto("/people/?q=petra+keyboard")
    expect(page.get_by_role("link", name="Petra Keyboard")).to_have_count(0)


@pytest.fixture
def many(desk: Page, tmp_path: Path) -> Iterator[Page]:
    """The preview of 60 people."""
    head, row, _ = FILE.splitlines()
    (tmp_path / "Many.csv").write_text("\n".join([head, *(row.replace("etra", f"etra{n}") for n in range(60))]))
    desk.goto("/people/import/")
    desk.get_by_label("Drop a file here, or choose one").set_input_files(tmp_path / "Many.csv")
    press_button(desk, "Read the file")
    expect(desk.get_by_role("link", name="Show more")).to_be_visible()
    settle(desk)
    yield desk
    desk.get_by_role("button", name="Discard the file").click()


def test_more_rows_take_the_focus_and_a_page_that_draws_itself_again_does_not(many: Page) -> None:
    many.get_by_role("link", name="Show more").press("Enter")
    expect(many.get_by_role("listitem").filter(has_text="line 52")).to_be_focused()
    many.evaluate("document.activeElement.blur()")
    many.evaluate("htmx.ajax('GET', location.pathname, {target: '#import', swap: 'outerHTML'})")
    expect(many.get_by_text("line 52")).to_have_count(0)
    settle(many)
    assert many.evaluate("document.activeElement === document.body")


def test_a_choice_for_all_is_heard_and_leads_to_the_counts(many: Page) -> None:
    many.goto(f"{many.url}?show=new")
    many.get_by_role("button", name="Skip: all 60").focus()
    press(many, "Enter")
    expect(many.get_by_role("navigation", name="Rows by what becomes of them")).to_be_focused()
    expect(many.locator("#live")).to_have_text("60 rows: Skip.")
