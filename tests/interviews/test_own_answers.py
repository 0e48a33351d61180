"""What I say when they ask me: written for all paths or one, kept in versions, used again, removed and brought back."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import CareerPath
from interviews.actions.bank import newest_answers, say_answer
from tests.factories import NOW
from tests.interviews.addresses import htmx, told, undo_in, url

pytestmark = pytest.mark.usefixtures("clock")
ADD, LIST = url("own_answer_add", "tried"), url("own_answer_list")
HTMX = htmx("answer-tried")


@pytest.fixture
def planner(alice: User) -> CareerPath:
    """The path that Alice is curious about."""
    return alice.careerpaths.create(name="Grid planner")


def versions(owner: User) -> list[tuple[str, str]]:
    """Path and words of what is kept, the newest first."""
    return [(str(row.path or ""), row.text) for row in owner.ownanswers.all()]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_newest_counts_and_the_former_are_kept(
    alice_client: Client, alice: User, planner: CareerPath, headers: dict[str, str]
) -> None:
    for text in ("A course", "Two courses", "Two courses"):
        answer = alice_client.post(f"{ADD}?path={planner.pk}", {"text": text}, headers=headers)
    assert versions(alice) == [("Grid planner", "Two courses"), ("Grid planner", "A course")]
    assert newest_answers(alice, [planner])["tried"].text == "Two courses"
    if headers:
        assert answer.content.decode().lstrip().startswith('<section class="card pad stack-sm" id="answer-tried"')
    else:
        assert answer.headers["Location"] == f"{LIST}?path={planner.pk}#answer-tried"


def test_each_path_shows_its_own_or_what_is_said_for_all(
    alice_client: Client, alice: User, bob: User, planner: CareerPath
) -> None:
    for owner, path, prompt, text in [(alice, None, "tried", "Much"), (alice, planner, "today", "One name")]:
        say_answer(owner, prompt=prompt, path=path, text=text, now=NOW)
    say_answer(bob, prompt="tried", path=None, text="Bob's", now=NOW)
    rows = {row.prompt.key: row for row in told(alice_client.get(LIST, {"path": planner.pk}))["rows"]}
    assert (str(rows["today"].now), rows["today"].general) == ("today: One name", None)
    assert (rows["tried"].now, str(rows["tried"].general)) == (None, "tried: Much")
    everywhere = {row.prompt.key: row for row in told(alice_client.get(LIST))["rows"]}
    assert (str(everywhere["tried"].now), everywhere["today"].now) == ("tried: Much", None)


@pytest.mark.parametrize("text", ["", "  ", "x" * 10_001])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_an_answer_that_cannot_be_comes_back(
    alice_client: Client, alice: User, text: str, headers: dict[str, str]
) -> None:
    answer = alice_client.post(ADD, {"text": text}, headers=headers)
    assert (answer.status_code, list(told(answer)["row"].form.errors)) == (422, ["text"])
    assert versions(alice) == []


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_former_version_is_used_again(alice_client: Client, alice: User, headers: dict[str, str]) -> None:
    former = say_answer(alice, prompt="tried", path=None, text="A course", now=NOW)
    say_answer(alice, prompt="tried", path=None, text="Two courses", now=NOW)
    alice_client.post(url("own_answer_again", former.pk), headers=headers)
    assert [text for _, text in versions(alice)] == ["A course", "Two courses", "A course"]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_version_that_was_removed_comes_back(
    alice_client: Client, alice: User, planner: CareerPath, headers: dict[str, str]
) -> None:
    row = say_answer(alice, prompt="tried", path=planner, text="A course", now=NOW)
    answer = alice_client.post(url("own_answer_remove", row.pk), headers=headers, follow=not headers)
    assert versions(alice) == []
    for _ in range(2):
        alice_client.post(undo_in(answer), headers=headers)
    assert list(alice.ownanswers.values_list("path", "text", "created_at")) == [(planner.pk, "A course", NOW)]


@pytest.mark.parametrize("path", ["x", "-1", "0", "9" * 30, "²"])
def test_a_path_that_is_none_of_mine_is_not_found(alice_client: Client, bob: User, path: str) -> None:
    for asked in (path, bob.careerpaths.create(name="Bobs").pk):
        assert alice_client.get(LIST, {"path": asked}).status_code == 404
        assert alice_client.post(f"{ADD}?path={asked}", {"text": "A course"}).status_code == 404
    assert alice_client.post(url("own_answer_add", "no-such"), {"text": "A course"}).status_code == 404


def test_the_page_asks_as_often_for_30_as_for_one(alice_client: Client, alice: User) -> None:
    def count(more: int) -> int:
        for number in range(more):
            say_answer(alice, prompt="tried", path=None, text=f"{more} {number}", now=NOW)
            alice.careerpaths.create(name=f"Path {more} {number}")
        with CaptureQueriesContext(connection) as queries:
            alice_client.get(LIST)
        return len(queries)

    count(2)
    assert count(1) == count(28)
