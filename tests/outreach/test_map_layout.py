"""Where the people of the map stand: nobody on top of another, all of it in the picture, edges from ring to ring."""

from math import cos, dist, hypot, pi, sin

from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.actions.laying_out import APART, RADIUS, Layout, lay_out
from outreach.actions.rings import RINGS, How, Opening, Place, Places, place_people


@st.composite
def forests(draw: st.DrawFn) -> Places:
    """Up to 300 people, each led to by somebody before them, or a first contact."""
    size, wide = draw(st.integers(1, 300)), draw(st.integers(1, 300))
    dice = draw(st.randoms(use_true_random=False))
    by = {pk: dice.randrange(max(0, pk - wide), pk + 1) for pk in range(2, size + 1)}
    openings = [Opening(near, far, How.INTRODUCER, did=True) for far, near in by.items() if near not in (0, far)]
    return place_people(openings, range(1, size + 1))


def by_number(place: Place) -> int:
    return place.pk


def ring_at(layout: Layout, point: tuple[float, float]) -> int:
    """The number of the ring on one of whose circles this is."""
    return next(n for n, ring in enumerate(layout.rings, 1) if any(abs(hypot(*point) - r) < 0.01 for r in ring.radii))


@settings(max_examples=60)
@given(forests())
def test_nobody_stands_on_another_and_all_are_in_the_picture(places: Places) -> None:
    layout = lay_out(places, by_number)
    points = [(0.0, 0.0), *layout.points.values()]
    assert layout.points.keys() == places.keys()
    assert all(dist(one, other) > APART - 0.01 for n, one in enumerate(points) for other in points[:n])
    assert all(max(map(abs, point)) + RADIUS <= layout.reach for point in points)


@settings(max_examples=60)
@given(forests())
def test_every_edge_joins_a_ring_to_the_next(places: Places) -> None:
    layout = lay_out(places, by_number)
    ring_of = {pk: ring_at(layout, point) for pk, point in layout.points.items()}
    assert ring_of == {pk: place.drawn_on for pk, place in places.items()}
    edges = [(ring_of[place.by], ring_of[pk]) for pk, place in places.items() if place.by]
    assert all(far - near == 1 or near == far == RINGS for near, far in edges)


@settings(max_examples=30)
@given(forests())
def test_it_is_the_same_each_time_and_names_have_room(places: Places) -> None:
    layout = lay_out(places, by_number)
    assert layout == lay_out(dict(reversed(places.items())), by_number)
    for ring in layout.rings:
        middle, size = ring.gap
        spot = (ring.radii[0] * cos(middle), ring.radii[0] * sin(middle))
        on_ring = [point for point in layout.points.values() if abs(hypot(*point) - ring.radii[0]) < 0.01]
        assert all(dist(spot, point) > ring.radii[0] * sin(min(size, pi) / 2) * 0.99 for point in on_ring)


def test_those_of_one_opener_stand_together() -> None:
    openings = [Opening(1 + n % 3, 10 + n, How.INTRODUCER, did=True) for n in range(12)]
    layout = lay_out(place_people(openings, ()), by_number)
    around = [pk for pk in layout.points if pk >= 10]
    assert [(pk - 10) % 3 for pk in around] == [0] * 4 + [1] * 4 + [2] * 4


def test_the_user_alone_has_a_first_ring() -> None:
    layout = lay_out({}, by_number)
    assert (layout.points, [ring.radii for ring in layout.rings]) == ({}, [(100.0,)])
