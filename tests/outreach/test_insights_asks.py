"""What counts as an ask, as an answer and as waiting, and what asks are told apart by."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from interviews.actions.moves import nudge
from interviews.actions.thanks import thank
from outreach.actions.insights.asks import Group, Tally, shortened
from outreach.models import Introduction, Template
from tests.factories import NOW, make_contact, make_interview
from tests.outreach.asking import DAY, ask, counted, request, rows

LIVES: dict[str, tuple[list[tuple[str, float]], tuple[int, int, int]]] = {
    "asked long ago": ([("requested", 20)], (1, 0, 0)),
    "asked six days ago": ([("requested", 6)], (1, 0, 1)),
    "asked just seven days ago": ([("requested", 7)], (1, 0, 0)),
    "said yes": ([("requested", 6), ("agreed", 5)], (1, 1, 0)),
    "said no": ([("requested", 20), ("declined", 19)], (1, 1, 0)),
    "closed without a reply": ([("requested", 20), ("no_reply", 6)], (1, 0, 0)),
    "said yes, and nothing after it": ([("requested", 20), ("agreed", 18), ("no_reply", 4)], (1, 1, 0)),
    "called off before an answer": ([("requested", 20), ("cancelled", 18)], (1, 0, 0)),
    "called off after it": ([("requested", 20), ("agreed", 19), ("cancelled", 18)], (1, 1, 0)),
    "the yes was a slip": ([("requested", 20), ("agreed", 19), ("requested", 19), ("no_reply", 5)], (1, 0, 0)),
    "a late yes": ([("requested", 40), ("no_reply", 20), ("agreed", 10)], (1, 1, 0)),
    "asked again": ([("requested", 200), ("no_reply", 180), ("requested", 3)], (1, 0, 1)),
    "not asked after all": ([("requested", 20), ("idea", 20)], (0, 0, 0)),
    "not asked after all, and then they called": ([("requested", 40), ("idea", 39), ("agreed", 5)], (0, 0, 0)),
    "asked after all": ([("requested", 40), ("idea", 39), ("requested", 9), ("agreed", 5)], (1, 1, 0)),
    "never asked": ([("agreed", 20)], (0, 0, 0)),
    "asked before the period": ([("requested", 91), ("agreed", 60)], (0, 0, 0)),
}


@pytest.mark.parametrize("life", LIVES)
def test_the_life_of_a_talk_says_what_it_counts_as(alice: User, life: str) -> None:
    steps, expected = LIVES[life]
    ask(alice, *steps)
    assert counted(alice).total == Tally(*expected)


def test_a_nudge_makes_no_second_ask_and_its_answer_is_one(alice: User) -> None:
    talk = ask(alice, ("requested", 20))
    nudge(talk, now=NOW - 10 * DAY)
    assert counted(alice).total == Tally(1, 0, 0)
    request(talk, kind="nudge", sent_at=NOW - 10 * DAY, replied_at=NOW - 9 * DAY)
    assert counted(alice).total == Tally(1, 1, 0)


@pytest.mark.parametrize(
    ("fields", "answered"),
    [
        ({"replied_at": NOW - 4 * DAY}, 1),
        ({"replied_at": NOW - 40 * DAY}, 0),  # to what was asked before
        ({"replied_at": NOW - 4 * DAY, "trashed_at": NOW}, 0),
        ({"replied_at": NOW - 4 * DAY, "kind": "update"}, 0),
    ],
)
def test_a_reply_to_the_letter_is_an_answer(alice: User, fields: dict[str, Any], answered: int) -> None:
    request(ask(alice, ("requested", 20)), **fields)
    assert counted(alice).total.answered == answered


def test_rows_without_a_history_count_by_their_state(alice: User) -> None:
    make_interview(alice, state="thanked", requested_at=NOW - 10 * DAY)
    make_interview(alice, state="no_reply", requested_at=NOW - 30 * DAY)
    asks = counted(alice)
    assert (asks.total, asks.held, asks.in_time, asks.median) == (Tally(2, 1, 0), 1, 1, None)


def test_the_funnel_counts_how_far_they_came(alice: User) -> None:
    ask(alice, ("requested", 20), ("agreed", 18))
    ask(alice, ("requested", 20), ("scheduled", 18), ("cancelled", 17.5))
    ask(alice, ("requested", 20), ("scheduled", 18), ("no_show", 16))
    ask(alice, ("requested", 20), ("scheduled", 18))  # its end has passed
    in_time, late = (ask(alice, ("requested", 20), ("scheduled", 18), ("held", 17)) for _ in range(2))
    for talk, days in ((in_time, 16.5), (late, 15)):
        thank(talk, contact=talk.people.get(), now=NOW - days * DAY)
    asks = counted(alice)
    assert (asks.total.answered, asks.scheduled, asks.held) == (6, 5, 3)
    assert (asks.in_time, asks.late, asks.owed, asks.cancelled, asks.no_show) == (1, 1, 1, 1, 1)


def test_thanks_are_in_time_where_everyone_was(alice: User) -> None:
    both = [make_contact(alice), make_contact(alice)]
    talk = make_interview(alice, both, state="held", ends_at=NOW - 3 * DAY, requested_at=NOW - 9 * DAY)
    thank(talk, contact=both[0], now=NOW - 2.5 * DAY)
    assert (counted(alice).in_time, counted(alice).owed) == (0, 1)
    both[1].trashed_at = NOW
    both[1].save()
    assert (counted(alice).in_time, counted(alice).owed) == (1, 0)


def test_the_time_to_an_answer_is_told_in_days_of_the_users_calendar(alice: User) -> None:
    days = (0.25, 0.75, 2, 5, 10, 30)  # NOW is one o'clock in Stockholm: three quarters of a day on is another day
    for number in days:
        ask(alice, ("requested", 40), ("agreed", 40 - number))
    asks = counted(alice)
    assert (tuple(asks.replies), asks.median) == ((1, 2, 1, 1, 1), timedelta(days=3.5))


def test_days_begin_at_midnight_of_the_user(alice: User, bob: User) -> None:
    midnight = NOW.replace(hour=0, minute=30)  # half past one in Stockholm, the evening before in New York
    for owner in (alice, bob):
        make_interview(owner, state="agreed", requested_at=midnight)
    said: dict[str, Any] = {"from": "2026-11-24", "to": "2026-11-24"}
    assert (counted(alice, **said).total.asked, counted(bob, **said).total.asked) == (1, 0)


def test_they_are_told_apart_by_way_in_and_warmth(alice: User) -> None:
    marta = make_contact(alice, "Marta")
    for fields in ({"introducer": marta, "source": "cold"}, {"source": "cold"}, {"warmth": "warm"}, {"source": "cold"}):
        ask(alice, ("requested", 20), contact=make_contact(alice, **fields))
    asks = counted(alice)
    assert rows(asks, "way") == [("Cold", 2, 0, 0), ("Introduction", 1, 0, 0), ("Not said", 1, 0, 0)]
    assert rows(asks, "warmth") == [("Warm", 1, 0, 0), ("Not said", 3, 0, 0)]


def test_who_was_only_named_came_by_referral_and_not_by_introduction(alice: User) -> None:
    named = make_contact(alice, introducer=make_contact(alice), source="referral")
    ask(alice, ("requested", 20), contact=named)
    assert rows(counted(alice), "way") == [("Referral", 1, 0, 0)]


def test_they_are_told_apart_by_channel_and_template(alice: User) -> None:
    own = Template.objects.create(owner=alice, kind="request", name="Mine", body="Hm?", builtin="request/cold@1")
    letters: list[dict[str, Any]] = [
        {"template": own, "builtin": "request/cold@1"},
        {"builtin": "request/cold@1"},
        {},
        {"via": "linkedin"},
    ]
    for fields in letters:
        request(ask(alice, ("requested", 20)), **fields)
    ask(alice, ("requested", 2))
    asks = counted(alice)
    assert rows(asks, "channel") == [("E-mail", 3, 0, 0), ("LinkedIn message", 1, 0, 0), ("Not said", 1, 0, 1)]
    named = [("Written freely", 2), ("Mine", 1), ("Nobody connects us", 1), ("No letter kept", 1)]
    assert [row[:2] for row in rows(asks, "template")] == named


def test_a_talk_that_an_introduction_led_to_came_by_it(alice: User) -> None:
    talk = ask(alice, ("requested", 20))
    introduction = Introduction.objects.create(
        owner=alice,
        connector=make_contact(alice),
        target=talk.people.get(),
        interview=talk,
        state="agreed",
        state_changed_at=NOW,
    )
    assert [rows(counted(alice), of)[0][0] for of in ("channel", "way")] == ["Not said", "Not said"]
    Introduction.objects.filter(pk=introduction.pk).update(state="introduced")
    assert [rows(counted(alice), of)[0][0] for of in ("channel", "way")] == ["By introduction", "Introduction"]


def test_strangers_incoming_talks_and_the_trash_do_not_count(alice: User, bob: User) -> None:
    ask(bob, ("requested", 20))
    make_interview(alice, state="agreed", direction="incoming", requested_at=NOW)
    ask(alice, ("requested", 20), contact=make_contact(alice, trashed_at=NOW))
    assert counted(alice).total == Tally()


@pytest.mark.parametrize(
    ("tally", "percent"), [((4, 4, 0), None), ((5, 4, 0), 80), ((9, 4, 5), None), ((24, 15, 0), 63), ((5, 0, 0), 0)]
)
def test_fewer_than_five_make_no_percentage(tally: tuple[int, int, int], percent: int | None) -> None:
    assert Tally(*tally).percent == percent


def test_a_long_table_ends_with_the_others() -> None:
    groups = [Group(f"Template {n}", Tally(20 - n, 1)) for n in range(12)]
    assert shortened(groups)[-2:] == [groups[8], Group("3 others", Tally(30, 3))]
    assert shortened(groups[:10]) == groups[:10]


def test_it_is_one_statement_however_many(alice: User) -> None:
    for _ in range(8):
        request(ask(alice, ("requested", 20), ("agreed", 18)))
    with CaptureQueriesContext(connection) as asked:
        counted(alice)
    assert len(asked) == 1
