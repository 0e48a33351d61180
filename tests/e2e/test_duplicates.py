"""Duplicates by the keyboard alone: a merge leads to the next pair, and its Undo to the one that is back."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.keys import press, settle
from tests.e2e.product import Product

HERE = "/people/duplicates/"


@pytest.fixture
def pairs(desk: Page, product: Product) -> Iterator[Page]:
    """The page with three certain pairs and one of which the two say different things."""
    token = {cookie["name"]: cookie["value"] for cookie in desk.context.cookies()}["csrftoken"]

    def send(path: str, **said: Any) -> None:
        fields: Any = {**said, "csrfmiddlewaretoken": token}
        assert desk.context.request.post(path, form=fields, headers={"Referer": desk.url}).ok

    for name in ("Ada Double", "Ben Double", "Cleo Double", "Dora Differs"):
        for role in ("Planner", "Poet" if name == "Dora Differs" else "Planner"):
            send("/people/new/", display_name=name, role=role, emails=f"{name[:3]}@example.org")
    send(f"{HERE}scan/")
    for _ in range(100):
        desk.goto(f"{HERE}?lane=certain")
        if desk.get_by_role("button", name="Look again").is_visible():  # the check is over
            break
        desk.wait_for_timeout(200)
    yield desk
    product.sql("UPDATE contacts_contact SET trashed_at = now() WHERE display_name ~ 'Double|Differs'")


def merge_of(page: Page, name: str) -> Any:
    """The button that merges two of that name."""
    return page.get_by_role("button", name=f"Merge {name} and {name}", exact=True)


def test_a_merge_leads_to_the_next_pair_and_undo_to_the_one_that_is_back(pairs: Page) -> None:
    merge_of(pairs, "Ada Double").focus()
    press(pairs, "Enter")
    expect(merge_of(pairs, "Ada Double")).to_have_count(0)
    expect(merge_of(pairs, "Ben Double")).to_be_focused()
    press(pairs, "Enter")
    expect(merge_of(pairs, "Cleo Double")).to_be_focused()
    press(pairs, "z")
    expect(merge_of(pairs, "Ben Double")).to_be_focused()
    pairs.get_by_role("button", name="Undo: Ada Double and Ada Double").focus()
    press(pairs, "Enter")
    expect(merge_of(pairs, "Ada Double")).to_be_focused()


def test_so_does_a_choice_and_where_no_pair_is_left_the_lane_has_the_focus(pairs: Page) -> None:
    pairs.goto(f"{HERE}?lane=conflict")
    pairs.get_by_role("link", name="Compare Dora Differs and Dora Differs").press("Enter")
    pairs.get_by_role("button", name="Merge", exact=True).press("Enter")
    expect(pairs.get_by_role("link", name="Conflict 0")).to_be_focused()
    press(pairs, "z")
    expect(pairs.get_by_role("link", name="Compare Dora Differs and Dora Differs")).to_be_focused()


def test_after_all_certain_pairs_the_focus_is_on_what_is_left(pairs: Page) -> None:
    pairs.get_by_role("button", name="certain pairs").press("Enter")
    expect(pairs.get_by_role("link", name="Compare Dora Differs and Dora Differs")).to_be_focused()
    press(pairs, "z")
    expect(pairs.locator(".dup button").first).to_be_focused()


def test_who_is_not_the_same_leaves_the_focus_on_the_next_and_is_heard_coming_back(pairs: Page) -> None:
    count = pairs.locator("[data-lane=certain]").first
    before = int(count.inner_text())
    pairs.get_by_role("button", name="Ada Double and Ada Double are not the same").focus()
    press(pairs, "Enter")
    expect(pairs.get_by_role("link", name="Ben Double", exact=True).first).to_be_focused()
    expect(count).to_have_text(str(before - 1))
    press(pairs, "z")
    expect(pairs.get_by_role("link", name="Ada Double", exact=True).first).to_be_focused()
    expect(pairs.locator("#live")).to_have_text("Ada Double and Ada Double may be the same.")
    expect(pairs.get_by_role("button", name=f"Merge all {before} certain pairs")).to_be_visible()


def test_a_look_at_how_far_the_check_is_takes_the_focus_from_nobody(pairs: Page) -> None:
    look = "htmx.ajax('GET', location.pathname + '?pairs', {target: '#scan', swap: 'outerHTML'})"
    settle(pairs)
    pairs.evaluate(f"document.addEventListener('htmx:beforeSwap', () => {look}, {{once: true}})")
    with pairs.expect_response(lambda answer: answer.request.headers.get("hx-target") == "scan"):
        pairs.get_by_role("button", name="Ada Double and Ada Double are not the same").press("Enter")
    expect(pairs.get_by_role("link", name="Ben Double", exact=True).first).to_be_focused()
