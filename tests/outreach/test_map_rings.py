"""The rings of the map: who stands on which, by whom, and who is left out where there are too many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.actions.rings import How, Opening, join, nearest, place_people, with_those_between


def led(near: int, far: int, how: How = How.INTRODUCER, *, did: bool = True) -> Opening:
    return Opening(near, far, how, did)


def rings(openings: list[Opening], first: tuple[int, ...] = ()) -> dict[int, int]:
    return {pk: place.ring for pk, place in place_people(openings, first).items()}


def test_a_ring_is_the_introductions_between() -> None:
    assert rings([led(1, 2), led(2, 3), led(3, 4), led(4, 5), led(5, 6)], (9,)) == {1: 1, 9: 1} | {
        pk: pk for pk in range(2, 7)
    }


def test_who_introduced_comes_before_who_named_and_who_knows() -> None:
    openings = [led(1, 9, How.KNOWS), led(2, 9, How.NAMED), led(3, 9, How.ASKED), led(4, 9, How.INTRODUCED)]
    for n in range(len(openings), 0, -1):
        assert place_people(openings[:n], ())[9].by == n


@pytest.mark.parametrize(
    ("openings", "expected"),
    [
        ([led(1, 1)], {1: 1}),
        ([led(1, 2), led(2, 1)], {1: 1, 2: 2}),
        ([led(3, 2), led(2, 3), led(3, 4), led(4, 5)], {2: 1, 3: 2, 4: 3, 5: 4}),
        ([led(5, 6), led(6, 7), led(7, 5), led(1, 2)], {1: 1, 2: 2, 5: 1, 6: 2, 7: 3}),
    ],
)
def test_circles_lose_nobody(openings: list[Opening], expected: dict[int, int]) -> None:
    assert rings(openings) == expected


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(1, 30)), max_size=90))
def test_everyone_has_one_place_behind_who_led_to_them(pairs: list[tuple[int, int]]) -> None:
    openings = [led(near, far) for near, far in pairs]
    places = place_people(openings, ())
    assert set(places) == {pk for near, far in pairs for pk in (near, far)}
    assert all(place.ring == (places[place.by].ring + 1 if place.by else 1) for place in places.values())


def test_of_two_who_know_somebody_the_nearer_leads() -> None:
    places = place_people([led(1, 2)], ())
    assert join(places, [led(2, 3, did=False), led(1, 3, did=False)])[3].ring == 2


def test_too_many_are_cut_ring_by_ring_and_nobody_stands_alone() -> None:
    openings = [led(n, 100 + n) for n in range(1, 9)] + [led(1, 200), led(2, 201)]
    places = nearest(place_people(openings, ()), 10)
    assert {pk for pk in places if pk < 100} == {1, 2, 3, 4, 5}
    assert len(places) == 10
    assert all(place.by is None or place.by in places for place in places.values())
    assert nearest(place_people(openings, ()), 18) == place_people(openings, ())


def test_who_is_between_stays() -> None:
    places = place_people([led(1, 2), led(2, 3), led(1, 4)], ())
    assert set(with_those_between(places, [3, 99])) == {1, 2, 3}
