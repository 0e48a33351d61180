"""The page of Insights: hidden until five asks, numbers with what is behind them, periods, files."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from outreach.views.insights import in_words
from tests.factories import NOW, make_contact, make_interview
from tests.outreach.asking import ask, request

HERE = "/insights/"
pytestmark = pytest.mark.usefixtures("clock")


def words(client: Client, **said: Any) -> str:
    page = client.get(HERE, said).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main")]).split())


def asked(owner: User, answered: int, silent: int, *, days: float = 20, **fields: Any) -> None:
    """So many asks of people with these fields."""
    for number in range(answered + silent):
        steps = [("requested", days), ("agreed", days - 2)][: 2 if number < answered else 1]
        ask(owner, *steps, contact=make_contact(owner, **fields))


def test_with_nothing_it_says_what_it_is_for(alice_client: Client) -> None:
    page = words(alice_client)
    assert "Nothing to count yet" in page
    assert "Write a request" in page


def test_under_five_asks_it_says_how_many_there_are(alice: User, alice_client: Client) -> None:
    asked(alice, 4, 0)
    make_interview(alice, state="held")
    page = words(alice_client)
    assert "You have asked for 4 talks so far. From five on" in page
    assert ("From asking to thanking" in page, "%" in page) == (False, False)
    assert ("Conversations per week" in page, "Thank-yous in 24 hours" in page) == (True, True)


def test_where_an_earlier_period_has_more_it_leads_there(alice: User, alice_client: Client) -> None:
    asked(alice, 2, 0)
    asked(alice, 4, 0, days=200)
    assert "you asked for 6 in all, so look at all time" in words(alice_client)
    assert "So far you asked for 6 talks; 6 were answered." in words(alice_client, period="all")
    few = words(alice_client, period="own", to="2026-07-01")
    assert ("you asked for 6 in all, so look at all time" in few, few.count("you asked for 4")) == (True, 1)
    none = words(alice_client, period="own", to="2026-01-01")
    assert "Until 1 Jan 2026 you asked for no talk. From 5 talks on" in none


def test_from_five_on_it_shows_what_is_answered(alice: User, alice_client: Client) -> None:
    asked(alice, 8, 1, source="friend")
    asked(alice, 2, 4, source="cold")
    asked(alice, 1, 0, source="alumni")
    asked(alice, 0, 1, days=2)
    page = words(alice_client)
    assert "In the last 90 days you asked for 17 talks; 11 were answered, 1 is still waiting." in page
    assert "By way in, Friend was answered most often (8 of 9), Cold least often (2 of 6)." in page
    assert "Friend 9 8 of 9 8 of 9 89%" in page
    assert "Alumni 1 1 of 1 a hint" in page
    assert "Not said 1 still waiting" in page
    assert "Answered 11 69%, median 2 days" in page


def test_ways_in_with_few_asks_are_not_compared(alice: User, alice_client: Client) -> None:
    asked(alice, 4, 0, source="friend")
    asked(alice, 1, 4, source="cold")
    assert "most often" not in words(alice_client)


def test_where_nobody_said_how_they_met_is_no_way_in(alice: User, alice_client: Client) -> None:
    asked(alice, 5, 0)
    asked(alice, 1, 4, source="cold")
    assert "most often" not in words(alice_client)


def test_the_aim_is_a_line_and_where_there_is_none_can_be_set(alice: User, alice_client: Client) -> None:
    make_interview(alice, state="held")
    assert "You have set no aim; say how many a week you aim for" in words(alice_client)
    User.objects.filter(pk=alice.pk).update(weekly_aim=3)
    assert "The line is your aim of 3 a week, reached in 0 of 12 whole weeks." in words(alice_client)


def test_what_is_no_period_is_told_and_can_be_put_right(alice: User, alice_client: Client) -> None:
    page = alice_client.get(HERE, {"period": "own", "from": "2026-10-02", "to": "2026-10-01"}).content.decode()
    assert "The first day comes after the last one. Shown are the last 90 days." in page
    assert ('value="own" selected' in page, 'value="2026-10-02"' in page) == (True, True)


def test_referrals_lead_to_their_page(alice: User, alice_client: Client) -> None:
    make_contact(alice, introducer=make_contact(alice), next_step="request")
    assert 'href="/network/referrals/?show=open">1 person not yet contacted' in alice_client.get(HERE).content.decode()


def test_who_was_named_is_counted_and_not_averaged(alice: User, alice_client: Client) -> None:
    talk = make_interview(alice, state="held")
    talk.referrals.create(owner=alice, named_by=talk.people.get(), contact=make_contact(alice))
    assert "1 person named in 1 talk." in words(alice_client)


def test_a_strangers_numbers_are_not_seen(bob: User, alice_client: Client) -> None:
    asked(bob, 6, 0)
    make_interview(bob, state="held")
    bob.careerpaths.create(name="His path")
    assert "Nothing to count yet" in words(alice_client)
    assert alice_client.get("/insights/ways.csv").content.decode().count("\r\n") == 1


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("funnel", "Asked,6"),
        ("ways", "Friend,6,5,0,83"),
        ("templates", "'=1+1,1,1,0,"),
        ("channels", "E-mail,1,1,0,"),
        ("warmth", "Not said,6,5,0,83"),
        ("replies", "1–2 days,5"),
        ("thanks", "Within 24 hours,1"),
        ("weeks", "week,2026-11-23,1"),
        ("referrals", "Talks held,1"),
        ("paths", "'@path,0,0,Thin: no talks,0,0"),
    ],
)
def test_each_table_is_a_file_that_holds_no_formula(alice: User, alice_client: Client, table: str, line: str) -> None:
    asked(alice, 5, 1, source="friend")
    own = alice.templates.create(kind="request", name="=1+1", body="Hm?")
    request(alice.interviews.earliest("pk"), template=own)
    make_interview(alice, state="thanked")
    alice.careerpaths.create(name="@path")
    answer = alice_client.get(f"/insights/{table}.csv", {"period": "30"})
    text = answer.content.decode("utf-8-sig")
    assert line in text.split("\r\n")
    assert (answer["Content-Type"], table in answer["Content-Disposition"]) == ("text/csv; charset=utf-8", True)


def test_a_file_is_of_the_period_and_of_a_table_that_is_there(alice: User, alice_client: Client) -> None:
    asked(alice, 5, 1, days=50)
    assert "Asked,0" in alice_client.get("/insights/funnel.csv", {"period": "30"}).content.decode()
    assert "Asked,6" in alice_client.get("/insights/funnel.csv", {"from": "2026-10-01"}).content.decode()
    assert alice_client.get("/insights/secrets.csv").status_code == 404


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (None, ""),
        (timedelta(minutes=59), "less than an hour"),
        (timedelta(hours=1, minutes=20), "1 hour"),
        (timedelta(hours=23), "23 hours"),
        (timedelta(hours=35), "1 day"),
        (timedelta(days=2, hours=13), "3 days"),
    ],
)
def test_a_time_is_told_in_words(span: timedelta | None, said: str) -> None:
    assert in_words(span) == said


def test_the_statements_do_not_grow(alice: User, alice_client: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(8):
        alice.careerpaths.create(name=f"Path {number}")
        asked(alice, 3, 1, days=number + 8)
        make_interview(alice, state="held", ends_at=NOW - timedelta(days=number))
    with django_assert_max_num_queries(15):
        alice_client.get(HERE)
