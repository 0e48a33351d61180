"""Everything works where the browser runs no script: real links, real forms, whole pages."""

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def plain(open_page, signed_in) -> Page:
    """The demo user's browser, script off, on a phone."""
    return open_page(java_script_enabled=False, viewport={"width": 390, "height": 844}, storage_state=signed_in)


def test_add_a_person_put_away_and_take_back(plain: Page) -> None:
    plain.goto("/people/new/")
    plain.locator("[name=display_name]").fill("Paper Only")
    plain.get_by_role("button", name="Add", exact=False).last.click()
    expect(plain.get_by_role("heading", name="Paper Only", exact=True)).to_be_visible()
    plain.get_by_role("button", name="More for Paper Only").click()
    plain.get_by_role("button", name="Archive").click()
    plain.get_by_role("button", name="Undo").click()
    plain.goto("/people/?q=paper+only")
    expect(plain.get_by_role("link", name="Paper Only")).to_be_visible()


def test_search_answers_with_a_page(plain: Page) -> None:
    plain.goto("/people/")
    plain.get_by_role("searchbox").fill("Priya")
    plain.keyboard.press("Enter")
    expect(plain.get_by_role("link", name="Priya Raman")).to_be_visible()
    expect(plain.get_by_role("link", name="Yusuf Demir")).to_have_count(0)


def test_a_note_lands_on_the_timeline(plain: Page) -> None:
    plain.goto("/people/?q=Priya")
    plain.get_by_role("link", name="Priya Raman").click()
    plain.get_by_placeholder("Add a note. It stays private.").fill("Likes tea")
    plain.get_by_role("button", name="Save", exact=True).first.click()
    expect(plain.get_by_text("Likes tea")).to_be_visible()


def test_a_thank_you_is_marked_and_taken_back_on_today(plain: Page) -> None:
    plain.goto("/")
    plain.get_by_role("button", name="Done: Thank Grace Mbeki").click()
    expect(plain.get_by_role("link", name="Thank Grace Mbeki")).to_have_count(0)
    plain.get_by_role("button", name="Undo").click()
    expect(plain.get_by_role("link", name="Thank Grace Mbeki")).to_be_visible()


def test_a_field_is_changed_and_left_in_its_place(plain: Page) -> None:
    plain.goto("/people/?q=Priya")
    plain.get_by_role("link", name="Priya Raman").click()
    person = plain.url
    plain.get_by_role("link", name="Change how well you know them").click()
    plain.get_by_role("combobox").select_option("close")
    plain.get_by_role("button", name="Save", exact=True).click()
    expect(plain.get_by_role("link", name="Change how well you know them: Close")).to_be_visible()
    plain.get_by_role("link", name="Change keep in touch").click()
    plain.get_by_role("link", name="Cancel").click()
    expect(plain).to_have_url(person)


def add_interview(page: Page, who: str) -> None:
    """An interview with a new person, in the first state."""
    page.goto("/interviews/new/")
    page.get_by_label("Name").fill(who)
    page.get_by_role("button", name="Add the interview").click()


def test_an_interview_is_asked_for_taken_back_and_planned(plain: Page) -> None:
    add_interview(plain, "Paper Talk")
    plain.get_by_role("button", name="Change state").click()
    plain.get_by_role("button", name="Asked", exact=True).click()
    plain.get_by_role("button", name="Undo").click()
    expect(plain.get_by_text("Now “To contact”.")).to_be_visible()
    plain.get_by_text("Set the time").click()
    plain.get_by_label("Day", exact=True).fill("2030-12-02")
    plain.get_by_role("button", name="Schedule").click()
    expect(plain.get_by_text("The time is set.")).to_be_visible()


def test_what_was_learned_and_who_was_named(plain: Page) -> None:
    add_interview(plain, "Paper Lesson")
    plain.get_by_role("link", name="Take away").click()
    plain.get_by_label("One thing you learned", exact=True).fill("Tenders decide")
    plain.locator("#takeaways").get_by_role("button", name="Add").click()
    plain.get_by_role("link", name="Edit: Tenders decide").click()
    plain.get_by_role("link", name="Leave it").click()
    plain.get_by_role("button", name="Remove: Tenders decide").click()
    plain.get_by_role("button", name="Undo").click()
    expect(plain.get_by_text("Tenders decide").first).to_be_visible()
    plain.locator("#referrals").get_by_label("Name", exact=True).fill("Paper Lead")
    plain.get_by_role("button", name="Add as lead").click()
    expect(plain.get_by_text("Paper Lead is someone to contact now.")).to_be_visible()


def test_a_row_is_put_off_and_called_back(plain: Page) -> None:
    plain.goto("/")
    plain.get_by_role("button", name="Snooze Hanna Virtanen").click()
    plain.get_by_role("button", name="Tomorrow morning").click()
    expect(plain.get_by_role("link", name="Hanna Virtanen")).to_have_count(0)
    plain.get_by_role("button", name="Undo").click()
    expect(plain.get_by_role("link", name="Hanna Virtanen")).to_be_visible()


def test_a_signature_is_shown_as_understood_and_then_added(plain: Page) -> None:
    plain.goto("/people/add/")
    plain.locator("#add-line").fill("Quill Pasted\nAnalyst, Nordgrid\nquill@example.org")
    plain.locator(".add-line button").click()
    expect(plain.get_by_label("Role")).to_have_value("Analyst")
    plain.get_by_label("Role").fill("Lead analyst")
    plain.locator(".add-line button").click()
    expect(plain.get_by_text("Quill Pasted is among your people.")).to_be_visible()


def test_tags_trash_and_search_are_pages(plain: Page) -> None:
    plain.goto("/people/new/")
    plain.locator("[name=display_name]").fill("Paper Bin")
    plain.locator("[name=tag_names]").fill("paper")
    plain.get_by_role("button", name="Add person").last.click()
    plain.get_by_role("link", name="paper", exact=True).click()
    plain.get_by_role("link", name="Paper Bin").click()
    plain.get_by_role("button", name="More for Paper Bin").click()
    plain.get_by_role("button", name="Move to trash").click()
    plain.goto("/people/trash/")
    plain.get_by_role("button", name="Restore Paper Bin").click()
    expect(plain.get_by_text("Paper Bin is back.")).to_be_visible()
    plain.get_by_role("link", name="Search and commands").click()
    plain.get_by_role("searchbox").fill("paper bin")
    plain.keyboard.press("Enter")
    expect(plain.get_by_role("link", name="Paper Bin")).to_be_visible()


def test_the_theme_is_a_button(plain: Page) -> None:
    plain.goto("/settings/")
    before = plain.locator("html").get_attribute("data-theme")
    for theme in ("light" if before == "dark" else "dark", before or "light"):
        plain.get_by_role("button", name="More", exact=True).click()
        plain.get_by_role("button", name="Light or dark").click()
        expect(plain.locator("html")).to_have_attribute("data-theme", theme)
