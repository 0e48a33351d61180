"""From an empty account: asked by each way out, nudged, answered, held, thanked, told a month later, kept in touch."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.axe import faults
from tests.e2e.keys import press, settle
from tests.e2e.passing import pass_days
from tests.e2e.product import Product
from tests.e2e.test_main_job import sign_up

EMAIL = "asker@example.com"
GRACE, MAYA = "Grace Example", "Maya Example"
ASK = "Dear {first_name}, may I ask you about your work for {minutes} minutes?"
ASKED = "Dear Grace Example, may I ask you about your work for 20 minutes?"
WAYS = {"Open in mail": "mailto:grace@example.com?", "Gmail": "https://mail.google.com/", "Outlook": "https://outlook"}
STAY = "addEventListener('click', (event) => event.target.closest('a[data-way]') && event.preventDefault())"
Do = Callable[[Locator], None]


def add(page: Page, name: str) -> str:
    """A person with an e-mail address; the address of their page."""
    page.goto("/people/new/")
    page.get_by_label("Name", exact=True).fill(name)
    page.locator("[name=emails]").first.fill(f"{name.split()[0].lower()}@example.com")
    page.get_by_role("button", name="Add person").first.click()
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    return page.url


@pytest.fixture(scope="module")
def asker(browser: Browser, product: Product) -> Any:
    """The cookies of a new user, who has written down two people."""
    context = browser.new_context(base_url=product.url, timezone_id="Europe/Paris")
    page = context.new_page()
    sign_up(page, product, EMAIL)
    for name in (GRACE, MAYA):
        add(page, name)
    cookies = context.storage_state()
    context.close()
    return cookies


@pytest.fixture
def large(open_page: Callable[..., Page], asker: Any) -> Page:
    """That user's browser, which may copy."""
    page = open_page(viewport={"width": 1280, "height": 900}, timezone_id="Europe/Paris", storage_state=asker)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/")
    return page


def write(page: Page, body: str) -> None:
    """Put words into the letter that is open, and wait until the ways out show them."""
    page.locator("#id_subject").fill("A word")
    page.locator("#id_body").fill(body)
    page.get_by_role("button", name="Save and update").click()
    expect(page.locator("#open-mail")).to_be_visible()
    settle(page)


def row(page: Page, section: str) -> Locator:
    """Grace's row in that section of Today."""
    page.goto("/")
    return page.locator("section", has=page.get_by_role("heading", name=section, exact=True)).locator(
        ".item", has_text=GRACE
    )


def person(page: Page, name: str) -> None:
    """Their page."""
    page.goto(f"/people/?q={name}")
    page.get_by_role("link", name=name, exact=True).first.click()
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()


def send(page: Page, body: str) -> None:
    """Write the letter that is open, and say that it was sent."""
    write(page, body)
    page.get_by_role("button", name="I sent it").click()
    expect(page.get_by_text("marked as sent").first).to_be_visible()


def ask_by_each_way_out(large: Page) -> None:
    """A request to Grace."""
    person(large, GRACE)
    large.get_by_role("link", name="Write", exact=True).click()
    write(large, ASK)
    large.evaluate(STAY)
    for name, start in WAYS.items():
        way = large.get_by_role("link", name=name, exact=True)
        href = way.get_attribute("href") or ""
        assert (href.startswith(start), ASKED in unquote(href.replace("+", " "))) == (True, True), href
        way.click()
        expect(large.get_by_text("Did you send it?")).to_be_visible()
        large.get_by_role("button", name="Not yet").click()
        expect(large.get_by_text("Did you send it?")).to_have_count(0)
        settle(large)
        large.evaluate(STAY)
    large.get_by_role("button", name="Copy", exact=True).click()
    expect(large.get_by_text("Did you send it?")).to_be_visible()
    assert large.evaluate("navigator.clipboard.readText()") == ASKED
    large.get_by_role("button", name="I sent it").click()
    expect(large.get_by_text("No answer yet")).to_be_visible()


