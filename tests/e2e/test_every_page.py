"""Every page, in both themes and widths: axe finds nothing, nothing scrolls sideways, no CSP report."""

from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.axe import TOO_WIDE, faults
from tests.e2e.keys import settle
from tests.e2e.letters import preferences_of
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
    *("interviews:interview", "interviews:invite", "interviews:file", "interviews:consent"),
    *("interviews:path_summary_file", "outreach:insights_csv"),
}
OPENED = {
    "people ticked": ("/people/", "tbody .check"),
    "menu of a row": ("/people/", "[popovertarget=acts]"),
    "a filter": ("/people/", "[popovertarget=filter-organization]"),
    "all filters": ("/people/", "[data-open=filters-dialog]"),
    "add person": ("/people/", "[popovertarget=add-person]"),
    "save view": ("/people/?stage=thanked&q=a", "[popovertarget=save-view]"),
}
LOOKS: dict[str, tuple[int, int, Literal["light", "dark"], bool]] = {
    "desk-light": (1280, 900, "light", False),
    "phone-dark": (390, 844, "dark", True),
    "narrow-light": (320, 640, "light", False),
}
# Where motion is reduced every transition lasts a moment, and the end of one sets off the next below it; axe would not
# wait for them.
AT_ONCE = """
    const atOnce = new CSSStyleSheet();
    atOnce.replaceSync('*, ::before, ::after, ::backdrop { transition-property: none !important }');
    document.adoptedStyleSheets.push(atOnce);
"""


class Looker:
    """Opens pages and looks at each as it shows on a desk, on a phone in the dark, and on the narrowest."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.screen = page.context.new_cdp_session(page)
        page.add_init_script(AT_ONCE)

    def take(self, look: str) -> None:
        """Let the page that is open show as on that screen."""
        width, height, scheme, touch = LOOKS[look]
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(color_scheme=scheme)
        self.screen.send("Emulation.setTouchEmulationEnabled", {"enabled": touch})

    def faults(self, look: str) -> list[str]:
        """Whether the page, as it shows, is wider than its window, and what axe holds against it.

        The narrowest has nothing for axe that the other two have not: it is the phone's page with the desk's colours.
        """
        return faults(self.page, by_axe=look != "narrow-light")

    def faults_of(self, paths: list[str]) -> dict[str, list[str]]:
        """The faults of each page in each look, first the one that shows; those without one are left out."""
        found, looks = {}, list(LOOKS)
        for path in paths:
            self.page.goto(path)
            looks.reverse()
            for look in looks:
                self.take(look)
                found[f"{path} {look}"] = self.faults(look)
        return {where: each for where, each in found.items() if each}


@pytest.fixture(scope="module")
def urls(browser: Browser, signed_in: Any, product: Product) -> list[str]:
    """Every page that the demo user can reach."""
    product.sql("UPDATE accounts_user SET is_staff = TRUE WHERE email = 'demo@example.com'")
    context = browser.new_context(base_url=product.url, storage_state=signed_in)
    found = found_by_links(context.request, [*plant(context, product), *STARTS])
    context.close()
    return found


def test_links_lead_to_every_page(urls: list[str]) -> None:
    assert PAGES - PARTS - names_of(urls) == set()


def test_no_fault_on_any_page(open_page, signed_in, urls: list[str]) -> None:
    assert Looker(open_page(storage_state=signed_in)).faults_of(urls) == {}


@pytest.mark.parametrize("look", LOOKS)
def test_no_fault_in_what_opens(open_page, signed_in, look) -> None:
    looker, faults = Looker(page := open_page(storage_state=signed_in)), {}
    looker.take(look)
    for what, (path, opener) in OPENED.items():
        page.goto(path)
        if not page.locator(opener).first.is_visible():
            assert (what, page.viewport_size["width"] < 768) == ("menu of a row", True)  # a row on a phone has none
            continue
        page.locator(opener).first.click()
        settle(page)
        if found := looker.faults(look):
            faults[what] = found
    assert faults == {}


def test_no_fault_before_signing_in(open_page, product: Product) -> None:
    assert Looker(open_page()).faults_of([*SIGNED_OUT, preferences_of(product)]) == {}


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
        wide[path] = page.evaluate(TOO_WIDE)
    page.goto(person)
    page.get_by_role("button", name="More for").click()
    page.get_by_role("button", name="Move to trash").press("Enter")
    assert {path: by for path, by in wide.items() if by > 0} == {}
