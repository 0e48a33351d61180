"""From an empty account to a decision: paths, questions, three talks that disagree, the table, the decision, paper."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.e2e.axe import faults
from tests.e2e.keys import press
from tests.e2e.product import Product
from tests.e2e.talks import new_talk
from tests.e2e.test_main_job import sign_up

PATHS = ("Planner", "Actuary")
PAY = "What does it pay?"
QUESTIONS = [PAY, *(f"- Question number {number}?" for number in range(2, 11))]
HEARD = {  # who, where, and what they said of the pay of planners
    "Ada Rivers": ("Nordgrid", "Enough from the first year", "for"),
    "Ben Fields": ("Fjord Health", "Less than a teacher has", "against"),
    "Cleo Hills": ("Old Mill", "It was less than my rent", "against"),
}
SCORES = {"Planner": ("2 poorly", "5 very well"), "Actuary": ("5 very well", "3 middling")}  # by pay, by hours
LARGE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}


def write_down(page: Page) -> None:
    """Two paths, and ten questions that are pasted."""
    for name in PATHS:
        page.goto("/paths/")
        page.locator("[name=name]").fill(name)
        page.get_by_role("button", name="Add path").click()
        expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()
    page.goto("/explore/gaps/paste/")
    page.locator("[name=lines]").fill("\n".join(QUESTIONS))
    page.get_by_role("button", name="Add them").click()
    expect(page.get_by_text(re.compile("10 questions")).first).to_be_visible()


def hear(page: Page, who: str) -> None:
    """A talk with that person three hours ago, and in its wrap-up what they said of the pay, first-hand."""
    where, words, speaks = HEARD[who]
    page.goto("/people/new/")
    page.get_by_label("Name", exact=True).fill(who)
    page.get_by_label("Organization", exact=True).fill(where)
    page.get_by_role("button", name="Add person").first.click()
    expect(page.get_by_role("heading", name=who, exact=True)).to_be_visible()
    start = datetime.now(ZoneInfo("Europe/Paris")) - timedelta(hours=3)
    plan = {"day": f"{start:%Y-%m-%d}", "wall_time": f"{start:%H:%M}", "planned_minutes": "30"}
    page.goto(f"/interviews/{new_talk(page, who, **plan)}/prepare/")
    page.locator("#paths summary").click()
    page.get_by_label("Planner").check()
    page.locator("#paths").get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Take away").click()
    page.get_by_label(f"What did you hear? {PAY}").fill(words)
    page.get_by_role("button", name=f"Keep what you heard of: {PAY}").click()
    page.get_by_label(f"Edit: {words}").click()
    page.locator("#takeaways [name=speaks]").select_option(speaks)
    page.locator("#takeaways [name=strength]").select_option("first")
    page.locator("#takeaways").get_by_role("button", name="Save").click()
    expect(page.locator("#takeaways .chip", has_text="first-hand")).to_be_visible()
    page.get_by_role("button", name="Held", exact=False).first.click()


@pytest.fixture(scope="module")
def decider(browser: Browser, product: Product) -> Any:
    """The cookies of a new user, who has had three talks."""
    context = browser.new_context(base_url=product.url, timezone_id="Europe/Paris", viewport=LARGE)
    page = context.new_page()
    sign_up(page, product, "decider@example.com")
    write_down(page)
    for who in HEARD:
        hear(page, who)
    cookies = context.storage_state()
    context.close()
    return cookies


@pytest.fixture
def large(open_page: Callable[..., Page], decider: Any) -> Page:
    """Explore of that user."""
    page = open_page(viewport=LARGE, storage_state=decider)
    page.goto("/explore/")
    return page


def pay_of_planners(page: Page) -> Locator:
    """Its cell in the table."""
    row = page.locator(".mx tbody tr", has_text=PAY)
    return row.locator(".cell").nth(1)


def test_the_table_says_that_sources_disagree(large: Page) -> None:
    expect(large.locator(".mx tbody tr")).to_have_count(10)
    cell = pay_of_planners(large)
    expect(cell.get_by_label("sources disagree")).to_be_visible()
    cell.click()
    sides = large.locator("#cell .cols2 > div:has(h3)")
    expect(sides.first.locator("blockquote")).to_have_text(["Enough from the first year"])
    expect(sides.last.locator("blockquote")).to_have_text(["It was less than my rent", "Less than a teacher has"])
    expect(sides.last).to_contain_text("Ben Fields")
    assert faults(large) == []


def weigh(page: Page) -> None:
    """Two criteria of those that come with the program, 15 to 45, scaled to 100."""
    page.goto("/explore/criteria/seeds/")
    for name in ("Pay", "Hours"):
        page.get_by_label(name, exact=True).check()
    page.get_by_role("button", name="Take those ticked").click()
    page.get_by_label("Weight of Pay").fill("15")
    page.get_by_label("Weight of Hours").fill("45")
    page.get_by_role("button", name="Scale to 100").click()
    expect(page.get_by_label("Weight of Pay")).to_have_value("25")


def score(page: Page, path: str, criterion: str, value: str) -> None:
    """On its own page, with all that was heard as what it rests on."""
    page.get_by_role("link", name=f"{path} by {criterion}").click()
    page.get_by_label(value).check()
    for box in page.locator("[name=evidence]").all():
        box.check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(f"{path}, {criterion}: written down.").first).to_be_visible()


def test_the_decision_in_words_and_as_a_table(large: Page) -> None:
    large.get_by_role("link", name="Decide").click()
    card = large.get_by_role("article", name="Planner")
    expect(card.locator(".plus li")).to_have_text(["Enough from the first year"])
    expect(card.locator(".minus li")).to_have_count(2)
    assert faults(large) == []
    weigh(large)
    large.goto("/explore/decide/table/")
    for path, values in SCORES.items():
        for criterion, value in zip(("Pay", "Hours"), values, strict=True):
            score(large, path, criterion, value)
    expect(large.locator("tfoot .total")).to_have_count(2)
    assert sorted(large.locator("tfoot .total").all_inner_texts()) == ["3.50", "4.25"]
    expect(large.get_by_text("Rests on 3 sources")).to_be_visible()
    expect(large.locator("figcaption > p").first).to_have_text("Actuary leads as soon as Pay is above 40\xa0%.")
    large.get_by_role("button", name="Keep it").click()
    expect(large.get_by_text("Kept as it looks today.").first).to_be_visible()


def test_what_changed_is_in_the_diary(large: Page) -> None:
    large.get_by_role("link", name="Decide").click()
    large.get_by_role("link", name="change where you stand on Planner").click()
    large.get_by_label("Leaning in").check()
    large.get_by_role("button", name="Save").click()
    large.get_by_role("link", name="Diary").click()
    expect(large.locator(".tl > li")).to_have_count(2)
    expect(large.locator(".tl")).to_contain_text(re.compile(r"Today.*Undecided.*Leaning in.*the talk with", re.DOTALL))
    assert faults(large) == []


def test_a_path_on_paper_and_as_a_file(large: Page) -> None:
    large.get_by_role("columnheader", name="Planner").get_by_role("link").first.click()
    expect(large.get_by_role("heading", name=f"Sources disagree: {PAY}")).to_be_visible()
    text = large.request.get(large.get_by_role("link", name="Markdown").get_attribute("href") or "").text()
    assert [words for _, words, _ in HEARD.values() if words not in text] == []
    assert text.startswith("# Planner\n")
    assert faults(large) == []
    for page in (large.url, "/explore/", "/explore/decide/", "/explore/decide/table/"):
        large.goto(page)
        assert 1 <= len(re.findall(rb"/Type\s*/Page\b", large.pdf(format="A4", prefer_css_page_size=True))) <= 2


def to(page: Page, target: Locator) -> None:
    """Press Tab until it has the focus."""
    for _ in range(80):
        if target.evaluate("(it) => it === document.activeElement"):
            return
        page.keyboard.press("Tab")
    expect(target).to_be_focused()


def test_a_phone_with_a_keyboard(open_page: Callable[..., Page], signed_in: Any) -> None:
    page = open_page(viewport=PHONE, has_touch=True, storage_state=signed_in)
    page.goto("/explore/")
    cell = page.locator(".mx .cell:visible").first
    to(page, cell)
    press(page, "Enter")
    expect(page.locator("#cell h2").first).to_be_focused()
    to(page, answer := page.get_by_label("My answer so far"))
    answer.press("Control+a")
    page.keyboard.type("By keys")
    press(page, "Enter")
    expect(cell).to_contain_text("By keys")


@pytest.mark.parametrize(
    ("page_at", "link", "choice"),
    [("/explore/decide/table/", ".score", "[name=value]"), ("/explore/decide/", ".fcard .stance", "[name=stance]")],
)
def test_choices_on_a_phone_with_a_keyboard(
    open_page: Callable[..., Page], signed_in: Any, page_at: str, link: str, choice: str
) -> None:
    page = open_page(viewport=PHONE, has_touch=True, storage_state=signed_in)
    page.goto(page_at)
    to(page, first := page.locator(link).first)
    about = first.get_attribute("href") or ""
    press(page, "Enter")
    expect(page.locator(choice).first).to_be_visible()
    to(page, page.locator(f"{choice}:checked"))
    page.keyboard.press("ArrowDown")
    chosen = page.locator(f"{choice}:checked").input_value()
    press(page, "Enter")
    expect(page).to_have_url(re.compile(f"{page_at}$"))
    page.goto(about)
    expect(page.locator(f"{choice}:checked")).to_have_value(chosen)
