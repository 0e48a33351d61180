"""The weighted table: criteria and weights, scores and what they rest on, places, confidence, gut, and the charts."""

from fractions import Fraction
from itertools import pairwise

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import CareerPath
from interviews.actions.deciding import set_score
from interviews.actions.weighing import Table, in_points, percent, read_table
from interviews.models import Criterion
from interviews.views.charts import LABEL_GAP, charts_of, least_change
from tests.factories import NOW, make_contact, make_interview
from tests.interviews.addresses import htmx, told, undo_in, url

pytestmark = pytest.mark.usefixtures("clock")
HTMX = htmx("criteria")
TABLE = {"Actuary": (2, 4, 4), "Planner": (5, 3, 3)}  # by pay the second leads, by all else the first


def score_all(owner: User, criteria: list[Criterion]) -> list[CareerPath]:
    """The paths of TABLE with its scores."""
    paths = [owner.careerpaths.create(name=name, colour=1) for name in TABLE]
    for path in paths:
        for criterion, value in zip(criteria, TABLE[path.name], strict=True):
            set_score(criterion, path=path, value=value, now=NOW)
    return paths


def table_of(client: Client) -> Table:
    """The table on its page."""
    table: Table = told(client.get(url("weigh")))["table"]
    return table


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_criterion_goes_and_comes_back_with_its_scores(
    alice: User, alice_client: Client, criteria: list[Criterion], headers: dict[str, str]
) -> None:
    score_all(alice, criteria)
    before = [one.total for one in table_of(alice_client).standings]
    for _ in range(2):
        answer = alice_client.post(url("criterion_remove", criteria[0].pk), headers=headers)
    assert list(alice.criteria.active().values_list("name", flat=True)) == ["Place", "Hours"]
    undo = undo_in(answer) if headers else url("criterion_restore", criteria[0].pk)
    for _ in range(2):
        alice_client.post(undo, headers=headers)
    assert [one.total for one in table_of(alice_client).standings] == before


def test_totals_are_exact_and_places_follow(alice: User, alice_client: Client, criteria: list[Criterion]) -> None:
    score_all(alice, criteria)
    alice.careerpaths.create(name="Teacher")
    criteria[0].scores.create(owner=alice, path=alice.careerpaths.get(name="Teacher"), value=5)
    rows = [(str(one.path), one.total, one.rank, one.scored) for one in table_of(alice_client).standings]
    assert rows == [
        ("Actuary", Fraction(18, 5), 1, 3),
        ("Planner", Fraction(17, 5), 2, 3),
        ("Teacher", None, None, 1),
    ]
    page = alice_client.get(url("weigh")).content.decode()
    assert ("1 of 3 scored" in page, "3.60" in page, "3.40" in page) == (True, True, True)


def test_weights_that_are_not_100_count_by_their_proportions(
    alice: User, alice_client: Client, criteria: list[Criterion]
) -> None:
    score_all(alice, criteria)
    alice.criteria.filter(name="Pay").update(weight=0)
    table = table_of(alice_client)
    assert [one.total for one in table.standings] == [4, 3]
    assert told(alice_client.get(url("weigh")))["off"] == "They add up to 80: give 20 more."
    alice.criteria.update(weight=0)
    assert [one.total for one in table_of(alice_client).standings] == [Fraction(10, 3), Fraction(11, 3)]


def test_confidence_counts_people_once(alice: User, criteria: list[Criterion]) -> None:
    path = alice.careerpaths.create(name="Planner")
    grace, talk = make_contact(alice), make_interview(alice, state="held")
    pieces = [alice.takeaways.create(text="x", path=path, said_by=grace) for _ in range(2)]
    pieces.append(alice.takeaways.create(text="y", path=path, interview=talk))
    set_score(criteria[0], path=path, value=3, evidence=pieces, now=NOW)
    set_score(criteria[1], path=path, value=3, evidence=pieces[:1], now=NOW)
    assert read_table(alice).standings[0].confidence == "rests on 2 sources"
    set_score(criteria[2], path=path, value=3, now=NOW)
    assert read_table(alice).standings[0].confidence == "rests on 2 sources; Hours on none"
    assert [cell.sources for row in read_table(alice).rows for cell in row.cells] == [2, 1, 0]


@pytest.mark.parametrize(
    ("guts", "said"),
    [
        ((2, 4), "The table puts Actuary first, your gut Planner."),
        ((2, 1), "The table puts Actuary first; your gut says yes to none of them."),
        ((4, 2), ""),
        ((4, 4), ""),
        ((None, 4), ""),
    ],
)
def test_gut_and_table_may_disagree(
    alice: User, criteria: list[Criterion], guts: tuple[int | None, int], said: str
) -> None:
    for path, gut in zip(score_all(alice, criteria), guts, strict=True):
        alice.careerpaths.filter(pk=path.pk).update(gut=gut)
    assert read_table(alice).disagreement == said


