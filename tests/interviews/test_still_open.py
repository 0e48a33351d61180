"""Gaps that a talk leaves open: what was heard of them and their answers, written down at the wrap-up."""

import re

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import CareerPath
from interviews.actions.gaps import answer_gap
from interviews.models import InformationGap, Interview
from tests.factories import NOW, make_interview
from tests.interviews.addresses import htmx, told, undo_in, url

pytestmark = pytest.mark.usefixtures("clock")
HTMX = htmx("takeaways")


@pytest.fixture
def path(alice: User, held: Interview) -> CareerPath:
    """The one that the talk is about."""
    path = alice.careerpaths.create(name="Grid planner")
    held.paths.add(path, through_defaults={"owner": alice})
    return path


@pytest.fixture
def gap(alice: User, path: CareerPath) -> InformationGap:
    """One that is open on it."""
    return alice.informationgaps.create(text="What does it pay?")


def left(client: Client, interview: Interview) -> list[tuple[str, bool]]:
    """The gaps that the page shows, and whether the talk spoke of them."""
    return [(str(row.gap), row.is_heard) for row in told(client.get(url("wrap_up", interview.pk)))["gaps"]]


def test_those_of_the_talk_come_first(alice: User, alice_client: Client, held: Interview, gap: InformationGap) -> None:
    make = alice.informationgaps.create
    make(text="Good to know", importance="good")
    planned, heard = make(text="Was asked", importance="good"), make(text="Was answered", importance="good")
    held.questions.create(owner=alice, text="Well?", gap=planned)
    held.takeaways.create(owner=alice, text="It is so", gap=heard)
    order = [("Was answered", True), ("Was asked", False), ("What does it pay?", False), ("Good to know", False)]
    assert left(alice_client, held) == order


def test_without_a_path_there_are_none(alice: User, alice_client: Client, held: Interview) -> None:
    gap = alice.informationgaps.create(text="What does it pay?")
    assert left(alice_client, held) == []
    assert alice_client.get(url("gap_answer", held.pk, gap.pk)).status_code == 404


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_was_heard_is_a_takeaway_about_it(
    alice_client: Client, held: Interview, path: CareerPath, gap: InformationGap, headers: dict[str, str]
) -> None:
    response = alice_client.post(url("gap_heard", held.pk, gap.pk), {"text": " 46 thousand "}, headers=headers)
    takeaway = held.takeaways.get()
    assert (takeaway.text, takeaway.gap, takeaway.path) == ("46 thousand", gap, path)
    assert (response.status_code, b"<html" in response.content) == (200 if headers else 302, False)
    assert left(alice_client, held) == [("What does it pay?", True)]


def test_the_focus_goes_on_to_the_next(alice: User, alice_client: Client, held: Interview, gap: InformationGap) -> None:
    second, third = (alice.informationgaps.create(text=text) for text in ("Who hires?", "How many hours?"))
    for one, focused in [(second, f"heard-{third.pk}"), (third, "id_text"), (gap, "id_text")]:
        page = alice_client.post(url("gap_heard", held.pk, one.pk), {"text": "So"}, headers=HTMX).content.decode()
        assert re.findall(r'id="([\w-]+)"[^>]* autofocus', page) == [focused]


def test_of_several_paths_one_is_chosen(
    alice: User, alice_client: Client, held: Interview, gap: InformationGap
) -> None:
    other, strange = alice.careerpaths.create(name="Baker"), alice.careerpaths.create(name="Not of this talk")
    held.paths.add(other, through_defaults={"owner": alice})
    address = url("gap_heard", held.pk, gap.pk)
    assert alice_client.post(address, {"text": "Little", "path": strange.pk}, headers=HTMX).status_code == 422
    alice_client.post(address, {"text": "Little", "path": other.pk}, headers=HTMX)
    assert held.takeaways.get().path == other


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_is_wrong_comes_back_where_it_was_written(
    alice_client: Client, held: Interview, gap: InformationGap, headers: dict[str, str]
) -> None:
    response = alice_client.post(url("gap_heard", held.pk, gap.pk), {"text": "x" * 1001}, headers=headers)
    assert (response.status_code, response.content.count(b"x" * 1001), held.takeaways.count()) == (422, 1, 0)


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_how_far_it_is_answered_is_said_in_its_place(
    alice_client: Client, held: Interview, path: CareerPath, gap: InformationGap, headers: dict[str, str]
) -> None:
    address = url("gap_answer", held.pk, gap.pk)
    assert f'name="answer_{path.pk}"' in alice_client.get(address, headers=headers).content.decode()
    wrong = {f"state_{path.pk}": "perhaps", f"answer_{path.pk}": "46"}
    assert alice_client.post(address, wrong, headers=headers).status_code == 422
    alice_client.post(address, {f"state_{path.pk}": "partly", f"answer_{path.pk}": "46 thousand"}, headers=headers)
    page = alice_client.get(url("wrap_up", held.pk)).content.decode()
    assert [words in page for words in ("Partly answered", "46 thousand")] == [True, True]
    alice_client.post(address, {f"state_{path.pk}": "answered", f"answer_{path.pk}": "46 thousand"}, headers=headers)
    assert (left(alice_client, held), gap.answers.get().state) == ([], "answered")


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_an_answer_is_taken_back(
    alice_client: Client, held: Interview, path: CareerPath, gap: InformationGap, headers: dict[str, str]
) -> None:
    address, field = url("gap_answer", held.pk, gap.pk), f"answer_{path.pk}"
    alice_client.post(address, {field: "46 thousand"}, headers=HTMX)
    page = alice_client.post(address, {field: "Nobody says", f"initial-{field}": "46 thousand"}, headers=headers)
    undo = undo_in(page if headers else alice_client.get(url("wrap_up", held.pk)))
    for _ in range(2):
        alice_client.post(undo, headers=headers)
        assert gap.answers.get().answer == "46 thousand"


def test_an_answer_written_since_is_not_taken_back(
    alice_client: Client, held: Interview, path: CareerPath, gap: InformationGap
) -> None:
    address, field = url("gap_answer", held.pk, gap.pk), f"answer_{path.pk}"
    page = alice_client.post(address, {field: "46 thousand"}, headers=HTMX)
    alice_client.post(address, {field: "48 thousand", f"initial-{field}": "46 thousand"}, headers=HTMX)
    alice_client.post(undo_in(page))
    assert "this was answered anew since" in alice_client.get(url("wrap_up", held.pk)).content.decode()
    assert gap.answers.get().answer == "48 thousand"


def test_one_answered_on_one_path_is_open_on_the_other(
    alice: User, alice_client: Client, held: Interview, path: CareerPath, gap: InformationGap
) -> None:
    held.paths.add(alice.careerpaths.create(name="Baker"), through_defaults={"owner": alice})
    answer_gap(gap, said={path: ("answered", "Enough")}, now=NOW)
    assert left(alice_client, held) == [("What does it pay?", False)]


def test_strangers_and_removed_ones_are_not_found(
    alice: User, bob: User, alice_client: Client, bob_client: Client, held: Interview, gap: InformationGap
) -> None:
    theirs = make_interview(bob)
    removed = alice.informationgaps.create(text="Gone", trashed_at="2026-01-01T00:00Z")
    for name in ("gap_heard", "gap_answer"):
        tries = [(bob_client, theirs, gap), (bob_client, held, gap), (alice_client, held, removed)]
        statuses = {c.post(url(name, talk.pk, one.pk), {"text": "Mine"}).status_code for c, talk, one in tries}
        assert statuses == {404}
    assert held.takeaways.count() == 0
