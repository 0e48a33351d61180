"""How solid an answer is: the rule of PRODUCT.md, the counting in Postgres against a plain reading of it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from contacts.models import CareerPath, Organization
from interviews.actions.solidity import Level, tallied
from interviews.models import InformationGap, Takeaway
from tests.factories import make_contact, make_interview, make_user

Piece = tuple[int, str, str]  # who (0: somebody of a talk with two), strength, for or against

WORKS_AT = {1: "Nordgrid", 2: "Nordgrid", 3: "Windwise", 4: ""}
CASES: list[tuple[str, list[Piece], Level]] = [
    ("nobody said a thing", [], Level.NOTHING),
    ("one person, first-hand", [(1, "first", "for")], Level.HINT),
    ("one person, twice", [(1, "first", "for"), (1, "second", "for")], Level.HINT),
    ("three people, all by hearsay", [(1, "hear", ""), (2, "hear", ""), (3, "hear", "")], Level.HINT),
    ("two people", [(1, "second", ""), (2, "hear", "")], Level.TWO_SOURCES),
    ("two first-hand of one organization", [(1, "first", "for"), (2, "first", "for")], Level.TWO_SOURCES),
    ("two first-hand of two organizations", [(1, "first", "for"), (3, "first", "for")], Level.SOLID),
    ("whose organization nobody knows", [(1, "first", "for"), (4, "first", "for")], Level.TWO_SOURCES),
    ("three people", [(1, "second", ""), (2, "second", ""), (4, "hear", "")], Level.SOLID),
    ("first-hand for and against", [(1, "first", "for"), (3, "first", "against")], Level.DISAGREE),
    ("one person of two minds", [(1, "first", "for"), (1, "first", "against")], Level.HINT),
    ("against it only by hearsay", [(1, "first", "for"), (3, "hear", "against")], Level.TWO_SOURCES),
    ("one of a talk with two, and a third", [(0, "first", "for"), (3, "first", "for")], Level.TWO_SOURCES),
]


def level_of(owner: User, pieces: list[Piece]) -> Level:
    """How solid what Postgres counts of these pieces is."""
    gap = InformationGap.objects.create(owner=owner, text="What does it pay?")
    path = CareerPath.objects.create(owner=owner, name="Energy analytics")
    places = {name: Organization.objects.create(owner=owner, name=name) for name in ("Nordgrid", "Windwise")}
    people = {who: make_contact(owner, organization=places.get(name)) for who, name in WORKS_AT.items()}
    talk = make_interview(owner, [people[1], people[2]], state="held")
    for who, strength, speaks in pieces:
        whose: dict[str, Any] = {"said_by": people[who]} if who else {"interview": talk}
        Takeaway.objects.create(owner=owner, text="Said", gap=gap, path=path, strength=strength, speaks=speaks, **whose)
    counted = tallied(owner.takeaways.tallies())
    return counted[gap.pk, path.pk].level if pieces else Level.NOTHING


@pytest.mark.parametrize(("case", "pieces", "level"), CASES, ids=[case for case, _, _ in CASES])
def test_the_rule(alice: User, case: str, pieces: list[Piece], level: Level) -> None:
    assert level_of(alice, pieces) == level


def by_hand(pieces: list[Piece]) -> Level:
    """The rule as PRODUCT.md says it, one person after the other."""
    voices = {who for who, _, _ in pieces}
    first = [(who, speaks) for who, strength, speaks in pieces if strength == "first"]
    if any(a != b and (x, y) == ("for", "against") for a, x in first for b, y in first):
        return Level.DISAGREE
    if len(voices) <= 1 or all(strength == "hear" for _, strength, _ in pieces):
        return Level.HINT if voices else Level.NOTHING
    places = {WORKS_AT.get(who) for who, _ in first} - {"", None}
    return Level.SOLID if len(voices) >= 3 or len(places) >= 2 else Level.TWO_SOURCES


class Counting(TestCase):
    """Postgres counts what a person would."""

    @given(
        st.lists(
            st.tuples(
                st.integers(0, 4),
                st.sampled_from(["", "first", "second", "hear"]),
                st.sampled_from(["", "for", "against", "neutral"]),
            ),
            max_size=6,
        )
    )
    def test_any_pieces(self, pieces: list[Piece]) -> None:
        assert level_of(make_user(), pieces) == by_hand(pieces)
