"""What paths are compared by: written down, taken from the program's, weighed, renamed, gone and back."""

from fractions import Fraction

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from interviews.actions.criteria import add_criterion, scaled
from interviews.actions.refusals import CriterionError
from interviews.forms.deciding import CriterionForm
from interviews.importing import builtin
from interviews.models import Criterion
from tests.interviews.addresses import htmx, told, url

pytestmark = pytest.mark.usefixtures("clock")
HTMX = htmx("criteria")


def weights(owner: User) -> dict[str, int]:
    """What is kept."""
    return dict(owner.criteria.active().values_list("name", "weight"))


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_one_line_adds_a_criterion(alice: User, alice_client: Client, headers: dict[str, str]) -> None:
    alice_client.post(url("criterion_list"), {"name": " My  time ", "kind": "life"}, headers=headers)
    answer = alice_client.post(url("criterion_list"), {"name": "my TIME"}, headers=headers)
    assert (answer.status_code, list(told(answer)["form"].errors)) == (422, ["name"])
    assert [(one.name, one.kind, one.weight) for one in alice.criteria.all()] == [("My time", "life", 0)]


def test_two_enters_at_once_add_one(alice: User) -> None:
    assert add_criterion(alice, name="Pay") == add_criterion(alice, name="pay")


@pytest.mark.parametrize(
    ("said", "problem"),
    [(("20", "40", "30"), "They add up to 90: give 10 more."), (("50", "50", "5"), "They add up to 105: take 5 away.")],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_weights_must_make_100(
    alice: User,
    alice_client: Client,
    criteria: list[Criterion],
    said: tuple[str, ...],
    problem: str,
    headers: dict[str, str],
) -> None:
    data = {f"weight_{one.pk}": value for one, value in zip(criteria, said, strict=True)}
    answer = alice_client.post(url("criterion_weights"), data, headers=headers)
    assert (answer.status_code, told(answer)["weights"].non_field_errors()) == (422, [problem])
    assert weights(alice) == {"Pay": 20, "Place": 50, "Hours": 30}
    alice_client.post(url("criterion_weights"), data | {"scale": "1"}, headers=headers)
    assert sum(weights(alice).values()) == 100


@pytest.mark.parametrize("value", ["-1", "101", "many", "2.5"])
def test_a_weight_that_is_none_comes_back(alice_client: Client, criteria: list[Criterion], value: str) -> None:
    field = f"weight_{criteria[0].pk}"
    answer = alice_client.post(url("criterion_weights"), {field: value, "scale": "1"})
    assert (answer.status_code, list(told(answer)["weights"].errors)) == (422, [field])


def test_weights_are_ones_own(alice: User, bob: User, alice_client: Client) -> None:
    his, mine = bob.criteria.create(name="Pay", weight=10), alice.criteria.create(name="Pay")
    alice_client.post(url("criterion_weights"), {f"weight_{his.pk}": "100", f"weight_{mine.pk}": "100"})
    his.refresh_from_db()
    assert (his.weight, weights(alice)) == (10, {"Pay": 100})


@given(st.lists(st.integers(0, 100), min_size=1, max_size=12))
def test_scaling_makes_100_and_keeps_proportions(said: list[int]) -> None:
    found, whole = scaled(said), sum(said)
    assert sum(found) == 100
    exact = [Fraction(100 * one, whole) if whole else Fraction(100, len(said)) for one in said]
    assert all(abs(one - other) < 1 for one, other in zip(found, exact, strict=True))


def test_seeds_are_taken_or_left(alice: User, alice_client: Client) -> None:
    first, second = builtin.criteria()[:2]
    alice.criteria.create(name=second.text.upper())
    assert alice_client.post(url("criterion_seeds"), {}).status_code == 422
    alice_client.post(url("criterion_seeds"), {"keys": [first.key]})
    taken = alice.criteria.get(builtin=first.key)
    assert (taken.name, taken.kind) == (first.text, first.kind)
    assert told(alice_client.get(url("criterion_seeds")))["left"] == list(builtin.criteria()[2:])


def test_one_written_down_anew_stays_where_the_old_one_would_come_back(
    alice: User, alice_client: Client, criteria: list[Criterion]
) -> None:
    alice_client.post(url("criterion_remove", criteria[0].pk))
    alice.criteria.create(name="PAY")
    assert alice_client.post(url("criterion_restore", criteria[0].pk), headers=HTMX)["HX-Redirect"]
    assert list(weights(alice)) == ["Place", "Hours", "PAY"]


def test_a_criterion_is_renamed(alice: User, alice_client: Client, criteria: list[Criterion]) -> None:
    page = url("criterion_edit", criteria[0].pk)
    assert alice_client.post(page, {"name": "hours"}).status_code == 422
    alice_client.post(page, {"name": "Income", "kind": ""})
    assert weights(alice) == {"Income": 20, "Place": 50, "Hours": 30}


def test_two_windows_give_two_criteria_the_same_name(alice: User) -> None:
    rows = [add_criterion(alice, name=name) for name in ("Pay", "Hours")]
    forms = [CriterionForm({"name": "Money"}, instance=row, owner=alice) for row in rows]
    assert [form.is_valid() for form in forms] == [True, True]
    forms[0].save()
    with pytest.raises(CriterionError, match="among your criteria already"):
        forms[1].save()


def test_names_are_told_apart_as_the_database_does(alice: User) -> None:
    add_criterion(alice, name="STRAẞE")
    add_criterion(alice, name="straße")
    assert alice.criteria.count() == 1


def test_an_older_window_leaves_the_weights_it_did_not_change(
    alice: User, alice_client: Client, criteria: list[Criterion]
) -> None:
    pay, place, hours = (f"weight_{one.pk}" for one in criteria)
    shown = {f"initial-{pay}": "30", f"initial-{place}": "40"}  # before another window wrote 20, 50, and added hours
    answer = alice_client.post(url("criterion_weights"), {pay: "30", place: "60"} | shown)
    form = told(answer)["weights"]
    assert (answer.status_code, [form[name].value() for name in (pay, place, hours)]) == (422, ["20", "60", "30"])
    alice_client.post(url("criterion_weights"), {pay: "30", place: "50"} | shown)
    assert weights(alice) == {"Pay": 20, "Place": 50, "Hours": 30}
