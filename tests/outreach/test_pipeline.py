"""Moving cards of Outreach from lane to lane, the list, and all of a lane."""

from datetime import timedelta

import pytest
from django.urls import reverse

from contacts.actions.people import create_contact
from interviews.actions.moves import move as interviews_move
from interviews.actions.moves import nudge
from outreach.views import lanes
from outreach.views.board import read_board
from outreach.views.lanes import read_lane, read_list
from tests.factories import NOW, make_contact, make_interview

pytestmark = pytest.mark.usefixtures("clock")
URL = reverse("outreach:outreach")
HTMX = {"HX-Request": "true", "HX-Target": "pipe"}


def talk(owner, name, state, **fields):
    return make_interview(owner, [make_contact(owner, name)], state=state, **fields)


def move(client, row, to, **options):
    return client.post(reverse("outreach:talk_move", args=[row.pk]), {"to": to}, **options)


def test_a_card_moves_and_undo_brings_it_back(alice, alice_client):
    row = talk(alice, "Ada One", "requested")
    page = move(alice_client, row, "agreed", follow=True)
    assert "Ada One: now “Replied”." in page.text
    row.refresh_from_db()
    assert row.state == "agreed"
    alice_client.post(f"{reverse('outreach:talk_move', args=[row.pk])}?to=requested&from=agreed")
    row.refresh_from_db()
    assert row.state == "requested"


def test_over_htmx_the_board_is_drawn_again_with_undo(alice, alice_client):
    row = talk(alice, "Ada One", "requested")
    answer = move(alice_client, row, "agreed", headers=HTMX)
    assert answer.text.lstrip().startswith('<div id="pipe">')
    assert f"{reverse('outreach:talk_move', args=[row.pk])}?to=requested&amp;from=agreed" in answer.text


def undo(client, row, *, to, came_from):
    return client.post(f"{reverse('outreach:talk_move', args=[row.pk])}?to={to}&from={came_from}")


def test_undo_of_a_wrong_drag_leaves_its_clocks_and_its_nudge_as_they_were(alice, alice_client):
    row = talk(alice, "Ada One", "idea", state_changed_at=NOW - timedelta(days=20))
    interviews_move(row, to="requested", now=NOW - timedelta(days=12))
    nudge(row, now=NOW - timedelta(days=5))
    kept = row.requested_at, row.state_changed_at
    move(alice_client, row, "idea")
    undo(alice_client, row, to="requested", came_from="idea")
    row.refresh_from_db()
    seat = row.interviewees.with_nudges().get()
    touches = seat.contact.interactions.touches().order_by("pk").values_list("title", flat=True)
    assert (row.state, row.requested_at, row.state_changed_at, seat.nudged_at) == (
        "requested",
        *kept,
        NOW - timedelta(days=5),
    )
    assert (list(touches), seat.contact.last_touch_at) == (["Asked for a talk", "Nudged"], NOW - timedelta(days=5))


def test_undo_takes_nothing_back_once_it_has_gone_on(alice, alice_client):
    row = talk(alice, "Ada One", "idea")
    move(alice_client, row, "requested")
    move(alice_client, row, "agreed")
    answer = undo(alice_client, row, to="idea", came_from="requested")
    row.refresh_from_db()
    assert (row.state, answer.status_code, "It has gone on since" in answer.text) == ("agreed", 422, True)


def test_a_talk_that_is_over_goes_from_held_to_thanked_and_not_to_scheduled(alice, alice_client):
    row = talk(alice, "Ada One", "scheduled", ends_at=NOW - timedelta(hours=2))
    (card,) = read_board(alice, path=None, now=NOW).lanes[4].cards
    offered = [state for state, _ in card.moves]
    move(alice_client, row, "thanked")
    row.refresh_from_db()
    assert (row.state, {"held", "scheduled"} & set(offered)) == ("thanked", set())
    undo(alice_client, row, to="held", came_from="thanked")
    row.refresh_from_db()
    assert (row.state, row.interviewees.get().thanked_at) == ("held", None)


def test_a_lead_moved_in_two_windows_is_asked_once(alice, alice_client):
    lead = create_contact(alice, display_name="Ingrid Solheim", introducer=make_contact(alice, "Marta Lind"))
    for _ in range(2):
        alice_client.post(reverse("outreach:lead_move", args=[lead.pk]), {"to": "requested"})
    (row,) = alice.interviews.all()
    assert (row.state, row.moves.filter(to_state="requested").count()) == ("requested", 1)


