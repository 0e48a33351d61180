"""Changing the e-mail addresses of a person from their page, with script."""

from playwright.sync_api import Page, expect


def test_a_new_address_is_kept_and_leads_back_to_the_person(desk: Page) -> None:
    desk.goto("/people/?q=Priya")
    desk.get_by_role("link", name="Priya Raman").click()
    desk.get_by_role("link", name="Change e-mail").click()
    desk.get_by_role("group", name="E-mail address 2").get_by_role("textbox").first.fill("priya.too@example.org")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_role("heading", name="Priya Raman", level=1)).to_be_visible()
    expect(desk.get_by_role("link", name="priya.too@example.org")).to_be_visible()
