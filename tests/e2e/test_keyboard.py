"""The keyboard alone on lists and on Today; the frame's own keys are in test_frame."""

from playwright.sync_api import Page, expect


def test_j_and_enter_open_the_first_row(desk: Page) -> None:
    desk.goto("/people/?q=Priya")
    desk.keyboard.press("j")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="Priya Raman", level=1)).to_be_visible()


def test_d_is_done_and_z_is_undo(desk: Page) -> None:
    due = int(desk.locator(".side [data-due] .count").inner_text().split()[0])
    counts = [desk.locator(f"{where} [data-due] .count") for where in (".side", ".tabs-bottom")]
    row = desk.get_by_role("link", name="Thank Tomás Herrera")
    desk.get_by_role("button", name="Done: Thank Tomás Herrera").focus()
    desk.keyboard.press("Enter")
    expect(row).to_have_count(0)
    expect(desk.get_by_role("button", name="Undo")).to_be_visible()
    expect(desk.locator("#sentence")).to_contain_text("one thank-you to send")
    desk.keyboard.press("z")
    expect(desk.locator("#sentence")).to_contain_text("two thank-yous to send")
    for count in counts:
        expect(count).to_contain_text(str(due))
    expect(row).to_be_visible()
    expect(desk.get_by_role("button", name="Done: Thank Tomás Herrera")).to_be_focused()


def test_the_first_tab_skips_to_the_content(desk: Page) -> None:
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("link", name="Skip to content")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator("#main")).to_be_focused()


def test_enter_goes_to_the_people_found_and_then_adds_the_interview(desk: Page) -> None:
    desk.goto("/interviews/new/")
    desk.get_by_label("Name").fill("Emma Bj")
    expect(desk.get_by_role("checkbox", name="Emma Björk")).to_be_visible()
    desk.keyboard.press("Enter")
    desk.keyboard.press("Space")
    desk.get_by_label("Minutes I ask for").press("Enter")
    expect(desk.get_by_role("heading", name="Talking with Emma Björk")).to_be_visible()