def test_without_a_day_it_says_so_and_leads_to_the_plan(alice, alice_client):
    row = talk(alice, "Ada One", "agreed")
    answer = move(alice_client, row, "scheduled")
    assert answer.status_code == 422
    assert "Choose a day first." in answer.text
    assert f'<a href="{reverse("interviews:prepare", args=[row.pk])}">Plan the talk</a>' in answer.text
    row.refresh_from_db()
    assert row.state == "agreed"


def test_a_move_that_life_does_not_allow_says_why(alice, alice_client):
    row = talk(alice, "Ada One", "idea")
    answer = move(alice_client, row, "thanked", headers=HTMX)
    assert (answer.status_code, "cannot become “Thanked”" in answer.text) == (422, True)


def test_a_lead_that_is_moved_becomes_a_talk(alice, alice_client):
    lead = create_contact(alice, display_name="Ingrid Solheim", introducer=make_contact(alice, "Marta Lind"))
    alice_client.post(reverse("outreach:lead_move", args=[lead.pk]), {"to": "requested"})
    assert [(row.state, list(row.people.all())) for row in alice.interviews.all()] == [("requested", [lead])]


def test_a_lead_that_is_refused_makes_no_talk(alice, alice_client):
    lead = create_contact(alice, display_name="Ingrid Solheim", introducer=make_contact(alice, "Marta Lind"))
    answer = alice_client.post(reverse("outreach:lead_move", args=[lead.pk]), {"to": "scheduled"})
    assert (answer.status_code, alice.interviews.count()) == (422, 0)


def test_one_comes_back_to_where_the_card_was_moved(alice, alice_client):
    path = alice.careerpaths.create(name="Grid planner")
    row = talk(alice, "Ada One", "requested")
    url = reverse("outreach:talk_move", args=[row.pk])
    answer = alice_client.post(f"{url}?view=list&path={path.pk}", {"to": "agreed"})
    assert answer["Location"] == f"{URL}?view=list&path={path.pk}"
    answer = alice_client.post(f"{url}?lane=replied", {"to": "requested"})
    assert answer["Location"] == reverse("outreach:lane", args=["replied"])


def pages(read):
    """The names on each page, from the first to the last."""
    names, query = [], ""
    while True:
        page = read(query)
        names.append([card.names for card in page.cards])
        if not page.more:
            return names
        query = page.more


@pytest.fixture
def five(alice, monkeypatch):
    """Two leads, an idea, one asked long ago and one replied; pages of two."""
    monkeypatch.setattr(lanes, "PAGE", 2)
    marta = make_contact(alice, "Marta Lind")
    for name in ("Lea One", "Leo Two"):
        lead = create_contact(alice, display_name=name, introducer=marta)
        alice.contacts.filter(pk=lead.pk).update(created_at=NOW - timedelta(days=2))
    talk(alice, "Ida Idea", "idea", state_changed_at=NOW - timedelta(days=3))
    talk(alice, "Asa Asked", "requested", requested_at=NOW - timedelta(days=9))
    talk(alice, "Rae Replied", "agreed", state_changed_at=NOW - timedelta(hours=1))


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("lane", [["Ida Idea", "Lea One"], ["Leo Two", "Asa Asked"], ["Rae Replied"]]),
        ("days", [["Asa Asked", "Ida Idea"], ["Lea One", "Leo Two"], ["Rae Replied"]]),
    ],
)
@pytest.mark.usefixtures("five")
def test_the_list_holds_everyone_once_page_by_page(alice, by, names):
    def read(query):
        after = dict(pair.split("=") for pair in query.split("&")).get("after", "") if query else ""
        after = after.replace("%2C", ",").replace("%3A", ":").replace("%2B", "+")
        return read_list(alice, path=None, by=by, after=after, now=NOW)

    assert pages(read) == names


@pytest.mark.usefixtures("five")
def test_a_lane_holds_talks_and_then_leads_page_by_page(alice):
    def read(query):
        name, _, value = query.partition("=")
        value = value.replace("%2C", ",").replace("%3A", ":").replace("%2B", "+")
        cursors = {"after": value if name == "after" else "", "leads_after": value if name == "leads" else ""}
        return read_lane(alice, lanes.LANES[0], path=None, **cursors, now=NOW)

    assert pages(read) == [["Ida Idea", "Leo Two"], ["Lea One"]]


@pytest.mark.usefixtures("five")
@pytest.mark.parametrize(
    "query", ["outreach/?view=list", "outreach/?view=list&by=days&after=9,9,x", "outreach/lanes/to-contact/"]
)
def test_list_and_lane_are_pages(alice_client, query):
    assert "Ida Idea" in alice_client.get(f"/{query}").text


@pytest.mark.parametrize("lane", ["nowhere", "closed"])
def test_there_is_no_other_lane(alice_client, lane):
    assert alice_client.get(f"/outreach/lanes/{lane}/").status_code == 404
