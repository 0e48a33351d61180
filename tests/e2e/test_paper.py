"""What a page becomes on paper: A4 sheets that hold its words and not its frame, and the button that asks for it."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.keys import settle


def test_the_summary_of_a_path_on_paper(desk: Page) -> None:
    desk.goto("/paths/")
    desk.get_by_role("link", name="What you learned about Energy analytics").click()
    desk.emulate_media(media="print", color_scheme="dark")
    expect(desk.get_by_role("heading", name="Energy analytics")).to_be_visible()
    for words in ("Markdown", "Paths", "Has left"):
        expect(desk.locator("body").get_by_text(words, exact=True).first).to_be_hidden()
    expect(desk.get_by_role("navigation").first).to_be_hidden()
    sheets = re.findall(rb"/Type\s*/Page\b", desk.pdf(format="A4"))
    assert 1 <= len(sheets) <= 3


def test_the_button_asks_the_browser(desk: Page) -> None:
    desk.add_init_script("window.print = () => { document.title = 'Printed'; };")
    desk.goto("/paths/")
    desk.get_by_role("link", name="What you learned about Energy analytics").click()
    expect(desk.get_by_role("heading", name="Energy analytics")).to_be_visible()
    settle(desk)
    desk.get_by_role("button", name="Print").click()
    expect(desk).to_have_title("Printed")
