"""The map of Network in a browser: zoomed and dragged, by buttons and keys; a phone shows the list first; no faults."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import faults
from tests.e2e.keys import press, settle

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
PLACE = "() => { const map = document.querySelector('[data-map]'); return [map.scrollWidth, map.scrollLeft]; }"


@pytest.fixture
def here(desk: Page) -> Page:
    """Network, as its place in the sidebar opens it."""
    desk.goto("/network/")
    settle(desk)
    return desk


def width(page: Page) -> int:
    """Of the drawing, after the frame that was asked for and the next."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page.evaluate(PLACE)[0]


def test_buttons_and_keys_zoom(here: Page) -> None:
    whole = width(here)
    here.get_by_role("button", name="Closer").click()
    closer = width(here)
    here.get_by_role("button", name="Farther").click()
    assert (whole < closer, width(here)) == (True, whole)
    here.locator("[data-map]").focus()
    press(here, "+", "+")
    assert width(here) > closer
    press(here, "-", "0")
    assert width(here) == whole
    assert faults(here) == []


def test_a_window_that_only_gets_lower_keeps_the_zoom(here: Page) -> None:
    whole = width(here)
    here.get_by_role("button", name="Closer").click()
    closer = width(here)
    here.set_viewport_size({"width": 1280, "height": 700})
    here.wait_for_function("innerHeight === 700")
    assert (whole < closer, width(here)) == (True, closer)


def test_it_is_dragged_and_a_drag_opens_nobody(here: Page) -> None:
    for _ in range(3):
        here.get_by_role("button", name="Closer").click()
    width(here)
    marta = here.locator(".node", has_text="Marta")
    box, before = marta.bounding_box(), here.evaluate(PLACE)[1]
    assert box is not None
    here.mouse.move(box["x"] + 5, box["y"] + 5)
    here.mouse.down()
    here.mouse.move(box["x"] - 55, box["y"] + 5, steps=4)
    here.mouse.up()
    assert here.evaluate(PLACE)[1] > before
    expect(here).to_have_title("Network · Rapport")
    marta.click()
    expect(here.get_by_role("heading", name="Marta Lindqvist", level=1)).to_be_visible()


def test_who_has_the_focus_is_seen(here: Page) -> None:
    for _ in range(6):
        here.get_by_role("button", name="Closer").click()
    width(here)
    ingrid = here.get_by_role("link", name="Ingrid Solberg, Energy analytics, one introduction away")
    ingrid.focus()
    expect(ingrid).to_be_in_viewport()


def test_a_phone_shows_the_list_first_and_the_map_when_asked(open_page: Callable[..., Page], signed_in: Any) -> None:
    phone = open_page(**PHONE, storage_state=signed_in)
    phone.goto("/network/")
    expect(phone.get_by_role("heading", name="One introduction away")).to_be_visible()
    expect(phone.locator("[data-map]")).to_be_hidden()
    assert faults(phone) == []
    phone.get_by_role("link", name="Map", exact=True).first.click()
    expect(phone.locator("[data-map]")).to_be_visible()
    phone.get_by_role("button", name="Filters").click()
    phone.get_by_label("Path").select_option(label="Learning design")
    phone.get_by_role("button", name="Show").click()
    expect(phone.locator(".node.f3")).to_have_count(3)
    assert faults(phone) == []


def test_without_script_the_map_and_its_filters_work(open_page: Callable[..., Page], signed_in: Any) -> None:
    plain = open_page(storage_state=signed_in, java_script_enabled=False)
    plain.goto("/network/")
    expect(plain.get_by_role("button", name="Closer")).to_be_hidden()
    plain.get_by_label("Organization", exact=True).fill("Nordgrid")
    plain.get_by_role("button", name="Show").click()
    expect(plain.locator("a.node")).to_have_count(2)
    plain.get_by_role("link", name="List", exact=True).first.click()
    expect(plain.locator(".maplist .item")).to_have_count(2)
