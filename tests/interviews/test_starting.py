"""A new interview: people by tick or by name, the plan at once, and what is wrong."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from accounts.models import User
from contacts.models import Contact
from tests.factories import make_contact
from tests.interviews.addresses import htmx, told, url

pytestmark = pytest.mark.usefixtures("clock")
PLAN = {"day": "2026-11-26", "wall_time": "15:00", "zone": "Europe/Stockholm", "planned_minutes": "30"}


def start(client: Client, **fields: Any) -> Any:
    """Send in the form."""
    return client.post(url("interview_new"), {"direction": "outgoing"} | fields)


def test_a_name_is_enough(alice: User, alice_client: Client) -> None:
    response = start(alice_client, who="  Ada   Example ")
    interview = alice.interviews.get()
    assert response.headers["Location"] == url("interview", interview.pk)
    assert [str(person) for person in interview.people.all()] == ["Ada Example"]
    assert alice.contacts.get().next_step == "request"


def test_a_name_that_is_here_is_that_person(alice: User, alice_client: Client, grace: Contact) -> None:
    start(alice_client, who="grace mbeki")
    assert list(alice.interviews.get().people.all()) == [grace]
    assert alice.contacts.count() == 1


def test_several_people_and_the_plan_at_once(alice: User, alice_client: Client, grace: Contact) -> None:
    wei = make_contact(alice, "Wei Tanaka")
    start(alice_client, contact=[grace.pk, wei.pk], promised_minutes=20, **PLAN | {"planned_minutes": ""})
    interview = alice.interviews.get()
    assert (interview.state, interview.people.count()) == ("scheduled", 2)
    assert (interview.thanks_due_at, interview.planned_minutes) == (datetime(2026, 11, 27, 14, 20, tzinfo=UTC), 20)


def test_nobody_is_refused_and_nothing_is_made(alice: User, alice_client: Client) -> None:
    response = start(alice_client, who=" ", day="2026-11-26", zone="Mars/Base")
    assert response.status_code == 422
    assert set(told(response)["form"].errors) == {"who", "zone"}
    assert (alice.interviews.count(), alice.contacts.count()) == (0, 0)


def test_a_time_without_its_day_is_refused_and_kept(alice: User, alice_client: Client) -> None:
    response = start(alice_client, who="Ada Example", **PLAN | {"day": ""})
    page = response.content.decode()
    assert (response.status_code, alice.interviews.count()) == (422, 0)
    assert told(response)["form"].errors == {"day": ["Choose the day, or take the time away."]}
    assert 'value="15:00"' in page
    assert 'value="Ada Example"' in page


def test_namesakes_must_be_ticked(alice: User, alice_client: Client, grace: Contact) -> None:
    make_contact(alice, "Grace Mbeki")
    response = start(alice_client, who="Grace Mbeki")
    assert response.status_code == 422
    assert len(told(response)["found"]) == 2


def test_a_stranger_cannot_be_ticked(alice: User, bob: User, alice_client: Client) -> None:
    theirs = make_contact(bob, "Bo Example")
    response = start(alice_client, contact=[theirs.pk])
    assert (response.status_code, list(told(response)["form"].errors)) == (422, ["contact"])
    assert "Bo Example" not in alice_client.get(url("interview_new"), {"contact": theirs.pk}).content.decode()


def test_people_who_match_are_offered_beside_those_ticked(alice: User, alice_client: Client, grace: Contact) -> None:
    wei = make_contact(alice, "Wei Tanaka")
    response = alice_client.get(f"{url('interview_new')}?contact={grace.pk}&who=tanaka", headers=htmx("people"))
    assert (told(response)["ticked"], told(response)["found"]) == ([grace], [wei])
    assert b"<html" not in response.content
    assert response.content.count(b"checked") == 1


def test_a_new_name_beside_a_tick_takes_part_too(alice: User, alice_client: Client, grace: Contact) -> None:
    said = f"{url('interview_new')}?contact={grace.pk}&who=Ada+Example"
    assert "“Ada Example” will be added as a new person, too." in alice_client.get(said).content.decode()
    start(alice_client, contact=[grace.pk], who="Ada Example")
    people = alice.interviews.get().people.order_by("display_name")
    assert [str(person) for person in people] == ["Ada Example", "Grace Mbeki"]


def test_what_one_was_found_by_is_nobody_new(alice: User, alice_client: Client, grace: Contact) -> None:
    start(alice_client, contact=[grace.pk], who="grace")
    assert list(alice.interviews.get().people.all()) == list(alice.contacts.all()) == [grace]


def test_blanks_are_no_name(alice_client: Client) -> None:
    page = alice_client.get(f"{url('interview_new')}?who=+++", headers=htmx("people")).content.decode()
    assert "will be added" not in page


def test_a_name_too_long_is_not_called_missing(alice_client: Client) -> None:
    assert len(told(start(alice_client, who="x" * 201))["form"].errors["who"]) == 1


def test_without_script_a_search_keeps_what_was_said(alice: User, alice_client: Client, grace: Contact) -> None:
    said = {"who": "tanaka", "contact": grace.pk, "purpose": "A week at work", "search": "1"}
    wei = make_contact(alice, "Wei Tanaka")
    response = start(alice_client, **said)
    assert (response.status_code, told(response)["ticked"], told(response)["found"]) == (200, [grace], [wei])
    assert "A week at work" in response.content.decode()
    assert "formmethod" not in response.content.decode()  # by GET the form's token would stand in the address
    assert alice.interviews.count() == 0


def test_the_page_comes_with_the_person_ticked(alice_client: Client, grace: Contact) -> None:
    response = alice_client.get(url("interview_new"), {"contact": grace.pk})
    assert (response.status_code, told(response)["ticked"]) == (200, [grace])


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"day": "0001-01-01", "zone": "Europe/Paris"}, "day"),
        ({"day": "9999-12-31", "zone": "Europe/Paris"}, "day"),
        ({"day": "2026-11-26", "zone": "Europe/Atlantis"}, "zone"),
        ({"day": "2026-11-26", "zone": "Europe/Paris", "planned_minutes": "0"}, "planned_minutes"),
        ({"day": "2026-11-26", "zone": "Europe/Paris", "planned_minutes": "600"}, "planned_minutes"),
        ({"promised_minutes": "600"}, "promised_minutes"),
    ],
)
def test_a_plan_that_cannot_be_comes_back_and_nothing_is_made(
    alice: User, alice_client: Client, fields: dict[str, str], wrong: str
) -> None:
    response = start(alice_client, who="Grace", purpose="A <b>week</b>", **fields)
    assert (response.status_code, list(told(response)["form"].errors)) == (422, [wrong])
    assert told(response)["form"]["purpose"].value() == "A <b>week</b>"
    assert (alice.interviews.count(), alice.contacts.count()) == (0, 0)


def test_a_time_that_the_clocks_skip_is_moved_and_said(alice: User, alice_client: Client) -> None:
    response = start(alice_client, who="Grace", day="2027-03-28", wall_time="02:30", zone="Europe/Paris")
    assert [str(said) for said in get_messages(response.wsgi_request)] == [
        "Clocks in Europe/Paris skip 02:30 that day; 03:00 is used."
    ]
    assert f"{alice.interviews.get().starts_at:%H:%M}" == "01:00"
