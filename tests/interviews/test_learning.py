"""Takeaways, and people who were named."""

from datetime import datetime

import pytest

from accounts.models import User
from interviews.actions.learning import add_takeaway, name_person
from interviews.actions.refusals import MoveError
from tests.factories import make_contact, make_interview


def test_a_takeaway_belongs_to_the_owner_of_the_interview(alice: User) -> None:
    interview = make_interview(alice)
    takeaway = add_takeaway(interview, text="Hires on one public project.")
    assert (takeaway.owner, list(interview.takeaways.all())) == (alice, [takeaway])


def test_a_person_who_is_named_is_a_new_lead(alice: User, now: datetime) -> None:
    grace = make_contact(alice, "Grace Mbeki")
    interview = make_interview(alice, [grace], state="held")
    referral = name_person(interview, named_by=grace, display_name="Łukasz Nowak", why="Runs the data set", now=now)
    lead = alice.contacts.get(display_name="Łukasz Nowak")
    assert (lead.introducer, lead.how_met, lead.next_step) == (grace, "Named by Grace Mbeki", "request")
    assert (referral.contact, referral.why) == (lead, "Runs the data set")


def test_the_same_name_twice_is_the_same_person(alice: User, now: datetime) -> None:
    grace = make_contact(alice, "Grace Mbeki")
    interview = make_interview(alice, [grace], state="held")
    once = name_person(interview, named_by=grace, display_name="Łukasz Nowak", now=now)
    assert name_person(interview, named_by=grace, display_name="łukasz nowak", now=now) == once
    assert alice.contacts.count() == 2


def test_only_someone_who_took_part_can_name(alice: User, now: datetime) -> None:
    with pytest.raises(MoveError, match="takes no part"):
        name_person(make_interview(alice), named_by=make_contact(alice), display_name="Łukasz Nowak", now=now)
