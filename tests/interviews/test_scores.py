"""One score: the page where it is said, what it rests on, what the diary says of it, and taking it away and back."""

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import CareerPath
from interviews.actions.deciding import set_score
from interviews.models import Criterion, Score
from tests.factories import NOW, make_interview
from tests.interviews.addresses import told, url

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def pay(alice: User) -> Criterion:
    """What paths are compared by."""
    return alice.criteria.create(name="Pay", weight=100, kind="money")


@pytest.fixture
def planner(alice: User) -> CareerPath:
    """A path."""
    return alice.careerpaths.create(name="Planner")


@pytest.fixture
def score(alice: User, pay: Criterion, planner: CareerPath) -> Score:
    """A 2 with a reason that rests on a piece of evidence."""
    piece = alice.takeaways.create(text="Little", path=planner)
    set_score(pay, path=planner, value=2, why="Says who", evidence=[piece], now=NOW)
    return pay.scores.get()


def diary(owner: User) -> list[tuple[str, str]]:
    """What was and what became, the newest first."""
    return list(owner.changes_of_mind.values_list("before", "after"))


def take_away(client: Client, score: Score) -> str:
    """Where the Undo of the toast posts, after the score was taken away."""
    page = client.post(url("score_edit", score.criterion_id, score.path_id), {"value": ""}, follow=True)
    (toast,) = page.context["messages"]
    return str(toast.extra_tags)


def test_a_score_is_kept_with_its_evidence_and_in_the_diary(
    alice: User, alice_client: Client, pay: Criterion, planner: CareerPath
) -> None:
    talk = make_interview(alice, state="held")
    talk.paths.add(planner, through_defaults={"owner": alice})
    one, other = (alice.takeaways.create(text=text, path=planner, interview=talk) for text in ("Enough", "Trains"))
    page = url("score_edit", pay.pk, planner.pk)
    for value, pieces in (("4", [one.pk]), ("4", [other.pk]), ("2", [other.pk, one.pk])):
        alice_client.post(page, {"value": value, "why": "So", "evidence": pieces, "because_of": talk.pk})
    score = alice.scores.get()
    assert (score.value, score.why, set(score.evidence.all())) == (2, "So", {one, other})
    assert sorted(told(alice_client.get(page))["ticked"]) == [str(one.pk), str(other.pk)]
    changes = [(change.before, change.after, change.because_of) for change in alice.changes_of_mind.all()]
    assert changes == [("4", "2", talk)]  # a first score is no change of mind


def test_a_score_is_taken_away_and_brought_back(alice: User, alice_client: Client, score: Score) -> None:
    undo = take_away(alice_client, score)
    assert (alice.scores.count(), diary(alice)) == (0, [("2", "")])
    assert take_away(alice_client, score) == ""
    for _ in range(2):
        alice_client.post(undo)
    back = alice.scores.get()
    assert (back.value, back.why, [str(piece) for piece in back.evidence.all()]) == (2, "Says who", ["Little"])
    assert diary(alice) == []


def test_a_score_comes_back_without_what_has_gone(alice: User, alice_client: Client, score: Score) -> None:
    undo = take_away(alice_client, score)
    alice.takeaways.all().delete()
    alice_client.post(undo)
    assert (alice.scores.get().value, alice.score_evidence.count()) == (2, 0)


def test_a_score_that_was_given_anew_stays(alice: User, alice_client: Client, score: Score) -> None:
    undo = take_away(alice_client, score)
    set_score(score.criterion, path=score.path, value=5, now=NOW)
    alice_client.post(undo)
    assert [one.value for one in alice.scores.all()] == [5]
    score.path.delete()
    alice_client.post(undo)
    assert alice.scores.count() == 0


def test_a_score_of_somebody_else_stays_away(alice: User, alice_client: Client, bob_client: Client, score: Score):
    undo = take_away(alice_client, score)
    assert (bob_client.post(undo).status_code, alice.scores.count()) == (404, 0)


def test_evidence_about_the_criterion_comes_first(
    alice: User, alice_client: Client, pay: Criterion, planner: CareerPath
) -> None:
    gaps = [alice.informationgaps.create(text=kind, kind=kind) for kind in ("money", "life")]
    first, last = (alice.takeaways.create(text="x", path=planner, gap=gap) for gap in gaps)
    alice.takeaways.create(text="of no path")
    assert told(alice_client.get(url("score_edit", pay.pk, planner.pk)))["pieces"] == [first, last]


@pytest.mark.parametrize("field", ["value", "evidence", "because_of"])
def test_a_score_that_cannot_be_comes_back(
    alice: User, bob: User, alice_client: Client, pay: Criterion, planner: CareerPath, field: str
) -> None:
    his = {
        "value": "6",
        "evidence": bob.takeaways.create(text="His").pk,
        "because_of": make_interview(bob, state="held").pk,
    }
    answer = alice_client.post(url("score_edit", pay.pk, planner.pk), {"value": "3", field: his[field]})
    assert (answer.status_code, list(told(answer)["form"].errors)) == (422, [field])
    assert (alice.scores.count(), alice.score_evidence.count()) == (0, 0)