def test_the_charts_say_where_the_order_changes(alice: User, alice_client: Client, criteria: list[Criterion]) -> None:
    score_all(alice, criteria)
    table = table_of(alice_client)
    assert [chart.words for chart in charts_of(table)] == [
        ["Planner leads as soon as Pay is above 25\xa0%."],
        ["Planner leads as soon as Place is under 37.5\xa0%."],
        ["Planner leads as soon as Hours is under 12.5\xa0%."],
    ]
    assert least_change(table.swings) == "Pay above 25\xa0%; it weighs 20\xa0%"
    assert charts_of(table)[0].dots == [("63.0", "69.0")]
    assert [line.again for line in charts_of(table)[0].lines] == [False, True]


def test_places_behind_the_first_may_change_alone(alice: User, criteria: list[Criterion]) -> None:
    for path in score_all(alice, criteria):
        assert path.pk
    best = alice.careerpaths.create(name="Best")
    for criterion in criteria:
        set_score(criterion, path=best, value=5, now=NOW)
    words = [chart.words for chart in charts_of(read_table(alice))]
    assert words[0] == ["The order changes when Pay is above 25\xa0%."]
    alice.careerpaths.filter(name="Planner").delete()
    assert charts_of(read_table(alice))[1].words == ["Nothing changes, whatever Place weighs."]


def test_ten_names_stand_apart(alice: User, criteria: list[Criterion]) -> None:
    for number in range(10):
        path = alice.careerpaths.create(name=f"A path with a name that is long {number}", colour=number % 5 + 1)
        for criterion in criteria:
            set_score(criterion, path=path, value=1 + number % 2, now=NOW)
    for chart in charts_of(read_table(alice)):
        heights = sorted(float(line.label) for line in chart.lines)
        assert min(after - before for before, after in pairwise(heights)) >= LABEL_GAP - 0.11
        assert {len(line.short) for line in chart.lines} == {17}


@pytest.mark.parametrize(
    ("share", "said"),
    [("25", "25"), ("100/3", "33.3"), ("1/100", "0.1"), ("9999/100", "99.9"), ("0", "0"), ("100", "100")],
)
def test_percentages(share: str, said: str) -> None:
    assert percent(Fraction(share)) == f"{said}\xa0%"


@pytest.mark.parametrize(("total", "said"), [("17/5", "3.40"), ("10/3", "3.33"), ("669/200", "3.35"), ("5", "5.00")])
def test_points(total: str, said: str) -> None:
    assert in_points(Fraction(total)) == said


def test_evidence_that_moved_to_another_path_counts_no_more(alice: User, criteria: list[Criterion]) -> None:
    path = score_all(alice, criteria)[0]
    piece = alice.takeaways.create(text="46", path=path, said_by=make_contact(alice))
    set_score(criteria[0], path=path, value=4, evidence=[piece], now=NOW)
    sources = [next(one.sources for one in read_table(alice).standings if one.path == path)]
    alice.takeaways.update(path=alice.careerpaths.create(name="Baker"))
    assert [*sources, next(one.sources for one in read_table(alice).standings if one.path == path)] == [1, 0]


def test_an_older_window_leaves_what_it_did_not_change(
    alice: User, alice_client: Client, criteria: list[Criterion]
) -> None:
    path = alice.careerpaths.create(name="Planner")
    piece = alice.takeaways.create(text="Enough", path=path)
    set_score(criteria[0], path=path, value=4, why="New", evidence=[piece], now=NOW)
    page = url("score_edit", criteria[0].pk, path.pk)
    alice_client.post(page, {"value": "2", "initial-value": "3", "why": "Old", "initial-why": "Old"})
    score = alice.scores.get()
    assert (score.value, score.why, list(score.evidence.all())) == (2, "New", [piece])
    alice_client.post(page, {"value": "2", "initial-value": "2", "why": "New", "initial-evidence": piece.pk})
    assert list(score.evidence.all()) == []


def test_a_reason_without_a_score_comes_back(alice: User, alice_client: Client, criteria: list[Criterion]) -> None:
    path = alice.careerpaths.create(name="Planner")
    answer = alice_client.post(url("score_edit", criteria[0].pk, path.pk), {"value": "", "why": "Trains"})
    assert (answer.status_code, list(told(answer)["form"].errors)) == (422, ["value"])
    assert "Trains" in answer.content.decode()
