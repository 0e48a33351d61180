"""What a piece of evidence does to the answer that it speaks to, and that it outlives what it came from."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from contacts.models import CareerPath, Contact, Organization
from interviews.actions.evidence import keep_evidence, last_talk_about, tally_of
from interviews.actions.forgetting import delete_interviews_of
from interviews.actions.gaps import answer_gap
from interviews.actions.learning import add_takeaway
from interviews.actions.solidity import Level
from interviews.models import GapAnswer, InformationGap, Interview, Takeaway
from tests.factories import NOW, make_contact, make_interview

ANSWERED = GapAnswer.State.ANSWERED


@pytest.fixture
def pay(alice: User) -> InformationGap:
    """What must be known."""
    return InformationGap.objects.create(owner=alice, text="What does it pay?")


@pytest.fixture
def energy(alice: User) -> CareerPath:
    """The path."""
    return CareerPath.objects.create(owner=alice, name="Energy analytics")


def hear(person: Contact, **said: Any) -> Takeaway:
    """First-hand, from this person."""
    return keep_evidence(Takeaway(owner=person.owner, said_by=person, text="Said", strength="first", **said))


def answer(pay: InformationGap) -> GapAnswer:
    """What is known of the pay."""
    return pay.answers.get()


def test_first_hand_disagreement_opens_an_answered_question_again(
    alice: User, pay: InformationGap, energy: CareerPath
) -> None:
    hear(make_contact(alice), gap=pay, path=energy, speaks="for")
    answer_gap(pay, said={energy: (ANSWERED, "About 46")}, now=NOW)
    hear(make_contact(alice), gap=pay, path=energy, speaks="against")
    assert (answer(pay).state, answer(pay).is_reopened, answer(pay).answer) == ("partly", True, "About 46")


def test_it_is_the_users_to_close_again(alice: User, pay: InformationGap, energy: CareerPath) -> None:
    for speaks in ("for", "against"):
        hear(make_contact(alice), gap=pay, path=energy, speaks=speaks)
    answer_gap(pay, said={energy: (ANSWERED, "About 46")}, now=NOW)
    assert (answer(pay).state, answer(pay).is_reopened) == (ANSWERED, False)
    hear(make_contact(alice), gap=pay, path=energy, speaks="neutral")
    assert answer(pay).state == ANSWERED


def test_hearsay_leaves_an_answer_alone(alice: User, pay: InformationGap, energy: CareerPath) -> None:
    hear(make_contact(alice), gap=pay, path=energy, speaks="for")
    answer_gap(pay, said={energy: (ANSWERED, "About 46")}, now=NOW)
    person = make_contact(alice)
    keep_evidence(
        Takeaway(owner=alice, said_by=person, text="Said", strength="hear", speaks="against", gap=pay, path=energy)
    )
    assert answer(pay).state == ANSWERED


def test_the_last_talk_that_spoke_of_it_closed_it(alice: User, pay: InformationGap, energy: CareerPath) -> None:
    for _ in range(2):
        talk = make_interview(alice, [make_contact(alice)], state="held")
        add_takeaway(talk, text="46 to start", gap=pay, path=energy)
    answer_gap(pay, said={energy: (ANSWERED, "46")}, now=NOW)
    assert answer(pay).closed_by == talk
    answer_gap(pay, said={energy: (GapAnswer.State.OPEN, "46")}, now=NOW)
    assert answer(pay).closed_by is None


def test_who_was_alone_in_the_talk_said_it(alice: User) -> None:
    one, two = make_contact(alice), make_contact(alice)
    assert add_takeaway(make_interview(alice, [one], state="held"), text="x").said_by == one
    assert add_takeaway(make_interview(alice, [one, two], state="held"), text="x").said_by is None


def test_what_was_learned_outlives_the_talk_and_the_person(alice: User) -> None:
    guild = Organization.objects.create(owner=alice, name="Guild")
    person = make_contact(alice, organization=guild)
    talk = make_interview(alice, [person], state="held")
    learned = add_takeaway(talk, text="46 to start")
    delete_interviews_of([person.pk])
    person.delete()
    learned.refresh_from_db()
    assert (learned.interview, learned.said_by, learned.day) == (None, None, talk.day)


def test_deleting_a_person_makes_no_answer_more_solid(alice: User, pay: InformationGap, energy: CareerPath) -> None:
    person = make_contact(alice)
    for _ in range(3):
        talk = make_interview(alice, [person, make_contact(alice)], state="held")
        add_takeaway(talk, text="46", gap=pay, path=energy, said_by=person, strength="second")
    person.delete()
    assert tally_of(alice, gap=pay, path=energy).level == Level.HINT


def test_a_talk_without_a_time_and_one_of_theirs_are_not_the_last(
    alice: User, pay: InformationGap, energy: CareerPath
) -> None:
    mine, theirs, timeless = (make_interview(alice, [make_contact(alice)], state="held") for _ in range(3))
    Interview.objects.filter(pk=theirs.pk).update(direction="incoming")
    Interview.objects.filter(pk=timeless.pk).update(starts_at=None, ends_at=None)
    for talk in (mine, theirs, timeless):
        add_takeaway(talk, text="46", gap=pay, path=energy)
    assert last_talk_about(pay, energy) == mine


@pytest.mark.parametrize(("second", "agree"), [("for", True), ("neutral", False), ("", False)])
def test_two_agree_who_say_the_same(
    alice: User, pay: InformationGap, energy: CareerPath, second: str, agree: bool
) -> None:
    for name, speaks in (("Nordgrid", "for"), ("Windleaf", second)):
        place = Organization.objects.create(owner=alice, name=name)
        hear(make_contact(alice, organization=place), gap=pay, path=energy, speaks=speaks)
    assert tally_of(alice, gap=pay, path=energy).agrees == agree


def test_the_day_is_that_of_the_user(alice: User) -> None:
    piece = Takeaway.objects.create(owner=alice, text="46")
    piece.created_at = datetime(2026, 11, 23, 3, tzinfo=UTC)
    with timezone.override("America/New_York"):
        assert piece.day == date(2026, 11, 22)
