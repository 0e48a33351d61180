"""One talk from its preparation to the thank-you: the line drops, the page is loaded anew, the session ends."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.axe import faults
from tests.e2e.keys import settle
from tests.e2e.product import Product
from tests.e2e.talks import assert_kept, box, lines, sign_in

WHO, LEADS = "Greta Story", ["Ola Nyman", "Ines Falk"]
SAID = {  # in this order, each with the button that marks and keeps it; Enter keeps the others
    "Came from the archive, by chance": "",
    "Tenders decide everything": "Takeaway",
    "Two of six have no degree": "Takeaway",
    "Ola Nyman, runs the control room": "They named someone",
    "Nights are rare": "Takeaway",
    "Four days a week are usual": "Takeaway",
    "SQL first, then one language": "",
}
LEARNED = [*(text for text, mark in SAID.items() if mark == "Takeaway"), "The scale of pay is public"]


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desk", "phone"])
def page(request: Any, open_page: Any, signed_in: Any, product: Product) -> Iterator[Page]:
    """The demo user's browser, on a desk and then on a phone."""
    width, height = request.param
    yield open_page(viewport={"width": width, "height": height}, has_touch=width < 768, storage_state=signed_in)
    product.sql(
        "UPDATE interviews_interview SET state = 'cancelled' WHERE id IN (SELECT interview_id FROM"
        " interviews_interviewee JOIN contacts_contact c ON c.id = contact_id WHERE display_name = %s)",
        WHO,
    )
    product.sql("UPDATE contacts_contact SET trashed_at = now() WHERE display_name = ANY(%s)", [WHO, *LEADS])


def plan(page: Page) -> None:
    """A talk that begins this minute."""
    start = datetime.now(ZoneInfo("Europe/Stockholm"))
    page.goto("/interviews/new/")
    page.get_by_label("Name", exact=True).fill(WHO)
    page.get_by_label("What I want to learn").fill("What is a night in the control room like?")
    page.get_by_text("The time is set already").click()
    page.locator("[name=day]").fill(f"{start:%Y-%m-%d}")
    page.locator("[name=wall_time]").fill(f"{start:%H:%M}")
    page.locator("[name=planned_minutes]").fill("20")
    page.get_by_role("button", name="Add the interview").click()


def prepare(page: Page) -> None:
    """Questions from the bank and one more, which goes first; homework; no fault on the page."""
    page.get_by_role("button", name="Take the standard set").click()
    expect(page.locator("#questions .budget")).to_be_visible()
    settle(page)
    page.get_by_label("A question of your own").fill("Who may work nights?")
    page.locator("#questions").get_by_role("button", name="Add", exact=True).click()
    star = page.get_by_role("button", name="Ask first: Who may work nights?")
    for toggle in (star, page.locator("#homework .tick").first):
        toggle.click()
        expect(toggle).to_have_attribute("aria-pressed", "true")
    assert faults(page) == []


def say(page: Page, *texts: str) -> None:
    """Type each line and keep it as what it is."""
    for text in texts:
        box(page).focus()
        page.keyboard.type(text)
        keep(page, text)


def keep(page: Page, text: str) -> None:
    """The line that is in the box, as what it is."""
    if mark := SAID[text]:
        page.get_by_role("button", name=mark, exact=True).click()
    else:
        page.keyboard.press("Enter")


def hold(page: Page) -> None:
    """Start, write whatever happens, finish."""
    page.get_by_role("link", name="Open live notes").click()
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("button", name="Pause the clock")).to_be_visible()
    page.get_by_role("button", name="Asked: Who may work nights?").click()
    first, second, *rest = SAID
    say(page, first)
    expect(page.locator("#log > li:not(.waiting) time")).to_have_text(re.compile(r"^\d:\d\d$"))
    load_again(page, second)
    cut_the_line(page, *rest[:3])
    sign_out(page, *rest[3:])
    assert_kept(page, *SAID)
    page.get_by_role("button", name="Finish").click()
    page.wait_for_url("**/wrap-up/")


def load_again(page: Page, text: str) -> None:
    """In the middle of a line, which is saved within two seconds."""
    half = len(text) // 2
    box(page).press_sequentially(text[:half])
    expect(page.locator("#saved")).to_contain_text("Saved", timeout=2500)
    page.reload()
    expect(box(page)).to_have_value(text[:half])
    box(page).press_sequentially(text[half:])
    keep(page, text)


