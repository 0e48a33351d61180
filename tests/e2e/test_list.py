"""The list of people in a browser: grow it, open a person and come back to the place; filter, save a view, undo."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.keys import press


def test_back_to_where_one_was(desk: Page, crowd: None) -> None:
    desk.goto("/people/?q=crowd")
    for last in ("Crowd 100", "Crowd 130"):
        desk.get_by_role("link", name="Show more").click()
        expect(desk.get_by_role("link", name=last, exact=True)).to_have_count(1)
    expect(desk).to_have_url(re.compile("q=crowd&pages=3"))
    expect(desk.get_by_role("link", name="Crowd 101", exact=True)).to_be_focused()
    row = desk.get_by_role("link", name="Crowd 120", exact=True)
    row.click()
    desk.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="People").click()
    expect(row).to_be_in_viewport()
    expect(row).to_be_focused()
    press(desk, "Enter")
    expect(desk.get_by_role("heading", name="Crowd 120", level=1)).to_be_visible()
    desk.go_back()
    expect(row).to_be_in_viewport()


def test_e_edits_the_row(desk: Page) -> None:
    desk.goto("/people/?q=Priya")
    press(desk, "j", "e")
    expect(desk.get_by_role("heading", name="Edit Priya Raman")).to_be_visible()


def test_filter_by_typing_and_save_the_view(desk: Page) -> None:
    desk.goto("/people/")
    desk.get_by_role("button", name="Organization").click()
    desk.keyboard.type("nordg")
    desk.locator("#options-organization").get_by_role("link", name="Nordgrid").click()
    expect(desk.get_by_role("button", name="Organization: Nordgrid")).to_be_visible()
    desk.get_by_role("button", name="Save view").first.click()
    desk.get_by_label("Name of this view").fill("The grid")
    press(desk, "Enter")
    view = desk.get_by_role("navigation", name="Saved views").get_by_role("link", name="The grid")
    expect(view).to_have_text(re.compile(r"The grid\d"))
    expect(view).to_have_attribute("aria-current", "page")
    desk.goto("/people/views/")
    desk.get_by_role("button", name="Delete The grid").click()
    expect(view).to_have_count(0)
    desk.get_by_role("button", name="Undo").click()
    expect(view).to_have_count(1)
    expect(desk.locator("main").get_by_role("link", name="The grid", exact=True)).to_be_focused()
    desk.get_by_role("button", name="Delete The grid").click()


def test_every_filter_in_a_dialog_and_on_a_page(desk: Page, open_page: Callable[..., Page], signed_in: Any) -> None:
    desk.goto("/people/")
    desk.get_by_role("link", name="More", exact=True).click()
    dialog = desk.get_by_role("dialog", name="Filters and columns")
    dialog.get_by_role("combobox", name="Stage").select_option("Thanked")
    dialog.get_by_role("checkbox", name="Source").check()
    dialog.get_by_role("button", name="Show").click()
    expect(desk.get_by_role("columnheader", name="Source")).to_be_visible()
    expect(desk.get_by_role("button", name="Stage: Thanked")).to_be_visible()
    page = open_page(java_script_enabled=False, storage_state=signed_in)
    page.goto("/people/")
    page.get_by_role("link", name="More", exact=True).click()
    page.get_by_role("combobox", name="Last contact").select_option("Never")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile(r"/people/\?last=never$"))


def test_the_button_below_a_long_signature_is_reached_by_thumb(open_page: Callable[..., Page], signed_in: Any) -> None:
    phone = open_page(viewport={"width": 390, "height": 844}, has_touch=True, storage_state=signed_in)
    phone.goto("/people/")
    phone.get_by_role("button", name="Add person").tap()
    lines = ["Ottilie Brandt", "Head of Research", "Nordgrid", "ottilie@example.org", "+46 70 123 45 67"]
    phone.get_by_label("Who?").fill("\n".join(lines + [f"Floor {number}" for number in range(7)]))
    expect(phone.locator("#add-organization_name")).to_have_value("Nordgrid")
    add = phone.locator("#add-person").get_by_role("button", name="Add", exact=True)
    add.scroll_into_view_if_needed()
    expect(add).to_be_in_viewport(ratio=1)
