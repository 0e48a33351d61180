"""Prepare in the browser: the arrow keys, the focus after a menu, and words that were typed and not sent."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.keys import press, settle
from tests.e2e.talks import new_talk


@pytest.fixture
def prepare(desk: Page, product: Any) -> Iterator[Page]:
    """The page of a talk with three questions."""
    pk = new_talk(desk, "Pia Prepares")
    token = desk.locator("main [name=csrfmiddlewaretoken]").first.input_value()
    for text in ("First?", "Second?", "Third?"):
        question: dict[str, Any] = {"csrfmiddlewaretoken": token, "text": text, "topic": "daily_work"}
        desk.request.post(f"/interviews/{pk}/questions/add/", form=question)
    desk.goto(f"/interviews/{pk}/prepare/")
    yield desk
    product.sql("UPDATE interviews_interview SET state = 'cancelled' WHERE id = %s", pk)
    product.sql("UPDATE contacts_contact SET trashed_at = now() WHERE display_name = 'Pia Prepares'")


def grip(page: Page, words: str) -> Any:
    """The handle of a question."""
    return page.get_by_role("button", name=f"Move or change: {words}")


def choose_a_path(page: Page) -> None:
    """What the talk is about: one of the paths that are there, with gaps open on it."""
    page.locator("#paths summary").press("Enter")
    page.locator("#paths [name=paths]").first.check()
    page.locator("#paths form button").press("Enter")
    expect(page.locator("#paths .fieldtag")).to_have_count(1)


def test_the_arrow_keys_move_a_question_and_its_menu_leaves_the_focus_near(prepare: Page) -> None:
    words = prepare.locator("#questions .qs .grow")
    expect(words).to_have_text(["First?", "Second?", "Third?"])
    grip(prepare, "First?").focus()
    press(prepare, "ArrowDown")
    expect(words).to_have_text(["Second?", "First?", "Third?"])
    expect(grip(prepare, "First?")).to_be_focused()
    press(prepare, "Enter")
    prepare.get_by_role("button", name="Take it out").press("Enter")
    expect(words).to_have_text(["Second?", "Third?"])
    expect(grip(prepare, "Third?")).to_be_focused()


def test_what_is_typed_outlives_what_is_drawn_again(prepare: Page) -> None:
    prepare.locator("#q-text").fill("Half a question")
    grip(prepare, "Second?").press("Enter")
    prepare.get_by_role("link", name="Change words or minutes").press("Enter")
    edit = prepare.locator("#questions li [name=text]").first
    expect(edit).to_be_focused()
    edit.fill("Second thoughts?")
    star = prepare.get_by_role("button", name="Ask first: Third?")
    star.press("Enter")
    expect(star).to_have_attribute("aria-pressed", "true")
    expect(star).to_be_focused()
    expect(edit).to_have_value("Second thoughts?")
    edit.press("Escape")
    expect(grip(prepare, "Second?")).to_be_focused()
    settle(prepare)
    expect(prepare.locator("#q-text")).to_have_value("Half a question")


def test_what_is_typed_outlives_a_choice_of_paths_and_a_question_that_it_offers(prepare: Page) -> None:
    prepare.locator("#q-text").fill("Half a question")
    choose_a_path(prepare)
    prepare.get_by_text("more that fit").press("Enter")
    expect(prepare.locator("#q-text")).to_have_value("Half a question")
    prepare.locator(".suggest form button").first.press("Enter")
    expect(prepare.locator("#questions li[data-sort]")).to_have_count(4)
    expect(prepare.locator("#q-text")).to_have_value("Half a question")


def test_what_is_typed_outlives_a_form_that_loads_the_page(prepare: Page) -> None:
    prepare.goto(prepare.url.replace("/prepare/", "/wrap-up/"))
    why = prepare.locator("#referrals [name=why]")
    why.fill("Runs the open data set")
    prepare.locator("#promises [name=text]").fill("Send the les")
    prepare.locator("[name=next_touch_on]").fill("2030-01-02")
    prepare.locator("form[action$='/reflect/'] button").press("Enter")
    expect(prepare.get_by_text("Saved.").first).to_be_visible()
    expect(why).to_have_value("Runs the open data set")
    expect(prepare.locator("#promises [name=text]")).to_have_value("Send the les")
    prepare.goto(prepare.url)
    expect(why).to_have_value("")


def test_an_answer_stays_open_and_what_was_saved_elsewhere_is_not_typed_over(prepare: Page) -> None:
    choose_a_path(prepare)
    prepare.goto(prepare.url.split("/prepare/")[0] + "/wrap-up/")
    prepare.locator("#takeaways a[href$='/answer/']").first.press("Enter")
    answer = prepare.locator("#takeaways form[action$='/answer/'] textarea").first
    answer.fill("46 thousand")
    prepare.locator("#id_text").fill("Tenders decide")
    prepare.locator("#id_text").press("Enter")
    expect(prepare.locator("#takeaways .take")).to_contain_text("Tenders decide")
    expect(answer).to_have_value("46 thousand")
    address = str(answer.locator("xpath=ancestor::form").get_attribute("action"))
    token = prepare.locator("main [name=csrfmiddlewaretoken]").first.input_value()
    said: dict[str, Any] = {"csrfmiddlewaretoken": token, str(answer.get_attribute("name")): "50 thousand"}
    prepare.request.post(address, form=said)
    prepare.locator("form[action$='/reflect/'] button").press("Enter")
    prepare.locator(f"a[href='{address}']").press("Enter")
    expect(answer).to_have_value("50 thousand")
