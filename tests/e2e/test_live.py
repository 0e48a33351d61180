"""Live notes in a real browser: what else can happen to a line than what test_interview tells, and no word is lost."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.talks import assert_kept, box, lines, new_talk, sign_in, write

SAID = ["Hires on one public project", "SQL daily, Python twice a week", "Łukasz Nowak runs the open data set"]
QUESTIONS = """
INSERT INTO interviews_plannedquestion
    (owner_id, interview_id, text, topic, minutes, is_must, position, builtin, answer, created_at)
SELECT owner_id, id, words, 'daily_work', 2, true, number, '', '', now()
FROM interviews_interview,
    (VALUES ('What did you do last Tuesday?', 1), ('What would you drop?', 2)) AS q (words, number)
WHERE id = %s
"""


@pytest.fixture
def phone(open_page: Any, signed_in: Any) -> Page:
    """The demo user's phone."""
    return open_page(viewport={"width": 390, "height": 844}, has_touch=True, storage_state=signed_in)


@pytest.fixture
def live(phone: Page, product: Any) -> Iterator[Page]:
    """A talk of 20 minutes with two questions, that has begun."""
    pk = new_talk(phone, "Nell Notes")
    product.sql(QUESTIONS, pk)
    phone.goto(f"/interviews/{pk}/live/")
    phone.get_by_role("button", name="Start").click()
    expect(phone.get_by_role("button", name="Pause the clock")).to_be_visible()
    yield phone
    product.sql("UPDATE interviews_interview SET state = 'cancelled' WHERE id = %s", pk)
    product.sql("UPDATE contacts_contact SET trashed_at = now() WHERE display_name = 'Nell Notes'")


def test_a_page_closed_without_a_network(live: Page) -> None:
    address = live.url
    live.context.set_offline(True)
    write(live, *SAID[:2])
    box(live).press_sequentially(SAID[2])
    live.goto("about:blank")
    live.context.set_offline(False)
    live.goto(address)
    expect(lines(live)).to_have_text(SAID[:2])
    expect(box(live)).to_have_value(SAID[2])
    live.keyboard.press("Enter") if live.evaluate("document.activeElement.id") == "id_text" else box(live).press(
        "Enter"
    )
    assert_kept(live, *SAID)


def test_a_tab_that_never_came_back(live: Page) -> None:
    live.context.set_offline(True)
    box(live).press_sequentially(SAID[0])
    address, context = live.url, live.context
    live.close()
    context.set_offline(False)
    other = context.new_page()
    other.goto(address)
    expect(lines(other)).to_have_text([SAID[0]])
    expect(other.locator("#saved")).to_contain_text("Saved")
    other.reload()
    expect(lines(other)).to_have_text([SAID[0]])


def test_two_tabs_change_one_line(live: Page) -> None:
    write(live, "Hires on a degree")
    expect(live.locator("#saved")).to_contain_text("Saved")
    other = live.context.new_page()
    other.goto(live.url)
    for page in (live, other):
        page.get_by_role("link", name="Edit: Hires on a degree").click()
    live.bring_to_front()
    box(live).fill("Hires on a project")
    other.bring_to_front()
    expect(box(other)).to_have_value("Hires on a degree")
    live.bring_to_front()
    expect(box(live)).to_have_value("Hires on a project")
    live.keyboard.press("Enter")
    box(other).fill("Hires on two degrees")
    other.keyboard.press("Enter")
    assert_kept(other, "Hires on a project", "Hires on two degrees")


def test_two_devices_change_one_line(live: Page, open_page: Any, signed_in: Any) -> None:
    write(live, "Hires on a degree")
    expect(live.locator("#saved")).to_contain_text("Saved")
    desk = open_page(viewport={"width": 1280, "height": 900}, storage_state=signed_in)
    desk.goto(live.url)
    for page in (live, desk):
        page.get_by_role("link", name="Edit: Hires on a degree").click()
    box(live).fill("Hires on a project")
    with live.expect_response("**/lines/add/"):
        live.keyboard.press("Enter")
    box(desk).fill("Hires on two degrees")
    desk.keyboard.press("Enter")
    desk.keyboard.type("And a third line")
    desk.keyboard.press("Enter")
    assert_kept(desk, "Hires on a project", "Hires on two degrees", "And a third line")


def test_signed_in_anew_in_another_tab(live: Page) -> None:
    context, address = live.context, live.url
    context.clear_cookies()
    write(live, *SAID)
    other = context.new_page()
    other.goto(address)
    sign_in(other)
    other.close()
    expect(live.locator("#unsaved")).to_be_hidden(timeout=20_000)
    assert_kept(live, *SAID)


