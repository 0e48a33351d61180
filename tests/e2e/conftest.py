"""A browser against the running product; every page is watched for script errors and CSP reports."""

import logging
import os
from collections.abc import Callable, Generator, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e.chromium import CHROMIUM, launch
from tests.e2e.product import DEMO_PASSWORD, Product, running

expect.set_options(timeout=10_000)  # machines that are busy take longer, none of the tests does

CROWD = """
    INSERT INTO contacts_contact ({names}, owner_id, display_name)
    SELECT {names}, owner_id, 'Crowd ' || to_char(n, 'FM000')
    FROM contacts_contact, generate_series(1, 130) AS n WHERE display_name = 'Priya Raman'
"""
COLUMNS = """
    name_prefix given_name middle_name family_name name_suffix nickname phonetic_name pronouns role location birthday
    time_zone how_met source relationship warmth cadence notes is_favourite photo_digest stage next_step has_email
    created_at updated_at
"""


FAILED = pytest.StashKey[bool]()
FOCUS = "() => [document.hasFocus(), document.activeElement?.outerHTML.slice(0, 300)]"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember that a test failed, for `open_page` to say where its pages were left."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product, started once for a test run."""
    with running(tmp_path_factory.mktemp("product")) as product:
        yield product


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, headless."""
    if CHROMIUM is None:
        pytest.fail("No Chromium on this machine: install the package “chromium” (apt-get install chromium).")
    # It keeps an event loop in this thread, by which Django takes every query of later tests for one of async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def open_page(request: pytest.FixtureRequest, browser: Browser, product: Product) -> Iterator[Callable[..., Page]]:
    """Opens pages with the context options given (viewport, color_scheme, java_script_enabled)."""
    complaints: list[str] = []
    contexts = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(base_url=product.url, reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.bring_to_front()  # else a document now and then says that it has no focus at all
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda line: complaints.append(line.text) if "Content Security Policy" in line.text else None
        )
        return page

    yield open_page
    if request.node.stash.get(FAILED, False):
        for context in contexts:
            for page in context.pages:
                logging.warning("left at %s, focus %s", page.url, page.evaluate(FOCUS))
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """One page at the desktop's size."""
    return open_page(viewport={"width": 1280, "height": 900}, timezone_id="Europe/Paris")


@pytest.fixture(scope="session")
def signed_in(browser: Browser, product: Product) -> Any:
    """The cookies of the demo user, who signs in once."""
    context = browser.new_context(base_url=product.url)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill("demo@example.com")
    page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{product.url}/")
    cookies = context.storage_state()
    context.close()
    return cookies


@pytest.fixture
def desk(open_page: Callable[..., Page], signed_in: Any) -> Page:
    """Today of the demo user, at the desktop's size."""
    page = open_page(viewport={"width": 1280, "height": 900}, storage_state=signed_in)
    page.goto("/")
    return page


@pytest.fixture
def crowd(product: Product) -> Iterator[None]:
    """130 more people in the demo user's list."""
    product.sql(CROWD.format(names=", ".join(COLUMNS.split())))
    yield
    product.sql("UPDATE contacts_contact SET trashed_at = now() WHERE display_name LIKE %s", "Crowd %")
    product.sql("DELETE FROM contacts_savedview")  # what one test has saved is not offered to the next


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is here drives a browser."""
    for item in items:
        if "tests/e2e" in item.nodeid:
            item.add_marker(pytest.mark.browser)
