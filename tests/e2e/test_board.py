"""The board of Outreach in a browser: a card is moved by mouse, by menu, by keyboard, on a phone, without script."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.axe import faults
from tests.e2e.keys import press, settle
from tests.e2e.talks import new_talk

WHO = "Bo Boarder"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture
def board(desk: Page, product: Any) -> Iterator[Page]:
    """The board, with a talk that is an idea yet."""
    pk = new_talk(desk, WHO)
    desk.goto("/outreach/")
    yield desk
    product.sql("UPDATE interviews_interview SET state = 'cancelled' WHERE id = %s", pk)
    product.sql("UPDATE contacts_contact SET trashed_at = now() WHERE display_name = %s", WHO)


def lane(page: Page, title: str) -> Locator:
    """One lane, by its heading."""
    return page.get_by_role("region", name=title)


def card(page: Page) -> Locator:
    """The card of the talk."""
    return page.locator(".bcard", has_text=WHO)


def test_a_card_is_dragged_and_taken_back(board: Page) -> None:
    settle(board)
    card(board).drag_to(lane(board, "Asked").locator("h2"))
    expect(lane(board, "Asked").locator(".bcard", has_text=WHO)).to_have_count(1)
    expect(board.get_by_role("status")).to_contain_text(f"{WHO}: now “Asked”.")
    board.get_by_role("button", name="Undo").click()
    expect(lane(board, "To contact").locator(".bcard", has_text=WHO)).to_have_count(1)


def test_a_card_stays_where_it_cannot_go_and_says_why(board: Page) -> None:
    board.get_by_role("button", name=f"Move {WHO}").click()
    card(board).get_by_role("button", name="Scheduled").click()
    expect(board.get_by_role("alert")).to_contain_text("Choose a day first")
    expect(lane(board, "To contact").locator(".bcard", has_text=WHO)).to_have_count(1)
    assert faults(board) == []


@pytest.mark.parametrize(
    ("status", "said"),
    [(0, "the server didn’t answer. Try again."), (500, "something failed on the server. Try again.")],
)
def test_a_card_stays_where_it_is_when_its_move_is_lost(board: Page, status: int, said: str) -> None:
    settle(board)
    board.route("**/move/**", lambda route: route.fulfill(status=status) if status else route.abort())
    card(board).drag_to(lane(board, "Asked").locator("h2"))
    expect(board.locator("#toasts")).to_contain_text(f"Not saved: {said}")
    expect(lane(board, "To contact").locator(".bcard", has_text=WHO)).to_have_count(1)


def test_a_card_is_moved_by_keys_alone(board: Page) -> None:
    card(board).get_by_role("link").first.focus()
    press(board, "m", "Enter")
    moved = lane(board, "Asked").locator(".bcard", has_text=WHO)
    expect(moved).to_have_count(1)
    expect(lane(board, "Asked").locator("a:focus")).to_have_count(1)
    press(board, "ArrowLeft")
    expect(lane(board, "To contact").locator("a:focus")).to_have_count(1)
    press(board, "z")
    expect(lane(board, "To contact").locator(".bcard", has_text=WHO)).to_have_count(1)


@pytest.mark.parametrize("script", [True, False])
def test_a_card_is_moved_on_a_phone(
    board: Page, open_page: Callable[..., Page], signed_in: Any, *, script: bool
) -> None:
    phone = open_page(**PHONE, storage_state=signed_in, java_script_enabled=script)
    phone.goto("/outreach/")
    phone.get_by_role("button", name=f"Move {WHO}").click()
    card(phone).get_by_role("button", name="Asked").click()
    expect(lane(phone, "Asked").locator(".bcard", has_text=WHO)).to_have_count(1)
    phone.get_by_role("button", name="Undo").click()
    expect(lane(phone, "To contact").locator(".bcard", has_text=WHO)).to_have_count(1)
    if script:
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_list_says_the_same(board: Page) -> None:
    board.get_by_role("link", name="List", exact=True).click()
    row = board.get_by_role("row", name=WHO)
    expect(row).to_contain_text("To contact")
    row.get_by_role("button", name=f"Move {WHO}").click()
    row.get_by_role("button", name="Asked").click()
    expect(board.get_by_role("row", name=WHO)).to_contain_text("Asked")
    assert faults(board) == []
