"""The list of interviews: its sections, its pages, and how often it asks the database."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tests.factories import NOW, make_contact, make_interview
from tests.interviews.addresses import htmx, told, url

pytestmark = pytest.mark.usefixtures("clock")


def sections(response: Any) -> dict[str, list[str]]:
    """The names in each section."""
    return {s.slug: [row.names for row in s.rows] for s in told(response)["sections"]}


def test_the_list_has_four_sections_of_ones_own(alice: User, bob: User, alice_client: Client) -> None:
    for owner, name in [(alice, "Ada Example"), (bob, "Bo Example")]:
        for state in ["scheduled", "held", "agreed", "closed"]:
            make_interview(owner, [make_contact(owner, f"{name} {state}")], state=state)
    response = alice_client.get(url("interview_list"))
    assert sections(response) == {
        "upcoming": ["Ada Example scheduled"],
        "wrap-up": ["Ada Example held"],
        "under-way": ["Ada Example agreed"],
        "past": ["Ada Example closed"],
    }
    assert "Bo Example" not in response.content.decode()


def test_one_that_is_over_waits_to_be_wrapped_up(alice: User, alice_client: Client) -> None:
    make_interview(alice, state="scheduled", ends_at=NOW - timedelta(minutes=1))
    assert list(sections(alice_client.get(url("interview_list")))) == ["wrap-up"]


def test_an_empty_list_says_how_to_begin(alice_client: Client) -> None:
    assert "Whose work are you curious about?" in alice_client.get(url("interview_list")).content.decode()


@pytest.mark.parametrize("state", ["scheduled", "held", "idea", "closed"])
def test_every_section_grows_by_pages_and_misses_nobody(alice: User, alice_client: Client, state: str) -> None:
    made = [make_interview(alice, state=state).pk for _ in range(45)]
    seen, response = [], alice_client.get(url("interview_list"))
    (section,) = told(response)["sections"]
    while True:
        seen += [row.interview.pk for row in section.rows]
        if not section.more:
            break
        more = f"{url('interview_list')}?{section.more}"
        response = alice_client.get(more, headers=htmx(f"more-{section.slug}"))
        section = told(response)["section"]
        assert b"<html" not in response.content
        assert [row.interview.pk for row in section.rows] == [
            row.interview.pk for row in told(alice_client.get(more))["sections"][0].rows
        ]
    assert sorted(seen) == made


@pytest.mark.parametrize("after", ["x", ",", "2026-13-45T00:00:00Z,1", f"2026-01-01T00:00:00+00:00,{'9' * 40}"])
def test_a_page_that_is_not_one_is_the_first(alice: User, alice_client: Client, after: str) -> None:
    make_interview(alice, state="closed")
    response = alice_client.get(url("interview_list"), {"section": "past", "after": after})
    assert len(told(response)["sections"][0].rows) == 1


def test_the_list_asks_as_often_for_30_as_for_one(alice: User, alice_client: Client) -> None:
    def count(per_section: int) -> int:
        for _ in range(per_section):
            for state in ["scheduled", "held", "agreed", "closed"]:
                make_interview(alice, state=state)
        with CaptureQueriesContext(connection) as queries:
            alice_client.get(url("interview_list"))
        return len(queries)

    count(1)
    assert count(1) == count(28)
