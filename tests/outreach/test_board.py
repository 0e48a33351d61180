"""The board of Outreach: who is in which lane, what the cards say, what the lede counts."""

from datetime import timedelta

import pytest
from django.urls import reverse

from contacts.actions.people import create_contact
from outreach.views.board import AT_MOST, read_board
from tests.factories import NOW, make_contact, make_interview

URL = reverse("outreach:outreach")


def lanes(owner, path=None):
    """By lane what its cards say: names and state."""
    board = read_board(owner, path=path, now=NOW)
    return {lane.order.slug: [(card.names, *card.state) for card in lane.cards] for lane in board.lanes if lane.cards}


def talk(owner, name, state, **fields):
    return make_interview(owner, [make_contact(owner, name)], state=state, **fields)


def test_every_state_has_its_lane_and_its_words(alice):
    talk(alice, "Ada One", "idea")
    talk(alice, "Bo Two", "requested", requested_at=NOW - timedelta(days=9), state_changed_at=NOW - timedelta(days=9))
    talk(alice, "Cy Three", "agreed")
    talk(alice, "Di Four", "scheduled")
    talk(alice, "Ed Five", "held")
    talk(alice, "Flo Six", "thanked", state_changed_at=NOW - timedelta(days=22))
    assert lanes(alice) == {
        "to-contact": [("Ada One", "Write the request", "")],
        "asked": [("Bo Two", "9 days, nudge due", "due")],
        "replied": [("Cy Three", "Offer times", "due")],
        "scheduled": [("Di Four", "Tomorrow 11:30", "info")],
        "held": [("Ed Five", "Thank-you, 21 h left", "due")],
        "thanked": [("Flo Six", "3 weeks ago", "good")],
    }


def test_what_is_over_or_ended_and_what_others_ask_is_not_there(alice):
    for state in ("closed", "declined", "no_reply", "cancelled", "no_show"):
        talk(alice, "Ada One", state)
    talk(alice, "Bo Two", "requested", direction="incoming")
    assert lanes(alice) == {}


def test_a_talk_with_nobody_is_in_no_lane(alice):
    make_interview(alice, [], state="idea")
    gone = talk(alice, "Ada One", "idea")
    gone.people.update(trashed_at=NOW)
    assert [lane.count for lane in read_board(alice, path=None, now=NOW).lanes] == [0] * 6


def test_a_month_keeps_its_capital(alice):
    talk(alice, "Ada One", "scheduled", starts_at=NOW + timedelta(days=9), ends_at=NOW + timedelta(days=9, hours=1))
    assert lanes(alice) == {"scheduled": [("Ada One", "Thu 3 Dec, 12:00", "info")]}


def test_a_scheduled_talk_whose_end_has_passed_is_held(alice):
    talk(alice, "Ada One", "scheduled", ends_at=NOW - timedelta(hours=30))
    assert lanes(alice) == {"held": [("Ada One", "Thank-you, 6 h late", "late")]}


def test_a_lead_is_to_contact_through_whoever_named_them(alice):
    marta = make_contact(alice, "Marta Lind")
    create_contact(alice, display_name="Ingrid Solheim", introducer=marta)
    assert lanes(alice) == {"to-contact": [("Ingrid Solheim", "Ask Marta first", "lead")]}


def test_an_introduction_that_is_under_way_says_how_it_stands(alice):
    marta = make_contact(alice, "Marta Lind")
    lead = create_contact(alice, display_name="Ingrid Solheim", introducer=marta)
    alice.introductions.create(connector=marta, target=lead, state="asked", state_changed_at=NOW)
    assert lanes(alice) == {"to-contact": [("Ingrid Solheim", "Asked the connector", "lead")]}


def test_whoever_waits_longest_comes_first_and_a_lane_shows_so_many(alice):
    for number in range(AT_MOST + 3):
        talk(alice, f"Person {number}", "requested", requested_at=NOW - timedelta(days=number))
    board = read_board(alice, path=None, now=NOW)
    asked = board.lanes[1]
    assert (asked.count, [card.names for card in asked.cards]) == (9, [f"Person {n}" for n in (8, 7, 6, 5, 4, 3)])


def test_a_path_narrows_talks_and_leads(alice):
    path = alice.careerpaths.create(name="Grid planner", colour=3)
    one = talk(alice, "Ada One", "requested")
    one.paths.add(path, through_defaults={"owner": alice})
    talk(alice, "Bo Two", "requested")
    lead = create_contact(alice, display_name="Ingrid Solheim", introducer=make_contact(alice, "Marta Lind"))
    lead.paths.add(path, through_defaults={"owner": alice})
    create_contact(alice, display_name="Noor Haddad", introducer=make_contact(alice, "Marta Lind"))
    names = {slug: [name for name, *_ in cards] for slug, cards in lanes(alice, path).items()}
    assert names == {"to-contact": ["Ingrid Solheim"], "asked": ["Ada One"]}


@pytest.mark.parametrize(
    ("answered", "silent", "said"),
    [
        (0, 0, "2 requests are out."),
        (3, 1, "2 requests are out."),
        (3, 2, "2 requests are out. 3 of 5 before got an answer."),
    ],
)
def test_the_lede_counts_answers_once_there_are_five(alice, answered, silent, said):
    for state, number in (("declined", answered), ("no_reply", silent), ("requested", 2)):
        for _ in range(number):
            talk(alice, "Ada One", state, requested_at=NOW - timedelta(days=1))
    assert read_board(alice, path=None, now=NOW).lede == said


def test_the_lede_does_not_count_who_is_in_the_trash(alice):
    for number in range(6):
        talk(alice, f"Person {number}", "declined", requested_at=NOW - timedelta(days=1))
    alice.contacts.filter(display_name="Person 0").update(trashed_at=NOW)
    assert read_board(alice, path=None, now=NOW).lede == "Nobody is asked at the moment. 5 of 5 before got an answer."


@pytest.mark.usefixtures("clock")
def test_the_page_asks_no_oftener_for_thirty_than_for_one(alice, alice_client, django_assert_max_num_queries):
    def fill(number):
        for state in ("idea", "requested", "agreed", "scheduled", "held", "thanked"):
            for _ in range(number):
                talk(alice, "Ada One", state)
        for _ in range(number):
            create_contact(alice, display_name="Lea Lead", introducer=make_contact(alice, "Marta Lind"))

    fill(1)
    alice_client.get(URL)
    with django_assert_max_num_queries(18) as few:
        alice_client.get(URL)
    fill(29)
    with django_assert_max_num_queries(len(few)):
        alice_client.get(URL)


@pytest.mark.usefixtures("clock")
def test_nobody_elses_cards_are_shown(bob, alice_client):
    talk(bob, "Ada One", "requested")
    assert "Ada One" not in alice_client.get(URL).text
    assert "Nobody is here yet." in alice_client.get(URL).text


def test_a_day_further_off_keeps_its_capitals(alice):
    talk(alice, "Ada One", "scheduled", ends_at=NOW + timedelta(days=9))
    assert lanes(alice) == {"scheduled": [("Ada One", "Thu 3 Dec, 11:30", "info")]}
