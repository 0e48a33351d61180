"""Live notes in a real browser: whatever happens to the line, the session, the server or the tab, no word is lost."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.product import DEMO_PASSWORD

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


def box(page: Page) -> Locator:
    """Where lines are typed."""
    return page.get_by_label("Note", exact=True)


def write(page: Page, *lines: str) -> None:
    """Type lines, each with Enter."""
    box(page).focus()
    for line in lines:
        page.keyboard.type(line)
        page.keyboard.press("Enter")


def lines(page: Page) -> Locator:
    """The words of the lines that show."""
    return page.locator("#log > li:not([hidden]) .words")


def assert_kept(page: Page, *expected: str) -> None:
    """The server has these lines in this order, each once, and the browser none any more."""
    expect(page.locator("#saved")).to_contain_text("Saved", timeout=20_000)
    page.wait_for_function("Object.keys(localStorage).every((k) => !k.startsWith('live:'))")
    page.reload()
    expect(lines(page)).to_have_text(list(expected))
    expect(page.locator("#log .waiting")).to_have_count(0)


def test_a_line_is_kept_with_its_minute(live: Page) -> None:
    write(live, *SAID)
    expect(live.locator("#log time").first).to_have_text(re.compile(r"^\d:\d\d$"))
    assert_kept(live, *SAID)


def test_what_is_in_the_box_is_saved_within_two_seconds(live: Page) -> None:
    box(live).press_sequentially("Juniors start at 46")
    expect(live.locator("#saved")).to_contain_text("Saved", timeout=2500)
    live.reload()
    expect(box(live)).to_have_value("Juniors start at 46")
    box(live).press_sequentially(" to 48k")
    live.keyboard.press("Enter")
    assert_kept(live, "Juniors start at 46 to 48k")


def test_a_minute_without_a_network(live: Page) -> None:
    write(live, SAID[0])
    live.context.set_offline(True)
    write(live, *SAID[1:])
    expect(live.locator("#unsaved")).to_contain_text("the server can’t be reached")
    expect(lines(live)).to_have_text(SAID)
    live.context.set_offline(False)
    assert_kept(live, *SAID)


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


def test_two_tabs_write_at_once(live: Page) -> None:
    other = live.context.new_page()
    other.goto(live.url)
    box(live).press_sequentially("From the one")
    box(other).press_sequentially("From the other")
    live.context.set_offline(True)
    box(live).press_sequentially(", typed on")
    live.keyboard.press("Enter")
    box(other).press_sequentially(", too")
    other.keyboard.press("Enter")
    live.context.set_offline(False)
    assert_kept(live, "From the one, typed on", "From the other, too")


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


def test_signed_out_meanwhile(live: Page) -> None:
    write(live, SAID[0])
    expect(live.locator("#saved")).to_contain_text("Saved")
    live.context.clear_cookies()
    write(live, *SAID[1:])
    expect(live.locator("#unsaved")).to_contain_text("you are signed out")
    live.get_by_role("link", name="Sign in").click()
    live.get_by_label("E-mail").fill("demo@example.com")
    live.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    live.get_by_role("button", name="Sign in").click()
    live.wait_for_url("**/live/")
    assert_kept(live, *SAID)


def test_signed_in_anew_in_another_tab(live: Page) -> None:
    context, address = live.context, live.url
    context.clear_cookies()
    write(live, *SAID)
    other = context.new_page()
    other.goto(address)
    other.get_by_label("E-mail").fill("demo@example.com")
    other.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    other.get_by_role("button", name="Sign in").click()
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