def cut_the_line(page: Page, *texts: str) -> None:
    """In another tab the first line is half typed when the network goes; here the next ones come before it ends."""
    other = page.context.new_page()
    other.goto(page.url)
    half = len(texts[0]) // 2
    box(other).press_sequentially(texts[0][:half])
    page.context.set_offline(True)
    say(page, *texts[1:])
    box(other).press_sequentially(texts[0][half:])
    keep(other, texts[0])
    expect(page.locator("#unsaved")).to_contain_text("the server can’t be reached")
    assert faults(page) == []
    page.context.set_offline(False)
    for tab in (other, page):
        expect(tab.locator("#unsaved")).to_be_hidden(timeout=20_000)
    other.close()


def sign_out(page: Page, *texts: str) -> None:
    """The session ends; what is typed without one is there after the next."""
    page.context.clear_cookies()
    say(page, *texts)
    expect(page.locator("#unsaved")).to_contain_text("you are signed out")
    page.get_by_role("link", name="Sign in").click()
    sign_in(page)


def takeaways(page: Page) -> Locator:
    """What was learned, as the wrap-up lists it."""
    return page.locator("#takeaways .take > li p.grow")


def wrap_up(page: Page) -> None:
    """Keep what was marked, add one, say what one speaks to; one lead from the notes, one by hand."""
    for number, text in enumerate(LEARNED[:-1], start=1):
        page.get_by_role("button", name=f"Keep: {text}").click()
        expect(takeaways(page)).to_have_count(number)
    page.get_by_label("One thing you learned", exact=True).fill(LEARNED[-1])
    page.keyboard.press("Enter")
    expect(takeaways(page)).to_have_text(LEARNED)
    page.get_by_role("link", name=f"Edit: {LEARNED[0]}").click()
    page.get_by_label("Question it answers").select_option(index=1)
    page.locator("[name=speaks]").select_option("for")
    page.locator("[name=is_quotable]").check()
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.locator("#takeaways").get_by_text("for it")).to_be_visible()
    name_two(page.locator("#referrals"))
    assert faults(page) == []


def name_two(section: Locator) -> None:
    """One person from the line that names them, one typed."""
    section.get_by_role("button", name=f"Add as lead: {LEADS[0]}").click()
    expect(section.get_by_role("link", name=LEADS[0], exact=True)).to_be_visible()
    section.get_by_label("Name", exact=True).fill(LEADS[1])
    section.get_by_label("What they do").fill("Plans the shifts")
    section.get_by_label("Will they introduce me?").select_option("yes")
    section.get_by_role("button", name="Add as lead", exact=True).click()
    expect(section.get_by_role("link", name=LEADS[1], exact=True)).to_be_visible()


def thank(page: Page) -> None:
    """From Today, with a letter that quotes what was learned."""
    page.goto("/")
    row = page.locator("[data-row]").filter(has=page.get_by_role("link", name=f"Thank {WHO}"))
    row.get_by_role("link", name="Write it").click()
    expect(page.locator("#id_body")).to_have_value(re.compile(LEARNED[0]))
    assert faults(page) == []
    page.get_by_role("button", name="I sent it").click()
    expect(page.get_by_text(f"Thank-you to {WHO} marked as sent.").first).to_be_visible()


def test_from_the_preparation_to_the_thank_you(page: Page) -> None:
    plan(page)
    talk = page.url.removesuffix("prepare/")
    prepare(page)
    hold(page)
    wrap_up(page)
    thank(page)
    page.goto("/")
    expect(page.get_by_role("link", name=f"Thank {WHO}")).to_have_count(0)
    page.goto(f"{talk}live/")
    expect(lines(page)).to_have_text(list(SAID))
    page.goto(f"{talk}wrap-up/")
    expect(takeaways(page)).to_have_text(LEARNED)
    for lead in LEADS:
        page.goto(f"{talk}wrap-up/")
        page.locator("#referrals").get_by_role("link", name=lead, exact=True).click()
        expect(page.locator("#field-introducer_name")).to_contain_text(WHO)
    page.locator("#field-introducer_name").get_by_role("link", name=WHO).click()
    expect(page.locator("strong").get_by_text("Thanked for the talk", exact=True)).to_have_count(1)
