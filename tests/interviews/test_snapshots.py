"""How the decision table looked: kept, compared with today, removed and brought back."""

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import CareerPath
from interviews.actions.deciding import set_score
from interviews.models import Snapshot
from tests.factories import NOW
from tests.interviews.addresses import told, url

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def planner(alice: User) -> CareerPath:
    """A path with a total, beside one without."""
    path = alice.careerpaths.create(name="Planner", stance="leaning", gut=4, colour=2)
    alice.careerpaths.create(name="Teacher")
    for name, weight, value in (("Pay", 60, 2), ("Place", 40, 4)):
        set_score(alice.criteria.create(name=name, weight=weight), path=path, value=value, now=NOW)
    return path


@pytest.fixture
def kept(alice: User, alice_client: Client, planner: CareerPath) -> Snapshot:
    """How it looks."""
    alice_client.post(url("snapshot_add"), {"name": " Before  May "})
    return alice.snapshots.get()


def test_the_table_is_kept_as_it_is(alice: User, kept: Snapshot, planner: CareerPath) -> None:
    paths = [
        {"name": "Planner", "colour": 2, "stance": "leaning", "gut": 4, "scores": [2, 4], "total": "2.80"},
        {"name": "Teacher", "colour": 1, "stance": "undecided", "gut": None, "scores": [None, None], "total": None},
    ]
    criteria = [{"name": "Pay", "weight": 60}, {"name": "Place", "weight": 40}]
    assert (kept.name, kept.taken_at) == ("Before May", NOW)
    ids = {part: [row.pop("id") for row in kept.table[part]] for part in ("criteria", "paths")}
    assert kept.table == {"criteria": criteria, "paths": paths}
    assert ids == {"criteria": [one.pk for one in alice.criteria.all()], "paths": [planner.pk, planner.pk + 1]}


def test_a_name_that_is_too_long_comes_back(alice: User, alice_client: Client) -> None:
    answer = alice_client.post(url("snapshot_add"), {"name": "x" * 101})
    assert (answer.status_code, list(told(answer)["form"].errors), alice.snapshots.count()) == (422, ["name"], 0)


def test_nothing_changed_at_once(alice_client: Client, kept: Snapshot) -> None:
    page = told(alice_client.get(url("snapshot", kept.pk)))
    assert page["changes"] == []
    assert [(one.name, one.then == one.now) for one in page["paths"]] == [("Planner", True), ("Teacher", True)]


def test_it_says_what_changed_of_weights_and_paths(
    alice: User, alice_client: Client, kept: Snapshot, planner: CareerPath
) -> None:
    alice.criteria.filter(name="Pay").update(weight=50)
    alice.criteria.filter(name="Place").update(trashed_at=NOW)
    alice.criteria.create(name="Hours", weight=50)
    alice.careerpaths.filter(name="Teacher").delete()
    alice.careerpaths.create(name="Actuary")
    page = told(alice_client.get(url("snapshot", kept.pk)))
    assert page["changes"] == [
        "Hours is new, and weighs 50.",
        "Place, which weighed 40, is gone.",
        "Pay weighs 50 instead of 60.",
        "Actuary is a new path.",
        "Teacher is no longer among the paths.",
    ]
    paths = [(one.name, bool(one.then), bool(one.now)) for one in page["paths"]]
    assert paths == [("Planner", True, True), ("Actuary", False, True), ("Teacher", True, False)]


def test_it_says_what_changed_of_a_path(alice: User, alice_client: Client, kept: Snapshot, planner: CareerPath) -> None:
    set_score(alice.criteria.get(name="Pay"), path=planner, value=5, now=NOW)
    set_score(alice.criteria.get(name="Place"), path=planner, value=None, now=NOW)
    alice.careerpaths.filter(pk=planner.pk).update(stance="dropped", gut=None)
    assert told(alice_client.get(url("snapshot", kept.pk)))["changes"] == [
        "Planner: “Dropped” instead of “Leaning in”.",
        "Planner: no gut feeling instead of gut “Rather yes”.",
        "Planner, Pay: 5 instead of 2.",
        "Planner, Place: no score instead of 4.",
    ]


def test_one_is_removed_and_brought_back(alice: User, alice_client: Client, kept: Snapshot) -> None:
    table = kept.table
    alice_client.post(url("snapshot_remove", kept.pk))
    assert alice.snapshots.count() == 0
    removal = alice.removals.get()
    for _ in range(2):
        alice_client.post(url("snapshot_restore", removal.pk))
    again = alice.snapshots.get()
    assert (again.pk, again.table, again.taken_at) == (kept.pk, table, kept.taken_at)


def test_the_list_is_ones_own(alice: User, bob: User, alice_client: Client, kept: Snapshot) -> None:
    bob.snapshots.create(table=kept.table, taken_at=NOW)
    assert list(told(alice_client.get(url("snapshot_list")))["snapshots"]) == [kept]


@pytest.mark.parametrize("has_ids", [True, False])
def test_what_was_renamed_is_the_same(
    alice: User, alice_client: Client, kept: Snapshot, planner: CareerPath, has_ids: bool
) -> None:
    if not has_ids:  # as they were kept at first
        for row in [*kept.table["criteria"], *kept.table["paths"]]:
            del row["id"]
        kept.save()
    alice.careerpaths.filter(pk=planner.pk).update(name="Grid planner")
    page = told(alice_client.get(url("snapshot", kept.pk)))
    assert [one.name for one in page["paths"]] == ["Grid planner", "Teacher"] + ["Planner"] * (not has_ids)
    told_of = ["Grid planner is a new path.", "Planner is no longer among the paths."]
    assert page["changes"] == (told_of if not has_ids else [])