def test_a_server_that_fails_and_an_answer_that_is_lost(live: Page) -> None:
    live.route("**/lines/add/", lambda route: route.fulfill(status=500), times=1)
    write(live, SAID[0])
    expect(live.locator("#unsaved")).to_contain_text("something failed on the server")

    def lose(route: Any) -> None:
        route.fetch()
        route.abort()

    live.unroute("**/lines/add/")
    live.route("**/lines/add/", lose, times=2)
    write(live, *SAID[1:])
    expect(live.locator("#unsaved")).to_be_hidden(timeout=20_000)
    assert_kept(live, *SAID)


def test_a_line_that_is_too_long_stays_in_the_box(live: Page) -> None:
    box(live).fill("x" * 20_001)
    live.keyboard.press("Enter")
    expect(live.locator("#unsaved")).to_contain_text("Divide it.")
    live.get_by_role("button", name="Finish").click()
    expect(live.locator("#unsaved")).to_contain_text("Not finished: A line holds up to 20000 letters")
    live.reload()
    expect(box(live)).to_have_value("x" * 20_001)
    box(live).fill(SAID[0])
    live.keyboard.press("Enter")
    assert_kept(live, SAID[0])


def test_a_line_that_is_refused_can_be_changed_or_removed(live: Page) -> None:
    live.on("dialog", lambda dialog: dialog.accept())
    refused = {"status": 422, "content_type": "text/html", "body": '<div class="error">Not this.</div>'}
    live.route("**/lines/add/", lambda route: route.fulfill(**refused))
    write(live, *SAID[:2])
    expect(live.locator("#log .waiting .chip")).to_have_text(["Not this."] * 2)
    live.unroute("**/lines/add/")
    write(live, SAID[2])  # it is in nobody's way
    expect(live.locator("#saved")).to_have_text("2 not saved yet")
    live.get_by_role("button", name="Edit the line that is not saved").first.click()
    box(live).fill("Hires on a project")
    live.keyboard.press("Enter")
    live.get_by_role("button", name="Remove the line that is not saved").click()
    assert_kept(live, "Hires on a project", SAID[2])


def test_keys_go_to_a_question_and_say_what_a_line_is(live: Page) -> None:
    box(live).press("Escape")
    live.keyboard.press("2")
    expect(live.locator("#asks [aria-current]")).to_have_text("What would you drop? ask first")
    live.keyboard.press("Enter")
    expect(live.locator("#asking")).to_contain_text("Answers: What would you drop?")
    live.keyboard.type("The forms")
    live.keyboard.press("Enter")
    expect(live.locator("#asks .answer")).to_have_text("The forms")
    expect(live.locator("#asking")).to_be_visible()
    live.get_by_role("link", name="Not any more").click()
    expect(live.locator("#asking")).to_be_hidden()
    expect(live.get_by_role("button", name="Asked: What would you drop?")).to_have_attribute("aria-pressed", "true")
    live.keyboard.press("Escape")
    live.keyboard.press("q")
    live.keyboard.type("The notebook did.")
    live.keyboard.press("Enter")
    expect(live.locator("#log .chip")).to_have_text(["Quote"])


def test_a_tick_waits_for_the_network(live: Page) -> None:
    tick = live.get_by_role("button", name="Asked: What did you do last Tuesday?")
    live.context.set_offline(True)
    tick.click()
    expect(tick).to_have_attribute("aria-pressed", "true")
    live.context.set_offline(False)
    assert_kept(live)
    expect(tick).to_have_attribute("aria-pressed", "true")


def test_finish_waits_for_the_last_word(live: Page) -> None:
    live.context.set_offline(True)
    box(live).press_sequentially(SAID[0])
    live.get_by_role("button", name="Finish").click()
    expect(live.locator("#unsaved")).to_have_text(re.compile("Not finished: the server can’t be reached"))
    live.context.set_offline(False)
    live.get_by_role("button", name="Finish").click()
    live.wait_for_url("**/wrap-up/")
    live.goto(live.url.replace("wrap-up", "live"))
    expect(lines(live)).to_have_text([SAID[0]])
    expect(live.locator("#clock")).to_contain_text("it took")


def test_a_line_is_removed_and_brought_back(live: Page) -> None:
    write(live, *SAID[:2])
    expect(live.locator("#saved")).to_contain_text("Saved")
    remove = live.get_by_role("button", name=f"Remove: {SAID[0]}")
    live.context.set_offline(True)
    remove.click()
    expect(live.locator("#unsaved")).to_have_text(re.compile("Not done: the server can’t be reached. Try again."))
    live.context.set_offline(False)
    with live.expect_response(lambda answer: answer.request.method == "GET"):
        live.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(remove).to_be_focused()  # what has not changed is not drawn anew
    remove.click()
    expect(lines(live)).to_have_text([SAID[1]])
    live.get_by_role("button", name="Undo").click()
    expect(lines(live)).to_have_text(SAID[:2])
    assert live.evaluate("document.documentElement.scrollWidth") <= 390
