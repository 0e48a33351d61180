"""Who has been thanked, and that it can be taken back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction

from accounts.models import User
from contacts.models import Contact
from interviews.actions.history import lock
from interviews.actions.moves import move
from interviews.actions.refusals import MoveError
from interviews.actions.thanks import thank, unthank
from interviews.models import Interview
from tests.factories import make_contact, make_interview


@pytest.fixture
def panel(alice: User) -> list[Contact]:
    """Two people in one interview."""
    return [make_contact(alice, "Grace Mbeki"), make_contact(alice, "Wei Tanaka")]


@pytest.fixture
def interview(alice: User, panel: list[Contact]) -> Interview:
    """One that was held with both."""
    return make_interview(alice, panel, state="held")


def thanked(interview: Interview) -> list[bool]:
    """Who is thanked, in the order of the panel."""
    return [part.thanked_at is not None for part in interview.interviewees.all()]


def test_it_is_thanked_when_everyone_is(interview: Interview, panel: list[Contact], now: datetime) -> None:
    thank(interview, contact=panel[0], now=now)
    assert (interview.state, thanked(interview), interview.moves.count()) == ("held", [True, False], 0)
    thank(interview, contact=panel[1], now=now + timedelta(minutes=1))
    assert (interview.state, thanked(interview)) == ("thanked", [True, True])
    assert interview.moves.get().to_state == "thanked"


def test_thanking_is_a_touch_and_ends_the_step(interview: Interview, panel: list[Contact], now: datetime) -> None:
    thank(interview, contact=panel[0], now=now)
    for contact in panel:
        contact.refresh_from_db()
    assert [c.next_step for c in panel] == ["", "thank"]
    assert [c.last_touch_at for c in panel] == [now, None]


def test_thanking_twice_is_thanking_once(interview: Interview, panel: list[Contact], now: datetime) -> None:
    thank(interview, contact=panel[0], now=now)
    thank(interview, contact=panel[0], now=now + timedelta(hours=1))
    assert panel[0].interactions.count() == 1
    assert interview.interviewees.get(contact=panel[0]).thanked_at == now


def test_taking_it_back_leaves_no_trace(interview: Interview, panel: list[Contact], now: datetime) -> None:
    for contact in panel:
        thank(interview, contact=contact, now=now)
    unthank(interview, contact=panel[1], now=now)
    unthank(interview, contact=panel[1], now=now)
    panel[1].refresh_from_db()
    assert (interview.state, thanked(interview), interview.moves.count()) == ("held", [True, False], 0)
    assert (panel[1].next_step, panel[1].last_touch_at, panel[1].interactions.count()) == ("thank", None, 0)


def test_taking_back_the_first_thanks_reopens_too(interview: Interview, panel: list[Contact], now: datetime) -> None:
    for contact in panel:
        thank(interview, contact=contact, now=now)
    unthank(interview, contact=panel[0], now=now)
    assert (interview.state, thanked(interview)) == ("held", [False, True])
    assert [m.to_state for m in interview.moves.all()] == ["thanked", "held"]


def test_the_menu_thanks_all_and_going_back_untouches_those(
    interview: Interview, panel: list[Contact], now: datetime
) -> None:
    thank(interview, contact=panel[0], now=now - timedelta(hours=1))
    move(interview, to="thanked", now=now)
    assert (interview.state, thanked(interview)) == ("thanked", [True, True])
    move(interview, to="held", now=now)
    assert (interview.state, thanked(interview)) == ("held", [True, False])


def test_a_scheduled_one_that_is_over_is_held_first(alice: User, now: datetime) -> None:
    grace = make_contact(alice)
    interview = make_interview(alice, [grace], state="scheduled", ends_at=now - timedelta(hours=2))
    thank(interview, contact=grace, now=now)
    assert [m.to_state for m in interview.moves.all()] == ["held", "thanked"]
    assert (interview.state, interview.ends_at) == ("thanked", now - timedelta(hours=2))


@pytest.mark.parametrize("state", ["idea", "scheduled", "cancelled", "no_show"])
def test_there_is_nothing_to_thank_for_before_the_talk(alice: User, now: datetime, state: str) -> None:
    grace = make_contact(alice)
    interview = make_interview(alice, [grace], state=state)
    with pytest.raises(MoveError, match="has not taken place"):
        thank(interview, contact=grace, now=now)


def test_an_incoming_one_owes_no_thanks(alice: User, now: datetime) -> None:
    grace = make_contact(alice)
    interview = make_interview(alice, [grace], state="held", direction="incoming")
    with pytest.raises(MoveError, match="owes no thanks"):
        thank(interview, contact=grace, now=now)
    move(interview, to="closed", now=now)
    assert interview.state == "closed"


def test_a_closed_one_can_be_thanked_for_late(alice: User, now: datetime) -> None:
    grace = make_contact(alice)
    interview = make_interview(alice, [grace], state="closed")
    thank(interview, contact=grace, now=now)
    assert (interview.state, thanked(interview)) == ("closed", [True])


@pytest.mark.django_db(transaction=True)
def test_a_change_of_one_talk_holds_all_its_people(alice: User) -> None:
    """Else two talks with the same two people, changed at once, could wait for each other for ever."""
    talk = make_interview(alice, [make_contact(alice), make_contact(alice)], state="held")

    def free_people() -> list[int]:
        with transaction.atomic():
            free = list(Contact.objects.select_for_update(skip_locked=True).values_list("pk", flat=True))
        connection.close()
        return free

    with ThreadPoolExecutor(1) as elsewhere, transaction.atomic():
        lock(talk)
        assert elsewhere.submit(free_people).result() == []
