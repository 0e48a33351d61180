"""Enough talks about a path: thin, comparable, saturated, and what is missing in words."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from contacts.actions.paths import mark_left, unmark_left
from contacts.models import CareerPath, Organization
from interviews.actions.enough import Enough, Reach, Talk, enough_of_paths, judge
from interviews.models import Interview
from tests.factories import NOW, make_contact, make_interview

HERE, THERE = frozenset([1]), frozenset([2])
LACKING = ["one more organization", "somebody who left"]


@pytest.mark.parametrize(
    ("talks", "ever_closed", "said"),
    [
        ([], False, Enough(Reach.THIN, 0, ["three more talks", "two more organizations", "somebody who left"])),
        ([Talk(HERE, closed=1), Talk(THERE, True)], True, Enough(Reach.THIN, 2, ["one more talk"])),
        ([Talk(HERE), Talk(THERE, True), Talk()], False, Enough(Reach.COMPARABLE, 3)),
        ([Talk(HERE), Talk(THERE), Talk()], False, Enough(Reach.ONE_SIDED, 3, ["somebody who left"])),
        ([Talk(HERE, True)] * 3, False, Enough(Reach.ONE_SIDED, 3, ["one more organization"])),
        ([Talk(HERE, True, 1), Talk(THERE), Talk()], True, Enough(Reach.SATURATED, 3)),
        ([Talk(HERE, True, 1), Talk(THERE, closed=1), Talk()], True, Enough(Reach.COMPARABLE, 3)),
        ([Talk(HERE, closed=1), Talk(), Talk()], True, Enough(Reach.SATURATED, 3, LACKING)),
        ([Talk(HERE | THERE, True), Talk(), Talk()], True, Enough(Reach.SATURATED, 3)),
    ],
)
def test_the_rule(talks: list[Talk], ever_closed: bool, said: Enough) -> None:
    assert judge(talks, ever_closed=ever_closed) == said


@pytest.mark.parametrize(
    ("said", "words", "wanted"),
    [
        (Enough(Reach.THIN, 0, LACKING), "Thin: no talks", "one more organization and somebody who left"),
        (Enough(Reach.THIN, 1, ["two more talks"]), "Thin: 1 talk", "two more talks"),
        (Enough(Reach.ONE_SIDED, 3, LACKING[1:]), "3 talks, but somebody who left is missing", ""),
        (Enough(Reach.ONE_SIDED, 4, LACKING), f"4 talks, but {' and '.join(LACKING)} are missing", ""),
        (Enough(Reach.COMPARABLE, 3), "Comparable: 3 talks", ""),
    ],
)
def test_the_words(said: Enough, words: str, wanted: str) -> None:
    assert (said.words, said.wanted) == (words, wanted)


@pytest.fixture
def energy(alice: User) -> CareerPath:
    """The path."""
    return CareerPath.objects.create(owner=alice, name="Energy analytics")


def talk_about(path: CareerPath, place: str = "", *, days: int = 9, **fields: object) -> Interview:
    """A talk so many days ago with somebody new who works at `place`."""
    at = Organization.objects.get_or_create(owner=path.owner, name=place)[0] if place else None
    ends = {"state": "held", "ends_at": NOW - timedelta(days=days)} | fields
    talk = make_interview(path.owner, [make_contact(path.owner, organization=at)], **ends)  # type: ignore[arg-type]
    talk.paths.add(path, through_defaults={"owner": path.owner})
    return talk


def enough(path: CareerPath) -> Enough:
    """Of one path."""
    return enough_of_paths(path.owner, [path], now=NOW)[path.pk]


def test_what_took_place_and_was_asked_for_counts(energy: CareerPath) -> None:
    talk_about(energy, "Nordgrid")
    talk_about(energy, "Nordgrid", state="scheduled")
    talk_about(energy, direction="incoming")
    for state in ("idea", "cancelled", "no_show"):
        talk_about(energy, state=state)
    talk_about(energy, state="scheduled", days=-1)
    assert enough(energy) == Enough(Reach.THIN, 2, ["one more talk", *LACKING])


def test_who_has_left_this_path_and_no_other(alice: User, energy: CareerPath) -> None:
    talks = [talk_about(energy, place) for place in ("Nordgrid", "Windwise", "")]
    person, other = talks[0].people.get(), CareerPath.objects.create(owner=alice, name="Teaching")
    mark_left(person, path=other)
    assert enough(energy).missing == ["somebody who left"]
    mark_left(person, path=energy)
    assert enough(energy).reach == Reach.COMPARABLE
    unmark_left(person, path=energy)
    assert enough(energy).missing == ["somebody who left"]


def test_saturated_when_the_last_two_closed_nothing(alice: User, energy: CareerPath) -> None:
    first, second, _ = [talk_about(energy, days=days) for days in (9, 8, 7)]
    pay = alice.informationgaps.create(text="What does it pay?")
    answer = pay.answers.create(owner=alice, path=energy, state="answered", closed_by=second)
    assert enough(energy).reach == Reach.ONE_SIDED
    answer.closed_by = first
    answer.save()
    assert enough(energy).reach == Reach.SATURATED


def test_ten_paths_take_as_many_questions_as_one(
    alice: User, bob: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for owner in (alice, bob):
        for number in range(10):
            for _ in range(3):
                talk_about(CareerPath.objects.get_or_create(owner=owner, name=f"Path {number}")[0])
    paths = list(alice.careerpaths.all())
    with django_assert_num_queries(2):
        found = enough_of_paths(alice, paths, now=NOW)
    assert [each.talks for each in found.values()] == [3] * 10


@pytest.mark.parametrize("is_removed", [False, True])
def test_only_what_a_talk_closed_counts_as_closed(alice: User, is_removed: bool) -> None:
    path = alice.careerpaths.create(name="Energy analytics")
    talks = [make_interview(alice, [make_contact(alice)], state="held") for _ in range(3)]
    for talk in talks:
        talk.paths.add(path, through_defaults={"owner": alice})
    gap = alice.informationgaps.create(text="What does it pay?", trashed_at=NOW if is_removed else None)
    gap.answers.create(owner=alice, path=path, state="answered", closed_by=talks[0] if is_removed else None)
    assert enough_of_paths(alice, [path], now=NOW)[path.pk].reach == Reach.ONE_SIDED
