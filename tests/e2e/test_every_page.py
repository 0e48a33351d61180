"""Every page, in both themes and widths: axe finds nothing, nothing scrolls sideways, no CSP report."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.product import Product

SIGNED_OUT = ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/r/not-a-token/", "/nowhere/"]
PAGES = [
    "/",
    "/people/",
    "/people/?q=nobody-of-that-name",
    "/people/new/",
    "/people/add/?line=Jane+Doe,+Analyst,+Nordgrid",
    "/people/trash/",
    "/people/?state=archived",
    "/interviews/",
    "/interviews/new/",
    "/settings/",
    "/settings/reminders/",
    "/search/?q=a",
    "/components/",
    "/accounts/email/",
    "/accounts/password/change/",
]
LOOKS = {
    "desk-light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "phone-dark": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "has_touch": True},
    "narrow-light": {"viewport": {"width": 320, "height": 640}, "color_scheme": "light"},
}


def faults_of(page: Page) -> list[str]:
    """What axe holds against the page, and whether it is wider than its window."""
    found = [f"{v['id']}: {[n['target'] for n in v['nodes']][:3]}" for v in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*found, *([f"{wide} px too wide"] if wide > 0 else [])]


def rows_of(page: Page) -> list[str]:
    """The pages of a person, an interview in each stage and a thank-you, as the lists link to them."""
    links = []
    for start, pattern in (("/people/", "/people/"), ("/interviews/", "/interviews/"), ("/", "/thank/")):
        page.goto(start)
        hrefs = page.locator("main a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        links += [h for h in dict.fromkeys(hrefs) if h and pattern in h and any(c.isdigit() for c in h)][:4]
    talks = {h.split("/")[2] for h in links if h.startswith("/interviews/")}
    tabs = [f"/interviews/{talk}/{tab}/" for talk in sorted(talks)[:3] for tab in ("prepare", "notes", "wrap-up")]
    return [*links, *tabs, *[f"{h}edit/" for h in links if h.startswith("/people/")][:1]]


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_no_fault_on_any_page(open_page, signed_in, product: Product, look) -> None:
    product.sql("UPDATE accounts_user SET is_staff = TRUE WHERE email = 'demo@example.com'")
    page = open_page(**look, storage_state=signed_in)
    faults = {}
    for path in [*PAGES, *rows_of(page)]:
        page.goto(path)
        if found := faults_of(page):
            faults[path] = found
    assert faults == {}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_no_fault_before_signing_in(open_page, look) -> None:
    page = open_page(**look)
    faults = {}
    for path in SIGNED_OUT:
        page.goto(path)
        if found := faults_of(page):
            faults[path] = found
    assert faults == {}


@pytest.mark.parametrize("width", [320, 1280])
def test_no_name_makes_a_page_wider_than_its_window(open_page, signed_in, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 800}, storage_state=signed_in)
    page.goto("/people/new/")
    page.get_by_label("Name", exact=True).fill("W" * 150)
    page.get_by_label("Role", exact=True).fill("M" * 100)
    page.get_by_role("button", name="Add person").first.click()
    person = page.url
    wide = {}
    for path in (person, f"{person}edit/", f"{person}field/cadence/", "/people/?q=WWW", "/search/?q=WWW"):
        page.goto(path)
        wide[path] = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.goto(person)
    page.get_by_role("button", name="More for").click()
    page.get_by_role("button", name="Move to trash").click()
    assert {path: by for path, by in wide.items() if by > 0} == {}
