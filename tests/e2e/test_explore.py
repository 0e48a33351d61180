"""Explore in a browser: the table by keyboard, a cell opened and left, one path on a phone, no script."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import faults
from tests.e2e.keys import press, settle

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


PLACE = """() => {
    const cell = document.activeElement.closest("td, th");
    return [cell.parentElement.rowIndex, cell.cellIndex];
}"""


def at(page: Page) -> tuple[int, int]:
    """Row and column of the cell that has the focus."""
    row, column = page.evaluate(PLACE)
    return row, column


def test_arrow_keys_walk_over_the_table(desk: Page) -> None:
    desk.goto("/explore/")
    expect(desk.get_by_role("grid")).to_have_count(1)
    rows, columns = desk.locator(".mx tr").count() - 1, desk.locator(".mx thead th").count()
    desk.locator(".mx .cell").first.focus()
    walk = [("ArrowDown", (2, 1)), ("ArrowRight", (2, 2)), ("ArrowLeft", (2, 1)), ("ArrowLeft", (2, 0))]
    walk += [("End", (2, columns)), ("ArrowRight", (2, columns)), ("Home", (2, 0))]
    walk += [("Control+End", (rows, columns)), ("ArrowDown", (rows, columns)), ("Control+Home", (0, 1))]
    walk += [("ArrowDown", (1, 1)), ("PageDown", (9, 1)), ("PageUp", (1, 1))]
    settle(desk)
    for key, place in walk:
        desk.keyboard.press(key)
        assert (key, at(desk)) == (key, place)
    assert desk.locator('.mx a[tabindex="0"]').count() == 1


def test_a_cell_is_opened_answered_and_left(desk: Page) -> None:
    desk.goto("/explore/")
    cell = desk.locator(".mx .cell").nth(1)
    cell.focus()
    press(desk, "Enter")
    expect(desk.locator("#cell h2").first).to_be_focused()
    expect(desk).to_have_url(re.compile(r"/explore/\?gap=\d+&path=\d+$"))
    expect(cell).to_have_attribute("aria-current", "true")
    assert faults(desk) == []
    press(desk, "Escape")
    expect(cell).to_be_focused()
    desk.get_by_label("My answer so far").fill("About as much as a teacher")
    press(desk, "Enter")
    expect(cell).to_contain_text("About as much as a teacher")
    desk.get_by_role("link", name="Back to the table").click()
    expect(cell).to_be_focused()
    desk.get_by_role("button", name="Undo").click()
    expect(cell).not_to_contain_text("About as much as a teacher")
    desk.reload()
    expect(desk.get_by_label("My answer so far")).to_be_visible()


def test_what_was_typed_wrongly_has_the_focus(desk: Page) -> None:
    desk.goto("/explore/")
    desk.locator(".mx .cell").first.click()
    desk.get_by_text("Add what you heard").click()
    form = desk.locator("details form")
    form.get_by_label("What was said").fill("Forty")
    form.get_by_label("Who said it").fill("Nobody Known")
    form.get_by_role("button", name="Add").click()
    expect(desk.get_by_text("Nobody among your people is called")).to_be_visible()
    expect(form.get_by_label("Who said it")).to_be_focused()
    expect(form.get_by_label("What was said")).to_have_value("Forty")


def test_a_phone_shows_one_path_or_all(open_page: Callable[..., Page], signed_in: Any) -> None:
    phone = open_page(**PHONE, storage_state=signed_in)
    phone.goto("/explore/")
    rows, cells = phone.locator(".mx tbody tr").count(), phone.locator(".mx .cell:visible")
    paths = phone.get_by_role("navigation", name="Show one path")
    expect(cells).to_have_count(rows)
    paths.get_by_role("link").nth(1).click()
    expect(phone).to_have_url(re.compile(r"\?path=\d+$"))
    expect(cells).to_have_count(rows)
    assert faults(phone) == []
    columns = paths.get_by_role("link").count() - 1
    assert columns > 1
    paths.get_by_role("link", name="All").click()
    expect(cells).to_have_count(rows * columns)


@pytest.mark.parametrize("options", [{}, PHONE])
def test_it_works_without_script(open_page: Callable[..., Page], signed_in: Any, options: dict[str, Any]) -> None:
    plain = open_page(java_script_enabled=False, storage_state=signed_in, **options)
    plain.goto("/explore/")
    plain.locator(".mx .cell.blank:visible").last.click()
    answer, save = plain.get_by_label("My answer so far"), plain.get_by_role("button", name="Save")
    answer.fill("Taken back")
    save.click()
    plain.get_by_role("button", name="Undo").click()
    expect(answer).to_have_value("")
    answer.fill("On paper")
    save.click()
    plain.get_by_role("link", name="Back to the table").click()
    opened = plain.locator(".mx .cell[aria-current]")
    expect(opened).to_contain_text("On paper")
    opened.click()
    answer.fill("")
    save.click()
    expect(plain.get_by_text("Answer kept.")).to_be_visible()
