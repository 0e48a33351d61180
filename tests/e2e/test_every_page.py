"""Every page, in both themes and widths: axe finds nothing, nothing scrolls sideways, no CSP report."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.e2e.places import STARTS, found_by_links, names_of, plant
from tests.e2e.product import Product
from tests.guards.test_urls import PAGES

SIGNED_OUT = ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/r/not-a-token/", "/nowhere/"]
# What has no page of its own: parts of pages, files, and what shows only in another state of the account.
PARTS = {
    *("contacts:person_options", "contacts:organization_options", "contacts:companion_options", "contacts:tag_options"),
    *("contacts:person_acts", "contacts:person_filter_options", "contacts:saved_view_counts"),
    *("contacts:person_photo", "contacts:bulk_file", "contacts:import_refused", "accounts:mail_list", "accounts:mail"),
    *("account_reauthenticate", "account_set_password"),
}
OPENED = {
    "people ticked": ("/people/", "tbody .check"),
    "menu of a row": ("/people/", "[popovertarget=acts]"),
    "a filter": ("/people/", "[popovertarget=filter-organization]"),
    "all filters": ("/people/", "[data-open=filters-dialog]"),
    "add person": ("/people/", "[popovertarget=add-person]"),
    "save view": ("/people/?stage=thanked", "[popovertarget=save-view]"),
}
LOOKS: dict[str, Any] = {
    "desk-light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "phone-dark": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "has_touch": True},
    "narrow-light": {"viewport": {"width": 320, "height": 640}, "color_scheme": "light"},
}


AXE, FAULTS_ONLY = Axe(), {"resultTypes": ["violations"]}  # what is in order is not told at length


def faults_of(page: Page) -> list[str]:
    """What axe holds against the page, and whether it is wider than its window."""
    told = AXE.run(page, options=FAULTS_ONLY).response["violations"]
    found = [f"{v['id']}: {[n['target'] for n in v['nodes']][:3]}" for v in told]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*found, *([f"{wide} px too wide"] if wide > 0 else [])]


@pytest.fixture(scope="module")
def urls(browser: Browser, signed_in: Any, product: Product) -> list[str]:
    """Every page that the demo user can reach."""
    product.sql("UPDATE accounts_user SET is_staff = TRUE WHERE email = 'demo@example.com'")
    context = browser.new_context(base_url=product.url, storage_state=signed_in)
    found = found_by_links(context.request, [plant(context), *STARTS])
    context.close()
    return found


def test_links_lead_to_every_page(urls: list[str]) -> None:
    assert PAGES - PARTS - names_of(urls) == set()


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_no_fault_on_any_page(open_page, signed_in, urls: list[str], look) -> None:
    page = open_page(**look, storage_state=signed_in)
    faults = {}
    for path in urls:
        page.goto(path)
        if found := faults_of(page):
            faults[path] = found
    assert faults == {}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_no_fault_in_what_opens(open_page, signed_in, look) -> None:
    page = open_page(**look, storage_state=signed_in)
    faults = {}
    for what, (path, opener) in OPENED.items():
        page.goto(path)
        if not page.locator(opener).first.is_visible():
            assert (what, page.viewport_size["width"] < 768) == ("menu of a row", True)  # a row on a phone has none
            continue
        page.locator(opener).first.click()
        page.wait_for_load_state("networkidle")
        if found := faults_of(page):
            faults[what] = found
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
