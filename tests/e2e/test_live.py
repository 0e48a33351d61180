"""Live notes in a real browser: what else can happen to a line than what test_interview tells, and no word is lost."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.talks import assert_kept, box, lines, sign_in, write

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
    phone.goto("/interviews/new/")
    token = phone.locator("main [name=csrfmiddlewaretoken]").first.input_value()
    said: dict[str, Any] = {
        "csrfmiddlewaretoken": token,
        "who": "Nell Notes",
        "direction": "outgoing",
        "promised_minutes": "20",
    }
    answer = phone.request.post("/interviews/new/", form=said | {"zone": "Europe/Paris"})
    pk = re.findall(r"/interviews/(\d+)/", answer.url)[0]
    product.sql(QUESTIONS, int(pk))
    phone.goto(f"/interviews/{pk}/live/")
    phone.get_by_role("button", name="Start").click()
    expect(phone.get_by_role("button", name="Pause the clock")).to_be_visible()
    yield phone
    product.sql("UPDATE interviews_interview SET state = 'cancelled' WHERE id = %s", int(pk))
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
    other.wait_for_url("**/live/")
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


def test_a_line_that_is_too_long_stays_in_the_browser(live: Page) -> None:
    box(live).fill("x" * 20_001)
    live.keyboard.press("Enter")
    write(live, SAID[0])
    expect(live.locator("#unsaved")).to_contain_text("Divide it.")
    expect(live.locator("#saved")).to_have_text("1 not saved yet")  # the other one has gone through
    live.reload()
    expect(live.locator("#log .waiting")).to_have_count(1)
    expect(live.locator("#log .waiting .words")).to_have_text("x" * 20_001)
    expect(lines(live).first).to_have_text(SAID[0])


def test_keys_go_to_a_question_and_say_what_a_line_is(live: Page) -> None:
    box(live).press("Escape")
    live.keyboard.press("2")
    live.keyboard.press("Enter")
    live.keyboard.type("The forms")
    live.keyboard.press("Enter")
    expect(live.locator("#asks .answer")).to_have_text("The forms")
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
    expect(live.locator("#live")).to_contain_text("Not finished")
    live.context.set_offline(False)
    live.get_by_role("button", name="Finish").click()
    live.wait_for_url("**/wrap-up/")
    live.goto(live.url.replace("wrap-up", "live"))
    expect(lines(live)).to_have_text([SAID[0]])
    expect(live.locator("#clock")).to_contain_text("it took")


def test_a_line_is_removed_and_brought_back(live: Page) -> None:
    write(live, *SAID[:2])
    live.get_by_role("button", name=f"Remove: {SAID[0]}").click()
    expect(lines(live)).to_have_text([SAID[1]])
    live.get_by_role("button", name="Undo").click()
    expect(lines(live)).to_have_text(SAID[:2])
    assert live.evaluate("document.documentElement.scrollWidth") <= 390