def nudge(large: Page) -> None:
    """What Today proposes; then Grace answers."""
    waiting = row(large, "Waiting for a reply")
    expect(waiting).to_contain_text(GRACE)
    assert faults(large) == []
    waiting.get_by_role("link", name="Nudge").click()
    expect(large.locator(".lede")).to_contain_text("Nudge")
    send(large, "Dear {first_name}, I wrote to you a while ago.")
    large.get_by_label("Their words").fill("Gladly, on Tuesday.")
    large.get_by_role("button", name="They answered").click()
    expect(large.locator("blockquote")).to_have_text("Gladly, on Tuesday.")


def schedule(large: Page) -> None:
    """For tomorrow."""
    row(large, "Waiting for a reply").get_by_role("link", name=GRACE).click()
    large.get_by_role("link", name="Plan", exact=True).click()
    large.locator("[name=day]").fill(f"{datetime.now(ZoneInfo('Europe/Paris')) + timedelta(days=1):%Y-%m-%d}")
    large.locator("[name=wall_time]").fill("10:00")
    large.get_by_role("button", name="Schedule").click()
    expect(large.locator(".chip", has_text="Scheduled").first).to_be_visible()


def hold(large: Page) -> None:
    """It is over: what was learned is written down."""
    large.get_by_role("link", name="Take away").click()
    large.get_by_label("One thing").or_(large.locator("[name=text]")).first.fill("Tenders decide everything")
    large.keyboard.press("Enter")
    expect(large.get_by_text("Tenders decide everything").first).to_be_visible()
    large.get_by_role("button", name="Held").first.click()


def thank(large: Page) -> None:
    """What Today asks first."""
    row(large, "Thank-yous").get_by_role("link", name="Write it").click()
    large.get_by_role("button", name="I sent it").click()
    expect(large.get_by_text("Undo").first).to_be_visible()


def tell(large: Page) -> None:
    """What came of the advice."""
    loop = row(large, "Tell them how it went")
    expect(loop).to_contain_text(GRACE)
    loop.get_by_role("link", name="Write it").click()
    send(large, "Dear {first_name}, I have read up on tenders.")
    expect(row(large, "Tell them how it went")).to_have_count(0)


def keep_in_touch(large: Page) -> None:
    """From now on every month."""
    person(large, GRACE)
    large.goto(f"{large.url}field/cadence/")
    large.get_by_label("Keep in touch").select_option(label="Every month")
    large.get_by_role("button", name="Save").click()


def test_from_the_request_to_keeping_in_touch(large: Page, product: Product) -> None:
    ask_by_each_way_out(large)
    pass_days(product, EMAIL, 10)  # a week, and the weekend that may follow it
    nudge(large)
    schedule(large)
    pass_days(product, EMAIL, 2)
    hold(large)
    thank(large)
    pass_days(product, EMAIL, 32)
    tell(large)
    keep_in_touch(large)
    pass_days(product, EMAIL, 40)
    expect(row(large, "Keep in touch")).to_contain_text(GRACE)


def by_mouse(target: Locator) -> None:
    """Click it."""
    target.click()


def by_keys(target: Locator) -> None:
    """Give it the focus, and press Enter."""
    target.focus()
    press(target.page, "Enter")


@pytest.mark.parametrize("do", [by_mouse, by_keys])
def test_an_introduction_through_all_states(large: Page, do: Do) -> None:
    add(large, f"Tara {do.__name__}")
    large.goto(f"/outreach/introductions/add/?target={large.url.rstrip('/').rpartition('/')[2]}")
    large.get_by_label("Somebody else").fill(MAYA)
    do(large.get_by_role("button", name="Prepare the ask"))
    do(large.get_by_role("link", name="Write to the connector"))
    send(large, "Dear {first_name}, could you introduce me to {target}?")
    large.goto("/outreach/introductions/")
    do(large.get_by_role("link", name=f"Tara {do.__name__}", exact=True))
    for step in ("The connector agreed", "They agreed", "We are introduced", "I have replied"):
        do(large.get_by_role("button", name=step))
        expect(large.get_by_role("button", name=step)).to_have_count(0)
    do(large.get_by_role("button", name="Change state"))
    do(large.locator("#moves").get_by_role("button", name="Met", exact=True))
    do(large.get_by_role("button", name="I have told"))
    expect(large.locator("[aria-current=step]")).to_have_text("Told")
    assert faults(large) == []
