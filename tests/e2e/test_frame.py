"""The frame in a real browser: palette, keys, theme, toasts with Undo and where the focus goes."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.keys import press, settle


@pytest.fixture
def people(desk):
    """The list of the demo user's people."""
    desk.goto("/people/")
    return desk


def first_name(page):
    """The link to the first person of the list."""
    return page.locator("#rows [data-row] a.name").first


def test_palette_finds_a_person_and_opens_their_page(people):
    name = first_name(people).inner_text()
    press(people, "Control+k")
    box = people.get_by_role("combobox", name="Find or do anything")
    expect(box).to_be_focused()
    box.press_sequentially(name[:5].lower())
    option = people.get_by_role("option", name=re.compile(name)).first
    expect(option).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    press(people, "Enter")
    people.wait_for_url(re.compile(r"/people/\d+/$"))


def test_a_person_is_added_from_anywhere_by_two_keys_and_a_name(people):
    press(people, "n")
    expect(people.get_by_label("Who?")).to_be_focused()
    people.keyboard.type("Zelda Quick")
    press(people, "Enter")
    expect(people.get_by_text("Zelda Quick is among your people.").first).to_be_visible()
    press(people, "n")
    expect(people.get_by_label("Who?")).to_be_focused()
    settle(people)
    people.keyboard.type("Zelda Quik")
    expect(people.get_by_text("a name much like it")).to_be_visible()


def test_palette_knows_the_places(people):
    press(people, "Control+k")
    people.keyboard.type("sett")
    press(people, "Enter")
    people.wait_for_url("**/settings/")


def test_single_keys_move_search_help_and_go(people):
    press(people, "j")
    expect(first_name(people)).to_be_focused()
    press(people, "/")
    expect(people.get_by_role("searchbox", name="Search people")).to_be_focused()
    people.keyboard.type("gt?")  # typing is not commanding
    expect(people.get_by_role("searchbox", name="Search people")).to_have_value("gt?")
    people.locator("h1").click()
    press(people, "?")
    expect(people.get_by_role("dialog", name="Keyboard")).to_be_visible()
    press(people, "Escape", "g", "t")
    people.wait_for_url(re.compile(r"://[^/]+/$"))


def test_undo_brings_back_the_row_and_the_focus(people):
    name = first_name(people).inner_text()
    row = people.locator("#rows [data-row]").filter(has_text=name)
    row.get_by_role("button", name=f"More for {name}").click()
    people.get_by_role("button", name="Archive").click()
    expect(row).to_have_count(0)
    expect(first_name(people)).to_be_focused()  # the next row
    expect(people.get_by_role("status")).to_contain_text(name)
    press(people, "z")
    expect(row).to_have_count(1)
    expect(row.locator("a.name")).to_be_focused()
    expect(people.locator(".toasts .toast")).to_have_count(0)


def test_a_failure_is_said_until_it_is_closed(people):
    people.route("**/people/?q=*", lambda route: route.abort())
    people.get_by_role("searchbox", name="Search people").fill("xyz")
    failure = people.locator(".toasts .toast.bad")
    expect(failure).to_contain_text("The server didn’t answer. Try again.")
    failure.get_by_role("button", name="Close").click()
    expect(failure).to_have_count(0)


def test_theme_is_kept(people):
    before = people.locator("html").get_attribute("data-theme")
    people.get_by_role("button", name="Switch between light and dark").click()
    expect(people.locator("html")).to_have_attribute("data-theme", "light" if before == "dark" else "dark")
    people.wait_for_load_state("networkidle")
    people.reload()
    expect(people.locator("html")).to_have_attribute("data-theme", "light" if before == "dark" else "dark")


def test_a_lost_line_is_said_and_the_row_stays(people):
    people.route("**/archive/", lambda route: route.abort())
    people.locator("#rows [data-row]").first.get_by_role("button", name=re.compile("More for")).click()
    people.get_by_role("button", name="Archive", exact=True).first.click()
    expect(people.get_by_role("status")).to_contain_text("Not saved")
    expect(first_name(people)).to_be_visible()


def test_phone_reaches_everything_by_the_tab_bar(open_page, signed_in):
    page = open_page(viewport={"width": 390, "height": 844}, storage_state=signed_in)
    page.goto("/")
    page.get_by_role("navigation", name="Main, phone").get_by_role("link", name="People").click()
    page.wait_for_url("**/people/")
    page.get_by_role("button", name="More", exact=True).click()
    page.locator("#menu-more").get_by_role("link", name="Settings").click()
    page.wait_for_url("**/settings/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_second_click_sends_nothing_while_a_form_is_on_its_way(desk):
    held = []
    desk.goto("/people/new/")
    desk.locator("[name=display_name]").fill("Twice Clicked")
    desk.route("**/people/new/", lambda route: held.append(route))
    button = "document.querySelector('main form:has([name=display_name]) .primary')"
    desk.evaluate(f"() => {{ const b = {button}; b.click(); setTimeout(() => b.click(), 200); }}")
    desk.wait_for_timeout(600)
    assert len(held) == 1
    held[0].continue_()
    expect(desk.get_by_role("heading", name="Twice Clicked", exact=True)).to_be_visible()
