"""The keyboard alone on lists and on Today; the frame's own keys are in test_frame."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.keys import press

THRICE = """
    (tick) => {
        tick.click();
        tick.click();
        document.addEventListener('htmx:afterOnLoad', () => setTimeout(() => tick.click(), 50), {once: true});
    }
"""


def test_j_and_enter_open_the_first_row(desk: Page) -> None:
    desk.goto("/people/?q=Priya")
    press(desk, "j", "Enter")
    expect(desk.get_by_role("heading", name="Priya Raman", level=1)).to_be_visible()


def test_d_is_done_and_z_is_undo(desk: Page) -> None:
    due = int(desk.locator(".side [data-due] .count").inner_text().split()[0])
    counts = [desk.locator(f"{where} [data-due] .count") for where in (".side", ".tabs-bottom")]
    row = desk.get_by_role("link", name="Thank Tomás Herrera")
    desk.get_by_role("button", name="Done: Thank Tomás Herrera").focus()
    press(desk, "Enter")
    expect(row).to_have_count(0)
    expect(desk.get_by_role("button", name="Undo")).to_be_visible()
    expect(desk.locator("#sentence")).to_contain_text("one thank-you to send", ignore_case=True)
    press(desk, "z")
    expect(desk.locator("#sentence")).to_contain_text("two thank-yous to send", ignore_case=True)
    for count in counts:
        expect(count).to_contain_text(str(due))
    expect(row).to_be_visible()
    expect(desk.get_by_role("button", name="Done: Thank Tomás Herrera")).to_be_focused()


def test_the_first_tab_skips_to_the_content(desk: Page) -> None:
    press(desk, "Tab")
    expect(desk.get_by_role("link", name="Skip to content")).to_be_focused()
    press(desk, "Enter")
    expect(desk.locator("#main")).to_be_focused()


def test_enter_goes_to_the_people_found_and_then_adds_the_interview(desk: Page) -> None:
    desk.goto("/interviews/new/")
    desk.get_by_label("Name").fill("Emma Bj")
    expect(desk.get_by_role("checkbox", name="Emma Björk")).to_be_visible()
    press(desk, "Enter", "Space")
    desk.get_by_label("Minutes I ask for").press("Enter")
    expect(desk.get_by_role("heading", name="Talking with Emma Björk")).to_be_visible()


def test_enter_twice_adds_an_interview_with_somebody_new(desk: Page) -> None:
    desk.goto("/interviews/new/")
    desk.get_by_label("Name").fill("Nils Newname")
    expect(desk.get_by_text("will be added as a new person")).to_be_visible()
    press(desk, "Enter", "Enter")
    expect(desk.get_by_role("heading", name="Talking with Nils Newname")).to_be_visible()


@pytest.fixture
def talk(desk: Page) -> Page:
    """The page of a new interview with a new person."""
    desk.goto("/interviews/new/")
    desk.get_by_label("Name").fill("Kit Keyboard")
    desk.get_by_role("button", name="Add the interview").click()
    expect(desk.get_by_role("heading", name="Talking with Kit Keyboard")).to_be_visible()
    return desk


def test_the_state_is_changed_and_taken_back_by_keys(talk: Page) -> None:
    button = talk.get_by_role("button", name="Change state")
    button.focus()
    press(talk, "Enter", "Tab")
    expect(talk.locator("#moves button").first).to_be_focused()
    press(talk, "Escape")
    expect(talk.locator("#moves")).to_be_hidden()
    expect(button).to_be_focused()
    press(talk, "Enter", "Tab", "Enter")
    expect(talk.get_by_text("Now “Asked”.").first).to_be_visible()
    press(talk, "z")
    expect(talk.get_by_text("Now “To contact”.").first).to_be_visible()


def test_a_time_is_set_by_keys_and_a_wrong_link_gets_the_focus(talk: Page) -> None:
    talk.locator("#plan summary").focus()
    press(talk, "Enter", "Tab")
    expect(talk.get_by_label("Day", exact=True)).to_be_focused()
    talk.get_by_label("Day", exact=True).fill("2030-12-02")
    link = talk.get_by_label("Link", exact=True)
    link.fill("javascript:alert(1)")
    link.press("Enter")
    expect(link).to_be_focused()
    expect(talk.get_by_text("Enter a valid URL.")).to_be_visible()
    link.fill("talk.example/1")
    link.press("Enter")
    expect(talk.get_by_role("link", name="Join call")).to_have_attribute("href", "https://talk.example/1")


def test_the_focus_stays_with_the_takeaways(talk: Page) -> None:
    talk.get_by_role("link", name="Take away").click()
    field = talk.get_by_label("One thing you learned", exact=True)
    field.fill("Tenders decide")
    press(talk, "Enter")
    edit = talk.get_by_role("link", name="Edit: Tenders decide")
    expect(edit).to_be_visible()
    expect(talk.locator(".htmx-added")).to_have_count(0)  # now the field has the focus
    edit.press("Enter")
    expect(talk.locator("#edit_text")).to_be_focused()
    press(talk, "Escape")
    expect(edit).to_be_focused()
    press(talk, "Tab", "Enter")
    expect(talk.locator("#takeaways").get_by_role("button", name="Add", exact=True)).to_be_focused()
    press(talk, "z")
    expect(edit).to_be_visible()
    expect(field).to_be_focused()


def test_s_opens_the_snooze_menu_and_escape_leaves_it(desk: Page) -> None:
    press(desk, "j", "s")
    expect(desk.get_by_role("button", name="In 3 hours")).to_be_focused()
    press(desk, "Escape")
    expect(desk.locator("[data-row].at a.name")).to_be_focused()


def test_single_keys_can_be_switched_off(desk: Page) -> None:
    desk.goto("/settings/")
    switch = desk.get_by_label("Single-key shortcuts")
    switch.press("Space")
    switch.press("Enter")
    expect(desk.get_by_text("Settings saved").first).to_be_visible()
    press(desk, "?", "n")
    expect(desk.get_by_role("dialog", name="Keyboard")).to_be_hidden()
    expect(desk).to_have_url(re.compile("/settings/$"))
    switch.press("Space")
    switch.press("Enter")
    expect(desk.locator("body[data-keys=off]")).to_have_count(0)


@pytest.mark.usefixtures("crowd")
def test_b_goes_to_what_can_be_done_with_those_selected(desk: Page) -> None:
    desk.goto("/people/?q=crowd")
    for key in ("b", "j", "x", "b"):
        press(desk, key)
    every = desk.get_by_role("button", name="Select all 130 matching")
    expect(every).to_be_focused()
    press(desk, "Enter")
    expect(desk.locator("#bulk .bulk-count")).to_have_text(re.compile("all 130 selected"))
    expect(desk.locator("#bulk").get_by_role("button", name="Tag", exact=True)).to_be_focused()


@pytest.mark.usefixtures("crowd")
def test_from_the_trash_one_after_the_other_comes_back(desk: Page) -> None:
    for name in ("Crowd 007", "Crowd 008", "Crowd 009"):
        desk.goto(f"/people/?q={name.replace(' ', '+')}")
        desk.get_by_role("button", name=f"More for {name}").click()
        desk.get_by_role("button", name="Move to trash").click()
        expect(desk.get_by_text(f"{name} is in the trash.").first).to_be_visible()
    desk.goto("/people/trash/")
    desk.get_by_role("button", name="Restore Crowd 008").press("Enter")
    expect(desk.get_by_role("button", name="Restore Crowd 007")).to_be_focused()


def test_a_tick_pressed_three_times_is_sent_once(desk: Page) -> None:
    """At once, and while the row that was answered fades."""
    sent: list[str] = []
    desk.on("request", lambda request: sent.append(request.url) if "/nudged/" in request.url else None)
    tick = desk.get_by_role("button", name="Done: nudge Daniel Osei")
    tick.evaluate(THRICE)
    expect(tick).to_have_count(0)
    desk.get_by_role("button", name="Undo").click()
    expect(tick).to_be_visible()
    desk.goto("/")
    expect(tick).to_be_visible()
    assert len(sent) == 1
