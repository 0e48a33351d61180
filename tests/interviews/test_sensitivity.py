"""Where paths change places, against brute force: the order between every two weights at which any lines meet."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from interviews.actions.sensitivity import Change, Line, Order, Swing, crossing, shares, swings, total

Table = tuple[list[int], list[list[int]]]  # the weights, and the scores of each path


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """One to six criteria, up to five paths; weights of which some or all are 0, and that add up to anything."""
    many = draw(st.integers(1, 6))
    weights = draw(st.lists(st.sampled_from([0, 0, 1, 7, 10, 20, 25, 33, 50, 100]), min_size=many, max_size=many))
    scores = st.lists(st.integers(1, 5), min_size=many, max_size=many)
    return weights, draw(st.lists(scores, max_size=5))


def with_weight(weights: Sequence[int], number: int, weight: Fraction) -> list[Fraction]:
    """The weights as shares of 1 while the one at `number` weighs `weight` of 100; not as the code has it."""
    others = [w for place, w in enumerate(weights) if place != number]
    if not others:
        return [Fraction(1)]
    rest = [Fraction(w, sum(others)) if sum(others) else Fraction(1, len(others)) for w in others]
    scaled = [(100 - weight) / 100 * part for part in rest]
    return [*scaled[:number], weight / 100, *scaled[number:]]


def order(table: Table, number: int, weight: Fraction) -> Order:
    """Who comes when at that weight, by comparing every two totals."""
    parts = with_weight(table[0], number, weight)
    totals = [sum(part * score for part, score in zip(parts, scores, strict=True)) for scores in table[1]]
    levels = sorted(set(totals), reverse=True)
    return tuple(tuple(place for place, one in enumerate(totals) if one == level) for level in levels)


def apart(parts: Sequence[Fraction], one: Sequence[int], other: Sequence[int]) -> Fraction:
    """By how much the total of one is above the other's."""
    return sum((part * (x - y) for part, x, y in zip(parts, one, other, strict=True)), Fraction(0))


def meetings(table: Table, number: int) -> list[Fraction]:
    """0, 100 and each weight between them at which two totals are equal, found from two points of each difference."""
    found = {Fraction(0), Fraction(100)}
    for one, other in combinations(table[1], 2):
        a, b = (apart(with_weight(table[0], number, Fraction(at)), one, other) for at in (20, 70))
        if a != b:
            found |= {at for at in [20 + 50 * a / (a - b)] if 0 < at < 100}
    return sorted(found)


def scanned(table: Table, number: int, swing: Swing, side: int) -> list[tuple[Fraction, Order]]:
    """Each stretch between meetings, from today's weight outwards, whose order is not today's: where it begins."""
    stops = sorted({*meetings(table, number), swing.weight})
    stretches = [(low, high) for low, high in pairwise(stops) if (low >= swing.weight) == (side > 0)]
    ends = [(low if side > 0 else high, (low + high) / 2) for low, high in stretches]
    return [(at, order(table, number, middle)) for at, middle in (ends if side > 0 else reversed(ends))]


@given(tables())
@example(([0, 0], [[1, 5], [5, 1], [3, 3]]))
@example(([50, 50], [[1, 5], [5, 1]]))
@example(([100], [[1], [5]]))
@example(([100, 0], [[3, 5], [3, 1]]))
def test_it_finds_what_brute_force_finds(table: Table) -> None:
    for number, swing in enumerate(swings(*table)):
        today = order(table, number, swing.weight)
        assert swing.order == today
        for side, nearest, first in (
            (1, swing.order_above, swing.first_above),
            (-1, swing.order_below, swing.first_below),
        ):
            there = scanned(table, number, swing, side) if len(table[0]) > 1 else []
            other = [(at, found) for at, found in there if found != today]
            assert nearest == (Change(*other[0]) if other else None)
            leads = [(at, found) for at, found in there if found[:1] != today[:1]]
            assert first == (Change(*leads[0]) if leads else None)


@given(tables())
def test_lines_cross_where_brute_force_says(table: Table) -> None:
    for number, swing in enumerate(swings(*table)):
        if len(table[0]) > 1:
            inside = {at for at in meetings(table, number) if 0 < at < 100}
            assert {at for at, _ in swing.crossings} == inside
            for at, height in swing.crossings:
                assert sum(line.at(at) == height for line in swing.lines) >= 2


@given(tables())
def test_all_lines_meet_todays_totals_at_todays_weight(table: Table) -> None:
    totals = [total(table[0], scores) for scores in table[1]]
    for swing in swings(*table):
        assert [line.at(swing.weight) for line in swing.lines] == totals


@given(st.lists(st.integers(0, 100), min_size=1, max_size=12))
def test_shares_are_a_whole(weights: list[int]) -> None:
    assert sum(shares(weights)) == 1


def test_the_weight_is_exact() -> None:
    pay, _, _ = swings([20, 50, 30], [[2, 4, 4], [5, 3, 3]])  # by pay the second leads, by all else the first
    assert pay.first_above == pay.order_above == Change(Fraction(25), ((1,), (0,)))
    assert (pay.first_below, pay.order_below, pay.crossings) == (None, None, [(Fraction(25), Fraction(7, 2))])


def test_those_level_today_part_at_once() -> None:
    pay, _ = swings([50, 50], [[1, 5], [5, 1]])
    assert pay.order == ((0, 1),)
    assert pay.first_above == Change(Fraction(50), ((1,), (0,)))
    assert pay.first_below == Change(Fraction(50), ((0,), (1,)))


@pytest.mark.parametrize("paths", [[], [[3, 4]], [[3, 4], [3, 4]], [[3, 4], [2, 4]]])
def test_of_one_path_or_of_twins_or_level_at_an_end_nothing_changes(paths: list[list[int]]) -> None:
    for swing in swings([60, 40], paths):
        changes = swing.order_below, swing.order_above, swing.first_below, swing.first_above
        assert (changes, swing.crossings) == ((None,) * 4, [])


def test_twins_are_no_crossing() -> None:
    assert crossing(Line(Fraction(2), Fraction(3)), Line(Fraction(2), Fraction(3))) is None
